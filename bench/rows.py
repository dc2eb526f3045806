"""The claims of the bench: our corpus repeated, with its words perturbed, its facets skewed, and words whose frequency is known.

Row `n` is always the same, whatever the size and whoever makes it: everything random comes from a digest of `n`. A claim takes the
statement, fact and answer of a claim of the corpus, one paragraph of its rationale, and two or three pieces of evidence with real sources, so it is
shorter than ours (one paragraph instead of six, 2.4 pieces of evidence instead of 6.6). It says so itself: each carries a public note.

Words that searches are measured with stand in no claim of the corpus. Each is in exactly one claim of so many:
    marigold 5,000 (rare) · lantern 25 (common) · bamboo 3 (a third) · lantern with bamboo 75 (two words) · 灯笼 or 燈籠 27 (Chinese)
"""

import hashlib
import random
import re
import struct
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from django.conf import settings
from django.db import models

from claims.editorial.bulk import Drafted
from claims.models import Appearance, Claim, Evidence, Review, Topic
from claims.verdicts import System
from sources.models import Source

RARE, COMMON, THIRD = "marigold", "lantern", "bamboo"
CHINESE, CHINESE_TRADITIONAL = "灯笼", "燈籠"
NOTE = "Made up for measuring speed. It says nothing about the world."
FIRST = 100_000  # references of the bench start here: SC-100000
NEWEST = datetime(2026, 11, 22, 12, tzinfo=UTC)

_VERDICTS = {"false": 30, "misleading": 22, "mostly-false": 12, "mixed": 10, "mostly-true": 8, "true": 8, "unproven": 6, "outdated": 4}
_PLACES = (
    "china", "rongcheng", "shanghai", "hangzhou", "beijing", "suzhou", "xiamen", "shenzhen", "guangdong", "zhejiang", "jiangsu", "shandong",
    "sichuan", "hubei", "hunan", "henan", "hebei", "fujian", "anhui", "yunnan", "guizhou", "gansu", "qinghai",
    "tibet", "xinjiang", "hainan", "tianjin",
    "chongqing", "liaoning", "jilin",
)  # fmt: skip
_CLAIMANTS = ("A newspaper", "A news site", "A television channel", "A member of parliament", "A blog", "A podcast", "A think tank", "A video")
_CHINESE = ("有人说", "记者写道", "網上的說法是", "专家认为", "讀者來信說", "外国媒体报道", "這篇文章說", "一位居民讲")
_WORD = re.compile(r"[A-Za-z]{5,}")


@dataclass(frozen=True)
class Stock:
    """What rows are made of, read once: reviews of the corpus, its topics and sources, and its words, in no order."""

    reviews: list[Review]
    topics: list[Topic]
    sources: list[Source]
    words: list[str]


def stock() -> Stock:
    """The stock from the database, which holds the loaded corpus."""
    reviews = list(Review.objects.filter(state="published", claim__reference__lt=f"SC-{FIRST}").order_by("claim__reference"))
    sources = Source.objects.order_by("key").select_related("read_in").prefetch_related("authors")
    texts = " ".join(f"{review.statement} {review.answer} {review.rationale}" for review in reviews)
    words = sorted({word.lower() for word in _WORD.findall(texts)})
    random.Random(0).shuffle(words)
    return Stock(reviews, list(Topic.objects.all()), [s for s in sources if s.read != "unchecked"], words)


def words() -> list[str]:
    """The words of the corpus, from its files, in no order."""
    texts = " ".join(path.read_text("utf-8") for path in (settings.BASE_DIR / "corpus" / "claims").glob("*.yaml"))
    found = sorted({word.lower() for word in _WORD.findall(texts)})
    random.Random(0).shuffle(found)
    return found


def drafts(stock: Stock, numbers: range) -> Iterator[Drafted]:
    """The rows of those `numbers`, unsaved."""
    make = _Maker(stock)
    return (make.draft(number) for number in numbers)


class _Dice:
    """What chance says of row `number`: the words of one digest. A generator for each row would take longer to seed than the row to publish."""

    _WORDS = struct.Struct("<64I")

    def __init__(self, number: int):
        self.next = iter(self._WORDS.unpack(hashlib.shake_128(str(number).encode()).digest(self._WORDS.size))).__next__

    def below(self, n: int) -> int:
        return self.next() % n

    def choice(self, items: Sequence):
        return items[self.next() % len(items)]


class _Maker:
    def __init__(self, stock: Stock):
        self.stock = stock
        self.facets = {name: (items, _zipf(len(items))) for name, items in _facets(stock).items()}
        self.verdicts = [verdict for verdict, share in _VERDICTS.items() for _ in range(share)]
        self.texts = [[getattr(review, name).split(" ") for name in ("statement", "fact", "answer")] for review in stock.reviews]
        self.paragraphs = [[p.split(" ") for p in [p for p in r.rationale.split("\n\n") if len(p) > 60] or [r.rationale]] for r in stock.reviews]
        self.claim, self.appearance, self.evidence = Claim(), Appearance(), Evidence()
        self.reviews = [_template(review) for review in stock.reviews]

    def draft(self, number: int) -> Drafted:
        dice = _Dice(number)
        review = self._review(dice, number)
        made = date(2007, 1, 1) + timedelta(days=int(7260 * (dice.below(1 << 20) / (1 << 20)) ** 0.5))
        [source] = self._some(dice, "source", 1)
        told = made.isoformat()[: dice.choice((4, 7, 10, 10))]
        appearance = _like(self.appearance, source=source, claimant=dice.choice(_CLAIMANTS), date=told)
        leaning = dice.choice(("overstates", "understates", "neither"))
        return Drafted(
            claim=_like(self.claim, reference=f"SC-{FIRST + number}", slug=f"measured-{number}", leaning=leaning),
            review=review,
            topics=self._some(dice, "topic", dice.choice((1, 2, 2, 3))),
            appearances=[appearance],
            evidence=self._evidence(dice, review.verdict),
            at=NEWEST - timedelta(minutes=5 * number),
        )

    def _review(self, dice: _Dice, number: int) -> Review:
        nth = number % len(self.stock.reviews)
        statement, fact, answer = self.texts[nth]
        return _like(
            self.reviews[nth],
            statement=f"{self._perturbed(dice, statement, 2)[:220]} {_marks(number, dice)}".strip(),
            fact=self._perturbed(dice, fact, 1)[:140],
            verdict=dice.choice(self.verdicts),
            answer=self._perturbed(dice, answer, 3)[:300],
            rationale=self._perturbed(dice, dice.choice(self.paragraphs[nth]), 6),
            systems=self._some(dice, "system", dice.choice((1, 1, 2))),
            places=self._some(dice, "place", dice.choice((1, 1, 1, 2))),
            review_by=date(2026, 12, 1) + timedelta(days=dice.below(700)),
        )

    def _evidence(self, dice: _Dice, verdict: str) -> list[Evidence]:
        stance = "supports" if "true" in verdict else "refutes"
        pieces = []
        for i, source in enumerate(self._some(dice, "source", dice.choice((2, 2, 3)))):
            told = dice.below(len(self.stock.words) - 8)
            finding = f"It says: {' '.join(self.stock.words[told : told + 8])}."
            pieces.append(_like(self.evidence, source=source, stance="context" if i == 2 else stance, finding=finding, locator=f"p. {i + 1}"))
        return pieces

    def _some(self, dice: _Dice, facet: str, k: int) -> list:
        """Up to `k` different values of the facet, the first ones much more often."""
        items, weights = self.facets[facet]
        return [items[i] for i in dict.fromkeys([bisect(weights, dice.below(1 << 30)) for _ in range(k)])]

    def _perturbed(self, dice: _Dice, text: list[str], times: int) -> str:
        """`text` with some of its words replaced by others of the corpus."""
        parts, words = text.copy(), self.stock.words
        for _ in range(times):
            place, word = divmod(dice.below(len(parts) * len(words)), len(words))
            parts[place] = words[word]
        return " ".join(parts)


def _template(base: Review) -> Review:
    """What all reviews made from `base` have in common."""
    kept = {name: getattr(base, name) for name in ("as_of", "why_checked", "confidence")}
    return Review(override_note=NOTE, would_change=base.would_change[:1], **kept)


def _like(template: models.Model, source: Source | None = None, **fields) -> models.Model:
    """An unsaved object like `template` but for `fields` and its `source`. `Model()` would ask each field, 36 of a review, for a default."""
    made = object.__new__(type(template))
    made.__dict__ = vars(template) | fields | {"_state": models.base.ModelState()}
    if source:
        made.source_id = source.pk
        made._state.fields_cache["source"] = source
    return made


def _facets(stock: Stock) -> dict[str, list]:
    return {"topic": stock.topics, "source": stock.sources, "system": System.values, "place": list(_PLACES)}


def _zipf(n: int) -> list[float]:
    """Cumulated weights 1, 1/2, 1/3 … of `n` values, together 2^30."""
    shares = list(accumulate(1 / rank for rank in range(1, n + 1)))
    return [share / shares[-1] * (1 << 30) for share in shares]


def _marks(number: int, dice: _Dice) -> str:
    """The words of known frequency that row `number` holds, and Chinese in every third."""
    marks = [word for word, every in ((RARE, 5000), (COMMON, 25), (THIRD, 3)) if number % every == 0]
    if number % 3 == 1:
        lantern = (CHINESE if number % 2 else CHINESE_TRADITIONAL) if number % 27 == 1 else ""
        marks.append(f"{dice.choice(_CHINESE)}：{lantern}{dice.choice(_CHINESE)}{dice.choice(_CHINESE)}。")
    return " ".join(marks)
