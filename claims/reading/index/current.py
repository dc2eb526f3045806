"""The index of this process, at the version of whoever asks."""

from threading import Lock

from django.db import DatabaseError, connection

from claims.models import Version
from claims.reading.index import loading
from claims.reading.index.bitmaps import Index
from claims.reading.snapshot import snapshot

_KEPT = 3
_lock = Lock()
_held: list[Index] = []  # the last few versions, the newest last: a page that began before a publication still finds its own


def current() -> Index:
    """The index at the version of the snapshot that the caller reads from, or of one taken now."""
    with snapshot() as version:
        if version.unsettled:
            return loading.whole(version)
        return _found(version) or _brought_to(version)


def at_hand() -> Index | None:
    """The index at that version too, but None where this process has yet to read it whole: for those who can do without."""
    with snapshot() as version:
        return current() if _held and not version.unsettled else None


def read_ahead() -> None:
    """Have the index ready before the first reader comes; for a thread of its own. A database that is not there yet is no fault here."""
    try:
        current()
    except DatabaseError:
        return
    finally:
        connection.close()


def forget() -> None:
    """Start afresh, for a process that turns to another database."""
    with _lock:
        _held.clear()


def _found(version: Version) -> Index | None:
    return next((index for index in reversed(_held) if index.version == version), None)


def _brought_to(version: Version) -> Index:
    """A new index for `version`: from the newest one held, unless that is newer still. One thread at a time; the others then find it."""
    with _lock:
        if (index := _found(version)) is not None:
            return index
        if _held and _held[-1].version.number > version.number:
            return loading.whole(version)
        index = loading.forward(_held[-1], version) if _held else loading.whole(version)
        _held[:] = [*_held[-_KEPT + 1 :], index]
        return index
