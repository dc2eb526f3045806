"""What holds for every answer: it carries the version it was made at, and a page holds only characters that a page may hold."""

import hashlib
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from pghistory.middleware import HistoryMiddleware

from claims.dumps.folder import state
from claims.models import ContentVersion

_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0e-\x1f\x7f]|\xc2[\x80-\x9f]"  # U+0000 to U+001F but white space; U+007F to U+009F
    rb"|\xef\xb7[\x90-\xaf]|(?:\xef|[\xf0-\xf4][\x8f\x9f\xaf\xbf])\xbf[\xbe\xbf]"  # U+FDD0 to U+FDEF; the last two of each plane
)


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
            response.content = _FORBIDDEN.sub(b"", response.content)
        return response


UNVERSIONED = ("/admin/", "/account/", "/appearance/", "/theme.css", "/healthz", "/readyz", "/robots.txt", "/static/")
"""Where an answer depends on more than the record, or not on it at all: on who asks, on how the server is."""


class KnownVersions:
    """Gives every public answer an entity tag and a date, and answers 304 before any work is done when the asker has that version.

    What readers see is a function of the content version, of this release of the site, and of the day (a citation says when it was read; a review
    becomes overdue). The tag is those three, and below /data/ the dump that is served. The version is read before the rows, so an answer is never
    older than its tag.
    """

    def __init__(self, get_response):
        if settings.DEBUG:  # templates change there without a new release
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.release = release()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith(UNVERSIONED):
            return self.get_response(request)
        now, version = timezone.now(), ContentVersion.now()
        dump, dumped = state(settings.DUMP_FOLDER) if request.path.startswith("/data/") else ("", version.at)
        tag = f'"{version.number}-{now:%Y%m%d}-{self.release}{dump}"'
        changed = max(version.at, dumped, datetime.combine(now.date(), time(), UTC))
        stamp = int(changed.timestamp()) if now - changed > timedelta(seconds=2) else None  # dates are whole seconds: none while it may change again
        known = get_conditional_response(request, etag=tag, last_modified=stamp)
        if known is not None:
            return self._dated(known, tag, stamp)
        response = self.get_response(request)
        return self._dated(response, tag, stamp) if response.status_code in (200, 410) else response

    def _dated(self, response: HttpResponse, tag: str, stamp: int | None) -> HttpResponse:
        if response.status_code != 412:
            response.headers.setdefault("ETag", tag)
            response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
        if stamp is not None:
            response.headers.setdefault("Last-Modified", http_date(stamp))
        return response


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
