"""Two people had one draft open, and both wrote in it. What becomes of the second one's text?

It is laid over the first one's, against what both began from: `base`; what the first one saved: `theirs`; what the second one has: `mine`.

    only mine changed               → mine
    only theirs changed             → theirs, and the second editor is told (`taken`)
    both changed, to the same       → that
    both changed, to different text → mine stays in the form, and the difference is shown word by word (`clashes`)
Evidence goes row by row, and within a row cell by cell. A row that one removed and the other changed stays, and counts as a clash. So no word of
either is dropped unseen; and nothing is saved here: the second editor reads, and saves again.
"""

from dataclasses import dataclass, field

CELLS = ("source", "stance", "finding", "locator", "quotation", "quotation_language", "translation")

Row = dict[str, str]


@dataclass(frozen=True)
class Written:
    """What stands in the form of a draft. A row of evidence has CELLS, `id` ("" when never saved) and maybe `gone` ("on": marked for removal)."""

    fields: dict[str, str | list[str]]
    evidence: list[Row]


@dataclass(frozen=True)
class Difference:
    """One place that differs: the name of a field, or the source of a row of evidence; the text of the other one, and one's own."""

    theirs: str
    mine: str
    name: str = ""
    source: str = ""


@dataclass(frozen=True)
class Merged:
    written: Written
    taken: list[Difference] = field(default_factory=list)
    clashes: list[Difference] = field(default_factory=list)


def merge(*, base: Written, theirs: Written, mine: Written) -> Merged:
    """`mine` laid over `theirs`."""
    merged = Merged(Written({}, []))
    for name, now in theirs.fields.items():
        before, own = base.fields.get(name, now), mine.fields.get(name, now)
        merged.written.fields[name] = _chosen(before, now, own)
        _note(merged, before, now, own, Difference(_text(now), _text(own), name=name))
    _merge_evidence(merged, base, theirs, mine)
    return merged


def _chosen(before, now, own):
    return now if own == before else own


def _note(merged: Merged, before, now, own, difference: Difference) -> None:
    if now in (before, own):
        return
    (merged.taken if own == before else merged.clashes).append(difference)


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _merge_evidence(merged: Merged, base: Written, theirs: Written, mine: Written) -> None:
    before = {row["id"]: row for row in base.evidence}
    now = {row["id"]: row for row in theirs.evidence}
    added = {row["source"]: row for row in theirs.evidence if row["id"] not in before}
    for own in mine.evidence:
        key = own["id"] or added.get(own["source"], {}).get("id", "")
        row = _merged_row(merged, before.get(key), now.pop(key), own) if key in now else _orphan(merged, before.get(key), own)
        if row:
            merged.written.evidence.append(row)
    for row in now.values():
        merged.written.evidence.append(row)
        merged.taken.append(Difference(row_text(row), "", source=row["source"]))


def _merged_row(merged: Merged, before: Row | None, now: Row, own: Row) -> Row:
    """One row that both have: added by both with one source when there is no `before`."""
    begun = before or now | dict.fromkeys(CELLS, "")
    row = now | {cell: _chosen(begun[cell], now[cell], own[cell]) for cell in CELLS}
    changed = any(now[cell] != begun[cell] for cell in CELLS)
    if own.get("gone") and not changed:
        return row | {"gone": "on"}
    if own.get("gone"):
        merged.clashes.append(Difference(row_text(now), "", source=now["source"]))
        return now
    clashes = any(now[cell] not in (begun[cell], own[cell]) and own[cell] != begun[cell] for cell in CELLS)
    if clashes:
        merged.clashes.append(Difference(row_text(now), row_text(own), source=now["source"]))
    elif changed and any(now[cell] != own[cell] for cell in CELLS):
        merged.taken.append(Difference(row_text(now), row_text(own), source=now["source"]))
    return row


def _orphan(merged: Merged, before: Row | None, own: Row) -> Row | None:
    """A row that the other one does not have: new, or removed by them."""
    if before is None:
        return own | {"id": ""}
    if own.get("gone"):
        return None
    if all(own[cell] == before[cell] for cell in CELLS):
        merged.taken.append(Difference("", row_text(own), source=own["source"]))
        return None
    merged.clashes.append(Difference("", row_text(own), source=own["source"]))
    return own | {"id": ""}


def row_text(row: Row) -> str:
    """A row of evidence as one line; its source is named beside it."""
    return " · ".join(row[cell] for cell in CELLS[1:] if row[cell])
