"""File locks (flock): the kernel drops them when the last process that holds one ends, however it ends."""

import fcntl
import os
from pathlib import Path

CLIENTS, START, SUPERVISOR = "clients.lock", "start.lock", "supervisor.lock"


def open_lock(path: Path) -> int:
    """Open (and create) a lock file and give its descriptor; OSError if that is not allowed."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def share(descriptor: int) -> None:
    """Wait for a shared lock."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def take(descriptor: int) -> None:
    """Wait for the exclusive lock."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def try_to_take(descriptor: int) -> bool:
    """Take the exclusive lock if nobody has any, and say whether that went well."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def give_back(descriptor: int) -> None:
    """Drop the lock, keep the file open."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)


def is_current(descriptor: int, path: Path) -> bool:
    """Say whether `descriptor` is open on the file now at `path`: not closed, and the folder not deleted meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def supervisor(home: Path) -> int | None:
    """Give the process number of the living supervisor of `home`, or None; PermissionError if it is somebody else's."""
    try:
        descriptor = os.open(home / SUPERVISOR, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.read(descriptor, 20) or b"0")  # 0: it has the lock, its number is not written yet
    finally:
        os.close(descriptor)
    return None


def write_number(descriptor: int) -> None:
    """Write this process's number into the lock file that it holds, for `supervisor`."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
