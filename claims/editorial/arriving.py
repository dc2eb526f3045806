"""New claims into their table, by way of one that is there for the transaction: the database makes their search vectors on the way.

Many claims lean on the same sources, so what a search looks through of a source becomes a vector once, to be joined to those of its claims. The parts
stand in the order that `text_search.vector` tells of, so a search finds and ranks claims alike, whichever door they came through.
"""

from collections.abc import Sequence
from itertools import chain, zip_longest

from django.db import connection

from claims.editorial.copying import columns_of, copy_columns
from claims.editorial.projection import SOURCES
from claims.models import Claim
from claims.text_search import PARTS, searchable, vector_of_columns, vectors_of_columns

_COLUMNS = {weight: [f"{weight.lower()}_{part}" for part in PARTS] for weight in f"ABC{SOURCES}"}
"""Of `arriving`: what is searched of a claim without its sources, by weight."""


def in_columns(texts: dict[str, list[str]]) -> list[str]:
    """What `projection.searched` tells of a claim without its sources, as `copy_claims` takes it."""
    return [part for weight in _COLUMNS for text in texts[weight] for part in searchable(text)]


def copy_claims(claims: list[Claim], *, texts: list[list[str]], leaning: list[list[int]], sources: dict[int, tuple[str, str, str]]) -> None:
    """Copy `claims` into their table, each with its texts `in_columns` and the keys of its sources; `sources` has by key what is searched of one."""
    columns = columns_of(claims, [field for field in Claim._meta.concrete_fields if field.name != "search_vector"])
    names = ", ".join(f'"{name}"' for name in columns)
    searched = dict(zip(chain.from_iterable(_COLUMNS.values()), zip(*texts, strict=True), strict=True))
    leant_on = {f"source_{i}": keys for i, keys in enumerate(zip_longest(*leaning))}
    added = [f"ADD {name} text" for name in searched] + [f"ADD {name} bigint" for name in leant_on]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE arriving WITH (toast_tuple_target = 8160) ON COMMIT DROP AS SELECT {names} FROM claims_claim WHERE false")
        cursor.execute(f"ALTER TABLE arriving {', '.join(added)}")
        copy_columns("arriving", columns | searched | leant_on)
        cursor.execute(_inserted(names, range(len(leant_on))), [list(sources), *map(list, zip(*sources.values(), strict=True))])
        cursor.execute("DROP TABLE arriving")


def _inserted(names: str, places: Sequence[int]) -> str:
    """The SQL that takes claims with these columns, which lean on sources in these `places`, from `arriving`; its parameters are of the sources."""
    others = " || ".join(vector_of_columns(weight, columns) for weight, columns in _COLUMNS.items() if weight != SOURCES)
    claimants, of_source = _COLUMNS[SOURCES], vectors_of_columns(SOURCES, PARTS)
    latin, pairs, singles = (
        " || ".join([own, *(f"coalesce(on_{i}.{part}, '')" for i in places)])
        for part, own in zip(PARTS, vectors_of_columns(SOURCES, claimants), strict=True)
    )
    chinese = " OR ".join([f"{claimants[-1]} <> ''", *(f"on_{i}.singles IS NOT NULL" for i in places)])
    joined = " ".join(f"LEFT JOIN leant_on AS on_{i} ON on_{i}.key = source_{i}" for i in places)
    return f"""
        WITH leant_on (key, latin, pairs, singles) AS MATERIALIZED (
            SELECT key, {of_source[0]}, CASE WHEN singles <> '' THEN {of_source[1]} END, CASE WHEN singles <> '' THEN {of_source[2]} END
            FROM unnest(%s, %s, %s, %s) AS told (key, latin, pairs, singles)
        )
        INSERT INTO claims_claim ({names}, search_vector)
        SELECT {names}, {others} || ({latin} || CASE WHEN {chinese} THEN {pairs} || {singles} ELSE '' END) FROM arriving {joined}
    """
