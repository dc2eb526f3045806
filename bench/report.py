"""What a run found, written down: as JSON for the next run, as a picture, with all figures in a file of its own, in short in docs/performance.md."""

import json
import re
from pathlib import Path

from bench import summary
from bench.chart import chart
from bench.summary import SERVERS, figure
from bench.targets import Judged, judged_of_all


def written(run: dict, *, docs: Path, label: str) -> str:
    """Save `run` under bench/ of the folder `docs`, write down anew what is saved of `label`, and give all figures of this run to print."""
    folder = docs / "bench"
    folder.mkdir(exist_ok=True)
    name = f"{label}-{run['size']}"
    (folder / f"{name}.json").write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n")
    write_down(docs=docs, label=label)
    return (folder / f"{name}.md").read_text()


def write_down(*, docs: Path, label: str) -> None:
    """Make the picture and the file of each saved run of `label`, and the parts of performance.md that sum them up."""
    folder, page = docs / "bench", docs / "performance.md"
    runs = sorted((json.loads(saved.read_text()) for saved in folder.glob(f"{label}-*.json")), key=lambda run: run["size"])
    for run, found in judged_of_all(runs):
        name = f"{label}-{run['size']}"
        (folder / f"{name}.svg").write_text(chart(run))
        (folder / f"{name}.md").write_text(whole(run, found, label))
    text = page.read_text()
    for part, lines in summary.parts(runs, label).items():
        text = _between(text, f"{label} {part}", lines)
    page.write_text(text)


def whole(run: dict, found: list[Judged], label: str) -> str:
    """Everything about `run` as a Markdown file beside its picture: how it was made, targets, figures, memory, publishing."""
    size, memory, publish = f"{run['size']:,}", run["memory"], run["publish"]
    return "\n\n".join(
        [
            f"# The run “{label}” at {size} claims",
            "Written by `make bench`; [How fast it is](../performance.md) says what is measured.",
            _about(run),
            summary.picture(run, label, folder="."),
            "\n".join(verdicts(found)),
            "\n".join(figures(run)),
            f"Memory (PSS, MB): our workers {memory['workers']}, Datasette {memory['datasette'] or '–'}, nginx {memory['nginx']}.",
            f"Publishing (ms): {publish['milliseconds']}; answers that were not right at once: {len(publish['wrong'])}.\n",
        ]
    )


def figures(run: dict) -> list[str]:
    """One line for each page, server and number of connections."""
    lines = [
        "| page | server | connections | p50 ms | p95 ms | × hello | requests/s | bytes |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in run["rows"]:
        cells = [row["page"], SERVERS[row["server"]], row["connections"], f"{row['p50']:.2f}", f"{row['p95']:.2f}", f"{row['hello']:.2f}"]
        lines.append("| " + " | ".join(map(str, [*cells, f"{row['per_second']:,.0f}", f"{row['bytes']:,}"])) + " |")
    return lines


def verdicts(found: list[Judged]) -> list[str]:
    """One line for each target of one run."""
    lines = ["| target | limit | measured | |", "| --- | ---: | ---: | --- |"]
    for judgement in found:
        about = f"{judgement.about} (worst: {judgement.worst})" if judgement.worst else judgement.about
        lines.append(f"| {about} | {judgement.limit} | {figure(judgement.value)} | {'met' if judgement.met else '**not met**'} |")
    return lines


def _about(run: dict) -> str:
    """When, where and after what load the run was made."""
    found = ", ".join(f"{word} {' and '.join(f'{n:,}' for n in counts.values())}" for word, counts in run["found"].items())
    machine, load = run["machine"], run["load"]
    parts = ", ".join(f"{part} {spent:g}" for part, spent in load.get("milliseconds", {}).items())  # saved runs of before have none
    processor = f"; ms of a processor for each claim: {parts}" if parts else ""
    return (
        f"Commit {run['commit']}, {run['began']}, {run['minutes']} minutes: {run['rounds']} rounds of windows of {run['seconds']:g} s. "
        f"{machine['cores']} cores, {machine['memory_gb']} GB, PostgreSQL {machine['postgresql']}, Python {machine['python']}; "
        f"load average {machine['load_average']} in the end. "
        f"Loaded in {load['seconds']:g} s ({load['per_second']:,} claims/s, making them up included, {load['processes']} processes{processor}). "
        f"{_rested(run)}Found by search, here and in Datasette: {found}."
    )


def _rested(run: dict) -> str:
    """How the database was when measuring began; empty for the saved runs of before that was noted."""
    if "rested" not in run:
        return ""
    rested = run["rested"]
    written = "everything written out" if rested["checkpoint"] else "without having everything written out"
    vacuumed = "while something was still being vacuumed" if rested["still"] else "nothing being vacuumed"
    return f"Measured after {rested['seconds']:g} s of rest, {written} and {vacuumed}. "


def _between(text: str, part: str, lines: list[str]) -> str:
    """`text` with `lines` between the markers of `part`; as it was where it has none."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    return pattern.sub(lambda _: "\n".join([begin, "", *lines, "", end]), text)
