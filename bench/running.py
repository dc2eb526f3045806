"""A whole run, from the database to the report."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psutil
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from bench import database, datasette, measuring, publishing, report, resting, rows, servers
from bench.driving import Unusable, answer, wrk
from bench.measuring import Ports
from bench.pages import Page, pages
from bench.profiling import profile
from claims_site import serving


def run(options: argparse.Namespace) -> int:
    """Do what the command line asks for. Exit code 1 when the bench cannot run; a missed target is told, and no error."""
    if options.write_down:
        report.write_down(docs=options.docs, label=options.label)
        return 0
    try:
        wrk()
        load = database.prepared(options.size, keep=options.keep)
        if options.load_only:
            sys.stdout.write(f"{load}\n")
        elif options.profile:
            sys.stdout.write(profile(options.profile))
        else:
            sys.stdout.write(report.written(_measured(options, load), docs=options.docs, label=options.label))
    except Unusable as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


def _measured(options: argparse.Namespace, load: dict) -> dict:
    """Everything a run finds out, as data for JSON."""
    folder = settings.VAR / "bench" / connection.settings_dict["NAME"]  # of its own: several benches may run at once
    shutil.rmtree(folder / "nginx", ignore_errors=True)
    (folder / "nginx" / "saved").mkdir(parents=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    without = options.without.split(",")
    sqlite = None if "datasette" in without else datasette.exported(folder, version=json.dumps(load))
    wanted = [page for page in pages(options.size) if not options.pages or page.name in options.pages.split(",")]
    rested = resting.rest()
    began = time.time()
    with _all_servers(folder, sqlite) as (ports, processes):
        _save(wanted, ports, folder / "nginx" / "saved")
        groups = [measuring.cases(page, ports, database=folder.name, tag=_tag(page, ports)) for page in wanted]
        groups = [[case for case in group if case.server not in without] for group in groups]
        with tqdm(total=sum(map(len, groups)) * options.rounds, desc="Measuring", unit="window") as bar:
            measuring.warm(groups, workers=servers.WORKERS)
            found = measuring.rows(groups, rounds=options.rounds, seconds=options.seconds, step=lambda case: bar.update())
        counts = {word: _counted(word, ports, sqlite) for word in (rows.RARE, rows.THIRD, rows.CHINESE)}
        published = publishing.publish_and_look(ports.ours, number=servers.WORKERS, times=5)
        memory = {name: servers.memory(process) for name, process in processes.items()}
    return {
        "size": options.size, "claims": database.published(), "rounds": options.rounds, "seconds": options.seconds, "load": load, "rested": rested,
        "began": datetime.fromtimestamp(began, UTC).isoformat(timespec="seconds"), "minutes": round((time.time() - began) / 60, 1),
        "commit": _commit(), "machine": _machine(), "rows": [asdict(row) for row in found], "publish": published,
        "memory": {"workers": memory["ours"], "datasette": memory.get("datasette", []), "nginx": memory["nginx"]},
        "found": counts,
    }  # fmt: skip


@contextmanager
def _all_servers(folder: Path, sqlite: Path | None) -> Iterator[tuple[Ports, dict[str, subprocess.Popen]]]:
    """Every server up and warm: ours as it runs in production, ours without its response cache, Datasette, nginx."""
    ports = Ports(*(servers.free_port() for _ in range(4)))
    os.environ["SITE_URL"] = f"http://127.0.0.1:{ports.ours}"
    starts = {
        "ours": (_ours(ports.ours), ports.ours, "/healthz", {}),
        "uncached": (_ours(ports.uncached), ports.uncached, "/healthz", {"BENCH_UNCACHED": "yes"}),
        "nginx": (servers.nginx(folder / "nginx", ports.nginx, ports.ours), ports.nginx, "/healthz", {}),
    }
    if sqlite:
        starts["datasette"] = (datasette.command(sqlite, ports.datasette), ports.datasette, "/-/versions.json", {})
    with ExitStack() as stack:
        processes = {
            name: stack.enter_context(servers.running(command, port, path=path, log=folder / f"{name}.log", **environment))
            for name, (command, port, path, environment) in starts.items()
        }
        yield ports, processes


def _ours(port: int) -> list[str]:
    """The production server, as `manage.py up` starts it."""
    return serving.command(bind=f"127.0.0.1:{port}", workers=servers.WORKERS)


def _save(wanted: list[Page], ports: Ports, folder: Path) -> None:
    """Each page's first address as a file for nginx."""
    for page in wanted:
        (folder / f"{page.name}.html").write_bytes(answer(ports.ours, page.ours[0])[2])


def _tag(page: Page, ports: Ports) -> str:
    return answer(ports.ours, page.ours[0])[1].get("etag", "")


def _counted(word: str, ports: Ports, sqlite: Path | None) -> dict[str, int]:
    """How many claims we and Datasette find by `word`: whether both were asked the same."""
    ours = json.loads(answer(ports.ours, f"/claims.json?q={quote(word)}")[2])["count"]
    return {"ours": ours} | ({"datasette": datasette.found(ports.datasette, sqlite.stem, word)} if sqlite else {})


def _commit() -> str:
    git = shutil.which("git")
    command = [git, "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=settings.BASE_DIR).stdout.strip() if git else ""


def _machine() -> dict:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgresql,) = cursor.fetchone()
    return {
        "cores": psutil.cpu_count(), "memory_gb": round(psutil.virtual_memory().total / 1e9), "python": platform.python_version(),
        "postgresql": postgresql, "load_average": round(os.getloadavg()[1], 1),
    }  # fmt: skip
