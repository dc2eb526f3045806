"""The ClaimReviews in a file: a page's data blocks, a JSON-LD document, JSON Lines, a DataFeed, also in the shape that Data Commons keeps.

The file is anybody's, so its size, its depth and its numbers are not to be trusted: the time it takes grows with its length and no faster.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

_OPENING = re.compile(r"<!--|<script(?=[\s/>])", re.IGNORECASE)
_CLOSING = re.compile(r"</script\b", re.IGNORECASE)
_HEAD = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_DATA = re.compile(r"""\stype\s*=\s*["']?\s*application/ld\+json\s*["';>/\s]""", re.IGNORECASE)
_LONGEST_HEAD = 2_000
_MOST_PARTS = 400_000
_HOLDERS = ("@graph", "dataFeedElement", "item", "mainEntity", "review")


class Unreadable(ValueError):
    """The file holds no JSON where JSON should be; says what and where."""


def _blocks(page: str) -> Iterator[str]:
    """The texts of `<script type="application/ld+json">`, but of those in comments; each step goes forward, whatever the page is."""
    at = 0
    while found := _OPENING.search(page, at):
        if found[0] == "<!--":
            at = page.find("-->", found.end()) + 3
            if at == 2:  # the comment never ends
                return
            continue
        head = _HEAD.match(page, found.end(), found.end() + _LONGEST_HEAD)
        begin = head.end() if head else found.end()
        end = _CLOSING.search(page, begin)
        at = end.end() if end else len(page)
        if head and _DATA.search(head[0]):
            yield page[begin : end.start() if end else at]


def claimreviews(text: str) -> list[dict]:
    """The ClaimReviews in `text`, which is HTML when it begins with “<”, else JSON. Raises Unreadable."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return list(_within(_parsed(text)))
    return [review for block in _blocks(text) for review in _within(_parsed(block))]


def _parsed(text: str) -> Any:
    text = text.lstrip("\ufeff")
    if (parts := text.count("{") + text.count("[")) > _MOST_PARTS:
        raise Unreadable(f"The file has {parts:,} objects and lists; {_MOST_PARTS:,} at most. Send it in parts.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in text[: error.pos]:
            return [_line(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
        raise Unreadable(f"This is not JSON: {error}") from None
    except RecursionError:
        raise Unreadable("This is not JSON that anybody wrote: it is nested too deeply.") from None
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable(f"This is not JSON that can be read: {error}") from None


def _line(number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This is not JSON: line {number}: {error}") from None


def _within(value: Any) -> Iterator[dict]:
    """Objects of type ClaimReview in lists, graphs and feeds; one without a context has that of what it stands in."""
    waiting = [(value, None)]
    while waiting:
        node, context = waiting.pop()
        if isinstance(node, list):
            waiting += [(entry, context) for entry in reversed(node)]
        elif isinstance(node, dict):
            context = node.get("@context", context)
            if is_claimreview(node.get("@type")):
                yield {"@context": context} | node if context else node
            else:
                waiting += [(node[name], context) for name in reversed(_HOLDERS) if name in node]


def is_claimreview(kinds: Any) -> bool:
    """Whether an `@type` says ClaimReview, alone or among others, in short or with schema.org's address."""
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rpartition("/")[2].removeprefix("schema:") == "ClaimReview" for name in names)
