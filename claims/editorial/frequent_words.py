"""Note which claims hold the words that most hold (claims/models/frequent.py), so that the first search for one need not go through all of them."""

import sys
from array import array
from collections import defaultdict

from django.db import connection, transaction
from django.db.models import Max
from pyroaring import BitMap

from claims.models import Claim, FrequentWord, changes

_STEP = 50_000
"""Primary keys read at a time: what is in hand beside the bitmaps stays small."""
_COMMON = """
    SELECT coalesce(max(most_common_elems::text::text[]), '{}') FROM pg_stats
    WHERE schemaname = current_schema() AND tablename = 'claims_claim' AND attname = 'search_vector'
"""
_HOLDING = """
    SELECT lexeme, string_agg(int4send(id::int), '')
    FROM claims_claim, unnest(tsvector_to_array(search_vector) || ''::text) AS lexeme
    WHERE standing = 'published' AND id >= %(start)s AND id < %(stop)s AND (lexeme = ANY(%(words)s) OR lexeme = '')
    GROUP BY lexeme
"""


def note() -> int:
    """Replace the notes by those of this moment; returns how many words they are of: none where the server tells nobody who it is.

    The words are the most common ones of a sample, at most a thousand; then each search vector is read once. Nobody waits for it.
    """
    horizon = changes.horizon()  # before the rows: what is committed in between is asked for again, not missed
    held = _held(_common())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE claims_frequentword IN SHARE ROW EXCLUSIVE MODE; SELECT claims_life()")  # one at a time; readers go on
        life = cursor.fetchone()[0]
        FrequentWord.objects.all().delete()
        rows = (FrequentWord(lexeme=lexeme, keys=keys.serialize(), horizon=horizon, life=life) for lexeme, keys in held.items())
        FrequentWord.objects.bulk_create(rows if life else (), batch_size=100)
    return len(held) - 1 if life else 0


def _common() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claim (search_vector)")
        cursor.execute(_COMMON)
        return cursor.fetchone()[0]


def _held(words: list[str]) -> dict[str, BitMap]:
    """The published claims that hold each of `words`, and under "" all of them."""
    held = defaultdict(BitMap, {"": BitMap()})
    last = Claim.objects.aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        for start in range(0, last + 1, _STEP):
            cursor.execute(_HOLDING, {"words": words, "start": start, "stop": start + _STEP})
            for lexeme, keys in cursor:
                held[lexeme] |= BitMap(_numbers(keys))
    for keys in held.values():
        keys.run_optimize()
    return held


def _numbers(sent: memoryview) -> array:
    """Whole numbers out of how PostgreSQL sends them, the highest byte first."""
    numbers = array("I", bytes(sent))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
