"""What holds for every answer: it carries the version it was made at, and a page holds only characters that a page may hold."""

import hashlib
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from pghistory.middleware import HistoryMiddleware
from psycopg2.errors import QueryCanceled

from claims.dumps.folder import state
from claims.models import ContentVersion, Version
from claims.reading.snapshot import snapshot
from claims_site.finished import FinishedAnswers
from claims_site.views import too_long

_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0e-\x1f\x7f]|\xc2[\x80-\x9f]"  # U+0000 to U+001F but white space; U+007F to U+009F
    rb"|\xef\xb7[\x90-\xaf]|(?:\xef|[\xf0-\xf4][\x8f\x9f\xaf\xbf])\xbf[\xbe\xbf]"  # U+FDD0 to U+FDEF; the last two of each plane
)
_SUSPECT = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F, *range(0xF0, 0xF5)])
_SUSPECT_PAIRS = re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")


def printable(content: bytes) -> bytes:
    """UTF-8 `content` without the characters that HTML forbids.

    Almost no page has one, so it is looked over first, in a way that takes a tenth of the time.
    """
    suspect = len(content.translate(None, _SUSPECT)) < len(content) or any(pair.search(content) for pair in _SUSPECT_PAIRS)
    return _FORBIDDEN.sub(b"", content) if suspect else content


class PrintablePages:
    """Takes the characters out that HTML forbids.

    A page repeats what its query string asks for, and a query string can hold anything: `?q=%00`. HTML forbids control characters and noncharacters,
    also escaped ones, so they are taken out of the finished page. In UTF-8 their bytes never stand inside another character.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = printable(response.content)
        return response


UNVERSIONED = ("/admin/", "/account/", "/appearance/", "/theme.css", "/healthz", "/readyz", "/robots.txt", "/static/")
"""Where an answer depends on more than the record, or not on it at all: on who asks, on how the server is."""

COUNTED = ("/api/",)
"""Where askers are counted in the database."""
DRAWN = (".pdf", ".png")
"""What takes so long to draw that it is kept in the shared cache, which is in the database."""

SHARED = "public, max-age=0, s-maxage=10, stale-while-revalidate=20"
"""A browser asks each time, and mostly gets 304. A cache that many share may answer by itself for ten seconds, and for twenty more while it asks."""


class KnownVersions:
    """Gives every public answer an entity tag and a date, makes it from one snapshot, and makes it once for each version.

    What readers see is a function of the content version, of this release of the site, and of the day (a citation says when it was read; a review
    becomes overdue). The tag is those three, below /data/ also the dump that is served, and the encoding. An asker who has the version gets 304; what
    was asked before is answered as before.
    """

    def __init__(self, get_response):
        if settings.DEBUG:  # templates change there without a new release
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.release = release()
        self.finished = FinishedAnswers(settings.FINISHED_ANSWERS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith(UNVERSIONED):
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours, as later middleware would
        version = ContentVersion.now()
        tag, stamp = self._known(request, version)
        compressed = _compressed(tag)
        known = compressed if compressed in request.headers.get("If-None-Match", "") else tag
        if (answer := get_conditional_response(request, etag=known, last_modified=stamp)) is not None:
            return _dated(answer, known, stamp)
        return self.finished.get(request, tag) or self._made(request, version)

    def _made(self, request: HttpRequest, version: Version) -> HttpResponse:
        if request.path.startswith(COUNTED) or request.path.endswith(DRAWN):  # these write, which a snapshot cannot; it begins after that, if at all
            response = self.get_response(request)
        else:
            with snapshot() as version:
                response = self.get_response(request)
        if response.status_code not in (200, 410):
            return response
        tag, stamp = self._known(request, version)
        _dated(response, _compressed(tag) if response.get("Content-Encoding") == "gzip" else tag, stamp)
        if not version.unsettled:
            self.finished.keep(request, response, tag)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A clear answer when the database gave up on a question that takes too long; none of other faults."""
        if not isinstance(exception.__cause__, QueryCanceled):
            return None
        response = too_long(request)
        response["Retry-After"] = "30"
        return response

    def _known(self, request: HttpRequest, version: Version) -> tuple[str, int | None]:
        """The tag, and the moment of the last change in whole seconds; None while it may change again within the second."""
        now = timezone.now()
        dump, dumped = state(settings.DUMP_FOLDER) if request.path.startswith("/data/") else ("", version.at)
        changed = max(version.at, dumped, datetime.combine(now.date(), time(), UTC))
        tag = f'"{version.number}-{int(version.at.timestamp() * 1_000_000):x}-{now:%Y%m%d}-{self.release}{dump}"'
        return tag, int(changed.timestamp()) if now - changed > timedelta(seconds=2) else None


def _compressed(tag: str) -> str:
    """The entity tag of the same answer under gzip: other bytes, so another tag (RFC 9110, 8.8.3)."""
    return f'{tag[:-1]}-gz"'


def _dated(response: HttpResponse, tag: str, stamp: int | None) -> HttpResponse:
    if response.status_code != 412:
        response.headers.setdefault("ETag", tag)
        response.headers.setdefault("Cache-Control", SHARED)
    if stamp is not None:
        response.headers.setdefault("Last-Modified", http_date(stamp))
    return response


_TEXTS = ("text/", "application/json", "application/ld+json", "application/atom+xml", "application/xml", "application/feed+json", "image/svg+xml")


class Compressed(GZipMiddleware):
    """Texts under gzip, the same bytes each time; pictures and archives as they are.

    Readers' pages hold no secret that a compressed length could betray; the admin's get the padding that Django gives against that.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not response.get("Content-Type", "").startswith(_TEXTS):
            return response
        padded = request.path.startswith("/admin/")
        return super().process_response(request, response) if padded else _UNPADDED.process_response(request, response)


class _Unpadded(GZipMiddleware):
    max_random_bytes = 0


_UNPADDED = _Unpadded(lambda request: HttpResponse())


class SaysWhoChanges(HistoryMiddleware):
    """Tells the history of each row (sources/history.py) who sent the request that changes it, and to which address."""

    def get_context(self, request: HttpRequest) -> dict:
        kind = "admin" if request.path.startswith("/admin/") else "site"
        return {"kind": kind, "user": request.user.pk, "name": request.user.get_username(), "path": request.path}


LICENCE = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


class Labelled:
    """Says of every public answer, files too, its licence (RFC 8288), and keeps lists by query string out of search engines."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(UNVERSIONED) or response.status_code not in (200, 410):
            return response
        response["Link"] = ", ".join(filter(None, [response.get("Link"), LICENCE]))
        if request.GET:
            response["X-Robots-Tag"] = "noindex"
        return response


def release() -> str:
    """A short hash of the code, the templates, the styles and the public address: what an answer depends on beside the record."""
    base = Path(settings.BASE_DIR)
    parts = [base / part for part in ("claims", "sources", "people", "claims_site", "templates", "static")]
    files = sorted(path for part in parts for path in part.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    told = hashlib.sha256(settings.SITE_URL.encode())
    for path in files:
        told.update(path.read_bytes())
    return told.hexdigest()[:10]
