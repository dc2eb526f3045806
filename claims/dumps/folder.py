"""A folder that is there as a whole or not at all.

What readers open is a symbolic link. A new folder is filled beside it under a name of its own, and the link is moved there in one step
(rename(2) puts one link in place of another atomically). The folder before it stays until the next time, so that whoever is in it can finish.
One writer works at a time; what a killed one left behind is cleared away by the next.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


class NotOurs(Exception):
    """There is something at the place that this program did not put there."""


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of `target` at the end of the block; when the block fails, all stays as it was.

    Raises NotOurs when `target` is a file, a folder that holds something, or a link to elsewhere.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the process ends, however it ends
        if not _ours(target):
            raise NotOurs(f"{target} is there already, and this program did not make it: choose another place.")
        _clear(target)
        filled = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            yield filled
        except BaseException:
            shutil.rmtree(filled)
            raise
        filled.chmod(0o755)
        _turn(target, filled)


def state(target: Path) -> tuple[str, datetime]:
    """What tells the folder at `target` from those before it: its own name, and the moment it was put there. ("", 1970) when there is none."""
    try:
        return str(target.readlink()), datetime.fromtimestamp(target.lstat().st_mtime, UTC)
    except OSError:
        return "", datetime(1970, 1, 1, tzinfo=UTC)


def _ours(target: Path) -> bool:
    """Whether `target` may be replaced: it is not there, an empty folder, or a link to a folder filled for it."""
    if target.is_symlink():
        return str(target.readlink()).startswith(f".{target.name}.")
    return not target.exists() or (target.is_dir() and not any(target.iterdir()))


def _turn(target: Path, filled: Path) -> None:
    """Let `target` lead to `filled`."""
    if target.is_dir() and not target.is_symlink():
        target.rmdir()  # an empty folder, made for us
    fresh = target.parent / f".{target.name}.link"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(filled.name)
    fresh.replace(target)


def _clear(target: Path) -> None:
    """Remove every folder beside `target` that was filled for it and that it does not lead to."""
    current = str(target.readlink()) if target.is_symlink() else ""
    for folder in target.parent.glob(f".{target.name}.*"):
        if folder.is_dir() and not folder.is_symlink() and folder.name != current:
            shutil.rmtree(folder)
