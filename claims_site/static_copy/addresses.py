"""Which file of the copy an address of the site becomes.

A page becomes the index.html of a folder, so that links work without a server; a list by one filter becomes a folder beside the list. What
only a server can answer (a search, two filters at once, the API) has no file. Pure: text in, text out.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from claims.outputs.citations import FORMATS
from claims.reading.filters import FACETS

_FILTERS = (*FACETS, "status")
_TOGETHER = ({"from", "to"}, {"topic", "verdict"})
"""Filters that pages of the site link together: a decade, and the verdicts of a topic."""
_SERVER_ONLY = re.compile(r"/(admin/|appearance/|theme\.css|oembed|healthz|readyz|api/(?!docs/$|v1/openapi\.json$))|.*\.pdf$")
_CITATION = re.compile(r"/cite/([a-z-]+)$")
_LESSON = re.compile(r"/collections/[^/]+/(class/)?$")
_SOURCE = re.compile(r"/sources/[^/]+/$")
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")


def file_of(address: str) -> str | None:
    """The file for a path with its query string, relative to the copy, or None: `/claims/?verdict=false` is `claims/verdict=false/index.html`."""
    address = canonical(address)
    if address is None:
        return None
    parts = urlsplit(address)
    query = parse_qsl(parts.query)
    chosen = ",".join(f"{name}={value}" for name, value in query)
    folder, _, name = parts.path.lstrip("/").rpartition("/")
    if not name:
        return "/".join(filter(None, [folder, chosen, "index.html"]))
    if re.fullmatch(r"/SC-[0-9]+(/[0-9]+)?", parts.path):
        return f"{parts.path[1:]}/index.html"
    if cited := _CITATION.search(parts.path):
        return f"{parts.path[1:]}.{FORMATS[cited[1]][3]}" if cited[1] in FORMATS else None
    if "." not in name and not parts.path.startswith("/data/dump/"):
        return None
    stem, dot, ending = name.partition(".")
    return "/".join(filter(None, [folder, f"{stem},{chosen}{dot}{ending}" if chosen else name]))


def canonical(address: str) -> str | None:
    """The one address, among those that the same file answers, that it is made of; None when no file answers it."""
    parts = urlsplit(address)
    query = _query(parts.path, parse_qsl(parts.query, keep_blank_values=True))
    if query is None or _SERVER_ONLY.match(parts.path):
        return None
    return f"{parts.path}?{urlencode(query)}" if query else parts.path


def _query(path: str, given: list[tuple[str, str]]) -> list[tuple[str, str]] | None:
    """What of a query string tells this file from others, in a fixed order; None when no file answers it."""
    asked = {name: value for name, value in given if not (name == "page" and value == "1") and (name, value) != ("sort", "newest")}
    if len(dict(given)) < len(given) or not all(_PLAIN.fullmatch(value) for value in asked.values()):
        return None
    if path in ("/claims/", "/claims.json", "/claims.csv", "/claims.atom", "/claims.feed.json"):
        return _of_claims(path, asked)
    if path == "/sources/":
        filters = [name for name in asked if name in ("kind", "language", "read")]
        known = len(filters) < 2 and set(asked) <= {*filters, "page"}
    elif _SOURCE.match(path):
        known = set(asked) <= {"page"}
    elif path == "/corrections/":
        known = set(asked) <= {"kind"}
    elif _LESSON.match(path):
        if path.endswith("/class/") and asked == {"claim": "1"}:
            return []
        known = set(asked) <= ({"claim", "guess"} if path.endswith("/class/") else {"answers"})
    else:
        known = not asked
    return sorted(asked.items()) if known else None


def _of_claims(path: str, asked: dict[str, str]) -> list[tuple[str, str]] | None:
    """The whole list in one order, or narrowed in one way, and a page of it. CSV and feeds have no pages, and feeds are always newest first."""
    dropped = {"/claims/": (), "/claims.json": (), "/claims.csv": ("page",)}.get(path, ("page", "sort"))
    kept = {name: value for name, value in asked.items() if name not in dropped}
    narrowed = set(kept) - {"page", "sort"}
    one_way = (len(narrowed) == 1 and narrowed <= {*_FILTERS, "from", "to"}) or narrowed in _TOGETHER
    known = (one_way and "sort" not in kept) or (not narrowed and kept.get("sort") != "relevance")
    return sorted(kept.items()) if known else None
