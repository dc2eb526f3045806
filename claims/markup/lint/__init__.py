"""A linter for ClaimReview: JSON-LD in, findings out. It reads our own markup and other publishers' alike, so nothing is taken for granted.

An *error* makes the markup wrong or refused by its readers, a *warning* makes it weaker. Each finding names the property, says what to do, and whose
rule it is:

    GOOGLE    the guide "Fact Check (ClaimReview) structured data"
    SCHEMA    schema.org, release 30.0: ClaimReview, Claim, Rating, CreativeWork
    FAULTS    faults counted in 37 published ClaimReviews of other fact-checkers
    OURS      docs/claimreview.md: numbers only on the line from false to true

    lint({"@type": "ClaimReview", …})      →  []  when nothing is wrong
    Finding("error", "reviewRating.ratingValue", "3 lies outside 1 to 2. …", "GOOGLE")
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from claims.markup.lint.claim import item, statement
from claims.markup.lint.finding import FAULTS, GOOGLE, SCHEMA, Finding, absolute, error, listed, nodes, warning
from claims.markup.lint.rating import rating
from claims.markup.vocabulary import PROPERTIES, likely

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\u2028\u2029\ufeff]")
_ADDRESSES = ("archivedAt", "license", "sdLicense", "publishingPrinciples", "correctionsPolicy")


def lint(data: Any, *, page: str = "", today: date | None = None) -> list[Finding]:
    """What is wrong with `data`, errors first. `page` is the address it stands on; dates after `today` (UTC) are faults; both may be left out."""
    if not isinstance(data, dict):
        return [Finding("error", "", "This is not an object.", SCHEMA)]
    found = [finding for rule in _RULES for finding in rule(data)]
    found += [*_address(data, page), *_dates(data, today)]
    return sorted(found, key=lambda finding: finding.level != "error")


def lint_page(blocks: list[dict], *, page: str = "", today: date | None = None) -> list[Finding]:
    """What is wrong with the ClaimReviews of one page. A page has one, and a claim with its verdict stands on one page only."""
    found = [finding for block in blocks for finding in lint(block, page=page, today=today)]
    if len(blocks) > 1:
        found.append(Finding("error", "", f"The page has {len(blocks)} ClaimReviews; give it one.", GOOGLE))
    return found


def _types(data: dict) -> Iterator[Finding]:
    kind = data.get("@type")
    if "ClaimReview" not in listed(kind):
        yield error("@type", f"The type is {kind!r}; it is “ClaimReview”, letter for letter.", SCHEMA)
    if not any(str(c).rstrip("/") in ("https://schema.org", "http://schema.org") for c in listed(data.get("@context"))):
        yield error("@context", "The context is “https://schema.org”.", SCHEMA)


def _required(data: dict) -> Iterator[Finding]:
    for name in ("claimReviewed", "reviewRating", "url"):
        if not data.get(name):
            yield error(name, "It is missing. Readers of ClaimReview drop a review without it.", GOOGLE)
    for name in ("author", "itemReviewed", "datePublished"):
        if not data.get(name):
            yield warning(name, "It is missing, and is asked for.", GOOGLE)


def _words(data: dict) -> Iterator[Finding]:
    for path, value in nodes(data):
        if isinstance(value, str) and _UNSEEN.search(value):
            yield error(path, "It holds a character that nobody sees, as a line end or a zero-width blank.", FAULTS)
        elif isinstance(value, str) and value != value.strip():
            yield error(path, "It begins or ends with a blank.", FAULTS)


def _names(data: dict) -> Iterator[Finding]:
    for path, node in nodes(data):
        kind = node.get("@type") if isinstance(node, dict) else None
        for name in node if isinstance(kind, str) and kind in PROPERTIES else ():
            if not name.startswith("@") and name not in PROPERTIES[kind]:
                guess = likely(name, kind)
                yield warning(f"{path}.{name}".lstrip("."), f"{kind} has no such property{f'; is it {guess}?' if guess else '.'}", SCHEMA)


def _publisher(data: dict) -> Iterator[Finding]:
    for author in listed(data.get("author")):
        if isinstance(author, dict) and not (author.get("name") or author.get("url")):
            yield error("author", "Who publishes the check has neither a name nor an address.", GOOGLE)
    name = data.get("@id")
    if isinstance(name, str) and data.get("url") and not name.startswith(str(data["url"])):
        yield warning("@id", "It does not begin with the address of the page, so it may clash with another one.", SCHEMA)


def _works(data: dict) -> Iterator[Finding]:
    if not data.get("citation"):
        yield warning("citation", "No source is named. The analysis must be traceable to them.", GOOGLE)
    for work in listed(data.get("citation")):
        if not (isinstance(work, str) or (isinstance(work, dict) and (work.get("name") or work.get("url")))):
            yield error("citation", "A source has neither a name nor an address.", SCHEMA)
    for note in listed(data.get("correction")):
        if isinstance(note, dict) and not (note.get("text") and note.get("datePublished")):
            yield error("correction", "A correction lacks its date or its words.", SCHEMA)
    for path, value in nodes(data):
        name = path.rpartition(".")[2]
        if name in _ADDRESSES and isinstance(value, str) and not absolute(value):
            yield error(path, f"{value!r} is not an absolute address.", SCHEMA)
        if name == "inLanguage" and isinstance(value, str) and not _LANGUAGE.fullmatch(value):
            yield error(path, f"{value!r} is not a language tag (BCP 47), as “en” or “zh-Hans”.", SCHEMA)


def _address(data: dict, page: str) -> Iterator[Finding]:
    url = data.get("url")
    if not url:
        return
    if not absolute(url):
        yield error("url", f"{url!r} is not an absolute address.", GOOGLE)
    elif not urlsplit(url).path.strip("/"):
        yield error("url", "It is the front page of a site, not the page with the check.", FAULTS)
    elif page and url != page:
        yield error("url", f"It is not the address of this page, {page}. Redirects and short links are not followed.", GOOGLE)


def _dates(data: dict, today: date | None) -> Iterator[Finding]:
    for path, value in nodes(data):
        if not path.rpartition(".")[2].lower().endswith(("datepublished", "datemodified", "datecreated")) or isinstance(value, list):
            continue
        if not _date(value):
            yield error(path, f"{value!r} is not a date of ISO 8601.", SCHEMA)
        elif today and value[:10] > today.isoformat():
            yield error(path, f"{value} lies in the future.", SCHEMA)
    published, modified = _date(data.get("datePublished")), _date(data.get("dateModified"))
    if published and modified and modified < published[: len(modified)]:
        yield error("dateModified", "It lies before the day of publication.", SCHEMA)
    for claim in listed(data.get("itemReviewed")):
        made = _date(claim.get("datePublished")) if isinstance(claim, dict) else ""
        if made and published and made[:10] > published[:10]:
            yield error("itemReviewed.datePublished", "The claim is dated after the check of it.", SCHEMA)


def _date(value: Any) -> str:
    """`value` when it is a date of ISO 8601, else ""."""
    return value if isinstance(value, str) and _DATE.fullmatch(value) else ""


_RULES = (_types, _required, _words, _names, _publisher, statement, item, rating, _works)
