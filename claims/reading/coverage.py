"""What the record covers: how many claims and sources there are of each sort, and where it is thin. Claims are counted by the index in memory.

Only published claims count, and all sources. A claim about two systems or several places counts under each.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils import timezone

from claims.models import Claim
from claims.reading.index.bitmaps import Index
from claims.reading.index.current import current
from claims.verdicts import Leaning, System, Verdict, place_label
from sources.filters import LANGUAGES
from sources.models import Kind, Read, Source

NAMED = 50
"""How many thin claims the report names."""


@dataclass(frozen=True)
class Row:
    """One line of a table: what is counted, how many, and the query string of the list that shows them ("" when there is none)."""

    label: str
    n: int
    query: str
    share: int  # length of the bar, in per cent of the table's longest


@dataclass(frozen=True)
class Table:
    """Counts of one sort: its title, the heading of its labels, and the name of the list (a URL name) that its rows lead to."""

    title: str
    heading: str
    page: str
    rows: list[Row]


@dataclass(frozen=True)
class Lean:
    """How many claims lean one way, and how they were judged: (verdict, n) in the order of the scale, without empty ones."""

    value: str
    label: str
    n: int
    verdicts: list[tuple[Verdict, int]]


@dataclass(frozen=True)
class Coverage:
    total: int
    sources: int
    overdue: int
    least: int
    median: str
    most: int
    thin: int
    """How many claims rest on fewer than two independent publishers."""
    named: list[Claim]
    """The first of them, by reference."""
    tables: list[Table]
    leanings: list[Lean]


def coverage(today: date | None = None) -> Coverage:
    """The report of today (UTC), or of another day."""
    index = current()
    claims = {name: Counter(index.counts(name, index.published)) for name in ("verdict", "system", "place", "evidence")}
    claims["decade"] = index.made.by_decade()
    sources = _counts(Source.objects.standing_alone(), "kind", "language", "read")
    named = list(Claim.objects.published().resting_on_one_publisher().only("reference", "slug")[:NAMED])
    return Coverage(
        total=len(index.published),
        sources=sum(sources["kind"].values()),
        overdue=len(index.overdue(today or timezone.now().date())),
        least=min(claims["evidence"], default=0),
        median=f"{median(claims['evidence'].elements()) if claims['evidence'] else 0:g}",
        most=max(claims["evidence"], default=0),
        thin=named[0].total if named else 0,
        named=named,
        tables=_tables(claims, sources),
        leanings=leanings(index),
    )


def leanings(index: Index) -> list[Lean]:
    """How the claims lean, and the verdicts on each group."""
    known = [(leaning.value, leaning.label) for leaning in Leaning]
    return [_lean(index, value, label) for value, label in [*known, ("", "Not yet recorded")] if value or index.having("leaning", [value])]


def _lean(index: Index, value: str, label: str) -> Lean:
    claims = index.having("leaning", [value])
    counts = Counter(index.counts("verdict", claims))
    return Lean(value, label, len(claims), [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]])


def _counts(rows, *facets: str) -> dict[str, Counter]:
    """For each facet, how many of `rows` have each value. One query."""
    first, *others = [rows.counted_by(facet) for facet in facets]
    counts: dict[str, Counter] = defaultdict(Counter)
    for row in first.union(*others, all=True):
        counts[row["facet"]][row["value"]] = row["n"]
    return counts


def _tables(claims: dict[str, Counter], sources: dict[str, Counter]) -> list[Table]:
    languages: Counter = Counter()
    for tag, n in sources["language"].items():
        languages[tag.split("-")[0]] += n
    places = {place: place_label(place) for place, _ in _by_size(claims["place"])}
    decades = {decade: f"{decade}s" if decade else "Date not known" for decade in sorted(claims["decade"], key=lambda decade: (not decade, decade))}
    return [
        _table("Claims by verdict", "Verdict", "claims", "verdict", dict(Verdict.choices), claims["verdict"]),
        _table("Claims by system", "System", "claims", "system", dict(System.choices), claims["system"]),
        _table("Claims by place", "Place", "claims", "place", places, claims["place"]),
        _table("Claims by the decade in which they were first made", "Decade", "claims", "", decades, claims["decade"]),
        _table("Sources by kind", "Kind", "sources", "kind", dict(Kind.choices), sources["kind"]),
        _table("Sources by language", "Language", "sources", "language", {tag: LANGUAGES.get(tag, tag) for tag, _ in _by_size(languages)}, languages),
        _table("Sources by how we read them", "How we read it", "sources", "read", dict(Read.choices), sources["read"]),
    ]


def _by_size(counts: Counter) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _table(title: str, heading: str, page: str, parameter: str, labels: dict[str, str], counts: Counter) -> Table:
    """The counts in the order of `labels`; `parameter` is the filter that shows a row's members (none: a decade, which is two dates)."""
    longest = max(counts.values(), default=1)
    rows = []
    for value, label in labels.items():
        query = f"{parameter}={value}" if parameter else value and f"from={value}&to={value[:3]}9"
        rows.append(Row(label, counts[value], query, round(100 * counts[value] / longest)))
    return Table(title, heading, page, rows)
