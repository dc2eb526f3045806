"""What a run found, as a table for people, JSON for the next run, and the part of docs/performance.md between two markers."""

import json
import re
from pathlib import Path

from bench.chart import chart
from bench.targets import Judged, judged

SMALLEST = 10_000  # growth is counted from a run at this size
_SERVERS = {
    "hello": "hello world", "ours": "ours", "seen": "ours, seen before", "304": "ours, 304", "naive": "naive list", "datasette": "Datasette",
    "nginx cache": "nginx cache", "nginx static": "nginx static",
}  # fmt: skip


def written(run: dict, *, docs: Path, label: str) -> str:
    """Save `run` under bench/ of the folder `docs`, bring performance.md and the chart there up to date, and give the text to print."""
    folder = docs / "bench"
    folder.mkdir(exist_ok=True)
    path = folder / f"{label}-{run['size']}.json"
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n")
    (folder / f"{label}-{run['size']}.svg").write_text(chart(run))
    _into_docs(docs, label)
    return text(run, smaller(run, docs=docs, label=label))


def text(run: dict, smaller: dict | None) -> str:
    """The run as Markdown: figures, then targets; growth is counted from the run `smaller`."""
    return "\n".join([*figures(run), "", *verdicts(judged(run, smaller)), ""])


def smaller(run: dict, *, docs: Path, label: str) -> dict | None:
    """The saved run of the same label that growth is counted from; None for the smallest size, or where there is none."""
    path = docs / "bench" / f"{label}-{SMALLEST}.json"
    return json.loads(path.read_text()) if run["size"] > SMALLEST and path.exists() else None


def figures(run: dict) -> list[str]:
    """One line for each page, server and number of connections."""
    lines = [
        "| page | server | connections | p50 ms | p95 ms | × hello | requests/s | bytes |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in run["rows"]:
        cells = [row["page"], _SERVERS[row["server"]], row["connections"], f"{row['p50']:.2f}", f"{row['p95']:.2f}", f"{row['hello']:.2f}"]
        lines.append("| " + " | ".join(map(str, [*cells, f"{row['per_second']:,.0f}", f"{row['bytes']:,}"])) + " |")
    return lines


def verdicts(found: list[Judged]) -> list[str]:
    lines = ["| target | limit | measured | |", "| --- | ---: | ---: | --- |"]
    return lines + [f"| {j.about} | {j.limit} | {j.value:,.2f} | {'met' if j.met else '**not met**'} |" for j in found]


def _into_docs(docs: Path, label: str) -> None:
    """Write every saved run of `label` between its markers in docs/performance.md."""
    path = docs / "performance.md"
    runs = sorted((json.loads(saved.read_text()) for saved in (docs / "bench").glob(f"{label}-*.json")), key=lambda run: run["size"])
    told = "\n".join(_told(run, smaller(run, docs=docs, label=label), label) for run in runs)
    begin, end = f"<!-- {label}: begin -->", f"<!-- {label}: end -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    path.write_text(pattern.sub(lambda _: f"{begin}\n\n{told}\n{end}", path.read_text()))


def _told(run: dict, smaller: dict | None, label: str) -> str:
    found = ", ".join(f"{word} {' and '.join(f'{n:,}' for n in counts.values())}" for word, counts in run["found"].items())
    machine, load, size = run["machine"], run["load"], f"{run['size']:,}"
    parts = ", ".join(f"{part} {spent:g}" for part, spent in load.get("milliseconds", {}).items())  # saved runs of before have none
    processor = f"; ms of a processor for each claim: {parts}" if parts else ""
    about = (
        f"Commit {run['commit']}, {run['began']}, {run['minutes']} minutes: {run['rounds']} rounds of windows of {run['seconds']:g} s. "
        f"{machine['cores']} cores, {machine['memory_gb']} GB, PostgreSQL {machine['postgresql']}, Python {machine['python']}; "
        f"load average {machine['load_average']} in the end. "
        f"Loaded in {load['seconds']:g} s ({load['per_second']:,} claims/s, {load['processes']} processes{processor}). "
        f"Found by search, here and in Datasette: {found}."
    )
    memory = run["memory"]
    used = f"Memory (PSS, MB): our workers {memory['workers']}, Datasette {memory['datasette'] or '–'}, nginx {memory['nginx']}."
    publish = f"Publishing (ms): {run['publish']['milliseconds']}; answers that were not right at once: {len(run['publish']['wrong'])}."
    picture = f"![Milliseconds of each page from each server at {size} claims; the table has the figures](bench/{label}-{run['size']}.svg)"
    parts = [f"### {size} claims", about, picture, text(run, smaller).strip(), used, publish]
    return "\n\n".join(parts) + "\n"
