"""Cursors: the next page begins after the last row of this one, however many rows came or went in between.

OFFSET would skip or repeat rows when something is published between two requests, and gets slower with every page. A cursor holds what the last row
was sorted by, signed, so that only cursors which we gave out come back. Ties are broken by the primary key, as every order of ours does.
"""

from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import F, OrderBy, Q, QuerySet

LIMIT, MOST = 50, 100
_SALT = "claims.api.cursor"


class BadCursor(ValueError):
    """Not a cursor that we gave out for this list."""


def packed(values: list, what: str) -> str:
    """A cursor that holds `values` (numbers, texts), for the list and the order that `what` names."""
    return signing.Signer(salt=f"{_SALT}.{what}").sign_object(values)


def unpacked(cursor: str, what: str) -> list:
    """The values in a cursor for `what`. Raises BadCursor."""
    try:
        return signing.Signer(salt=f"{_SALT}.{what}").unsign_object(cursor)
    except signing.BadSignature:
        raise BadCursor("is not a cursor that we gave out for this list and this order. Start without one.") from None


def page_after(rows: QuerySet, cursor: str, limit: int) -> tuple[list, str | None]:
    """The `limit` rows of the ordered queryset `rows` that come after `cursor` ("" for the first page), and the cursor of the next page or None.

    Raises BadCursor. One query, and those of its prefetches.
    """
    keys = [_key(term) for term in rows.query.order_by or rows.model._meta.ordering]
    names = [f"key_{place}" for place in range(len(keys))]
    rows = rows.annotate(**{name: expression for name, (expression, _) in zip(names, keys, strict=True)})
    rows = rows.order_by(*(F(name).desc() if falling else F(name).asc() for name, (_, falling) in zip(names, keys, strict=True)))
    what = _what(rows, keys)
    if cursor:
        rows = rows.filter(_after(list(zip(names, (falling for _, falling in keys), unpacked(cursor, what), strict=True))))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], packed([_plain(getattr(found[limit - 1], name)) for name in names], what)


def _key(term: Any) -> tuple[Any, bool]:
    """An order term as an expression to annotate, and whether it falls."""
    if isinstance(term, str):
        term = F(term.lstrip("-")).desc() if term.startswith("-") else F(term).asc()
    if not isinstance(term, OrderBy):
        term = term.asc()
    return term.expression, term.descending


def _after(keys: list[tuple[str, bool, Any]]) -> Q:
    """Rows that come after the values of `keys`: the first key differs, or it is equal and the next differs, and so on.

    Said so that an index on the first key is entered at its value, and not read up to there.
    """
    (name, falling, value), rest = keys[0], keys[1:]
    beyond = f"{name}__{'lt' if falling else 'gt'}"
    if not rest:
        return Q(**{beyond: value})
    return Q(**{f"{beyond}e": value}) & (Q(**{beyond: value}) | _after(rest))


def _what(rows: QuerySet, keys: list) -> str:
    """What a cursor belongs to: the table and its order."""
    return ":".join([rows.model._meta.label_lower, *(f"{'-' if falling else ''}{expression!r}" for expression, falling in keys)])


def _plain(value: Any) -> int | str:
    return value.isoformat() if isinstance(value, datetime) else value if isinstance(value, int) else str(value)
