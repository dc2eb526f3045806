import pytest

from claims.models import Review
from tests import factories
from tests.desk import filled, signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/review/add/"


def _post(review: Review, **sent):
    client, page = signed_in(), f"/admin/claims/review/{review.pk}/change/"
    return client.post(page, filled(client.get(page)) | sent)


def _errors(response) -> dict:
    return response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("review_by", "2020-01-01", "That day has passed. Choose one to come."),
        ("as_of", "last year", "“last year” is not a date like 2018, 2018-12 or 2018-12-06."),
        ("places", "荣成", "“荣成” has no Latin letters. Write the name as in English or pinyin."),
        ("would_change", "x" * 301, "Line 1 has 301 characters; 300 at most. Shorten it, or make it two lines."),
    ],
)
def test_a_faulty_field_says_what_to_do_and_nothing_typed_is_lost(field, text, message):
    review = factories.review()

    response = _post(review, **{field: text, "fact": "Rewritten."})

    assert _errors(response)[field] == [message]
    assert (response.context["adminform"].form[field].value(), response.context["adminform"].form["fact"].value()) == (text, "Rewritten.")


def test_a_scope_that_ends_before_it_starts_is_refused():
    response = _post(factories.review(), scope_from="2021", scope_to="2013")

    assert _errors(response)["__all__"] == ["The scope ends before it starts."]


def test_a_second_reading_still_to_come_is_refused():
    review = factories.publishing.submit(review=factories.review())

    response = _post(review, second_reading="2099-01-01")

    assert _errors(response)["second_reading"] == ["That day is still to come. Give the day on which you did it."]


def test_pasted_line_breaks_vanish_from_one_sentence_texts_but_not_from_the_rationale():
    review = factories.review()

    _post(review, fact="Nobody has\r\na score.", rationale="One.\r\n\r\nTwo.")

    review.refresh_from_db()
    assert (review.fact, review.rationale.splitlines()) == ("Nobody has a score.", ["One.", "", "Two."])


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"evidence-0-quotation": "No score."}, "A quotation names its language; a translation belongs to a quotation."),
        ({"evidence-0-quotation": "x", "evidence-0-quotation_language": "German"}, "Use a short code such as en, zh-Hans or zh-Hant."),
        ({"evidence-0-finding": ""}, "This field is required."),
    ],
)
def test_faulty_evidence_says_what_to_do(sent, message):
    response = _post(factories.review(), **sent)

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert message in [text for texts in form.errors.values() for text in texts]


def test_the_same_source_twice_is_refused():
    review = factories.review()

    response = _post(review, **{"evidence-1-source": review.evidence.first().source_id})

    assert "Please correct the duplicate data for source." in response.content.decode()


def test_a_claim_with_an_open_review_takes_no_second_one():
    review, client = factories.review(), signed_in()

    response = client.post(ADD, filled(client.get(ADD)) | {"claim": review.claim_id, "statement": "Again."})

    assert _errors(response)["claim"] == ["This claim has an open review already. Go on with that one."]


def test_a_published_claim_is_changed_from_its_current_review():
    review, client = factories.published(), signed_in()

    response = client.post(ADD, filled(client.get(ADD)) | {"claim": review.claim_id, "statement": "Again."})

    assert _errors(response)["claim"] == ["This claim has a review that readers see. Open it and press “New review from the current one”."]


def test_a_later_review_offers_every_kind_of_change_but_the_first():
    second = factories.review(factories.published().claim)

    page = signed_in().get(f"/admin/claims/review/{second.pk}/change/")

    assert [value for value, _ in page.context["adminform"].form.fields["change"].choices] == ["typo", "update", "correction", "retraction"]


def test_sections_stand_in_the_order_of_the_readers_page():
    page = signed_in().get(f"/admin/claims/review/{factories.review().pk}/change/")

    names = [fieldset.name for fieldset in page.context["adminform"]]
    assert names == ["This review", "Statement", "Verdict and fact", "Why", "Scope", "Follow-up", "Before publication"]


def test_a_line_break_is_one_character_however_the_browser_sends_it():
    review, client = factories.review(), signed_in()
    at = f"/admin/claims/review/{review.pk}/change/"

    client.post(at, filled(client.get(at)) | {"rationale": "One.\r\n\r\nTwo.", "_save": ""})

    review.refresh_from_db()
    assert review.rationale == "One.\n\nTwo."
