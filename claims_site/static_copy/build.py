"""Building a copy: from the first page and a few more addresses along every link, each answer into its file.

Everything is read at one moment of the database: the builder exports its snapshot, and each helper takes it over. An answer depends on nothing but
that, the release and the day, so that the same three give the same bytes, whoever wrote which file.
"""

import hashlib
import json
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, ContentVersion, FormerSlug
from claims.reading import downloads
from claims.record import moment
from claims_site.sitemaps import SITEMAPS, files
from claims_site.static_copy.addresses import file_of
from claims_site.static_copy.asking import Copy, Site, nothing_kept
from claims_site.static_copy.place import FORMAT, MARK, replaced
from claims_site.static_copy.references import References, redirect_page

SUMS = "SHA256SUMS"
_STARTS = ("/", "/copy/", "/copy/search/", "/robots.txt", "/sitemap.xml", "/feed.atom")
_BATCH = 8


class CopyFailed(Exception):
    """The site does not answer as it should; the message says where."""


@dataclass(frozen=True)
class Made:
    """One address: the addresses that its answer refers to, and what was wrong with the answer ("" when nothing)."""

    address: str
    found: set[str]
    fault: str


class Maker:
    """Turns addresses into files below `folder`."""

    def __init__(self, copy: Copy, folder: Path):
        self.site, self.folder = Site(copy), folder

    def make(self, address: str) -> Made:
        answer = self.site.ask(address)
        references = References(address, settings.SITE_URL)
        body = answer.body
        if answer.status in (301, 302):
            target = answer.location
            if file_of(address).endswith(".html"):
                text, found = redirect_page(address, target, settings.SITE_URL)
                return self._write(address, text.encode(), found)
            return self._write(address, self.site.ask(target).body, set())
        if answer.status not in (200, 410):
            return Made(address, set(), f"{address} answered {answer.status}")
        if answer.media_type == "text/html":
            body = references.page(body.decode()).encode()
        elif address.endswith(".css"):
            body = references.style(body.decode()).encode()
        elif address.startswith("/claims.json"):
            body = references.list(body.decode()).encode()
        return self._write(address, body, references.found)

    def _write(self, address: str, body: bytes, found: set[str]) -> Made:
        path = self.folder / file_of(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return Made(address, found, "")


def build(target: Path, *, jobs: int = 1, step: Callable[[int, int], None] = lambda done, known: None) -> tuple[Copy, int]:
    """Put a copy of the public site in the place of `target`; return which it is and how many files it has.

    `step` hears after each answer how many are done and how many are known. Raises NotOurs, CopyFailed.
    """
    with replaced(target) as folder, _makers(folder, jobs) as (copy, make):
        done, faults = _crawl(make, step)
        if faults:
            raise CopyFailed(f"The site itself is broken at {len(faults)} addresses: {'; '.join(sorted(faults)[:5])} …")
        if _today() != copy.day:
            raise CopyFailed("A day ended while the copy was made, and its pages would not agree: run it again.")
        _close(folder, copy)
        return copy, done + 2


def _today() -> date:
    return timezone.now().astimezone(UTC).date()


def _crawl(make: Callable[[Iterable[str]], Iterator[Made]], step: Callable[[int, int], None]) -> tuple[int, list[str]]:
    """Make every file that can be reached; return how many, and what was wrong."""
    waiting, faults = set(_starts()), []
    known, done = set(waiting), 0
    while waiting and not faults:
        found = set()
        for made in make(sorted(waiting)):
            done += 1
            faults += [made.fault] if made.fault else []
            found |= made.found
            step(done, len(known | found))
        waiting = found - known
        known |= found
    return done, faults


def _starts() -> list[str]:
    """Where to begin: what the sitemap has, and what no page links: short links, former addresses, pinned cards, the rest of the dump."""
    found = [*_STARTS, *(sitemap().location(item) for sitemap in SITEMAPS.values() for item in sitemap().items()), *files()]
    for claim in Claim.objects.public().order_by("reference").only("reference", "slug"):
        found += [reverse("short_claim", args=[claim.reference]), claim.get_absolute_url()]
        found += [reverse(name, args=[claim.slug]) for name in ("claim_json", "embed", "preview", "qr_svg", "qr_png")]
        for number in claim.reviews.public().order_by("number").values_list("number", flat=True):
            found += [reverse("short_review", args=[claim.reference, number]), reverse("embed_review", args=[claim.slug, number])]
    found += [reverse("claim", args=[slug]) for slug in FormerSlug.objects.filter(claim__in=Claim.objects.public()).values_list("slug", flat=True)]
    return found + [reverse("dump_file", args=[name]) for name in downloads.names()]


@contextmanager
def _makers(folder: Path, jobs: int) -> Iterator[tuple[Copy, Callable]]:
    """The copy that is made, and a function that makes files of addresses in `jobs` processes."""
    day = _today()
    if jobs > 1:
        connection.close()  # a process must not take over the connection of another
    helpers = multiprocessing.get_context("fork").Pool(jobs) if jobs > 1 else None
    try:
        with nothing_kept(), transaction.atomic(durable=True):
            taken = _take_snapshot("")
            version = ContentVersion.now()
            copy = Copy(version.number, version.at, day)
            if helpers:
                yield copy, partial(helpers.imap_unordered, partial(_help, taken, copy, folder), chunksize=_BATCH)
            else:
                yield copy, partial(map, Maker(copy, folder).make)
    finally:
        if helpers:
            helpers.terminate()
            helpers.join()


_helper: Maker | None = None


def _help(taken: str, copy: Copy, folder: Path, address: str) -> Made:
    """In a helper: make one file. With its first task it takes the builder's snapshot over, for as long as it lives."""
    global _helper
    if _helper is None:
        nothing_kept().__enter__()
        transaction.atomic().__enter__()
        _take_snapshot(taken)
        _helper = Maker(copy, folder)
    return _helper.make(address)


def _take_snapshot(taken: str) -> str:
    """Read at one moment from now on: that of the snapshot `taken`, or this one; return its name. Nothing can be written."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if taken:
            cursor.execute("SET TRANSACTION SNAPSHOT %s", [taken])
            return taken
        cursor.execute("SELECT pg_export_snapshot()")
        return cursor.fetchone()[0]


def _close(folder: Path, copy: Copy) -> None:
    """Say which copy it is, and give the sums of its files."""
    described = {"format": FORMAT, "of": settings.SITE_URL, "version": copy.version, "at": moment(copy.at), "day": copy.day.isoformat()}
    (folder / MARK).write_text(json.dumps(described, indent=1) + "\n", "utf-8")
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sums = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in files)
    (folder / SUMS).write_text("".join(sums), "utf-8")
