"""What the site and people call: have the server up, ask about it, stop it, run a program with it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

from . import locks
from .binaries import bindir
from .cluster import START_SECONDS, STOP_SECONDS, answers
from .places import DATABASE, USER, EmbeddedPostgresError, Places, make_home, places
from .supervisor import READY

ROOT = Path(__file__).resolve().parents[2]
BOOT = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from claims_site.embedded_pg.supervisor import main
main(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), fast=sys.argv[5] == "fast", grace=float(sys.argv[6]))
"""

_held: dict[Path, int] = {}  # home -> descriptor of the shared lock, kept open until this process ends
_one_thread = threading.Lock()


def _after_fork() -> None:
    global _one_thread
    _one_thread = threading.Lock()  # a thread of the parent may have had it


os.register_at_fork(after_in_child=_after_fork)


def ensure(home: Path, *, fast: bool = False, again: bool = False) -> None:
    """Return when the server of `home` takes connections; keep it up as long as this process lives.

    The processes that this one forks, and the program that it execs into, keep it up too. `fast` gives up safety after
    a crash for speed (for tests); it counts when the server is started. A second call costs nothing, unless `again`:
    then the server is looked at anew, for a connection has just failed. EmbeddedPostgresError if it cannot be had.
    """
    home = home.resolve()
    with _one_thread:
        if not again and _holds(home):
            return
        make_home(home)
        try:
            if not _holds(home):
                descriptor = locks.open_lock(home / locks.CLIENTS)
                locks.share(descriptor)  # waits while a supervisor is stopping its server
                os.set_inheritable(descriptor, True)
                _held[home] = descriptor
            _have_it_up(places(home), fast=fast)
        except BaseException as error:
            _let_go(home)
            if isinstance(error, PermissionError):
                raise EmbeddedPostgresError(
                    f"{error.filename} cannot be opened: {home} belongs to somebody else, who used it first. Go on "
                    "as that user, or remove the folder (and the data in it), or set DATABASE_URL"
                ) from error
            if isinstance(error, OSError):
                raise EmbeddedPostgresError(f"the private PostgreSQL in {home} cannot be had: {error}") from error
            raise


def stop(home: Path) -> bool:
    """Stop the server of `home` cleanly, whoever uses it, and wait for its end; say whether there was one.

    A client that still runs starts it again with its next connection. EmbeddedPostgresError if it may not be stopped.
    """
    home = home.resolve()
    try:
        while (number := locks.supervisor(home)) == 0:
            time.sleep(0.01)
        if number is None:
            return False
        if str(home) in psutil.Process(number).cmdline():
            os.kill(number, signal.SIGTERM)
        deadline = time.monotonic() + 3 * STOP_SECONDS
        while locks.supervisor(home) == number and time.monotonic() < deadline:
            time.sleep(0.05)
    except PermissionError as error:
        raise EmbeddedPostgresError(f"the server of {home} belongs to somebody else") from error
    except (psutil.NoSuchProcess, ProcessLookupError):
        return False
    return True


def status(home: Path) -> dict[str, str]:
    """Give what can be told about the server of `home`, in words. EmbeddedPostgresError if it is somebody else's."""
    where = places(home)
    try:
        number = locks.supervisor(where.home)
    except PermissionError as error:
        raise EmbeddedPostgresError(f"the server of {where.home} belongs to somebody else") from error
    return {
        "state": "not running" if number is None else "running" if answers(where, bindir()) else "starting or stopping",
        "supervisor": f"process {number}" if number else "none",
        "data": str(where.data),
        "socket": str(where.sockets),
        "log": str(where.log),
        "programs": str(bindir()),
    }


def environment(home: Path) -> dict[str, str]:
    """Give the environment in which psql, pg_dump and the like are found and find the server of `home`."""
    own = {"PGHOST": str(places(home).sockets), "PGUSER": USER, "PGDATABASE": DATABASE}
    return {**os.environ, **own, "PATH": os.pathsep.join([str(bindir()), os.environ.get("PATH", os.defpath)])}


def _holds(home: Path) -> bool:
    return home in _held and locks.is_current(_held[home], home / locks.CLIENTS)


def _let_go(home: Path) -> None:
    if _holds(home):  # else the number may be another file's by now
        os.close(_held[home])
    _held.pop(home, None)


def _have_it_up(where: Places, *, fast: bool) -> None:
    """Start the server unless it answers; one client at a time."""
    start_lock = locks.open_lock(where.home / locks.START)
    try:
        locks.take(start_lock)
        deadline = time.monotonic() + START_SECONDS + STOP_SECONDS
        while locks.supervisor(where.home) is not None:
            if answers(where, bindir()):
                return
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(f"PostgreSQL does not answer; see {where.log}")
            time.sleep(0.05)  # it is recovering or stopping, or its supervisor is about to notice its end
        _start_supervisor(where, start_lock, fast=fast)
    finally:
        os.close(start_lock)


def _start_supervisor(where: Places, start_lock: int, *, fast: bool) -> None:
    grace = os.environ.get("EMBEDDED_PG_GRACE", "5")
    if not grace.replace(".", "", 1).isdecimal():
        raise EmbeddedPostgresError(f"EMBEDDED_PG_GRACE={grace}: not a number of seconds")
    python = [sys.executable, "-P", "-Wdefault", "-c", BOOT]
    reading, writing = os.pipe()
    try:
        with open(where.supervisor_log, "wb") as log:
            subprocess.run(
                [*python, ROOT, where.home, str(start_lock), str(writing), "fast" if fast else "safe", grace],
                pass_fds=(start_lock, writing),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/",
                check=False,
            )
    finally:
        os.close(writing)
        with open(reading, encoding="utf-8", errors="replace") as pipe:
            answer = pipe.read()
    if answer != READY:
        raise EmbeddedPostgresError(f"The private PostgreSQL in {where.home} did not start: {answer or f'see {where.supervisor_log}'}")
