"""New claims into their table, by way of one that is there for the transaction: the database makes their search vectors on the way.

Many claims lean on the same sources, so what a search looks through of a source becomes a vector once, to be joined to those of its claims. The parts
stand in the order that `text_search.vector` tells of, so a search finds and ranks claims alike, whichever door they came through.
"""

from collections.abc import Sequence
from itertools import zip_longest

from django.db import connection

from claims.editorial.copying import columns_of, copy_columns
from claims.editorial.projection import SOURCES
from claims.models import Claim
from claims.text_search import PARTS, searchable, vector_of_columns, vectors_of_columns

_OTHERS = "ABC"
_TEXTS = [f"{weight.lower()}_{part}" for weight in _OTHERS + SOURCES for part in PARTS]
_OF_SOURCE = [f"{SOURCES.lower()}_{part}" for part in PARTS]


def folded(texts: dict[str, list[str]]) -> list[str]:
    """What `projection.searched` tells of a claim without its sources, as `copy_claims` takes it."""
    return [part for weight in _OTHERS + SOURCES for text in texts[weight] for part in searchable(text)]


def copy_claims(claims: list[Claim], *, texts: list[list[str]], leaning: list[list[int]], sources: dict[int, tuple[str, str, str]]) -> None:
    """Copy `claims` into their table, each with its `folded` texts and the keys of its sources; `sources` tells by key what is searched of them."""
    columns = columns_of(claims, [field for field in Claim._meta.concrete_fields if field.name != "search_vector"])
    names = ", ".join(f'"{name}"' for name in columns)
    columns |= dict(zip(_TEXTS, zip(*texts, strict=True), strict=True))
    keys = {f"source_{i}": keys for i, keys in enumerate(zip_longest(*leaning))}
    added = [f"ADD {name} text" for name in _TEXTS] + [f"ADD {name} bigint" for name in keys]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE arriving WITH (toast_tuple_target = 8160) ON COMMIT DROP AS SELECT {names} FROM claims_claim WHERE false")
        cursor.execute(f"ALTER TABLE arriving {', '.join(added)}")
        copy_columns("arriving", columns | keys)
        cursor.execute(_inserted(names, range(len(keys))), [list(sources), *map(list, zip(*sources.values(), strict=True))])
        cursor.execute("DROP TABLE arriving")


def _inserted(names: str, places: Sequence[int]) -> str:
    """The SQL that takes claims with these columns, which lean on sources in these `places`, from `arriving`; its parameters are of the sources."""
    latin, pairs, singles = vectors_of_columns(SOURCES)
    others = " || ".join(map(vector_of_columns, _OTHERS))
    chinese = " OR ".join([f"{_OF_SOURCE[-1]} <> ''", *(f"on_{i}.singles IS NOT NULL" for i in places)])
    whole = [" || ".join([own, *(f"coalesce(on_{i}.{part}, '')" for i in places)]) for own, part in zip((latin, pairs, singles), PARTS, strict=True)]
    joined = " ".join(f"LEFT JOIN leant_on AS on_{i} ON on_{i}.key = source_{i}" for i in places)
    return f"""
        WITH leant_on (key, latin, pairs, singles) AS MATERIALIZED (
            SELECT key, {latin}, CASE WHEN {_OF_SOURCE[-1]} <> '' THEN {pairs} END, CASE WHEN {_OF_SOURCE[-1]} <> '' THEN {singles} END
            FROM unnest(%s, %s, %s, %s) AS told (key, {", ".join(_OF_SOURCE)})
        )
        INSERT INTO claims_claim ({names}, search_vector)
        SELECT {names}, {others} || ({whole[0]} || CASE WHEN {chinese} THEN {whole[1]} || {whole[2]} ELSE '' END) FROM arriving {joined}
    """
