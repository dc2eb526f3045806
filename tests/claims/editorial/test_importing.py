import pytest
from django.contrib.auth.models import AnonymousUser

from claims.editorial import gates, publishing
from claims.editorial.gates import UNWRITTEN, Refused
from claims.editorial.importing import import_reviews
from claims.models import Claim, Evidence, Review
from people.roles import Role
from sources.models import Source
from tests import factories
from tests.claims.editorial.arriving import ARTICLE, checked, ours, theirs
from tests.desk import editor

pytestmark = pytest.mark.django_db


def imported(*entries: dict, numbers: set[int] | None = None, user=None) -> list[Review]:
    every = set(range(1, len(entries) + 1))
    return import_reviews(reviews=checked(*entries), numbers=every if numbers is None else numbers, user=user or editor(), file="a.json")


def test_a_review_of_theirs_becomes_a_draft_of_whoever_imports_it():
    user = editor(Role.CONTRIBUTOR)

    (draft,) = imported(theirs(), user=user)

    assert (draft.author, draft.state, draft.number, draft.verdict) == (user, "draft", 1, "")
    assert (draft.claim.standing, draft.claim.slug, draft.claim.first_made) == ("draft", "everyone-in-china-has-a-social-credit-score", "2018-11-02")
    (appearance,) = draft.claim.appearances.all()
    assert (appearance.claimant, appearance.date, appearance.source.url) == ("Ann Example", "2018-11-02", "https://paper.example/a")
    assert "Imported from the ClaimReview of" in draft.comments.get().text


def test_its_article_is_evidence_in_their_words_and_each_citation_waits_to_be_written():
    (draft,) = imported(theirs())

    article, cited = draft.evidence.all()

    assert (article.source.url, article.source.kind, article.source.publisher) == (ARTICLE, "journalism", "Check Desk")
    assert article.finding == "Check Desk rates the claim “Mostly false”: There are lists, and no score."
    assert (cited.source.title, cited.stance, cited.finding, cited.locator) == ("A study", "context", UNWRITTEN, "")


def test_readers_learn_nothing_of_the_draft_from_its_sources(client):
    imported(theirs())

    pages = [client.get("/sources/").text, *(client.get(source.get_absolute_url()).text for source in Source.objects.all())]

    assert len(pages) == 4
    assert not [page for page in pages if "Everyone in China has" in page or "Mostly false:" in page or "There are lists" in page]


def test_it_cannot_be_published_as_it_came():
    (draft,) = imported(theirs(itemReviewed={"@type": "Claim", "appearance": "https://paper.example/a"}))

    codes = {fault.code for fault in gates.refusals(draft)}
    assert {"finding_unwritten", "needs_claimant", "needs_verdict", "needs_rationale", "all_unchecked"} <= codes
    with pytest.raises(Refused):
        publishing.submit(review=draft)


def test_without_an_appearance_the_claim_is_where_the_article_tells_of_it():
    (draft,) = imported(theirs(itemReviewed={"@type": "Claim", "author": "Ann Example", "datePublished": "2018"}))

    (appearance,) = draft.claim.appearances.all()

    assert (appearance.source.url, appearance.claimant, appearance.date) == (ARTICLE, "Ann Example", "2018")
    assert appearance.note == "As Check Desk reports it."


def test_sources_that_are_here_are_used_at_the_address_that_the_markup_gives():
    known = factories.source(url="https://paper.example/a?utm_source=x")

    (draft,) = imported(theirs(citation=["https://paper.example/a", "http://paper.example/a/"]))

    (appearance,) = draft.claim.appearances.all()
    assert (appearance.source, appearance.url) == (known, "https://paper.example/a")
    assert [piece.source for piece in draft.evidence.all()][1:] == [known]


def test_our_own_comes_back_under_its_reference_and_address():
    factories.claim(reference="SC-0007")

    drafts = imported(ours(), ours("another", "SC-0300", claimReviewed="Another claim."), theirs(claimReviewed="A third one."))

    assert [draft.claim.reference for draft in drafts] == ["SC-0300", "SC-0301", "SC-0302"]
    assert [draft.claim.slug for draft in drafts] == ["everyone-has-a-score", "another", "a-third-one"]
    assert (drafts[0].verdict, drafts[0].fact) == ("mostly-false", "Nobody has a score.")


def test_only_what_is_chosen_comes_and_addresses_are_given_once():
    factories.claim(slug="the-same")
    entries = [theirs(claimReviewed="The same."), theirs(claimReviewed="Left out."), theirs(claimReviewed="全民信用评分")]

    drafts = imported(*entries, numbers={1, 3})

    assert [draft.claim.slug for draft in drafts] == ["the-same-2", drafts[1].claim.reference.lower()]


@pytest.mark.parametrize(
    ("entries", "numbers", "code"),
    [([theirs()], {2}, "none_chosen"), ([theirs(), theirs(url="")], {1, 2}, "not_possible"), ([theirs(), ours("here")], {1, 2}, "not_possible")],
)
def test_it_is_whole_or_nothing(entries, numbers, code):
    factories.claim(slug="here", appearances=0)

    with pytest.raises(Refused) as refused:
        imported(*entries, numbers=numbers)

    assert [fault.code for fault in refused.value.faults] == [code]
    assert (Claim.objects.count(), Source.objects.count(), Evidence.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize("user", [editor, AnonymousUser])
def test_who_may_not_write_claims_may_not_import_them(user):
    user = user(Role.ADMINISTRATOR) if user is editor else user()

    with pytest.raises(Refused, match="Your role does not include"):
        imported(theirs(), user=user)


def test_what_somebody_enters_at_the_same_moment_is_a_refusal_in_words(monkeypatch):
    taken = factories.claim(reference="SC-9999", slug="taken")
    monkeypatch.setattr("claims.editorial.references.highest", lambda: 9998)

    with pytest.raises(Refused, match="at this moment, so nothing was imported"):
        imported(theirs())

    assert list(Claim.objects.all()) == [taken]
