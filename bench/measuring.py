"""One run: every page from every server, in rounds.

Other work on the machine slows everything down, but not evenly. So each page is taken from one server right after the other, hello world first, and a
ratio is of two figures from the same round and page; the median of the rounds counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from bench.driving import Measured, measured, of_each
from bench.pages import Page


@dataclass(frozen=True)
class Case:
    """A page from a server: where to ask, over how many connections, with which entity tag."""

    page: str
    server: str
    port: int
    paths: list[str]
    connections: int = 1
    tag: str = ""


@dataclass(frozen=True)
class Row:
    """What came of a case: medians of its rounds, and of the ratios to hello world beside it."""

    page: str
    server: str
    connections: int
    p50: float
    p95: float
    per_second: float
    bytes: int
    hello: float


@dataclass(frozen=True)
class Ports:
    """Where each server listens."""

    ours: int
    uncached: int
    datasette: int
    nginx: int


def cases(page: Page, ports: Ports, *, database: str, tag: str) -> list[Case]:
    """What is measured of `page`, hello world first of each number of connections."""
    hello = ["/bench/hello"]
    datasette = [path.format(database=database) for path in page.datasette]
    one = [
        Case(page.name, "hello", ports.uncached, hello),
        Case(page.name, "ours", ports.uncached, page.ours),
        Case(page.name, "seen", ports.ours, page.ours[:1]),
        Case(page.name, "304", ports.ours, page.ours[:1], tag=tag),
        Case(page.name, "naive", ports.uncached, page.naive),
        Case(page.name, "datasette", ports.datasette, datasette),
    ]
    many = [
        Case(page.name, "hello", ports.uncached, hello, 16),
        Case(page.name, "ours", ports.uncached, page.ours, 16),
        Case(page.name, "seen", ports.ours, page.ours[:1], 16),
        Case(page.name, "nginx cache", ports.nginx, page.ours[:1], 16),
        Case(page.name, "nginx static", ports.nginx, [f"/saved/{page.name}.html"], 16),
    ]
    return [case for case in one + many if case.paths]


def warm(groups: list[list[Case]], *, workers: int) -> None:
    """Have every worker of ours answer every page once: what it loads only the first time is not what is measured."""
    for port in {case.port for group in groups for case in group if case.server in ("ours", "seen")}:
        paths = {path for group in groups for case in group if case.port == port and case.server != "naive" for path in case.paths}
        for path in sorted(paths):
            of_each(port, workers, path)


def rows(groups: Iterable[list[Case]], *, rounds: int, seconds: int, step) -> list[Row]:
    """Measure every group of cases in each round; `step` is called after each case."""
    found: dict[tuple[str, str, int], list[tuple[Measured, float]]] = {}
    groups = list(groups)
    for _ in range(rounds):
        for group in groups:
            for case in group:
                window = measured(case.port, case.paths, connections=case.connections, seconds=seconds, tag=case.tag)
                if case.server == "hello":
                    hello = window
                key = (case.page, case.server, case.connections)
                found.setdefault(key, []).append((window, window.p50 / hello.p50))
                step(case)
    return [_row(key, windows) for key, windows in found.items()]


def _row(key: tuple[str, str, int], windows: list[tuple[Measured, float]]) -> Row:
    page, server, connections = key
    middle = {name: median(getattr(window, name) for window, _ in windows) for name in ("p50", "p95", "per_second")}
    return Row(page, server, connections, **middle, bytes=windows[-1][0].bytes, hello=median(ratio for _, ratio in windows))
