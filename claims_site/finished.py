"""Finished answers of the current version, kept in the worker: what was asked before and has not changed is not made again."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse

_LARGEST = 8  # an answer may take one part in so many of the room
_OVERHEAD = 1_000  # bytes, about, for headers and bookkeeping


@dataclass(frozen=True)
class _Kept:
    status: int
    headers: dict[str, str]
    content: bytes


class FinishedAnswers:
    """At most `room` bytes of answers, the least lately used go first; all go when the version they were made at is over."""

    def __init__(self, room: int):
        self._room, self._used, self._made_at = room, 0, ""
        self._kept: OrderedDict[tuple, _Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, request: HttpRequest, made_at: str) -> HttpResponse | None:
        """The answer to the same question at the version `made_at`, or None."""
        key = _key(request)
        with self._lock:
            kept = self._kept.get(key) if made_at == self._made_at else None
            if kept is None:
                return None
            self._kept.move_to_end(key)
        return HttpResponse(kept.content, status=kept.status, headers=kept.headers)

    def keep(self, request: HttpRequest, response: HttpResponse, made_at: str) -> None:
        """Keep `response`, whole and public, which was made at the version `made_at`."""
        size = 0 if response.streaming else len(response.content) + _OVERHEAD
        if not 0 < size <= self._room // _LARGEST or response.cookies or "public" not in response.get("Cache-Control", ""):
            return
        with self._lock:
            if made_at != self._made_at:
                self._kept.clear()
                self._made_at, self._used = made_at, 0
            key = _key(request)
            if (before := self._kept.pop(key, None)) is not None:
                self._used -= len(before.content) + _OVERHEAD
            self._kept[key] = _Kept(response.status_code, dict(response.items()), response.content)
            self._used += size
            while self._used > self._room:
                _, oldest = self._kept.popitem(last=False)
                self._used -= len(oldest.content) + _OVERHEAD


def _key(request: HttpRequest) -> tuple:
    """Whatever a public answer depends on beside the version; `Vary` says the same to caches of others."""
    encoding, accepted = request.META.get("HTTP_ACCEPT_ENCODING", ""), request.META.get("HTTP_ACCEPT", "")
    return request.method, request.get_full_path(), encoding, accepted if request.path.startswith("/api/") else ""
