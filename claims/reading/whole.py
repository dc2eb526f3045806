"""Claims with everything that readers see of them, in one statement.

The ORM would ask ten times, table by table, and take longer to write its questions than PostgreSQL takes to answer them. So the question stands here:
each part of it gives the rows of one table as JSON. They become models by the fields' own `to_python`, and are tied by their foreign keys. For one
claim it takes four times as long to plan as to answer, so it is prepared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from claims.expressions import array_of
from claims.models import Alarm, Appearance, Claim, ClaimLink, ClaimTopic, Evidence, Review, Topic
from claims.reading.prepared import Prepared
from sources.models import Source, SourceAuthor

AT_ONCE = 500
"""Claims in one statement."""

# Which rows readers may see, claims/querysets.py says too: `public`, `shown_to_readers`. Keys are given as arrays, so that each part is looked up by
# an index, however many rows PostgreSQL expects.
_SQL = """
    WITH wanted AS (SELECT id, current_id FROM claims_claim WHERE {which} AND standing <> 'draft'),
    reviews AS (
        SELECT * FROM claims_review WHERE state IN ('published', 'withdrawn')
        AND (claim_id = ANY(ARRAY(SELECT id FROM wanted)) OR merged_into_id = ANY(ARRAY(SELECT id FROM wanted))) ORDER BY number
    ),
    links AS (
        SELECT * FROM claims_claimlink
        WHERE claim_id = ANY(ARRAY(SELECT id FROM wanted)) OR other_id = ANY(ARRAY(SELECT id FROM wanted)) ORDER BY id
    ),
    claims AS (
        SELECT {claim} FROM claims_claim WHERE id = ANY(ARRAY(
            SELECT id FROM wanted UNION SELECT claim_id FROM reviews UNION SELECT merged_into_id FROM reviews
            UNION SELECT claim_id FROM links UNION SELECT other_id FROM links
        ))
    ),
    places AS (SELECT * FROM claims_claimtopic WHERE claim_id = ANY(ARRAY(SELECT id FROM wanted)) ORDER BY position),
    topics AS (SELECT * FROM claims_topic WHERE id = ANY(ARRAY(SELECT topic_id FROM places))),
    appearances AS (SELECT * FROM claims_appearance WHERE claim_id = ANY(ARRAY(SELECT id FROM wanted)) ORDER BY position),
    evidence AS (SELECT * FROM claims_evidence WHERE review_id = ANY(ARRAY(SELECT current_id FROM wanted)) ORDER BY position),
    alarms AS (
        SELECT * FROM claims_alarm WHERE review_id = ANY(ARRAY(SELECT current_id FROM wanted)) AND closed_at IS NULL AND weight = 3 ORDER BY raised_at
    ),
    named AS (
        SELECT id, read_in_id FROM sources_source
        WHERE id = ANY(ARRAY(SELECT source_id FROM evidence UNION SELECT source_id FROM appearances UNION SELECT source_id FROM alarms))
    ),
    sources AS (SELECT * FROM sources_source WHERE id = ANY(ARRAY(SELECT id FROM named UNION SELECT read_in_id FROM named))),
    authors AS (SELECT * FROM sources_sourceauthor WHERE source_id = ANY(ARRAY(SELECT id FROM sources)) ORDER BY position),
    accounts AS (SELECT id, username FROM auth_user WHERE id = ANY(ARRAY(SELECT author_id FROM reviews UNION SELECT approver_id FROM reviews)))
    SELECT ARRAY(SELECT id FROM wanted), {parts}
"""
_PARTS = {
    "reviews": Review, "links": ClaimLink, "claims": Claim, "places": ClaimTopic, "topics": Topic, "appearances": Appearance, "evidence": Evidence,
    "alarms": Alarm, "sources": Source, "authors": SourceAuthor, "accounts": get_user_model(),
}  # fmt: skip
_TOLD = ", ".join(f"(SELECT json_agg(part.*) FROM {name} AS part)" for name in _PARTS)  # noqa: S608 - our own names only
_CLAIM = ", ".join(field.column for field in Claim._meta.concrete_fields if field.name != "search_vector")
_AT_SLUG = Prepared("whole_claim", lambda: _SQL.format(which="slug = %s", claim=_CLAIM, parts=_TOLD), "text")
_OF_KEYS = Prepared("whole_claims", lambda: _SQL.format(which="id = ANY(%s)", claim=_CLAIM, parts=_TOLD), "bigint[]")


class Whole(NamedTuple):
    """A public claim. At hand are its topics and appearances, its current review with evidence, and the sources of both with their authors."""

    claim: Claim
    history: list[Review]
    """The public reviews, oldest first."""
    links: list[ClaimLink]
    """The ties to others, in both directions, with the claims at both ends, drafts among them."""
    alarms: list[Alarm]
    """Those that readers are told of."""
    absorbed: list[Review]
    """The reviews of claims that now lead to this one, by reference."""


def whole_claim(slug: str) -> Whole | None:
    """The public claim at `slug`, if there is one."""
    return next(iter(_wholes(*_AT_SLUG.rows(slug))), None)


def whole_claims(keys: Sequence[int]) -> Iterator[Whole]:
    """The public claims among those with the primary keys `keys`, in that order."""
    for start in range(0, len(keys), AT_ONCE):
        some = list(keys[start : start + AT_ONCE])
        found = {whole.claim.pk: whole for whole in _wholes(*_OF_KEYS.rows(array_of(some)))}
        yield from (found[key] for key in some if key in found)


def _wholes(found: tuple) -> list[Whole]:
    """The claims that the statement gave: their primary keys, and the rows of each part."""
    wanted, *parts = found
    rows = {model: _models(model, part or []) for model, part in zip(_PARTS.values(), parts, strict=True)}
    _tie(rows)
    return _tied([rows[Claim][key] for key in wanted], rows)


def _models(model: type[Model], told: list[dict]) -> dict[int, Model]:
    """The rows of one table as models, by primary key. Columns that were not asked for are deferred."""
    fields = [field for field in model._meta.concrete_fields if told and field.column in told[0]]
    names = [field.attname for field in fields]
    made = (model.from_db(DEFAULT_DB_ALIAS, names, [field.to_python(row[field.column]) for field in fields]) for row in told)
    return {row.pk: row for row in made}


def _tie(rows: dict[type[Model], dict[int, Model]]) -> None:
    """Set each foreign key to the row that it names, as far as that was read."""
    for model in rows:
        fields = [field for field in model._meta.concrete_fields if field.related_model in rows and field.target_field.primary_key]
        for row in rows[model].values():
            for field in fields:
                if named := rows[field.related_model].get(getattr(row, field.attname)):
                    setattr(row, field.name, named)


def _tied(claims: list[Claim], rows: dict[type[Model], dict[int, Model]]) -> list[Whole]:
    def by(key: str, model: type[Model]) -> dict[int, list]:
        lists = defaultdict(list)
        for row in rows[model].values():
            lists[getattr(row, key)].append(row)
        return lists

    _hang("appearances", claims, by("claim_id", Appearance))
    _hang("claimtopic_set", claims, by("claim_id", ClaimTopic))
    _hang("evidence", [claim.current for claim in claims], by("review_id", Evidence))
    _hang("authors", rows[Source].values(), by("source_id", SourceAuthor))
    history, merged, alarms = by("claim_id", Review), by("merged_into_id", Review), by("review_id", Alarm)
    tied_from, tied_to = by("claim_id", ClaimLink), by("other_id", ClaimLink)
    return [
        Whole(
            claim,
            history[claim.pk],
            sorted(tied_from[claim.pk] + tied_to[claim.pk], key=lambda tie: tie.pk),
            alarms[claim.current_id],
            sorted((one for one in merged[claim.pk] if one.claim.current_id == one.pk), key=lambda one: one.claim.reference),
        )
        for claim in claims
    ]


def _hang(name: str, owners: Iterable[Model], lists: dict[int, list]) -> None:
    """Give each owner its list under the `name` of a related manager, whose `all()` then gives it: where `prefetch_related` puts it, too."""
    for owner in owners:
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = lists[owner.pk]
