"""Publishing one review in a full database, and asking every worker at once whether it is there."""

import json
import re
import time
from datetime import timedelta
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.utils import timezone

from bench.driving import of_each
from claims.editorial import publishing
from claims.models import Claim, Evidence, Review

_COPIED = (
    "statement", "answer", "rationale", "systems", "places", "as_of", "why_checked", "would_change", "confidence", "override_note",
)  # fmt: skip


def publish_and_look(port: int, *, number: int, times: int) -> dict:
    """Publish `times` new reviews of as many claims, one after the other; milliseconds of the call, and what the workers showed right after it.

    Each new review changes the verdict and brings a word that nobody used before. Every worker must at once count one more claim under the new
    verdict, one less under the old one, and find the word.
    """
    author, approver = (get_user_model().objects.get(username=name) for name in ("bench-author", "bench-approver"))
    milliseconds, wrong = [], []
    for time_ in range(times):
        word = _unused_word()
        claim = _reviewed_once()
        new = "mixed" if claim.verdict == "false" else "false"
        review = _drafted(claim, author, verdict=new, fact=f"Measured once more, with the word {word}.")
        before = _counts(port, number, word)
        began = time.perf_counter()
        publishing.publish(review=publishing.submit(review=review), approver=approver)
        milliseconds.append((time.perf_counter() - began) * 1000)
        for worker, counts in _counts(port, number, word).items():
            then = before[worker]
            expected = {new: then[new] + 1, claim.verdict: then[claim.verdict] - 1, "found": 1}
            if {name: counts[name] for name in expected} != expected:
                wrong.append(f"publication {time_ + 1}, worker {worker}: {then} became {counts}")
    return {"milliseconds": [round(value, 1) for value in milliseconds], "wrong": wrong, "workers": number}


def _reviewed_once() -> Claim:
    """The oldest claim of the bench that no run has reviewed again."""
    rows = Claim.objects.published().filter(slug__startswith="measured-", verdict__in=("false", "mixed"), current__number=1)
    return rows.select_related("current").order_by("pk").first()


def _drafted(claim: Claim, author, **changes) -> Review:
    """A draft of the next review of `claim`, with the evidence of the one before."""
    last = claim.current
    copied = {name: getattr(last, name) for name in _COPIED}
    review = Review.objects.create(
        claim=claim, number=last.number + 1, change="update", reason="Measuring how long a publication takes.", author=author,
        review_by=timezone.now().date() + timedelta(days=365), **copied | changes,
    )  # fmt: skip
    for i, piece in enumerate(last.evidence.all()):
        Evidence.objects.create(review=review, position=i, source=piece.source, stance=piece.stance, finding=piece.finding, locator=piece.locator)
    return review


def _unused_word() -> str:
    """A word of letters only, made from the time, so that no earlier run used it."""
    return "wq" + "".join(chr(ord("a") + int(digit)) for digit in str(time.time_ns()))


def _counts(port: int, number: int, word: str) -> dict[str, dict[str, int]]:
    """For each worker: how many claims the facet of its list page counts under two verdicts, and how many claims it finds by `word`."""
    lists, finds = of_each(port, number, "/claims/"), of_each(port, number, f"/claims.json?q={quote(word)}")
    return {
        worker: {verdict: _facet(page.decode(), verdict) for verdict in ("false", "mixed")} | {"found": json.loads(finds[worker])["count"]}
        for worker, page in lists.items()
    }


def _facet(page: str, verdict: str) -> int:
    """The number beside the tick box of `verdict`."""
    return int(re.search(rf'name="verdict" value="{verdict}".*?class="count">([\d,]+)', page, re.DOTALL)[1].replace(",", ""))
