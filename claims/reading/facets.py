"""Facets: how many claims each further choice would show, and the chips of the choices made.

Each facet is counted with its own filter lifted, so that ticking a second verdict shows what it would add. All facets and the total come
from one index, so they agree with the list.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.http import QueryDict
from pyroaring import BitMap

from claims.reading.filters import FACETS, SORTS, ClaimFilter
from claims.reading.found import Found
from claims.reading.index.bitmaps import Index
from claims.verdicts import Verdict


class Option(NamedTuple):
    """One tick box: its value and label, how many claims it stands for, whether it is on."""

    value: str
    label: str
    n: int
    on: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option]

    @property
    def is_on(self) -> bool:
        return any(option.on for option in self.options)


@dataclass(frozen=True)
class Chip:
    """A choice that is on, and the query string without it."""

    label: str
    query: str


def counted(claims: ClaimFilter, found: Found | None) -> list[Facet]:
    """The facets with exact counts of what was found; all zero when nothing was looked for, because the filter has faults."""
    facets = []
    for name in FACETS:
        counts, chosen = (found.counts(name), set(claims.chosen(name))) if found is not None else ({}, set())
        options = [Option(value, label, counts.get(value, 0), value in chosen) for value, label in claims.labels(name).items()]
        facets.append(Facet(name, claims.form.fields[name].label, _in_reading_order(name, options)))
    return facets


def _in_reading_order(name: str, options: list[Option]) -> list[Option]:
    """Verdicts keep their scale, and topics and systems their own order; the others go by count. Verdicts without claims stay."""
    if name == "verdict":
        return options
    kept = [option for option in options if option.n or option.on]
    return sorted(kept, key=lambda option: (-option.n, option.label)) if name in ("place", "kind") else kept


def chips(claims: ClaimFilter, data: QueryDict) -> list[Chip]:
    """One chip for each choice that is on, in the order of the form."""
    found = []
    for name in ("q", *FACETS, "from", "to", "status"):
        for value in filter(None, data.getlist(name)):
            label = claims.labels(name).get(value, value)
            words = label if name == "status" else f"{claims.form.fields[name].label}: {label}"
            found.append(Chip(words, _without(data, name, value)))
    return found


def _without(data: QueryDict, name: str, value: str) -> str:
    left = data.copy()
    left.setlist(name, [other for other in data.getlist(name) if other != value])
    left.pop("page", None)
    if name == "q" and left.get("sort") == "relevance":
        del left["sort"]
    return left.urlencode()


@dataclass(frozen=True)
class Sort:
    value: str
    label: str
    query: str
    on: bool


def sorts(claims: ClaimFilter, data: QueryDict) -> list[Sort]:
    """The orders on offer, each with its query string; best match only for a search."""
    offered = [value for value in SORTS if value != "relevance" or claims.words]
    links = []
    for value in sorted(offered, key=lambda v: v != "relevance"):
        other = data.copy()
        other.pop("page", None)
        other["sort"] = value
        links.append(Sort(value, SORTS[value], other.urlencode(), value == claims.sort_in_use))
    return links


def verdict_counts(index: Index, among: BitMap) -> list[tuple[Verdict, int]]:
    """All eight verdicts in the order of the scale, with how many of the claims `among` have each."""
    counts = index.counts("verdict", among)
    return [(verdict, counts.get(verdict.value, 0)) for verdict in Verdict]


@dataclass(frozen=True)
class WayOut:
    """A choice to drop from a search that finds nothing, and how many claims there are without it."""

    label: str
    query: str
    n: int


def ways_out(claims: ClaimFilter, found: Found, data: QueryDict) -> list[WayOut]:
    """For each filter that is on, what dropping it would show; those that would show nothing are left out."""
    used = [name for name in ("q", *FACETS, "from", "to", "status") if any(data.getlist(name))]
    if len(used) < 2:
        return []
    ways = []
    for name in used:
        if n := len(found.among(without=name)):
            values = [claims.labels(name).get(value, value) for value in data.getlist(name) if value]
            left = data.copy()
            for dropped in (name, "page", *(["sort"] if name == "q" else [])):
                left.pop(dropped, None)
            ways.append(WayOut(", ".join(values), left.urlencode(), n))
    return ways
