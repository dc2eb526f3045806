"""Runs of several sizes side by side, as docs/performance.md shows them: what is met, each page beside the peers', and how much many readers get."""

from statistics import median

from bench.targets import Judged, judged_of_all

SERVERS = {
    "hello": "hello world", "ours": "ours", "seen": "ours, seen before", "304": "ours, 304", "naive": "naive list", "datasette": "Datasette",
    "nginx cache": "nginx cache", "nginx static": "nginx static",
}  # fmt: skip
_COMPARED = ("ours", "naive", "datasette")
_NOTHING = "–"


def parts(runs: list[dict], label: str) -> dict[str, list[str]]:
    """The lines of each part that performance.md may ask for, by name; `runs` from small to large, saved under `label`."""
    return {"targets": targets(runs), "pages": [*pages(runs), "", *many(runs), "", *shown(runs, label)]}


def targets(runs: list[dict]) -> list[str]:
    """One line for each target: its limit, what each run measured, and where it was missed."""
    of_runs = {f"{run['size']:,}": {judgement.about: judgement for judgement in found} for run, found in judged_of_all(runs)}
    lines = _head(["target", "limit", *of_runs, ""], left=1)
    for about in dict.fromkeys(about for found in reversed(of_runs.values()) for about in found):  # the larger a run, the more is asked of it
        found = {size: of_run[about] for size, of_run in of_runs.items() if about in of_run}
        limits = " / ".join(dict.fromkeys(judgement.limit for judgement in found.values()))
        lines.append(_line([about, limits, *(_measured(found.get(size)) for size in of_runs), _verdict(found)]))
    return lines


def pages(runs: list[dict]) -> list[str]:
    """One line for each page: milliseconds over one connection from us and from each peer, and how many times hello world that is."""
    lines = _head(["page", *(f"{SERVERS[server]}, {run['size']:,}" for server in _COMPARED for run in runs)], left=1)
    found = {(row["page"], row["server"], run["size"]): row for run in runs for row in run["rows"] if row["connections"] == 1}
    for page in dict.fromkeys(page for page, _, _ in found):
        rows = [found.get((page, server, run["size"])) for server in _COMPARED for run in runs]
        lines.append(_line([page, *(f"{figure(row['p50'])} ({figure(row['hello'])})" if row else _NOTHING for row in rows)]))
    return lines


def many(runs: list[dict]) -> list[str]:
    """One line for each server: requests a second over sixteen connections, of the median page, the slowest and the fastest."""
    lines = _head(["sixteen connections, requests/s", *(f"{run['size']:,}" for run in runs)], left=1)
    for server, name in SERVERS.items():
        rates = [[row["per_second"] for row in run["rows"] if row["server"] == server and row["connections"] == 16] for run in runs]
        if any(rates):
            cells = [f"{median(of_run):,.0f} ({min(of_run):,.0f} to {max(of_run):,.0f})" if of_run else _NOTHING for of_run in rates]
            lines.append(_line([name, *cells]))
    return lines


def shown(runs: list[dict], label: str) -> list[str]:
    """Where all figures of each run are, and its picture."""
    links = [f"[{run['size']:,} claims](bench/{label}-{run['size']}.md) (commit {run['commit']}, {run['began'][:10]})" for run in runs]
    return [f"All figures: {', '.join(links)}.", "", *(picture(run, label, folder="bench") for run in runs)]


def picture(run: dict, label: str, *, folder: str) -> str:
    """The run's chart in `folder` as a Markdown picture that says what is to be seen."""
    return f"![Milliseconds of each page from each server at {run['size']:,} claims; the tables have the figures]({folder}/{label}-{run['size']}.svg)"


def figure(value: float) -> str:
    """A number as the tables show it: with two decimals where they say something."""
    return f"{value:,.0f}" if value >= 100 or not value else f"{value:.2f}"


def _verdict(found: dict[str, Judged]) -> str:
    """Whether a target is met, and otherwise at which sizes it is not."""
    missed = [size for size, judgement in found.items() if not judgement.met]
    if not missed:
        return "met"
    return "**not met**" if len(missed) == len(found) else f"**not met** at {' and '.join(missed)}"


def _measured(judgement: Judged | None) -> str:
    if not judgement:
        return _NOTHING
    return f"{figure(judgement.value)} ({judgement.worst})" if judgement.worst else figure(judgement.value)


def _head(names: list[str], *, left: int) -> list[str]:
    """The head of a table whose first `left` columns are words."""
    return [_line(names), _line(["---"] * left + ["---:"] * (len(names) - left))]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
