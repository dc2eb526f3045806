"""The servers that are compared, each a process of our own: started, waited for, stopped."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.conf import settings

from bench.driving import Unusable, answer

WORKERS = 2


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(command: list, port: int, *, path: str, log: Path, **environment: str) -> Iterator[subprocess.Popen]:
    """The server that `command` starts, as soon as it answers `path` on `port`; ended afterwards. Raises Unusable when it does not come."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=settings.BASE_DIR, env=os.environ | environment)
        try:
            _wait_for(process, port, path, log)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(process: subprocess.Popen, port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if answer(port, path)[0] < 500:
                return
        except OSError:
            time.sleep(0.1)
    raise Unusable(f"A server did not come up. The end of {log}:\n{log.read_text(errors='replace')[-1500:]}")


def nginx(folder: Path, port: int, ours: int) -> list:
    """nginx with a folder of saved pages at /saved/, and as a cache in front of our server for everything else."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found:
        raise Unusable("The bench compares with nginx: apt-get install nginx-light (its service may stay off).")
    configuration = Path(__file__).with_name("nginx.conf").read_text()
    for name, value in {"FOLDER": folder, "OURS": ours, "PORT": port}.items():
        configuration = configuration.replace(f"@{name}@", str(value))
    (folder / "nginx.conf").write_text(configuration)
    return [found, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]


def memory(process: subprocess.Popen) -> list[float]:
    """Megabytes (PSS: shared pages are shared out) of each child of `process`, or of itself when it has none."""
    parent = psutil.Process(process.pid)
    return [round(child.memory_full_info().pss / 1e6, 1) for child in parent.children() or [parent]]
