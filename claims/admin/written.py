"""The form of a draft as plain data, and back: to compare it, to keep it, to merge it."""

from django.http import QueryDict

from claims.editorial.merging import CELLS, Written
from claims.models import Evidence, Review

PLAIN = (
    "change", "reason", "statement", "verdict", "fact", "answer", "confidence", "confidence_note", "rationale", "why_checked", "scope_from",
    "scope_to", "as_of", "scope_note", "override_note", "missing",
)  # fmt: skip
_MOST_ROWS = 200


def of_review(review: Review) -> Written:
    """What the form of `review`, as it is saved, begins with. One query."""
    fields = {name: _even(getattr(review, name)) for name in PLAIN}
    fields |= {
        "systems": sorted(review.systems),
        "places": ", ".join(review.places),
        "would_change": "\n".join(review.would_change),
        "review_by": review.review_by.isoformat() if review.review_by else "",
    }
    return Written(fields, [_row(piece) for piece in review.evidence.order_by("position")])


def _row(piece: Evidence) -> dict[str, str]:
    cells = {cell: _even(getattr(piece, cell)) for cell in CELLS[1:]}
    return {"id": str(piece.pk), "source": str(piece.source_id)} | cells


def of_form(data: QueryDict, begun: Written | None) -> Written:
    """What was sent. A field that the page did not show stands as in `begun`; without it, as it was sent, with the claim."""
    names = begun.fields if begun else ("claim", *PLAIN, "systems", "places", "would_change", "review_by")
    fields = {name: sorted(data.getlist(name)) if name == "systems" else _even(data.get(name, "")) for name in names}
    if begun and "change" not in data:  # the first review of a claim says nothing of a change
        fields |= {name: begun.fields[name] for name in ("change", "reason") if name in begun.fields}
    total = data.get("evidence-TOTAL_FORMS", "")
    rows = [_sent(data, f"evidence-{n}-") for n in range(min(int(total), _MOST_ROWS) if total.isdecimal() else 0)]
    rows = [row for row in rows if row["id"] or any(row[cell] for cell in CELLS)]
    rows.sort(key=lambda row: int(row["order"]) if row["order"].isdecimal() else _MOST_ROWS)
    return Written(fields, [{name: value for name, value in row.items() if name != "order" and (name != "gone" or value)} for row in rows])


def _sent(data: QueryDict, prefix: str) -> dict[str, str]:
    return {name: _even(data.get(prefix + sent, "")) for name, sent in {"id": "id", "order": "order", "gone": "DELETE"}.items()} | {
        cell: _even(data.get(prefix + cell, "")) for cell in CELLS
    }


def _even(text: str | None) -> str:
    """Browsers send line breaks as two characters; blanks at the ends mean nothing."""
    return (text or "").replace("\r\n", "\n").strip()


def as_form(written: Written, review: Review | None) -> QueryDict:
    """What a browser would send of a form that holds `written`. Rows that the database has come first, as Django's formsets want them."""
    data = QueryDict(mutable=True)
    for name, value in written.fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    known = {str(pk) for pk in review.evidence.values_list("pk", flat=True)} if review else set()
    ordered = list(enumerate(written.evidence, start=1))
    rows = [pair for pair in ordered if pair[1]["id"] in known] + [pair for pair in ordered if pair[1]["id"] not in known]
    saved = sum(row["id"] in known for _, row in rows)
    data.update({"evidence-TOTAL_FORMS": str(len(rows)), "evidence-INITIAL_FORMS": str(saved)})
    data.update({"evidence-MIN_NUM_FORMS": "0", "evidence-MAX_NUM_FORMS": "1000"})
    for n, (place, row) in enumerate(rows):
        sent = {cell: row[cell] for cell in CELLS} | {"id": row["id"] if n < saved else "", "order": str(place)}
        sent |= {"DELETE": "on"} if row.get("gone") else {}
        data.update({f"evidence-{n}-{name}": value for name, value in sent.items()})
    return data


def as_plain(written: Written) -> dict:
    return {"fields": written.fields, "evidence": written.evidence}


def of_plain(data) -> Written:
    """The reverse of `as_plain`. Raises ValueError for anything else: it comes back from a browser."""
    if not (isinstance(data, dict) and isinstance(data.get("fields"), dict) and isinstance(data.get("evidence"), list)):
        raise ValueError("not what the form of a draft holds")
    rows = data["evidence"]
    if not all(isinstance(row, dict) and {"id", *CELLS} <= row.keys() and all(isinstance(cell, str) for cell in row.values()) for row in rows):
        raise ValueError("not a row of evidence")
    if not all(isinstance(value, str) or (name == "systems" and isinstance(value, list)) for name, value in data["fields"].items()):
        raise ValueError("not a field of a draft")
    return Written(data["fields"], rows)
