"""What a ClaimReview says, read with as much patience as other publishers' markup needs, and with no guess that is not told.

    "datePublished": "2019-02-30"       →  no date, and a remark      "2019-02-00T00:00:00"  →  2019-02
    "author": "Social media users"      →  nobody, and a remark       "author": ["A", {"name": "B"}]  →  A, B
    "appearance": "https://a.example/"  →  a work at that address     "url": "javascript:…"  →  no address, and a remark
    "itemReviewed": {"@type": "CreativeWork", …}                      read as a Claim: the older shape

Everything is text when it leaves here: without characters that nobody sees, never cut. What could not be used is in `remarks`,
in words for an editor.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from claims.markup.lint.claim import FILLER
from claims.markup.lint.finding import listed
from sources.partial_dates import PartialDate

MOST_WORKS = 100
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufeff\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\r\n\x85]+")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Work:
    """A work that the markup names: where the claim appeared, or what the review cites."""

    title: str = ""
    url: str = ""
    archived_url: str = ""
    date: str = ""
    publisher: str = ""
    language: str = ""
    kind: str = ""
    by: str = ""


@dataclass(frozen=True)
class Correction:
    """A public change of the review."""

    at: str
    text: str
    url: str


@dataclass
class Checked:
    """One ClaimReview, as text. `is_ours`: it says that it stands on this site."""

    is_ours: bool = False
    url: str = ""
    name: str = ""
    reference: str = ""
    version: str = ""
    title: str = ""
    statement: str = ""
    abstract: str = ""
    language: str = ""
    reviewer: str = ""
    published: str = ""
    published_on: str = ""
    modified: str = ""
    rating: str = ""
    numbers: str = ""
    explanation: str = ""
    licence: str = ""
    claimants: list[str] = field(default_factory=list)
    makers: str = ""
    claim_date: str = ""
    appearances: list[Work] = field(default_factory=list)
    citations: list[Work] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read(data: dict, *, site: str) -> Checked:
    """What the ClaimReview `data` says; `site` is the address of this one, without a slash at its end."""
    return _Reader(site).read(data)


class _Reader:
    """Reads one ClaimReview and gathers remarks on the way."""

    def __init__(self, site: str):
        self.site = site
        self.remarks: list[str] = []
        self.is_ours = False

    def read(self, data: dict) -> Checked:
        url = self.address(data.get("url"), "url") or self.address(data.get("mainEntityOfPage"), "mainEntityOfPage")
        self.is_ours = url.startswith(f"{self.site}/")
        claim = next((entry for entry in listed(data.get("itemReviewed")) if isinstance(entry, dict)), {})
        first, others = self.works(claim, "firstAppearance"), self.works(claim, "appearance")
        return Checked(
            is_ours=self.is_ours,
            url=url,
            name=self.text(data.get("@id")),
            reference=self.text(data.get("identifier")),
            version=self.text(data.get("version")),
            title=self.text(data.get("headline")) or self.text(data.get("name")),
            statement=self.text(data.get("claimReviewed")) or self.text(claim.get("name")),
            abstract=self.text(data.get("abstract")) or self.text(data.get("description")),
            language=self.language(data.get("inLanguage")),
            reviewer=", ".join(self.names(data.get("author")) or self.names(data.get("publisher"))),
            published=self.text(data.get("datePublished")),
            published_on=self.date(data.get("datePublished"), "datePublished"),
            modified=self.text(data.get("dateModified")),
            **self.rating(data),
            licence=self.text(data.get("license")) or self.text(data.get("sdLicense")),
            claimants=[name for name in self.names(claim.get("author")) if not self.is_filler(name)],
            makers="; ".join(self.typed(entry) for entry in listed(claim.get("author"))[:MOST_WORKS]),
            claim_date=self.date(claim.get("datePublished"), "itemReviewed.datePublished"),
            appearances=[*first, *others],
            citations=self.works(data, "citation"),
            corrections=self.corrections(data.get("correction")),
            remarks=self.remarks,
        )

    def text(self, value: Any, *, as_it_stands: bool = False) -> str:
        """`value` as one line of text: of a list its first entry, of an object its value or name. Entities of HTML are letters, but in addresses."""
        for _ in range(4):
            if isinstance(value, list):
                value = value[0] if value else ""
            elif isinstance(value, dict):
                value = next((value[name] for name in ("@value", "name", "url", "@id") if name in value), "")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        text = str(value)
        text = text if self.is_ours or as_it_stands else html.unescape(text)
        return _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip()

    def date(self, value: Any, name: str) -> str:
        """To the precision known; what is no date of ISO 8601 is left out, with a remark."""
        text = self.text(value)
        found = _DAY.fullmatch(text)
        parts = [part for part in found.groups() if part] if found else []
        while len(parts) > 1 and parts[-1] == "00":  # how some systems say that they do not know
            parts.pop()
        try:
            return PartialDate("-".join(parts)) if text else ""
        except ValueError:
            self.remarks.append(f"{name}: “{text[:60]}” is not a date, and was left out.")
            return ""

    def address(self, value: Any, name: str) -> str:
        text = self.text(value, as_it_stands=True)
        try:
            _address(text)
        except ValidationError:
            if text:
                self.remarks.append(f"{name}: “{text[:120]}” is not an address, and was left out.")
            return ""
        if len(text) > 2000:
            self.remarks.append(f"{name}: an address of {len(text):,} characters was left out.")
            return ""
        return text

    def language(self, value: Any) -> str:
        text = self.text(value).replace("_", "-")
        text = text[:2].lower() + text[2:]
        return text if len(text) <= 20 and _LANGUAGE.fullmatch(text) else ""

    def names(self, value: Any) -> list[str]:
        return list(dict.fromkeys(name for entry in listed(value)[:MOST_WORKS] if (name := self.text(entry))))

    def typed(self, agent: Any) -> str:
        """Who made the claim, as the markup has it, with the sort of being that it says: "Person Jun Liu"."""
        return f"{self.text(agent.get('@type'))} {self.text(agent)}".strip() if isinstance(agent, dict) else self.text(agent)

    def is_filler(self, name: str) -> bool:
        if FILLER.fullmatch(name):
            self.remarks.append(f"“{name}” is nobody; who made the claim was left open.")
            return True
        return False

    def rating(self, data: dict) -> dict[str, str]:
        given = next((entry for entry in listed(data.get("reviewRating")) if isinstance(entry, dict)), {})
        numbers = [f"{name} {text}" for name in ("ratingValue", "worstRating", "bestRating") if (text := self.text(given.get(name)))]
        return {
            "rating": self.text(given.get("alternateName")) or self.text(given.get("name")),
            "numbers": ", ".join(numbers),
            "explanation": self.text(given.get("ratingExplanation")) or self.text(given.get("description")) or self.text(data.get("reviewBody")),
        }

    def works(self, holder: dict, name: str) -> list[Work]:
        given = listed(holder.get(name))
        if len(given) > MOST_WORKS:
            self.remarks.append(f"{name}: only the first {MOST_WORKS} of {len(given):,} were read.")
        return [work for entry in given[:MOST_WORKS] if (work := self.work(entry, name)).title or work.url]

    def work(self, entry: Any, name: str) -> Work:
        if not isinstance(entry, dict):
            text = self.text(entry)
            return Work(url=self.address(text, name)) if _SCHEME.match(text) else Work(title=text)
        url = next((found for key in ("url", "contentUrl", "@id") if entry.get(key) and (found := self.address(entry[key], f"{name}.{key}"))), "")
        return Work(
            title=self.text(entry.get("name")) or self.text(entry.get("headline")),
            url=url,
            archived_url=self.address(entry.get("archivedAt"), f"{name}.archivedAt"),
            date=self.date(entry.get("datePublished"), f"{name}.datePublished"),
            publisher=", ".join(self.names(entry.get("publisher"))),
            language=self.language(entry.get("inLanguage")),
            kind=self.text(entry.get("@type")),
            by=", ".join(by for by in self.names(entry.get("author")) if not self.is_filler(by)),
        )

    def corrections(self, value: Any) -> list[Correction]:
        notes = []
        for entry in listed(value)[:MOST_WORKS]:
            if isinstance(entry, dict):
                notes.append(Correction(self.text(entry.get("datePublished")), self.text(entry.get("text")), self.text(entry.get("url"))))
            elif text := self.text(entry):
                notes.append(Correction("", text, ""))
        return notes
