"""The history page and the restoration of a version, on a database of the test's own: a change is what one transaction did."""

import pytest

from claims.editorial.history import history
from claims.models import Appearance, Claim, Review, Term
from sources.models import Source
from tests import desk, factories
from tests.desk import filled, signed_in
from tests.refusals import sql


def page_of(row, name: str = "history") -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{name}/"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def restore(client, row, number: int):
    """Press the button of the page that asks, as a browser would: everything that stands in its form."""
    asked = client.get(page_of(row, f"history/{number}/restore"))
    sent = {}
    for field in asked.context["fields"]:
        name, value = field if isinstance(field, tuple) else (field.html_name, field.value())
        if value is not None:
            sent[name] = value
    return client.post(page_of(row, "change"), sent | {"_restored": str(number), "_continue": "1"})


def test_a_claim_shows_every_change_and_comes_back_with_its_rows(own_database):
    client, claim = signed_in(desk.editor(username="mei")), factories.claim(topics=[factories.topic()])
    kept = Appearance.objects.get()
    page = page_of(claim, "change")
    client.post(page, filled(client.get(page)) | {"slug": "another-address", "appearances-0-claimant": "A radio station"})
    sql("DELETE FROM claims_appearance")

    told = client.get(page_of(claim))
    answer = restore(client, claim, 5)

    rows = [[(row.kind, row.deed) for row in rows] for _, rows in told.context["changes"]]
    assert rows[:2] == [[("appearance", "removed")], [("claim", "changed"), ("appearance", "changed")]]
    assert "<strong>mei</strong>, admin, <code>" + page in text(told)
    assert "<strong>Not through the site</strong> · database role claims" in text(told)
    assert 'A <del><span class="vh">[removed: </span>newspaper<' in text(told)
    assert answer.status_code == 302
    claim.refresh_from_db()
    back = Appearance.objects.get()
    assert (claim.slug, back.claimant, back.source, back.date) == ("another-address", "A radio station", kept.source, "2018-11")
    assert history(Claim, claim.pk).changes[-1].context["restored"] == "5"


def test_a_draft_comes_back_with_its_evidence(own_database):
    client, review = signed_in(), factories.review(evidence=2)
    page, evidence = page_of(review, "change"), review.evidence.first()
    client.post(page, filled(client.get(page)) | {"fact": "A worse fact.", "places": "china, rongcheng", "evidence-0-DELETE": "on"})
    before = history(Review, review.pk).changes[-1].number

    restore(client, review, before)

    review.refresh_from_db()
    assert (review.fact, review.places) == ("Nobody has a national score.", ["china"])
    assert [piece.source for piece in review.evidence.all()] == [evidence.source, review.evidence.last().source]
    assert review.evidence.first().finding == evidence.finding


def test_a_term_comes_back_with_its_claims(own_database):
    client, claim, term = signed_in(), factories.published().claim, desk.term()
    term.claims.add(claim)
    page = page_of(term, "change")
    client.post(page, {name: value for name, value in filled(client.get(page)).items() if name != "claims"} | {"words": "信用 | xìnyòng | credit"})

    restore(client, term, history(Term, term.pk).changes[-1].number)

    term.refresh_from_db()
    assert list(term.claims.all()) == [claim]
    assert term.words == [{"hanzi": "社会", "pinyin": "shèhuì", "gloss": "society"}]


def test_a_source_goes_back_one_change_and_then_another(own_database):
    client, source = signed_in(), factories.source(title="The first title")
    sql("UPDATE sources_source SET title = 'The second title', language = 'de'")
    sql("UPDATE sources_source SET url = 'nonsense'")

    answers = [restore(client, source, 3), restore(client, source, 2)]

    source.refresh_from_db()
    assert (source.title, source.language, source.url[:20]) == ("The first title", "en", "https://example.org/")
    assert [answer.status_code for answer in answers] == [302, 302]


def test_what_does_not_fit_the_rules_of_today_is_shown_in_the_form_and_not_saved(own_database):
    client, source = signed_in(), factories.source(url="https://example.org/a")
    sql("UPDATE sources_source SET url = 'nonsense'")
    sql("UPDATE sources_source SET url = 'https://example.org/b'")

    answer = restore(client, source, 3)

    source.refresh_from_db()
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["url"] == ["Enter a valid URL."]
    assert source.url == "https://example.org/b"


@pytest.mark.django_db
def test_a_published_review_is_shown_and_never_restored():
    review, client = factories.published(), signed_in()

    shown, asked = client.get(page_of(review)), client.get(page_of(review, "history/1/restore"))

    assert "Restore how it was" not in text(shown)
    assert (shown.status_code, asked.status_code) == (200, 403)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 1, 2, 99])
def test_there_is_no_version_before_the_row_was_made_and_none_that_never_was(number):
    source = factories.source()

    assert signed_in().get(page_of(source, f"history/{number}/restore")).status_code == 404


@pytest.mark.django_db
def test_a_row_that_is_not_there_has_no_version():
    client = signed_in()

    assert client.get("/admin/sources/source/999/history/1/restore/").status_code == 404
    assert client.get("/admin/sources/source/999/history/").status_code == 302


@pytest.mark.django_db
def test_who_may_not_see_a_row_does_not_see_its_history():
    client, source = signed_in(factories.account(is_staff=True)), factories.source()

    assert client.get(page_of(source)).status_code == 403
    assert client.get(page_of(source, "history/1/restore")).status_code == 403
    assert Source.objects.count() == 1
