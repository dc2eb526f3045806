"""References to what this site publishes, and to its sources, in the styles that readers are asked for.

One plain description of a work (`Work`) goes in; one function per style gives text out. A claim is cited with its verdict before the statement and
pinned to the version that was read. The rules behind each style:

    APA 7       Publication Manual, 7th ed., 10.15–10.16 (webpages): author, (date), title in italics, site, address; no date is "n.d.".
    MLA 9       Handbook, 9th ed., ch. 5: author, "Title", container, day month year, address, accessed date.
    Chicago 17  Manual of Style, 14.205–14.207: a note in prose order, and author–date with the year after the author.
    Harvard     Cite Them Right, 12th ed.: author (year) title, site, "Available at: … (Accessed: …)"; titles of articles in single quotes.
    BibTeX, RIS, CSL-JSON: fields as their own specifications name them.

They are checked against citeproc-js (tests/oracle); docs/citations.md lists where they differ on purpose.
A Chinese name keeps its order: family name first, no comma, no initials. Dates keep the precision they are known to.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

from claims.models import Collection, Review, State
from claims.outputs.reference_words import american, dotted, listed, quoted, short_date, single_quoted, tex
from sources.models import Source
from sources.partial_dates import PartialDate

SITE = "Social Credit Claims"


@dataclass(frozen=True)
class Name:
    """A person (family and given), or a body or unsplittable name (literal)."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def is_chinese(self) -> bool:
        return bool(re.search(r"[\u3400-\u9fff]", self.family))

    @property
    def in_order(self) -> str:
        """As it is spoken: "Jun Liu", "王小明", "State Council"."""
        if self.literal or self.is_chinese:
            return self.literal or f"{self.family}{self.given}"
        return f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """Family name first: "Liu, Jun"."""
        if self.literal or self.is_chinese or not self.given:
            return self.literal or f"{self.family}{self.given}"
        return f"{self.family}, {self.given}"

    @property
    def with_initials(self) -> str:
        """Family name and initials: "Liu, J."."""
        if self.literal or self.is_chinese or not self.given:
            return self.literal or f"{self.family}{self.given}"
        initials = " ".join(f"{part[0]}." for part in self.given.replace(".", " ").split())
        return f"{self.family}, {initials}"


@dataclass(frozen=True)
class Work:
    """What is cited: `date` is a partial date or "", `accessed` the day it was read, `version` of a review or "", `kind` a CSL type."""

    key: str
    title: str
    authors: tuple[Name, ...]
    publisher: str
    date: str
    url: str
    accessed: date
    kind: str = "webpage"
    version: str = ""
    language: str = "en"
    original_title: str = ""


def of_review(review: Review, address: str, accessed: date) -> Work:
    """A review as a work; `address` is its permanent, pinned address."""
    return Work(
        key=f"{review.claim.reference}-{review.number}",
        title=f"{'Withdrawn' if review.state == State.WITHDRAWN else review.verdict_.label}: “{review.statement}”",
        authors=(Name(literal=SITE),),
        publisher=SITE,
        date=review.published_at.date().isoformat(),
        url=address,
        accessed=accessed,
        version=f"{review.claim.reference}, version {review.number}",
    )


def of_source(source: Source, accessed: date) -> Work:
    """A source as a work. Reads `authors`."""
    kinds = {"journalism": "article-newspaper", "state-media": "article-newspaper", "scholarship": "article-journal", "law": "legislation"}
    return Work(
        key=source.key,
        title=source.title,
        authors=tuple(Name(a.family, a.given, a.literal) for a in source.authors.all()),
        publisher=source.publisher,
        date=source.date,
        url=source.url,
        accessed=accessed,
        kind=kinds.get(source.kind, "report" if source.kind in ("policy", "statistics", "think-tank", "official", "court") else "webpage"),
        language=source.language,
        original_title=source.original_title,
    )


def of_collection(collection: Collection, address: str, accessed: date) -> Work:
    return Work(key=collection.slug, title=collection.title, authors=(Name(literal=SITE),), publisher=SITE, date="", url=address, accessed=accessed)


def apa(work: Work) -> str:
    year, *rest = work.date.split("-") if work.date else ["n.d."]
    printed = PartialDate(work.date).printed.split() if rest and work.kind not in _YEAR_ONLY else []
    when = f"{year}, {' '.join(reversed(printed[:-1]))}" if printed else year
    names = listed([name.with_initials for name in work.authors], last=", & ", pair=", & ")
    title = work.title + (f" [{work.original_title}]" if work.original_title else "") + (f" ({work.version})" if work.version else "")
    lead = f"{dotted(names)} ({when}). {dotted(title)}" if names else f"{dotted(title)} ({when})."
    site = "" if work.publisher in (name.literal for name in work.authors) else f" {dotted(work.publisher)}"
    read = "" if work.date or not work.url else f"Retrieved {american(work.accessed.isoformat())}, from "
    return f"{lead}{site} {read}{work.url}".strip()


def mla(work: Work) -> str:
    names = _first_inverted(work)
    author = names[0] + ", et al" if len(names) > 2 else listed(names, last=", and ", pair=", and ")
    lead = "" if not author or author == work.publisher else f"{dotted(author)} "
    parts = [work.publisher, work.version, short_date(work.date), work.url]
    accessed = f" Accessed {short_date(work.accessed.isoformat())}."
    return f"{lead}{quoted(work.title)} {', '.join(part for part in parts if part)}.{accessed}"


def chicago_note(work: Work) -> str:
    names = listed([name.in_order for name in work.authors], last=", and ", pair=" and ")
    lead = "" if not names or names == work.publisher else f"{names}, "
    parts = [work.publisher, work.version, american(work.date) or f"accessed {american(work.accessed.isoformat())}", work.url]
    return f"{lead}{quoted(work.title, ',')} {', '.join(part for part in parts if part)}."


def chicago_author_date(work: Work) -> str:
    names = listed(_first_inverted(work), last=", and ", pair=", and ")
    year = dotted(work.date[:4] or "n.d.")
    lead = f"{dotted(names)} {year} {quoted(work.title)}" if names else f"{quoted(work.title)} {year}"
    day = american(work.date) if len(work.date) > 4 else ""
    if work.kind == "article-journal":  # an issue is known by its month; elsewhere the year is repeated
        day = day.removesuffix(work.date[:4]).rstrip(" ,")
    told = ", ".join(part for part in ("" if names == work.publisher else work.publisher, work.version) if part)
    middle = (", " if work.kind.startswith("article") else ". ").join(part for part in (told, day) if part)
    read = "" if work.date else f"Accessed {american(work.accessed.isoformat())}."
    return " ".join(part for part in (lead, middle and dotted(middle), read, work.url and f"{work.url}.") if part)


def harvard(work: Work) -> str:
    names = listed([name.with_initials.replace(". ", ".") for name in work.authors], last=" and ", pair=" and ")
    year = f"({work.date[:4] or 'no date'})"
    day = PartialDate(work.date).printed.removesuffix(work.date[:4]).strip() if work.kind == "article-newspaper" and work.date else ""
    title = single_quoted(work.title) if work.kind.startswith("article") else work.title
    parts = [f"{names} {year} {title}" if names else f"{title} {year}", work.version, "" if names == work.publisher else work.publisher, day]
    if not names:  # no comma between the year and who published it
        parts[:3] = [" ".join(filter(None, [parts[0], work.version, work.publisher]))]
    told = dotted(", ".join(part for part in parts if part))
    return told + (f" Available at: {work.url} (Accessed: {PartialDate(work.accessed.isoformat()).printed})." if work.url else "")


def _first_inverted(work: Work) -> list[str]:
    return [name.in_order if i else name.inverted for i, name in enumerate(work.authors)]


_YEAR_ONLY = ("article-journal", "report")
"""Kinds that APA dates by their year."""
_PUBLISHED = ("report", "legislation")
"""Kinds that have a publisher; the others stand on a site or in a paper, which is a container."""


def bibtex(work: Work) -> str:
    names = " and ".join(f"{{{name.in_order}}}" if name.literal or name.is_chinese else name.inverted for name in work.authors)
    fields = {
        "author": names, "title": f"{{{tex(work.title)}}}", "year": work.date[:4], "month": str(int(work.date[5:7])) if len(work.date) > 4 else "",
        "publisher": tex(work.publisher), "version": work.version, "url": work.url, "urldate": work.accessed.isoformat(), "language": work.language,
    }  # fmt: skip
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@online{{{work.key},\n{lines}\n}}\n"


def ris(work: Work) -> str:
    kinds = {"article-newspaper": "NEWS", "article-journal": "JOUR", "report": "RPRT", "legislation": "STAT", "webpage": "ELEC"}
    rows = [("TY", kinds[work.kind]), *(("AU", name.inverted) for name in work.authors), ("TI", work.title), ("TT", work.original_title)]
    rows += [("PB", work.publisher), ("PY", work.date[:4]), ("DA", work.date.replace("-", "/")), ("ET", work.version), ("UR", work.url)]
    rows += [("Y2", work.accessed.strftime("%Y/%m/%d")), ("LA", work.language), ("ID", work.key)]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def csl_json(work: Work) -> str:
    """One item in an array, as CSL-JSON asks."""
    item = {
        "id": work.key, "type": work.kind, "title": work.title,
        "publisher" if work.kind in _PUBLISHED else "container-title": work.publisher, "URL": work.url,
        "author": [{"literal": n.literal} if n.literal else {"family": n.family, "given": n.given} for n in work.authors],
        "version": work.version, "original-title": work.original_title, "language": work.language,
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
        "accessed": {"date-parts": [[work.accessed.year, work.accessed.month, work.accessed.day]]},
    }  # fmt: skip
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"


FORMATS = {
    "apa": ("APA 7", apa, "text/plain", "txt"),
    "mla": ("MLA 9", mla, "text/plain", "txt"),
    "chicago-note": ("Chicago 17, note", chicago_note, "text/plain", "txt"),
    "chicago-author-date": ("Chicago 17, author–date", chicago_author_date, "text/plain", "txt"),
    "harvard": ("Harvard", harvard, "text/plain", "txt"),
    "bibtex": ("BibTeX", bibtex, "application/x-bibtex", "bib"),
    "ris": ("RIS", ris, "application/x-research-info-systems", "ris"),
    "csl-json": ("CSL-JSON", csl_json, "application/vnd.citationstyles.csl+json", "json"),
}
"""For each format by its name in the address: label, function, media type, file ending."""
