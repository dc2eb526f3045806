"""Making a cluster, clearing up after a crash, starting and stopping the server. Runs in the supervisor."""

import ctypes
import locale
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil
import psycopg2

from .account import Account
from .binaries import ENVIRONMENT, major_version, safe_for_initdb
from .places import DATABASE, USER, EmbeddedPostgresError, Places, private_folder

START_SECONDS = 60  # recovery after a crash may take a while
STOP_SECONDS = 20  # so may the last checkpoint; after that the server is cut off, which loses no committed data
LOG_BYTES = 5_000_000
PID, SOCKET_LOCK = "postmaster.pid", ".s.PGSQL.5432.lock"
# A server whose folder was moved or deleted must not stop in good order: its last words would go to the same path, into
# the cluster that may be there by now, and spoil it. The same for processes whose server is dead.
CUT_OFF = [(signal.SIGQUIT, 10), (signal.SIGKILL, 10)]
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def prepare(where: Places, account: Account, binaries: Path, *, fast: bool) -> None:
    """Create the cluster if there is none, and what it needs. EmbeddedPostgresError if that fails, or if the one that
    exists was made by another major version."""
    clear_remains(where, account)
    if where.base != where.home:
        private_folder(where.base, account)
    private_folder(where.sockets, account)
    if not (where.data / "PG_VERSION").exists():
        _create(where, account, binaries, fast=fast)
    made_by, have = int((where.data / "PG_VERSION").read_text()), major_version(binaries)
    if made_by != have:
        raise EmbeddedPostgresError(
            f"{where.data} was made by PostgreSQL {made_by}, but the programs in {binaries} are version {have}. "
            f"Put version {made_by} back, or name its programs in EMBEDDED_PG_BIN; to move to {have}, dump the data "
            "with the old version first, move the folder away, and restore into the new one."
        )


def start(where: Places, account: Account, binaries: Path, *, fast: bool) -> subprocess.Popen[bytes]:
    """Start the server, wait until it answers, see to the site's database, and give the process.

    `fast` gives up safety after a crash for speed. EmbeddedPostgresError, with the end of the log, if it fails.
    """
    deadline = time.monotonic() + START_SECONDS
    while True:
        clear_remains(where, account)
        with _open_log(where.log) as log:
            begin = log.tell()
            process = _launch(where, account, binaries, fast=fast, log=log)
        try:
            while process.poll() is None and time.monotonic() < deadline:
                if answers(where, binaries):
                    _create_database(where)
                    return process
                time.sleep(0.05)
        except BaseException:
            stop(process, where, binaries)
            raise
        stop(process, where, binaries)
        said = where.log.read_bytes()[begin:].decode(errors="replace").strip()
        if "shared memory block" not in said or time.monotonic() > deadline:
            raise EmbeddedPostgresError(f"it did not come up. The end of {where.log}:\n{said[-1500:]}")
        time.sleep(0.3)  # processes of a killed server are still going


def stop(process: subprocess.Popen[bytes], where: Places, binaries: Path) -> None:
    """Stop the server cleanly; if it takes too long, or if its folder is gone, less so. Nothing if it has ended already.

    PostgreSQL 18.6 hangs for ever when it is asked to stop in the middle of a recovery, so that is waited for.
    """
    steps = CUT_OFF
    if _number_in(where.data / PID) == process.pid:
        steps = [(signal.SIGINT, STOP_SECONDS), *CUT_OFF]
        deadline = time.monotonic() + STOP_SECONDS
        while process.poll() is None and not answers(where, binaries) and time.monotonic() < deadline:
            time.sleep(0.05)
    for number, seconds in steps:
        if process.poll() is not None:
            return
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)


def answers(where: Places, binaries: Path) -> bool:
    """Say whether the server takes connections (one that has no more to give counts too)."""
    command = [binaries / "pg_isready", "-q", "-t", "3", "-h", where.sockets, "-d", "postgres", "-U", USER]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False, cwd="/").returncode == 0


def clear_remains(where: Places, account: Account) -> None:
    """End what a killed supervisor or server of this cluster left running, remove lock files that name a stranger.

    After a restart of the machine the number in a lock file may be anybody's: PostgreSQL would refuse to start, and the
    stranger must not be touched. A number that nobody has is PostgreSQL's own business: it also checks shared memory.
    """
    left = [process for process in psutil.process_iter() if _serves(process, where.data, account)]
    known = [process for process in left if process.pid == _number_in(where.data / PID)]
    for number, seconds in [(signal.SIGINT, STOP_SECONDS), *CUT_OFF]:
        if not left or (number == signal.SIGINT and not known):
            continue
        for process in known if number == signal.SIGINT else left:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        _, left = psutil.wait_procs(left, timeout=seconds)
    for lock in (where.data / PID, where.sockets / SOCKET_LOCK):
        number_in_it = _number_in(lock)
        # None of ours lives now: a number in use is a stranger's. Some lock files hold it with a minus sign.
        if lock.exists() and (number_in_it is None or psutil.pid_exists(abs(number_in_it))):
            lock.unlink(missing_ok=True)


def _create(where: Places, account: Account, binaries: Path, *, fast: bool) -> None:
    if where.data.exists():
        if any(where.data.iterdir()):
            raise EmbeddedPostgresError(f"{where.data} is not a PostgreSQL cluster: move it away")
        where.data.rmdir()
    unfinished = where.base / "data.new"  # renamed when it is whole: initdb may be killed halfway
    if unfinished.exists():
        shutil.rmtree(unfinished)
    private_folder(unfinished, account)
    with safe_for_initdb(binaries) as safe:
        arguments: list[str | Path] = [safe / "initdb", "-D", unfinished, "-U", USER, "--auth=trust", "--encoding=UTF8"]
        arguments += ["--no-instructions", "--locale=C", f"--lc-ctype={_ctype()}"]
        if fast:
            arguments.append("--no-sync")
        if major_version(safe) >= 17:
            arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        ran = subprocess.run(arguments, env=ENVIRONMENT, capture_output=True, check=False, cwd="/", **account.process)
    if ran.returncode:
        raise EmbeddedPostgresError("initdb failed: " + (ran.stderr or ran.stdout).decode(errors="replace").strip())
    unfinished.rename(where.data)


def _ctype() -> str:
    """Give a locale with letters beyond ASCII: under C, pg_trgm finds none in Chinese, also with builtin C.UTF-8."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_CTYPE, before)
        return name
    raise EmbeddedPostgresError("this machine has neither the locale C.UTF-8 nor en_US.UTF-8: install one")


def _launch(where: Places, account: Account, binaries: Path, *, fast: bool, log: IO[bytes]) -> subprocess.Popen[bytes]:
    quoted = str(where.sockets).replace('"', '""')
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{quoted}"',
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        # Files in the data folder instead of /dev/shm, which is 64 MB in a container and emptied at logout by systemd.
        "dynamic_shared_memory_type": "mmap",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        # Its own memory: indexes of many claims stay there, a page is not written and read again each time it is touched during a load, and a
        # search that looks at each match in a table finds it there: out of the system's cache that takes twice to three times as long.
        "shared_buffers": f"{_shared_megabytes()}MB",
        # A load writes 17 kB of log a claim. At the usual 1 GB it would make a checkpoint every 30,000 claims, and copy each page whole after it.
        "max_wal_size": "4GB",
    } | (FAST if fast else {})
    command: list[str | Path] = [binaries / "postgres", "-D", where.data]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return subprocess.Popen(
        command,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        preexec_fn=_die_with_the_supervisor,
        **account.process,
    )


def _shared_megabytes() -> int:
    """An eighth of the machine's memory, between what PostgreSQL takes by itself and what a million claims and their indexes need."""
    return min(max(psutil.virtual_memory().total // 8 // 1_000_000, 128), 3_000)


def _die_with_the_supervisor() -> None:
    if sys.platform == "linux":  # elsewhere the next start finds what is left
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


def _open_log(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_name(path.name + ".old"))
    return open(path, "ab", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW, 0o600))


def _create_database(where: Places) -> None:
    connection = psycopg2.connect(host=str(where.sockets), user=USER, dbname="postgres", connect_timeout=10)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        connection.close()


def _serves(process: psutil.Process, data: Path, account: Account) -> bool:
    """Say whether this is a living process of the server of `data`."""
    try:
        if process.uids().effective != account.uid or not process.name().startswith("postgres"):
            return False
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return _is_server(process, data) or process.cwd() == str(data)
    except psutil.Error:  # gone, or in a container where even root may not see the working folder
        return False


def _is_server(process: psutil.Process, data: Path) -> bool:
    try:
        return process.cmdline()[1:3] == ["-D", str(data)]
    except psutil.Error:
        return False


def _number_in(lock: Path) -> int | None:
    try:
        return int(lock.read_text(errors="replace").split("\n", 1)[0])
    except (OSError, ValueError):
        return None
