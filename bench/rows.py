"""The claims of the bench: our corpus repeated, with its words perturbed, its facets skewed, and words whose frequency is known.

Row `n` is always the same, whatever the size and whoever makes it: everything random comes from a generator seeded with `n`. A claim takes the
statement, fact and answer of a claim of the corpus, one paragraph of its rationale, and two or three pieces of evidence with real sources, so it is
shorter than ours (one paragraph instead of six, 2.4 pieces of evidence instead of 6.6). It says so itself: each carries a public note.

Words that searches are measured with stand in no claim of the corpus. Each is in exactly one claim of so many:
    marigold 5,000 (rare) · lantern 25 (common) · bamboo 3 (a third) · lantern with bamboo 75 (two words) · 灯笼 or 燈籠 27 (Chinese)
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

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
    """What rows are made of, read once: reviews of the corpus with their evidence, its topics and sources, and its words."""

    reviews: list[Review]
    topics: list[Topic]
    sources: list[Source]
    words: list[str]


def stock() -> Stock:
    """The stock from the database, which holds the loaded corpus."""
    reviews = list(Review.objects.filter(state="published", claim__reference__lt=f"SC-{FIRST}").order_by("claim__reference"))
    sources = Source.objects.order_by("key").select_related("read_in").prefetch_related("authors")
    texts = " ".join(f"{review.statement} {review.answer} {review.rationale}" for review in reviews)
    return Stock(reviews, list(Topic.objects.all()), [s for s in sources if s.read != "unchecked"], sorted({w.lower() for w in _WORD.findall(texts)}))


def drafts(stock: Stock, numbers: range) -> Iterator[Drafted]:
    """The rows of those `numbers`, unsaved."""
    make = _Maker(stock)
    return (make.draft(number) for number in numbers)


class _Maker:
    def __init__(self, stock: Stock):
        self.stock = stock
        self.zipf = {name: _zipf(len(items)) for name, items in _facets(stock).items()}
        self.items = _facets(stock)

    def draft(self, number: int) -> Drafted:
        dice = random.Random(number)
        base = self.stock.reviews[number % len(self.stock.reviews)]
        review = self._review(dice, base, number)
        made = date(2007, 1, 1) + timedelta(days=int(7260 * dice.random() ** 0.5))
        source = self._some(dice, "source", 1)[0]
        appearance = Appearance(claimant=dice.choice(_CLAIMANTS), source=source, date=made.isoformat()[: dice.choice((4, 7, 10, 10))])
        return Drafted(
            claim=Claim(reference=f"SC-{FIRST + number}", slug=f"measured-{number}", leaning=dice.choice(("overstates", "understates", "neither"))),
            review=review,
            topics=self._some(dice, "topic", dice.choice((1, 2, 2, 3))),
            appearances=[appearance],
            evidence=self._evidence(dice, review.verdict),
            at=NEWEST - timedelta(minutes=5 * number),
        )

    def _review(self, dice: random.Random, base: Review, number: int) -> Review:
        paragraphs = [p for p in base.rationale.split("\n\n") if len(p) > 60] or [base.rationale]
        return Review(
            statement=f"{self._perturbed(dice, base.statement, 2)[:220]} {_marks(number, dice)}".strip(),
            fact=self._perturbed(dice, base.fact, 1)[:140],
            verdict=dice.choices(list(_VERDICTS), list(_VERDICTS.values()))[0],
            answer=self._perturbed(dice, base.answer, 3)[:300],
            rationale=self._perturbed(dice, dice.choice(paragraphs), 6),
            systems=self._some(dice, "system", dice.choice((1, 1, 2))),
            places=self._some(dice, "place", dice.choice((1, 1, 1, 2))),
            as_of=base.as_of, why_checked=base.why_checked, would_change=base.would_change[:1], confidence=base.confidence,
            review_by=date(2026, 11, 1) + timedelta(days=30 + dice.randrange(700)), override_note=NOTE,
        )  # fmt: skip

    def _evidence(self, dice: random.Random, verdict: str) -> list[Evidence]:
        stance = "supports" if "true" in verdict else "refutes"
        pieces = []
        for i, source in enumerate(self._some(dice, "source", dice.choice((2, 2, 3)))):
            told = " ".join(dice.choices(self.stock.words, k=8))
            pieces.append(Evidence(source=source, stance="context" if i == 2 else stance, finding=f"It says: {told}.", locator=f"p. {i + 1}"))
        return pieces

    def _some(self, dice: random.Random, facet: str, k: int) -> list:
        """Up to `k` different values of the facet, the first ones much more often."""
        return list(dict.fromkeys(dice.choices(self.items[facet], cum_weights=self.zipf[facet], k=k)))

    def _perturbed(self, dice: random.Random, text: str, times: int) -> str:
        """`text` with some of its words replaced by others of the corpus."""
        parts = text.split(" ")
        for _ in range(times):
            parts[dice.randrange(len(parts))] = dice.choice(self.stock.words)
        return " ".join(parts)


def _facets(stock: Stock) -> dict[str, list]:
    return {"topic": stock.topics, "source": stock.sources, "system": System.values, "place": list(_PLACES)}


def _zipf(n: int) -> list[float]:
    """Cumulated weights 1, 1/2, 1/3 … of `n` values."""
    return list(accumulate(1 / rank for rank in range(1, n + 1)))


def _marks(number: int, dice: random.Random) -> str:
    """The words of known frequency that row `number` holds, and Chinese in every third."""
    marks = [word for word, every in ((RARE, 5000), (COMMON, 25), (THIRD, 3)) if number % every == 0]
    if number % 3 == 1:
        lantern = (CHINESE if number % 2 else CHINESE_TRADITIONAL) if number % 27 == 1 else ""
        marks.append(f"{dice.choice(_CHINESE)}：{lantern}{dice.choice(_CHINESE)}{dice.choice(_CHINESE)}。")
    return " ".join(marks)
