"""What to offer when a search finds nothing, or when the glossary explains a word of it."""

import re
from functools import partial
from itertools import islice

from django.contrib.postgres.search import TrigramSimilarity

from claims.models import Term, Version, Word
from claims.reading import matches
from claims.reading.index.bitmaps import Index
from claims.text_search import Query, chinese_runs, folded

_CLOSE_ENOUGH = 0.3
_held: tuple[Version | None, list[Term]] = (None, [])


def did_you_mean(text: str, index: Index) -> str:
    """`text` with each unknown Latin word replaced by the most similar one that claims use; "" when that is no different or finds nothing."""
    tokens = re.findall(r"[a-z]{4,40}", folded(text).lower())[:8]
    unknown = set(tokens) - set(Word.objects.filter(text__in=tokens).values_list("text", flat=True))
    changed = folded(text)
    for word in unknown:
        near = Word.objects.filter(text__trigram_similar=word).annotate(near=TrigramSimilarity("text", word)).order_by("-near", "text").first()
        if near is not None and near.near >= _CLOSE_ENOUGH:
            changed = re.sub(rf"\b{re.escape(word)}\b", near.text, changed, flags=re.IGNORECASE)
    if changed == folded(text):
        return ""
    query = Query(changed)
    return changed if query and matches.matching(query, index) else ""


def terms_for(text: str, version: Version) -> list[Term]:
    """Up to three glossary terms that the search words name, in characters, pinyin or English, as the glossary stands at `version`."""
    plain = " ".join(folded(text).lower().split())
    named = partial(_names, plain, plain.replace(" ", ""), chinese_runs(plain))
    return list(islice(filter(named, _glossary(version)), 3)) if plain else []


def _names(plain: str, together: str, runs: list[str], term: Term) -> bool:
    """Whether the words, folded, with their spaces and without, name `term`; of four letters or more the beginning is enough."""
    english, pinyin = term.english.lower(), term.sort_key.replace(" ", "")
    if plain == english or together == pinyin or any(run in term.hanzi for run in runs):
        return True
    return len(plain) >= 4 and (english.startswith(plain) or pinyin.startswith(together))


def _glossary(version: Version) -> list[Term]:
    """All terms, in their order. Few, and the same for every search, so they are read once for each version."""
    global _held
    held_at, terms = _held
    if held_at != version or version.unsettled:
        terms = list(Term.objects.defer("words", "explanation", "confusion"))
        _held = (version, terms)
    return terms
