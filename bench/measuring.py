"""One run: every page from every server, in rounds.

Other work on the machine slows everything down, but not evenly. So each page is taken from one server right after the other, hello world first, and a
ratio is of two figures taken side by side, and the quietest round of each counts: what others do only ever makes a page slower.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.driving import Measured, measured, of_each, settle
from bench.pages import Page

FEW = 12


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
    """What came of a case: its quietest round, and `hello`, how many times the quietest hello world beside it that took."""

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
    """Have every worker of ours answer every page once: what it loads only the first time is not what is measured.

    Of a page with hundreds of addresses only the first few: it is there to show what a first time costs.
    """
    for port in {case.port for group in groups for case in group if case.server in ("ours", "seen")}:
        paths = {path for group in groups for case in group if case.port == port and case.server != "naive" for path in case.paths[:FEW]}
        for path in sorted(paths):
            of_each(port, workers, path)


def rows(groups: Iterable[list[Case]], *, rounds: int, seconds: int, step) -> list[Row]:
    """Measure every group of cases in each round; `step` is called after each case."""
    found: dict[tuple[str, str, int], list[Measured]] = {}
    groups = list(groups)
    for _ in range(rounds):
        for group in groups:
            for case in group:
                settle(group[0].port, group[0].paths[0])  # hello world, of the server that may still be at work for sixteen who have left
                window = measured(case.port, case.paths, connections=case.connections, seconds=seconds, tag=case.tag)
                found.setdefault((case.page, case.server, case.connections), []).append(window)
                step(case)
    quietest = {key: min(windows, key=lambda window: window.p50) for key, windows in found.items()}
    return [_row(key, best, quietest[key[0], "hello", key[2]]) for key, best in quietest.items()]


def _row(key: tuple[str, str, int], best: Measured, hello: Measured) -> Row:
    page, server, connections = key
    return Row(page, server, connections, best.p50, best.p95, best.per_second, best.bytes, hello=best.p50 / hello.p50)
