"""The folder that a copy is put in: an earlier copy is replaced as a whole, anything else is left alone."""

import fcntl
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = "copy.json"
"""The file by which a copy is known; it says of what, of which version and day."""
FORMAT = "social-credit-claims copy 1"


class NotOurs(Exception):
    """The folder holds something that is no copy."""


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """An empty folder to fill, which becomes `target` at the end of the block; when the block fails, `target` stays as it was.

    Raises NotOurs when `target` is there and is neither empty nor a copy.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the process ends, however it ends
        if not _ours(target):
            raise NotOurs(f"{target} holds something that is no copy of the site: choose an empty or a new folder.")
        _clear(target)
        filled = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            yield filled
            filled.chmod(0o755)
            if target.exists():
                target.rename(target.parent / f".{target.name}.old")
            filled.rename(target)
        finally:
            _clear(target)


def _ours(target: Path) -> bool:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return True
    try:
        return json.loads((target / MARK).read_text("utf-8"))["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _clear(target: Path) -> None:
    """Remove what other runs left beside `target`."""
    for folder in target.parent.glob(f".{target.name}.*"):
        if folder.is_dir():
            shutil.rmtree(folder)
