"""The works that ClaimReviews name, as sources: the one that is there already, or one to be made, once for the whole file.

Two works are one when their addresses come to the same (sources/addresses.py); without an address, when their titles do. The file may say more of a
work in one place than in another: where it appeared it has no publisher, where it is cited it has one. What is known from any place is kept.
"""

from dataclasses import fields, replace
from urllib.parse import urlsplit

from django.utils.text import slugify

from claims.editorial.likeness import source_at
from claims.markup.reader import Work
from sources.addresses import canonical
from sources.models import Kind, Link, Read, Source

_KINDS = {
    "Legislation": Kind.LAW, "Dataset": Kind.STATISTICS, "ScholarlyArticle": Kind.SCHOLARSHIP, "NewsArticle": Kind.JOURNALISM,
    "ReportageNewsArticle": Kind.JOURNALISM, "OpinionNewsArticle": Kind.COMMENTARY, "SocialMediaPosting": Kind.COMMENTARY,
    "DiscussionForumPosting": Kind.COMMENTARY, "BlogPosting": Kind.COMMENTARY,
}  # fmt: skip
_UNDETERMINED = "und"  # BCP 47's tag for a language that nobody said


class Works:
    """The works of a file. Ask with `there` what the database has; make with `source` what it lacks."""

    def __init__(self):
        self._known: dict[str, Work] = {}
        self._about: dict[str, str] = {}
        self._rows: dict[str, Source | None] = {}
        self._taken: set[str] = set()

    def add(self, work: Work, *, about: str) -> None:
        """Hear of `work`; `about` says where, in words for the summary of a new source."""
        name = _name(work)
        known = self._known.get(name)
        self._known[name] = work if known is None else _joined(known, work)
        self._about.setdefault(name, about)

    def there(self, work: Work) -> Source | None:
        """The source that is there for `work`; None when there is none yet."""
        name = _name(work)
        if name not in self._rows:
            self._rows[name] = source_at(url=work.url, archived_url=work.archived_url, title=work.title)
        return self._rows[name]

    def source(self, work: Work) -> Source:
        """The source for `work`: the one that is there, else a new one, saved, that nobody has read."""
        return self.there(work) or self._made(_name(work))

    def _made(self, name: str) -> Source:
        work = self._known[name]
        publisher = work.publisher or urlsplit(work.url).netloc.removeprefix("www.") or "Not named"
        title = work.title or work.url
        source = Source(
            key=self._key(publisher, work.date),
            title=_cut(title, 400),
            publisher=_cut(publisher, 200),
            language=work.language or _UNDETERMINED,
            date=work.date,
            kind=_KINDS.get(work.kind, Kind.JOURNALISM),
            url=work.url,
            link=Link.CANONICAL if work.url else Link.NONE,
            archived_url=work.archived_url,
            read=Read.UNCHECKED,
            read_note="" if work.kind in _KINDS else "Imported from a ClaimReview, which does not say what kind of document it is: look at the kind.",
            summary="".join([self._about[name], *(f" In whole: {text}" for text, most in ((title, 400), (publisher, 200)) if len(text) > most)]),
        )
        source.save(force_insert=True)
        self._rows[name] = source
        return source

    def _key(self, publisher: str, date: str) -> str:
        """A short name that no source has: full-fact2019, full-fact2019-2."""
        stem = f"{slugify(publisher)[:40].strip('-') or 'source'}{date[:4]}"
        if stem not in self._taken:
            self._taken |= {stem, *Source.objects.filter(key__startswith=stem).values_list("key", flat=True)} - {stem}
            self._taken |= set(Source.objects.filter(key=stem).values_list("key", flat=True))
        key, number = stem, 1
        while key in self._taken:
            number += 1
            key = f"{stem}-{number}"
        self._taken.add(key)
        return key


def _name(work: Work) -> str:
    return canonical(work.url) or canonical(work.archived_url) or f" {work.title.lower()}"


def _joined(one: Work, other: Work) -> Work:
    """What either says; where both say something, the one that names a publisher is the one that describes the document.

    Its date is that of the document, also when it is not known: the other may say when somebody made the claim there.
    """
    first, second = (other, one) if other.publisher and not one.publisher else (one, other)
    known = {"date"} if first.publisher else set()
    return replace(first, **{f.name: getattr(second, f.name) for f in fields(Work) if not getattr(first, f.name) and f.name not in known})


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
