"""Answers that are not pages: JSON, feeds, tables, problem details."""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from claims.outputs import as_json, feeds

IN_MEMORY = 2_000_000
"""Bytes of a table."""
CSV = "text/csv; charset=utf-8"


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


def table_response(lines: Iterable[str], filename: str) -> HttpResponseBase:
    """A CSV file that others' scripts may read, too. A long one goes through a temporary file and not through memory."""
    table = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed below, or with the response
    table.writelines(line.encode() for line in lines)
    long = table.tell() > IN_MEMORY
    table.seek(0)
    if long:
        response: HttpResponseBase = FileResponse(table, content_type=CSV)
    else:
        with table:
            response = HttpResponse(table.read(), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
