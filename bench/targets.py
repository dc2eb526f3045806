"""What the figures must be: ratios within one run, so that they hold on any machine."""

from dataclasses import dataclass

MADE_UP = "making them up"
"""The part of a load that is the bench's own work."""


@dataclass(frozen=True)
class Judged:
    """One target: what it is about, its limit in words, what was measured, whether that is good enough, and of which page where the worst counts."""

    about: str
    limit: str
    value: float
    met: bool
    worst: str = ""


@dataclass(frozen=True)
class _Limits:
    hello: float
    naive: float = 0
    datasette: float = 0
    growth: float = 0


_BROWSE, _SEARCH = _Limits(8, naive=20, datasette=10, growth=2), _Limits(12, naive=100, growth=3)
_LISTED = _Limits(5, naive=15, growth=2)
LIMITS = {
    "browse": _BROWSE, "one": _BROWSE, "three": _BROWSE, "rare": _SEARCH, "two": _SEARCH, "chinese": _SEARCH,
    "third": _Limits(25, naive=60, growth=5), "deep": _Limits(9, naive=40, growth=2), "claim": _Limits(4, growth=1.2),
    "json": _LISTED, "api": _LISTED,
}  # fmt: skip
BESIDE_PEERS = 100_000
"""Claims from which on peers are compared: of a small table anything makes a list fast."""
SMALLEST = 10_000
"""Claims of the run that growth is counted from."""
EVEN, SEEN, KNOWN, CACHED, PUBLISH, LOAD = 2, 1.3, 1.2, 0.5, 100, 5000


def judged_of_all(runs: list[dict]) -> list[tuple[dict, list[Judged]]]:
    """Each of `runs` with its targets; growth is counted from the run at SMALLEST, if it is among them."""
    smaller = next((run for run in runs if run["size"] == SMALLEST), None)
    return [(run, judged(run, smaller if run["size"] > SMALLEST else None)) for run in runs]


def judged(run: dict, smaller: dict | None) -> list[Judged]:
    """Every target with what `run` measured; growth against `smaller`, the run at 10,000 claims."""
    found = []
    for page, limits in LIMITS.items():
        if ("ours", page) not in _by_case(run):
            continue
        ours = _by_case(run)["ours", page]
        found.append(_at_most(f"{page}: over hello world", limits.hello, ours["hello"]))
        for peer in ("naive", "datasette"):
            theirs = _by_case(run).get((peer, page))
            if getattr(limits, peer) and theirs and run["size"] >= BESIDE_PEERS:
                found.append(_at_least(f"{page}: {peer} over ours", getattr(limits, peer), theirs["hello"] / ours["hello"]))
        if smaller and ("ours", page) in _by_case(smaller):
            growth = ours["hello"] / _by_case(smaller)["ours", page]["hello"]
            found.append(_at_most(f"{page}: growth from {smaller['size']:,} claims", limits.growth, growth))
    return [*found, *_even(run), *_cached(run), *_others(run, smaller)]


def _even(run: dict) -> list[Judged]:
    """The page of ours, of those with a target, whose slow answers are furthest from its usual ones."""
    ratios = {page: row["p95"] / row["p50"] for (name, page), row in _by_case(run).items() if name == "ours" and page in LIMITS}
    page = max(ratios, key=ratios.get, default=None)
    return [_at_most("p95 over p50", EVEN, ratios[page], worst=page)] if page else []


def _cached(run: dict) -> list[Judged]:
    """The worst page of each way to answer without making the page again."""
    worst = []
    for server, words, limit in (("seen", "seen before", SEEN), ("304", "304 on a matching ETag", KNOWN)):
        ratios = {page: row["hello"] for (name, page), row in _by_case(run).items() if name == server}
        page = max(ratios, key=ratios.get)
        worst.append(_at_most(f"{words}: over hello world", limit, ratios[page], worst=page))
    shares = {}
    for (name, page), row in _by_case(run, connections=16).items():
        if name == "nginx cache":
            shares[page] = row["per_second"] / _by_case(run, connections=16)["nginx static", page]["per_second"]
    page = min(shares, key=shares.get)
    return [*worst, _at_least("through nginx’s cache, 16 connections: share of nginx static", CACHED, shares[page], worst=page)]


def _others(run: dict, smaller: dict | None) -> list[Judged]:
    publish = sorted(run["publish"]["milliseconds"])[len(run["publish"]["milliseconds"]) // 2]
    wrong = run["publish"]["wrong"]
    found = [
        _at_most("publishing one review, ms", PUBLISH, publish),
        Judged("publishing: answers of a worker that were not right at once", "none", float(len(wrong)), not wrong),
        _at_most("memory a worker, MB", 300 if run["size"] > 100_000 else 150, max(run["memory"]["workers"])),
        _at_least("load, claims a second that lie ready", LOAD, run["load"].get("per_second_lying_ready", run["load"]["per_second"])),
    ]
    if smaller:
        then = sorted(smaller["publish"]["milliseconds"])[len(smaller["publish"]["milliseconds"]) // 2]
        found.append(_at_most(f"publishing: growth from {smaller['size']:,} claims", 2, publish / then))
        found.append(_at_most(f"load: growth from {smaller['size']:,} claims", 1.25, _load_growth(run["load"], smaller["load"])))
    return found


def _load_growth(load: dict, smaller: dict) -> float:
    """How much longer a claim takes in the larger load: of the processor, which other work hardly changes, or else of the clock."""
    if "milliseconds" in load and "milliseconds" in smaller:
        return sum(load["milliseconds"].values()) / sum(smaller["milliseconds"].values())
    return smaller["per_second"] / load["per_second"]


def _by_case(run: dict, *, connections: int = 1) -> dict[tuple[str, str], dict]:
    return {(row["server"], row["page"]): row for row in run["rows"] if row["connections"] == connections}


def _at_most(about: str, limit: float, value: float, *, worst: str = "") -> Judged:
    return Judged(about, f"≤ {limit:g}", value, value <= limit, worst)


def _at_least(about: str, limit: float, value: float, *, worst: str = "") -> Judged:
    return Judged(about, f"≥ {limit:g}", value, value >= limit, worst)
