"""ClaimReviews that somebody sends: what each would become here, what is there of it already, and why it cannot come in.

Nothing is written here; `importing` takes what was ticked. An entry is a duplicate, and not ticked at first, when

    it is our own and its claim is here                     "SC-0007 is here already"; it cannot be taken at all
    a claim here says nearly the same                       "Every citizen has a score." beside "Each citizen has a score."
    a claim here draws on the very review                   the article is a source, and evidence of SC-0012
    the file has the same statement, or review, above
A statement that is only like one here is shown beside it, and ticked: an editor decides.
"""

from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

from claims.editorial import incoming_words
from claims.editorial.incoming_sources import Works
from claims.editorial.incoming_words import Words
from claims.editorial.likeness import Like, claims_like
from claims.markup.reader import Checked, Work
from claims.models import Claim, FormerSlug
from claims.text_search import folded
from sources.models import Source

LONGEST, LONGEST_IN_ALL = 20_000, 200_000
MOST = 500


@dataclass
class Incoming:
    """One ClaimReview of a file: what it says, what it would become, what speaks against it."""

    number: int
    checked: Checked
    words: Words
    article: Work | None
    here: Claim | None = None
    likes: list[Like] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    new_sources: list[Work] = field(default_factory=list)
    known_sources: list[Source] = field(default_factory=list)

    @property
    def is_possible(self) -> bool:
        return not self.faults and self.here is None

    @property
    def is_duplicate(self) -> bool:
        return bool(self.why)

    @property
    def remarks(self) -> list[str]:
        """What an editor should know before: what was cut, and what could not be used."""
        return [*self.words.cuts, *self.checked.remarks]

    def works(self) -> list[tuple[Work, str]]:
        """Every work that is to be a source, with what its summary says of it."""
        checked = self.checked
        article = [(self.article, incoming_words.summary(checked))] if self.article else []
        appeared = [(work, incoming_words.named_in(checked, "Named as a place of the claim")) for work in checked.appearances]
        cited = [(work, incoming_words.named_in(checked, "Cited")) for work in checked.citations]
        return article + appeared + cited


def look(*, reviews: list[Checked]) -> tuple[list[Incoming], Works]:
    """What each of `reviews` would become, in their order, and the works of those that can come in."""
    entries = [_entry(number, checked) for number, checked in enumerate(reviews, start=1)]
    works = Works()
    possible = [entry for entry in entries if entry.is_possible]
    for entry in possible:
        for work, about in entry.works():
            works.add(work, about=about)
    seen: dict[str, int] = {}
    for entry in possible:
        _compare(entry, works, seen)
    return entries, works


def _entry(number: int, checked: Checked) -> Incoming:
    article = None
    if not checked.is_ours and checked.url:
        article = Work(checked.title, checked.url, "", checked.published_on, checked.reviewer, checked.language, "NewsArticle")
    entry = Incoming(number, checked, incoming_words.words(checked), article)
    entry.here = _here(checked) if checked.is_ours else None
    if entry.here:
        entry.why.append(f"{entry.here.reference} is here already.")
    entry.faults = _faults(checked)
    return entry


def slug_of(checked: Checked) -> str:
    """The last part of the address of one of our own claims; "" where it is no claim's."""
    parts = urlsplit(checked.url).path.strip("/").split("/")
    return parts[1] if len(parts) == 2 and parts[0] == "claims" else ""


def _here(checked: Checked) -> Claim | None:
    slug = slug_of(checked)
    found = Claim.objects.filter(slug=slug).first() or Claim.objects.filter(reference=checked.reference).first()
    former = None if found else FormerSlug.objects.filter(slug=slug).select_related("claim").first()
    return former.claim if former else found


def _faults(checked: Checked) -> list[str]:
    faults = []
    if not checked.statement:
        faults.append("It does not say which claim was checked (claimReviewed).")
    if not checked.url:
        faults.append("It has no address (url) at which the check can be read.")
    if checked.is_ours and not slug_of(checked):
        faults.append("Its address is on this site, but it is not that of a claim.")
    for named in fields(Checked):
        value = getattr(checked, named.name)
        if isinstance(value, str) and len(value) > LONGEST:
            faults.append(f"Its {named.name} has {len(value):,} characters; {LONGEST:,} at most.")
    if (written := len(str(checked))) > LONGEST_IN_ALL:
        faults.append(f"It has {written:,} characters in all; {LONGEST_IN_ALL:,} at most.")
    return faults


def _compare(entry: Incoming, works: Works, seen: dict[str, int]) -> None:
    """Set on `entry` which sources are there, and what makes it a duplicate."""
    checked = entry.checked
    rows = {work: works.there(work) for work, _ in entry.works()}
    entry.new_sources = [work for work, row in rows.items() if row is None]
    entry.known_sources = [row for row in rows.values() if row]
    article = rows.get(entry.article)
    for claim in Claim.objects.drawing_on(article)[:3] if article else []:
        entry.why.append(f"{claim.reference} draws on this review already ({article.key}).")
    entry.likes = claims_like(statement=checked.statement)
    entry.why += [f"{like.row.reference} says nearly the same." for like in entry.likes if like.is_strong]
    plain = folded(checked.statement).lower().strip(" .!?")
    for name in (plain, checked.name):
        if name in seen and name:
            entry.why.append(f"Number {seen[name]} of this file is the same.")
            break
    seen.setdefault(plain, entry.number)
    seen.setdefault(checked.name, entry.number)
