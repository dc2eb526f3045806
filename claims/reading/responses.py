"""Answers that are not pages: JSON, problem details."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from claims.outputs import as_json, feeds


def json_response(data: dict | bytes, *, status: int = 200, content_type: str = "application/json") -> HttpResponse:
    """`data`, or the JSON text that it is already, as UTF-8 JSON that other sites may read (CORS)."""
    response = HttpResponse(data if isinstance(data, bytes) else as_json.text(data), status=status, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def feed_response(kind: str, feed: feeds.Feed, entries: Iterable[feeds.Entry]) -> HttpResponse:
    """A feed that other sites may read: `kind` is atom or json."""
    if kind == "json":
        return json_response(feeds.json_feed(feed, entries), content_type="application/feed+json")
    response = HttpResponse(feeds.atom(feed, entries), content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def problem_response(status: int, title: str, faults: dict[str, list[str]]) -> HttpResponse:
    """An error as RFC 9457 problem+json."""
    return json_response(as_json.problem(status, title, faults), status=status, content_type="application/problem+json")


def wants_json(request: HttpRequest) -> bool:
    """Whether an error should be JSON: by the address asked for, else by the Accept header."""
    return request.path.endswith(".json") or request.path.startswith("/api/") or (
        request.accepts("application/json") and not request.accepts("text/html")
    )  # fmt: skip
