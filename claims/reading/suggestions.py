"""What to offer when a search finds nothing, or when the glossary explains a word of it."""

import re

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, Value
from django.db.models.functions import Replace

from claims.models import Claim, Term, Word
from claims.text_search import Query, chinese_runs, folded

_CLOSE_ENOUGH = 0.3


def did_you_mean(text: str) -> str:
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
    return changed if query and Claim.objects.published().search(query).exists() else ""


def terms_for(text: str) -> list[Term]:
    """Up to three glossary terms that the search words name, in characters, pinyin or English."""
    plain = " ".join(folded(text).lower().split())
    together = plain.replace(" ", "")
    found = Q(sort_key=plain) | Q(english__iexact=plain) | Q(together=together)
    for run in chinese_runs(plain):
        found |= Q(hanzi__contains=run)
    if len(plain) >= 4:
        found |= Q(sort_key__startswith=plain) | Q(together__startswith=together) | Q(english__istartswith=plain)
    terms = Term.objects.alias(together=Replace("sort_key", Value(" "), Value("")))
    return list(terms.filter(found)[:3]) if plain else []
