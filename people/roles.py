"""Who may do what: four roles, and what each of them may do.

A role is a group; the database says who has it. What it may do is said here, in one table, and read by `people.backends`: nothing can drift, and a
new page asks for one line. docs/editing.md shows the same to editors, and tests/people/test_roles.py does every deed in every role.

    contributor     reads all of the desk, writes claims, sources and drafts of their own
    editor          and changes what others drafted, submits, returns, publishes what others wrote, mends what readers see of a claim or a source
    publisher       and withdraws, corrects, manages topics, terms and collections
    administrator   accounts, roles, invitations and sessions of others; nothing of the record

The first three build on each other. An administrator who edits has two roles.
"""

from django.db.models import TextChoices


class Role(TextChoices):
    CONTRIBUTOR = "contributor", "Contributor"
    EDITOR = "editor", "Editor"
    PUBLISHER = "publisher", "Publisher"
    ADMINISTRATOR = "administrator", "Administrator"


def _permissions(app: str, deeds: str, models: str) -> frozenset[str]:
    """`claims.add_topic` and so on: each of the `deeds` with each of the `models`, both named with blanks between."""
    return frozenset(f"{app}.{deed}_{model}" for deed in deeds.split() for model in models.split())


_LOOKS = _permissions(
    "claims", "view", "claim appearance claimtopic claimlink review evidence topic term collection collectionitem ledgerentry alarm"
) | _permissions("sources", "view", "source sourceauthor")
_DRAFTS = (
    _permissions("claims", "add change", "claim")
    | _permissions("claims", "add change delete", "appearance claimtopic claimlink review evidence")
    | _permissions("sources", "add change", "source")
    | _permissions("sources", "add change delete", "sourceauthor")
)
_EDITS = _permissions("claims", "edit_others submit return publish", "review") | {"claims.amend_shown", "claims.change_alarm"}
_PUBLISHES = (
    _permissions("claims", "withdraw correct", "review")
    | _permissions("claims", "add change", "topic term collection")
    | _permissions("claims", "add change delete", "collectionitem")
)
_CARES = _permissions("auth", "view change", "user") | _permissions("people", "view add delete", "invitation")

MAY = {
    Role.CONTRIBUTOR: _LOOKS | _DRAFTS,
    Role.EDITOR: _LOOKS | _DRAFTS | _EDITS,
    Role.PUBLISHER: _LOOKS | _DRAFTS | _EDITS | _PUBLISHES,
    Role.ADMINISTRATOR: _CARES,
}
"""The permissions of each role."""


def may(names) -> set[str]:
    """Everything that somebody of the groups `names` may do. A group that is no role gives nothing."""
    return {permission for name in names if name in Role.values for permission in MAY[Role(name)]}
