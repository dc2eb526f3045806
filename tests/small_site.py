"""A small site with one of everything: a corrected claim, a withdrawn one, a renamed one, a lesson, a term, Chinese, several pages of lists."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

from claims.editorial import publishing
from claims.models import ClaimLink, Collection, CollectionItem, FormerSlug, Term
from claims.reading import browse
from claims_site.sitemaps import Pages
from sources import views
from tests.factories import NOON, claim, published, review, source, topic


def fill() -> None:
    """Make its rows, in an empty database."""
    law, press = topic(slug="law", name="Law"), topic(slug="press", name="Press")
    shared = source(key="liu2018", original_title="社会信用体系", language="zh-Hans")
    claims = [published(_draft(slug, shared, headings)).claim for slug, headings in (("score", [law]), ("travel", [law, press]), ("list", [press]))]
    published(claims[0], change="correction", reason="A date was wrong.", verdict="mostly-false", at=NOON + timedelta(days=1))
    publishing.withdraw(review=published(_draft("gone", shared, [law])), reason="A source was forged.", at=NOON + timedelta(days=2))
    review(claim(slug="draft", reference="SC-0009"))
    FormerSlug.objects.create(slug="rating", claim=claims[0])
    ClaimLink.objects.create(claim=claims[1], other=claims[0], tie="part_of")
    term = Term.objects.create(slug="xinyong", hanzi="信用", pinyin="xìnyòng", english="credit", explanation="Trust.", sort_key="xinyong")
    term.claims.add(claims[0])
    lesson = Collection.objects.create(slug="lesson", title="Score or no score?", summary="A lesson.", level="All", minutes=45, aims=["To ask."])
    lesson.terms.add(term)
    for position, row in enumerate(claims[:2]):
        CollectionItem.objects.create(collection=lesson, claim=row, position=position, question="Is it so?", prompt="Why?")


@contextmanager
def shown() -> Iterator[None]:
    """Lists have two rows a page meanwhile, and the page about the seed article, which names claims of the corpus, is not there."""
    pages = [name for name in Pages().items() if name != "seed"]
    with mock.patch.object(browse, "PER_PAGE", 2), mock.patch.object(views, "PER_PAGE", 2), mock.patch.object(Pages, "items", return_value=pages):
        yield


def _draft(slug: str, shared, headings):
    """A claim without a review, at `slug`, whose appearance is in the `shared` source."""
    made = claim(slug=slug, reference=f"SC-{1000 + len(slug)}{ord(slug[0])}", topics=headings, appearances=0)
    made.appearances.create(position=0, claimant="A newspaper", source=shared, date="2018-11")
    return made
