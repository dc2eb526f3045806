"""The production server: gunicorn, with what it takes to answer evenly."""

import sys
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - a file without a name and without contents
"""Files there never touch a disk; Linux has it."""


def command(*, bind: str, workers: int) -> list[str]:
    """The command line of the server at `bind` (host:port), with so many processes of four threads each."""
    # A worker touches a file each second to show that it is alive. On a disk that is busy, all its readers waited 50 to 100 ms for that.
    heartbeat = ["--worker-tmp-dir", str(_MEMORY)] if _MEMORY.is_dir() else []
    return [
        sys.executable, "-m", "gunicorn", "claims_site.wsgi", "--bind", bind, "--workers", str(workers), "--threads", "4",
        "--worker-class", "gthread", *heartbeat, "--no-control-socket", "--log-level", "warning", "--access-logfile", "/dev/null",
    ]  # fmt: skip
