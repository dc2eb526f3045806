"""A lesson for a class: guess first, then see the fact and the evidence. Plain links and forms; nothing is stored, nobody is named."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.guesses import compare
from claims.models import Collection
from claims.reading.loading import evidence_rows
from claims.verdicts import Verdict
from sources.filters import TRACKERS


@dataclass(frozen=True)
class _Asked:
    """Which claim of the lesson (from 1), and the guess, if one was made."""

    number: int
    guess: Verdict | None


def _read(query: QueryDict, total: int) -> tuple[_Asked | None, str]:
    """What was asked, or None and what is wrong with it, as a sentence."""
    if unknown := [name for name in query if name not in ("claim", "guess") and not name.startswith(TRACKERS)]:
        return None, f"“{unknown[0]}” is not something this page knows; it knows “claim” and “guess”."
    number = query.get("claim", "1")
    if not (number.isascii() and number.isdecimal() and len(number) < 4 and 1 <= int(number) <= total):
        return None, f"This lesson has claims 1 to {total}; there is no claim “{number}”."
    guess = query.get("guess")
    if guess is not None and guess not in Verdict.values:
        return None, f"“{guess}” is not a verdict; choose one of the eight on the page."
    return _Asked(int(number), Verdict(guess) if guess is not None else None), ""


@require_safe
def class_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One claim of the lesson: with a choice of verdicts, or, once a guess is made, with ours, the evidence, and how the two compare."""
    collection = get_object_or_404(Collection, slug=slug)
    rows = collection.items.filter(claim__standing="published").select_related("claim__current").defer("claim__search_vector")
    items = list(rows)
    if not items:
        raise Http404("This lesson has no published claims yet.")
    asked, fault = _read(request.GET, len(items))
    if asked is None:
        context = {"title": "The question is not understood", "status": 400, "said": fault}
        return TemplateResponse(request, "error.html", context, status=400)
    item = items[asked.number - 1]
    context = {"collection": collection, "item": item, "claim": item.claim, "number": asked.number, "total": len(items), "verdicts": Verdict}
    if asked.guess is not None:
        here = reverse("class", args=[slug])
        context |= {
            "guess": asked.guess,
            "comparison": compare(asked.guess, item.claim.verdict_),
            "evidence": evidence_rows().filter(review=item.claim.current),
            "next": f"{here}?claim={asked.number + 1}" if asked.number < len(items) else "",
        }
    return TemplateResponse(request, "claims/class.html", context)
