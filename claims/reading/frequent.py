"""What the notes of frequent words (claims/models/frequent.py) say of a query: a word in a third of all claims takes a bitmap, and no row of a claim.

A query that they do not cover is none of theirs: one with a phrase, whose words must stand side by side, or with a word that is not noted.
"""

import re
from typing import NamedTuple

from pyroaring import BitMap

from claims.models import changes
from claims.reading.prepared import Prepared
from claims.text_search import Query

MOST_CHANGED = 2_000
"""When more claims changed since, asking about them takes longer than it saves; the notes are due then."""
_WORD = r"'[^'\\]+'(?!')"
_PLAIN = re.compile(rf"(?:{_WORD}|[&|!() ])+")
_PART = re.compile(rf"{_WORD}|[&|!()]")
_SQL = """
    WITH asked (words, horizon) AS (SELECT %s::text, horizon FROM claims_frequentword WHERE lexeme = '' AND life = claims_life())
    SELECT words, asked.horizon, lexeme, keys FROM asked JOIN claims_frequentword ON lexeme = ANY(string_to_array(words, '''') || ''::text)
"""
_NOTES = Prepared("frequent_words", lambda: _SQL, "tsquery")


class Noted(NamedTuple):
    """The primary keys of published claims that matched when the notes were made, and of those that changed since, of which they say nothing."""

    keys: BitMap
    changed: list[int]


def noted(query: Query) -> Noted | None:
    """What the notes say of `query`; None where they cannot tell, or are not of this server's life."""
    found = _NOTES.rows(query.tsquery)
    if not found or not _PLAIN.fullmatch(words := found[0][0]):
        return None
    parts, stored = _PART.findall(words), {f"'{lexeme}'": keys for _, _, lexeme, keys in found}
    if not stored.keys() >= {part for part in parts if part.startswith("'")}:
        return None
    changed = changes.claims_since(found[0][1], most=MOST_CHANGED)
    if changed is None:
        return None
    held = {word: BitMap.deserialize(bytes(keys)) for word, keys in stored.items()}
    return Noted(_any(parts[::-1], held), changed)


def _any(parts: list[str], held: dict[str, BitMap]) -> BitMap:
    """The claims that `parts` ask for: those of a query as PostgreSQL writes it, the last first. They are taken off; AND binds more than OR."""
    found = _every(parts, held)
    while parts and parts[-1] == "|":
        parts.pop()
        found = found | _every(parts, held)
    return found


def _every(parts: list[str], held: dict[str, BitMap]) -> BitMap:
    found = _one(parts, held)
    while parts and parts[-1] == "&":
        parts.pop()
        found = found & _one(parts, held)
    return found


def _one(parts: list[str], held: dict[str, BitMap]) -> BitMap:
    """A word, what stands in brackets, or all claims but these."""
    part = parts.pop()
    if part == "!":
        return held["''"] - _one(parts, held)
    if part == "(":
        found = _any(parts, held)
        parts.pop()
        return found
    return held[part]
