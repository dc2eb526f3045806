"""Who the editors are: one group, and what its members may do."""

from django.contrib.auth.models import Group, Permission

GROUP = "Editors"

_EDIT = ("view", "add", "change")
_ROWS = (*_EDIT, "delete")  # parts of a page that an editor may take away again
_MAY = {
    "claims": {
        "claim": _EDIT, "review": _ROWS, "topic": _EDIT, "term": _EDIT, "collection": _EDIT, "ledgerentry": ("view",),
        "appearance": _ROWS, "claimtopic": _ROWS, "claimlink": _ROWS, "evidence": _ROWS, "collectionitem": _ROWS,
    },
    "sources": {"source": _EDIT, "sourceauthor": _ROWS},
}  # fmt: skip


def editors_group() -> Group:
    """The group, with exactly the permissions above. Deleting a review means a draft: the admin and the database refuse any other."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    wanted = [
        Permission.objects.get(content_type__app_label=app, codename=f"{deed}_{model}")
        for app, models in _MAY.items()
        for model, deeds in models.items()
        for deed in deeds
    ]
    group.permissions.set(wanted)
    return group
