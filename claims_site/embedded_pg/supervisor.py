"""The supervisor: a process of its own that starts the server, minds it while it has clients, and stops it."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from . import cluster, locks
from .account import Account, can_pass, ourselves, unprivileged
from .binaries import for_account
from .places import TEMPORARY, EmbeddedPostgresError, Places, make_outside, owner_of_cluster, places

READY = "ready"
TICK = 0.25


class Asked(Exception):
    """Somebody asked the supervisor to stop (SIGTERM)."""


def main(home: Path, start_lock: int, answer: int, *, fast: bool, grace: float) -> None:
    """Detach, start the server of `home`, mind it until nobody needs it.

    `start_lock` is the descriptor of the lock that keeps other starts away until the server answers; `answer` that of a
    pipe for one word, "ready", or the reason why not.
    """
    if os.fork():  # the client waits for this process only: the supervisor is nobody's child to wait for
        os._exit(0)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _raise_asked)
    where = places(home)
    mine = locks.open_lock(where.home / locks.SUPERVISOR)
    locks.take(mine)
    locks.write_number(mine)
    try:
        server, binaries = _start(where, fast=fast)
    except BaseException as error:
        expected = isinstance(error, EmbeddedPostgresError)
        _tell(answer, str(error) if expected else f"{type(error).__name__}: {error}")
        raise
    try:
        clients = locks.open_lock(where.home / locks.CLIENTS)
        _tell(answer, READY)
        os.close(start_lock)
        _mind(server, clients, where, grace)
    except Asked:
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        cluster.stop(server, where, binaries)
        if where.sockets.parent == TEMPORARY:
            with suppress(OSError):  # not empty after a crash: the next server will see to it
                where.sockets.rmdir()


def _raise_asked(number: int, frame: FrameType | None) -> None:
    raise Asked("it was asked to stop while it was starting")


def _tell(answer: int, word: str) -> None:
    with suppress(OSError):  # the client may be gone
        os.write(answer, word.encode(errors="replace"))
    os.close(answer)


def _start(where: Places, *, fast: bool) -> tuple[subprocess.Popen[bytes], Path]:
    account = _account(where)
    if where.base != where.home:
        make_outside(where.home)
    elif not can_pass(account, where.home):
        raise EmbeddedPostgresError(
            f"{where.data} belongs to {account}, which cannot reach it any more: a folder above it is closed. Run this "
            "as that account, or move the checkout back, or move the cluster away to begin with an empty one"
        )
    binaries = for_account(account, where.home)
    cluster.prepare(where, account, binaries, fast=fast)
    return cluster.start(where, account, binaries, fast=fast), binaries


def _account(where: Places) -> Account:
    if os.geteuid() != 0:
        return ourselves()
    found = owner_of_cluster(where)
    if found and found.uid == 0:
        raise EmbeddedPostgresError(f"{where.data} belongs to root, and PostgreSQL does not run as root: chown it")
    try:
        return found or unprivileged()
    except KeyError as error:
        message = f"PostgreSQL does not run as root, and there is no account to run it: {error.args[0]}"
        raise EmbeddedPostgresError(message) from error


def _mind(server: subprocess.Popen[bytes], clients: int, where: Places, grace: float) -> None:
    """Return when the server has ended, or the folder was deleted, or nobody shared the lock for `grace` seconds.

    In the last case with the lock taken: who comes now waits for the end of this process, then starts a new one.
    """
    idle_since: float | None = None
    while server.poll() is None and locks.is_current(clients, where.home / locks.CLIENTS):
        time.sleep(TICK)
        if not locks.try_to_take(clients):
            idle_since = None
            continue
        idle_since = idle_since or time.monotonic()
        if time.monotonic() - idle_since >= grace:
            return
        locks.give_back(clients)
