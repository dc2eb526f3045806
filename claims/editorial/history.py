"""What was changed of a row and of the rows that belong to it, by whom; and how it all stood before.

The database keeps each row as it was before a change (sources/history.py). Put behind each other, with the row as it is now at the end, those are
its versions; two that follow each other make a step, and the steps of one transaction a change. Taking steps back from today gives any earlier day.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from claims.models import (
    Appearance,
    Claim,
    ClaimLink,
    ClaimTopic,
    Collection,
    CollectionItem,
    CollectionTerm,
    Evidence,
    FormerSlug,
    Review,
    ReviewWriter,
    Term,
    TermClaim,
    Topic,
)  # fmt: skip
from sources.history import Addition, event_model
from sources.models import Source, SourceAuthor

PARTS: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Source: ((SourceAuthor, "source"),),
    Claim: ((Appearance, "claim"), (ClaimTopic, "claim"), (ClaimLink, "claim"), (FormerSlug, "claim")),
    Review: ((Evidence, "review"), (ReviewWriter, "review")),
    Topic: (),
    Term: ((TermClaim, "term"),),
    Collection: ((CollectionItem, "collection"), (CollectionTerm, "collection")),
}
"""What has a history, and the rows that belong to it, with the foreign key by which they do."""

Values = dict[str, object]
Key = tuple[type[models.Model], int]


@dataclass(frozen=True)
class Step:
    """One row as it was and as it became; None where it was not there."""

    model: type[models.Model]
    pk: int
    before: Values | None
    after: Values | None


@dataclass
class Change:
    """What one transaction did, the `number`th that is known (from 1).

    `context` is what the program told, `role` and `program` what the database knows.
    """

    number: int
    at: datetime
    context: dict
    role: str
    program: str
    steps: list[Step] = field(default_factory=list)

    @property
    def is_beginning(self) -> bool:
        """Whether the row itself was made by this change: there is nothing before it."""
        return any(step.before is None and step.model in PARTS for step in self.steps)


@dataclass(frozen=True)
class History:
    """All changes of one row and its parts, oldest first, and the values of today by model and primary key."""

    changes: list[Change]
    now: dict[Key, Values]

    def before(self, number: int) -> dict[Key, Values]:
        """The values as they stood before change `number`. IndexError when there is none."""
        self.changes[number - 1]
        values = dict(self.now)
        for change in reversed(self.changes[number - 1 :]):
            for step in reversed(change.steps):
                if step.before is None:
                    values.pop((step.model, step.pk), None)
                else:
                    values[step.model, step.pk] = step.before
        return values


def kept(model: type[models.Model]) -> list[models.Field]:
    """The columns of `model` whose history is kept."""
    return [model._meta.get_field(column.name) for column in event_model(model)._meta.fields if not column.name.startswith("pgh_")]


def history(model: type[models.Model], pk: int) -> History:
    """The history of the row `pk` of `model` (one of PARTS). Of a row that was removed, what is left to tell."""
    now, found = {}, []
    for part, owner in ((model, "id"), *PARTS[model]):
        columns = [column.attname for column in kept(part)]
        rows = {row["id"]: row for row in part.objects.filter(**{owner: pk}).values(*columns)}
        now |= {(part, key): row for key, row in rows.items()}
        found += _steps(part, rows, list(event_model(part).objects.filter(**{owner: pk})), columns)
    return History(_changes(found), now)


def _steps(part, rows: dict[int, Values], events: list, columns: list[str]) -> Iterator[tuple]:
    """The steps of the rows of one table, each as (moment, context, role, program, step); those of one row in their order."""
    versions, told = defaultdict(list), defaultdict(list)
    for event in events:
        versions[event.id].append({column: getattr(event, column) for column in columns})
        told[event.id].append((event.pgh_created_at, event.pgh_context or {}, event.pgh_role, event.pgh_program))
    keys = sorted({*rows, *versions})
    additions = list(Addition.objects.filter(table=part._meta.db_table, rows__any_of=keys)) if keys else []
    for key in keys:
        stages = [*versions[key], rows.get(key)]
        added = next((addition for addition in additions if addition.holds(key)), None)
        if added:
            yield added.at, added.context or {}, added.role, added.program, Step(part, key, None, stages[0])
        for i, teller in enumerate(told[key]):
            yield *teller, Step(part, key, stages[i], stages[i + 1])


def _changes(found: list[tuple]) -> list[Change]:
    """The steps of one transaction (its moment is the database's `now()`) as one change; a row that ends as it began is left out."""
    changes: dict[tuple, Change] = {}
    for at, context, role, program, step in sorted(found, key=lambda told: told[0]):
        change = changes.setdefault((at, role, program), Change(0, at, context, role, program))
        change.steps.append(step)
    for change in changes.values():
        change.steps = [step for step in _joined(change.steps) if step.before != step.after]
    told = [change for change in changes.values() if change.steps]
    for number, change in enumerate(told, start=1):
        change.number = number
    return told


def _joined(steps: list[Step]) -> list[Step]:
    """One step for each row, from its first state to its last."""
    rows: dict[Key, Step] = {}
    for step in steps:
        first = rows.get((step.model, step.pk))
        rows[step.model, step.pk] = Step(step.model, step.pk, first.before, step.after) if first else step
    return list(rows.values())
