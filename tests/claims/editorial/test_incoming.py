import pytest

from claims.editorial.incoming import look
from claims.models import FormerSlug
from tests import factories
from tests.claims.editorial.arriving import ARTICLE, checked, ours, theirs

pytestmark = pytest.mark.django_db


def looked(*entries: dict):
    return look(reviews=checked(*entries))[0]


def test_what_is_new_is_no_duplicate_and_names_its_sources():
    (entry,) = looked(theirs())

    assert (entry.is_possible, entry.is_duplicate, entry.why, entry.faults) == (True, False, [], [])
    assert [work.url for work in entry.new_sources] == [ARTICLE, "https://paper.example/a", "https://study.example/s"]
    assert entry.known_sources == []


def test_a_source_that_is_here_is_found_by_any_form_of_its_address():
    known = factories.source(url="http://study.example/s/?utm_source=x#top")

    (entry,) = looked(theirs())

    assert entry.known_sources == [known]
    assert len(entry.new_sources) == 2


def test_a_claim_that_says_nearly_the_same_makes_a_duplicate_and_one_like_it_is_shown():
    same = factories.review(statement="Everyone in China has a social credit score!").claim
    like = factories.published(statement="Everyone in China has one score, or several.").claim

    (entry,) = looked(theirs())

    assert entry.why == [f"{same.reference} says nearly the same."]
    assert [found.row for found in entry.likes] == [same, like]
    assert entry.is_possible


def test_a_review_that_a_claim_draws_on_makes_a_duplicate():
    article = factories.source(key="check2019", url=ARTICLE.replace("www.", ""))
    draft = factories.review(evidence=0)
    factories.piece(draft, source=article)

    (entry,) = looked(theirs(claimReviewed="Something else altogether, said elsewhere."))

    assert entry.why == [f"{draft.claim.reference} draws on this review already (check2019)."]


def test_the_second_of_two_that_are_the_same_in_a_file_says_so():
    elsewhere = theirs(url="https://other.example/x", claimReviewed="everyone in China has a social credit score")

    first, second, third = looked(theirs(), elsewhere, theirs())

    assert first.why == []
    assert second.why == third.why == ["Number 1 of this file is the same."]


@pytest.mark.parametrize("found_by", ["slug", "reference", "former"])
def test_our_own_is_known_by_its_address_or_its_reference(found_by):
    slug, reference = "everyone-has-a-score", "SC-0300"
    here = factories.claim(slug=slug if found_by == "slug" else "now", reference=reference if found_by == "reference" else "SC-0007")
    if found_by == "former":
        FormerSlug.objects.create(slug="everyone-has-a-score", claim=here)

    (entry,) = looked(ours())

    assert (entry.here, entry.is_possible) == (here, False)
    assert entry.why == [f"{here.reference} is here already."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"claimReviewed": "\u200b", "itemReviewed": {}}, "does not say which claim"),
        ({"url": "javascript:alert(1)"}, "has no address"),
        ({"claimReviewed": "x" * 20_001}, "Its statement has 20,001 characters; 20,000 at most."),
        ({"correction": ["x" * 15_000] * 20}, "characters in all; 200,000 at most."),
        ({"url": "http://127.0.0.1:8000/about/"}, "not that of a claim"),
    ],
)
def test_what_cannot_come_in_says_why(data, words, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"

    (entry,) = looked(theirs(**data))

    assert not entry.is_possible
    assert words in " ".join(entry.faults)
