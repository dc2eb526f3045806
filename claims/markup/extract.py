"""The ClaimReviews in a file: a page's data blocks, a JSON-LD document, a DataFeed."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any


class Unreadable(ValueError):
    """The file holds no JSON where JSON should be; says what and where."""


class _Blocks(HTMLParser):
    """Collects the text of `<script type="application/ld+json">`."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag, attrs):
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.found[-1] += data


def claimreviews(text: str) -> list[dict]:
    """The ClaimReviews in `text`, which is HTML when it begins with “<”, else JSON. Raises Unreadable."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return list(_within(_parsed(text)))
    blocks = _Blocks()
    blocks.feed(text)
    return [review for block in blocks.found for review in _within(_parsed(block))]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(f"This is not JSON: {error}") from None


def _within(value: Any) -> Iterator[dict]:
    """Objects of type ClaimReview in lists, graphs and feeds; one without a context has that of what it stands in."""
    waiting = [(value, None)]
    while waiting:
        node, context = waiting.pop(0)
        if isinstance(node, list):
            waiting = [(entry, context) for entry in node] + waiting
        elif isinstance(node, dict):
            context = node.get("@context", context)
            kinds = node.get("@type")
            if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
                yield {"@context": context} | node if context else node
            else:
                waiting = [(node[name], context) for name in ("@graph", "dataFeedElement", "item", "mainEntity", "review") if name in node] + waiting
