"""What all answers of the API have in common: read-only, open to every site, paged by cursor, cut to the fields asked for."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.described import Described
from claims.api.errors import Refused
from claims.api.paging import LIMIT, MOST, BadCursor, page_after
from claims.markup.links import link
from claims.outputs.as_json import LICENCE
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

    def shaped(self, rows: Iterable, fields: list[str]) -> list[dict]:
        """The rows as documents, cut to `fields` when there are any."""
        serializer = self.serializer_class(context={"link": link})
        documents = [serializer.to_representation(row) for row in rows]
        return [{name: value for name, value in document.items() if name in fields} for document in documents] if fields else documents

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
        known = self.serializer_class().get_fields()
        if unknown := [name for name in found["fields"].split(",") if found["fields"] and name not in known]:
            faults["fields"] = [f"“{name}” is not a field; there are: {', '.join(known)}." for name in unknown]
        if faults:
            raise Refused(faults)
        return found | {"limit": limit}, rest


def unfit(query: QueryDict) -> dict[str, list[str]]:
    """Filters as a form of a page sends them and a program has no reason to: empty ones, which there mean "any", and page numbers. By parameter."""
    faults = {name: [_EMPTY] for name, values in query.lists() if "" in values and not name.startswith(TRACKERS)}
    return faults | ({"page": ["is not used here: follow `next`."]} if "page" in query else {})


class ListView(ApiView):
    """Rows in a fixed order, a page at a time."""

    controls = CONTROLS
    filterset = None
    total: int | None = None
    """How many rows there are, where `rows` knows without counting them."""
    beside: dict[str, str] = {}
    """Numbers that an answer gives beside its rows, with what they mean; `numbers` counts them."""

    def rows(self, query: QueryDict) -> QuerySet:
        """The rows that `query` (without the controls) asks for, ordered. Raises Refused."""
        if unknown := [name for name in query if not name.startswith(TRACKERS)]:
            raise Refused({name: ["is not a parameter we know."] for name in unknown})
        return self.everything()

    def everything(self) -> QuerySet:
        raise NotImplementedError

    def prepared(self, rows: list) -> list:
        """The rows of one page with what their documents read beside them."""
        return rows

    def numbers(self) -> dict[str, int]:
        """What `beside` names."""
        return {}

    def get(self, request: Request, **kwargs) -> Response:
        asked, rest = self.asked(request.query_params)
        with snapshot():
            rows = self.rows(rest)
            try:
                found, cursor = page_after(rows, asked["cursor"], int(asked["limit"]))
            except BadCursor as error:
                raise Refused({"cursor": [str(error)]}) from None
            results = self.shaped(self.prepared(found), [name for name in asked["fields"].split(",") if name])
            total = rows.count() if self.total is None else self.total
            numbers = self.numbers()
        return Response({"count": total, **numbers, "next": self._next(request, cursor), "licence": LICENCE, "results": results})

    def _next(self, request: Request, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        following = request.query_params.copy()
        following["cursor"] = cursor
        return link(f"{request.path}?{following.urlencode()}")


class ItemView(ApiView):
    """One row."""

    def item(self, **path):
        """The row at this path. Raises Http404."""
        raise NotImplementedError

    def status(self, row) -> int:
        return 200

    def get(self, request: Request, **path) -> Response:
        asked, rest = self.asked(request.query_params)
        if unknown := [name for name in rest if not name.startswith(TRACKERS)]:
            raise Refused({name: ["is not a parameter we know."] for name in unknown})
        with snapshot():
            row = self.item(**path)
            (document,) = self.shaped([row], [name for name in asked["fields"].split(",") if name])
        return Response(document, status=self.status(row))
