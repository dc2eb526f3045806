"""The parts of claim pages, made once and kept until something that the page shows changes: the claim, a source, a tied or merged claim.

The page around them (its head, its header) is rendered each time, since it depends on the request.
"""

from dataclasses import dataclass

from claims.models.changes import Changed
from claims.reading.index.bitmaps import Index
from claims.reading.kept import Kept, shown_by
from claims.reading.whole import Whole

ROOM = 150
"""Pages, about 50 kB each."""


@dataclass(frozen=True)
class Page:
    """The parts of a page by name, as the tag `kept` put them there; the address to cite; and what the page shows, as primary keys."""

    parts: dict[str, str]
    cite_as: str
    shown: Changed


class _KeptPages(Kept):
    """Pages by the slug of their claim."""

    def get(self, slug: str, index: Index | None) -> Page | None:
        """The page at `slug` as it is at the version of `index`, if it is kept."""
        return self.at(index).get(slug) if index else None

    def keep(self, slug: str, page: Page, index: Index | None) -> None:
        """Keep `page`, which was made at the version of `index`; a process that has no index yet keeps nothing."""
        if index:
            self.at(index)[slug] = page


PAGES = _KeptPages(ROOM)


def shown(whole: Whole) -> Changed:
    """What the page of a claim shows. A tied claim counts also while it is a draft, for it may be published."""
    others = {key for tie in whole.links for key in (tie.claim_id, tie.other_id)} | {review.claim_id for review in whole.absorbed}
    return shown_by(whole.claim.current) | Changed(frozenset(others), frozenset())
