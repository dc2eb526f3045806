"""Asking the site without a server: the same middleware, views and templates, in this process."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections

MARK = "claims_site.copy"
"""Where in a request the copy stands for which it is asked. Nobody can send it from outside: what comes with a request is called HTTP_…."""


@dataclass(frozen=True)
class Copy:
    """Which copy it is: the content version, the moment it was reached, and the day (UTC) on which the copy was made."""

    version: int
    at: datetime
    day: date


@dataclass(frozen=True)
class Answer:
    status: int
    media_type: str
    body: bytes
    location: str


class KeptOnly(DatabaseCache):
    """The shared cache, of which kept images are read and to which nothing is written.

    A key that one process writes in a transaction as long as that of a copy makes every other process that writes it wait for the end.
    """

    def _base_set(self, mode, key, value, timeout=None) -> bool:
        return False

    def _base_delete_batch(self, keys) -> bool:
        return False


@contextmanager
def nothing_kept() -> Iterator[None]:
    """In the block, this process writes nothing to the shared cache."""
    before, described = caches["default"], settings.CACHES["default"]
    caches["default"] = KeptOnly(described["LOCATION"], described)
    try:
        yield
    finally:
        caches["default"] = before


class Site(BaseHandler):
    """The site, as it answers when a copy is made of it."""

    def __init__(self, copy: Copy):
        super().__init__()
        self.copy = copy
        self.load_middleware()

    def ask(self, address: str) -> Answer:
        """The answer to GET `address`, a path with its query string."""
        path, _, query = address.partition("?")
        if path.startswith(settings.STATIC_URL) and (found := finders.find(path.removeprefix(settings.STATIC_URL))):
            return Answer(200, "", Path(found).read_bytes(), "")
        response = self.get_response(self._request(path, query))
        try:
            body = b"".join(response.streaming_content) if response.streaming else response.content
        finally:
            request_finished.disconnect(close_old_connections)  # it would end the transaction in which the copy is made
            response.close()
            request_finished.connect(close_old_connections)
        return Answer(response.status_code, response.get("Content-Type", "").partition(";")[0], body, response.get("Location", ""))

    def _request(self, path: str, query: str) -> WSGIRequest:
        public = urlsplit(settings.SITE_URL)
        request = WSGIRequest({
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": public.netloc, "SERVER_NAME": public.hostname,
            "SERVER_PORT": str(public.port or (443 if public.scheme == "https" else 80)), "wsgi.url_scheme": public.scheme,
            "wsgi.input": io.BytesIO(), "REMOTE_ADDR": "127.0.0.1", MARK: self.copy,
        })  # fmt: skip
        request.urlconf = "claims_site.static_copy.urls"
        return request
