"""One address, asked once, as a polite reader would: who we are in the User-Agent, no cookies, within limits of time, size and redirects."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpcore2
import httpx2

from sources.link_check.answer import Answer
from sources.link_check.guard import Forbidden, GuardedBackend, Permission, TooSlow, is_public
from sources.link_check.text import measured

MAX_BYTES = 5_000_000
SECONDS = 30.0
REDIRECTS = 8
LONGEST_WAIT = timedelta(days=7)
_REDIRECTING = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Limits:
    """`seconds` for the whole of an answer, redirects included; `size` in bytes; `redirects` followed at most."""

    seconds: float = SECONDS
    size: int = MAX_BYTES
    redirects: int = REDIRECTS


class _Broken(Exception):
    """The answer cannot be used; the words say why."""


class _Transport(httpx2.BaseTransport):
    """Sends requests through connections of the guarded backend."""

    def __init__(self, backend: GuardedBackend):
        self.pool = httpcore2.ConnectionPool(network_backend=backend, ssl_context=httpx2.create_ssl_context(trust_env=False))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = httpcore2.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        sent = httpcore2.Request(method=request.method, url=url, headers=request.headers.raw, content=request.stream, extensions=request.extensions)
        got = self.pool.handle_request(sent)
        return httpx2.Response(status_code=got.status, headers=got.headers, stream=_Body(got.stream), extensions=got.extensions)

    def close(self) -> None:
        self.pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream):
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self.stream

    def close(self) -> None:
        self.stream.close()


def fetch(address: str, *, agent: str, permitted: Permission = is_public, limits: Limits | None = None) -> Answer:
    """What `address` answers to a GET. Never raises for what a server does: the answer's `problem` tells."""
    limits = limits or Limits()
    place, hops = address, []
    transport = _Transport(GuardedBackend(permitted, time.monotonic() + limits.seconds))
    headers = {"User-Agent": agent, "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8", "Accept-Language": "*"}
    try:
        with httpx2.Client(transport=transport, headers=headers, timeout=limits.seconds, follow_redirects=False, trust_env=False) as client:
            while True:
                with client.stream("GET", place) as response:
                    hops.append(response.status_code)
                    if response.status_code not in _REDIRECTING or "location" not in response.headers:
                        return _answer(address, place, response, limits, hops)
                    if len(hops) > limits.redirects:
                        raise _Broken(f"It redirects more than {limits.redirects} times.")
                    place = _next(response)
                client.cookies.clear()
    except Forbidden as error:
        return Answer(address, place, problem=str(error), forbidden=True, hops=hops)
    except (TooSlow, httpcore2.TimeoutException, httpx2.TimeoutException):
        return Answer(address, place, problem=f"It took longer than {limits.seconds:g} seconds.", hops=hops)
    except _FAILING as error:
        return Answer(address, place, problem=_words(error), hops=hops)


_FAILING = (
    _Broken, httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, httpcore2.NetworkError, httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol, OSError, ValueError,
)  # fmt: skip


def _next(response: httpx2.Response) -> str:
    """Where the redirect leads; web addresses only."""
    url = response.url.join(response.headers["location"])
    if url.scheme not in ("http", "https"):
        raise _Broken(f"It redirects to an address of the kind “{url.scheme}:”.")
    return str(url)


def _answer(address: str, place: str, response: httpx2.Response, limits: Limits, hops: list[int]) -> Answer:
    """The answer at the end of the redirects, its body read up to the limit. Only that of a success is measured."""
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    body, cut = bytearray(), False
    for piece in response.iter_bytes(65_536) if response.is_success else ():
        body += piece
        if len(body) > limits.size:
            del body[limits.size :]
            cut = True
            break
    problem = f"It is larger than {limits.size:,} bytes; only that much was compared." if cut else ""
    if response.is_success and not body:
        problem = "It is empty."
    measures = measured(bytes(body), media_type, response.charset_encoding or "utf-8") if body else None
    return Answer(address, place, response.status_code, media_type, len(body), measures, problem, False, _retry_at(response), hops)


def _retry_at(response: httpx2.Response) -> datetime | None:
    """When the server allows us to ask again (RFC 9110, 10.2.3: seconds or a date); at most a week ahead, None when it does not say."""
    if response.status_code not in (429, 503) or not (told := response.headers.get("retry-after", "").strip()):
        return None
    now = datetime.now(UTC)
    try:
        at = now + timedelta(seconds=int(told)) if told.isdecimal() else parsedate_to_datetime(told)
    except (ValueError, OverflowError):
        return None
    return min(at if at.tzinfo else at.replace(tzinfo=UTC), now + LONGEST_WAIT)


def _words(error: Exception) -> str:
    """What went wrong, in words for an editor."""
    if isinstance(error, httpcore2.ProtocolError | httpx2.RemoteProtocolError):
        return f"Its answer breaks the protocol: {error}"[:300]
    return str(error)[:300] or type(error).__name__
