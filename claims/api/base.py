"""What all answers of the API have in common: read-only, open to every site, paged by cursor, cut to the fields asked for."""

import json
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.described import Described
from claims.api.errors import Refused
from claims.api.paging import LIMIT, MOST, BadCursor, page_after
from claims.markup.links import link
from claims.models import Version
from claims.outputs import as_json
from claims.reading.responses import json_response
from claims.reading.snapshot import snapshot
from sources.filters import TRACKERS

CONTROLS = ("cursor", "limit", "fields")
_EMPTY = "is empty. Leave it out, or give it a value."
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
    "Access-Control-Max-Age": "86400",
}


class ApiView(APIView):
    """One address. A view's docstring is its description in the documentation."""

    http_method_names = ["get", "head", "options"]
    schema = Described()
    serializer_class: type
    controls: tuple[str, ...] = ("fields",)
    path_fields: dict[str, str] = {}

    def options(self, request: Request, *args, **kwargs) -> HttpResponse:
        """What a browser asks before it lets another site’s script read us."""
        return HttpResponse(status=204)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in _OPEN.items():
            response[name] = value
        return response

    def written(self, row) -> bytes:
        """The row as JSON."""
        return as_json.text(self.serializer_class.shape(row, link))

    def following(self, cursor: str | None) -> str | None:
        """The address of the page after `cursor`."""
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return link(f"{self.request.path}?{query.urlencode()}")

    def asked(self, query: QueryDict) -> tuple[dict[str, str], QueryDict]:
        """The controls of this address in `query`, and the rest of it. Raises Refused."""
        rest, faults, found = query.copy(), {}, {}
        for name in self.controls:
            values = rest.pop(name, [])
            found[name] = values[0] if values else ""
            if len(values) > 1:
                faults[name] = ["stands more than once."]
            elif "\x00" in found[name]:
                faults[name] = ["holds a null byte."]
            elif values and not values[0]:
                faults[name] = [_EMPTY]
        limit = found.get("limit") or str(LIMIT)
        if "limit" not in faults and not (limit.isascii() and limit.isdecimal() and len(limit) < 5 and 1 <= int(limit) <= MOST):
            faults["limit"] = [f"is not a whole number from 1 to {MOST}."]
        known = _fields(self.serializer_class)
        if unknown := [name for name in found["fields"].split(",") if found["fields"] and name not in known]:
            faults["fields"] = [f"“{name}” is not a field; there are: {', '.join(known)}." for name in unknown]
        if faults:
            raise Refused(faults)
        return found | {"limit": limit}, rest


@cache
def _fields(serializer_class: type) -> list[str]:
    return list(serializer_class().get_fields())


def cut(document: bytes, fields: str) -> bytes:
    """The JSON `document` with only `fields`, whose names stand with commas between; whole when there are none."""
    return as_json.text({name: value for name, value in json.loads(document).items() if name in fields.split(",")}) if fields else document


def unfit(query: QueryDict) -> dict[str, list[str]]:
    """Filters as a form of a page sends them and a program has no reason to: empty ones, which there mean "any", and page numbers. By parameter."""
    faults = {name: [_EMPTY] for name, values in query.lists() if "" in values and not name.startswith(TRACKERS)}
    return faults | ({"page": ["is not used here: follow `next`."]} if "page" in query else {})


_TOTALS = 100
_totals: dict[tuple, int] = {}


class Page(NamedTuple):
    """Some rows of a list: JSON documents, the cursor for those that follow, if any do, and how many rows there are in all."""

    documents: list[bytes]
    cursor: str | None
    total: int


class ListView(ApiView):
    """Rows in a fixed order, a page at a time."""

    controls = CONTROLS
    filterset = None
    version: Version
    """The one that this answer is made from."""
    beside: dict[str, str] = {}
    """Numbers that an answer gives beside its rows, with what they mean; `numbers` counts them."""

    def page(self, query: QueryDict, cursor: str, limit: int) -> Page:
        """The `limit` rows after `cursor` of those that `query` (without the controls) asks for. Raises Refused, BadCursor."""
        rows = self.rows(query)
        found, following = page_after(rows, cursor, limit)
        return Page(self.documents(found), following, self.counted(rows, query.urlencode()))

    def rows(self, query: QueryDict) -> QuerySet:
        """All rows that `query` asks for, ordered. Raises Refused."""
        if unknown := [name for name in query if not name.startswith(TRACKERS)]:
            raise Refused({name: ["is not a parameter we know."] for name in unknown})
        return self.everything()

    def everything(self) -> QuerySet:
        raise NotImplementedError

    def documents(self, rows: list) -> list[bytes]:
        """The rows of one page as JSON."""
        return [self.written(row) for row in rows]

    def numbers(self) -> dict[str, int]:
        """What `beside` names."""
        return {}

    def get(self, request: Request, **kwargs) -> HttpResponse:
        asked, rest = self.asked(request.query_params)
        with snapshot() as self.version:
            try:
                page = self.page(rest, asked["cursor"], int(asked["limit"]))
            except BadCursor as error:
                raise Refused({"cursor": [str(error)]}) from None
            numbers = self.numbers()
        head = {"count": page.total, **numbers, "next": self.following(page.cursor), "licence": as_json.LICENCE}
        return json_response(as_json.with_list(head, "results", (cut(document, asked["fields"]) for document in page.documents)))

    def counted(self, rows: QuerySet, which: str) -> int:
        """How many `rows` there are; `which` tells them from others of this list. Counted once for each version of the record."""
        question = (self.version, self.request.path, which)
        total = None if self.version.unsettled else _totals.get(question)
        if total is None:
            total = rows.count()
            if len(_totals) >= _TOTALS:
                _totals.clear()
            _totals[question] = total
        return total


class ItemView(ApiView):
    """One row."""

    asked_for: dict[str, str]
    """The controls of this request."""

    def item(self, **path):
        """The row at this path. Raises Http404, Moved."""
        raise NotImplementedError

    def answer(self, **path) -> tuple[bytes, int]:
        """The row at this path as JSON, and the status. Raises Http404, Moved."""
        return self.written(self.item(**path)), 200

    def get(self, request: Request, **path) -> HttpResponse:
        self.asked_for, rest = self.asked(request.query_params)
        if unknown := [name for name in rest if not name.startswith(TRACKERS)]:
            raise Refused({name: ["is not a parameter we know."] for name in unknown})
        with snapshot():
            try:
                document, status = self.answer(**path)
            except BadCursor as error:
                raise Refused({"cursor": [str(error)]}) from None
        return json_response(cut(document, self.asked_for["fields"]), status=status)
