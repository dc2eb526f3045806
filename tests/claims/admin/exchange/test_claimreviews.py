import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.admin.exchange.claimreviews import reviews_of
from claims.markup.extract import Unreadable
from claims.models import Claim, Review
from people.roles import Role
from tests import factories
from tests.claims.editorial.arriving import ours, theirs
from tests.desk import editor, messages_of, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/admin/claims/claim/claimreviews/"
OTHER = "Trains refuse those whose score is low."


def feed(*entries: dict) -> bytes:
    return json.dumps({"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [entry]} for entry in entries]}).encode()


def send(client, data: bytes, name: str = "feed.json"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_looked_at_first_and_what_is_ticked_becomes_drafts():
    user = editor(Role.CONTRIBUTOR)
    client = signed_in(user)

    page = send(client, feed(theirs(), theirs(claimReviewed=OTHER)))
    assert page.context["ticked"] == {1, 2}
    assert "Check Desk: “Mostly false”" in page.text
    assert not Claim.objects.exists()

    done = client.post(PAGE, {"kept": page.context["kept"], "take": ["2", "x", "²", "99"]}, follow=True)
    draft = Review.objects.get()
    assert (draft.statement, draft.author) == (OTHER, user)
    assert messages_of(done) == [f"feed.json: 1 imported as drafts of yours: {draft.claim.reference}."]


def test_duplicates_are_marked_and_not_ticked_and_ours_cannot_be():
    known = factories.published(factories.claim(slug="here"), statement="Everyone in China has a social credit score.").claim

    page = send(signed_in(), feed(theirs(), ours("here"), theirs(claimReviewed=OTHER), theirs(url="")))

    assert page.context["ticked"] == {3}
    assert page.context["counts"] == {"all": 4, "here": 1, "like": 1, "faulty": 1}
    assert f"{known.reference} says nearly the same." in page.text
    assert f"{known.reference} is here already." in page.text
    assert page.text.count(" disabled>") == 2


def test_a_saved_page_is_read_and_its_words_are_never_markup():
    data = f"<html><script type='application/ld+json'>{json.dumps(theirs(claimReviewed='<b>Everyone</b> has a score.'))}</script>"

    page = send(signed_in(), data.encode(), "page.html")

    assert "“&lt;b&gt;Everyone&lt;/b&gt; has a score.”" in page.text


def test_where_nothing_can_be_taken_there_is_no_button():
    page = send(signed_in(), feed(theirs(url=""), theirs(claimReviewed="", itemReviewed={})))

    assert "There is nothing to import." in page.text
    assert "kept" not in page.context


def test_what_changed_since_it_was_looked_at_keeps_everything_out():
    client = signed_in()
    page = send(client, feed(theirs(), ours("here")))
    factories.claim(slug="here")

    late = client.post(PAGE, {"kept": page.context["kept"], "take": ["1", "2"]})

    assert late.status_code == 409
    assert "Nothing was imported" in late.text
    assert not Review.objects.exists()


@pytest.mark.parametrize("kept", ["", "x" * 32, "0" * 32, "\x00"])
def test_a_file_that_is_gone_has_to_be_sent_again(kept):
    answer = signed_in().post(PAGE, {"kept": kept}, follow=True)

    assert messages_of(answer) == ["That file is no longer here. Send it again."]


def test_nobody_takes_what_another_one_looked_at():
    page = send(signed_in(), feed(theirs()))

    answer = signed_in().post(PAGE, {"kept": page.context["kept"], "take": "1"}, follow=True)

    assert messages_of(answer) == ["That file is no longer here. Send it again."]
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"PK", "its name must end in .json, .jsonld, .jsonl, .html, .htm"), ("a", b"{}", "its name must end in"),
        ("a.json", b"{}", "no ClaimReview in the file"), ("a.json", b"{", "This is not JSON"), ("a.html", b"<p>\xff\xff", "byte 4 (0xff)"),
        ("a.json", '{"a": "é"}'.encode("latin-1"), "not UTF-8: byte 8 (0xe9)"), ("a.json", "[{}]".encode("utf-16"), "UTF-16"),
        ("a.json", b"[" * 100_000, "nested too deeply"), ("a.json", b" " * 10_000_001, "10,000,001 bytes; 10,000,000 at most"),
        ("a.json", b"[" + b'{"@type": "ClaimReview"},' * 500 + b'{"@type": "ClaimReview"}]', "501 ClaimReviews in the file; 500 at most"),
        ("a.json", b'{"@type": "ClaimReview", "version": ' + b"9" * 5000 + b"}", "can be read"),
        ("a.html", b"<script type='application/ld+json'>{'a': 1}</script>", "This is not JSON"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(name, data, words):
    with pytest.raises(Unreadable) as refused:
        reviews_of(name, data)

    assert words in str(refused.value)


def test_the_page_says_what_is_wrong_with_a_file():
    client = signed_in()

    answers = [send(client, b"", "a.json"), client.post(PAGE, {}), send(client, b"{", "a.json"), client.post(PAGE, {"file": BytesIO(b"x")})]

    assert [answer.status_code for answer in answers] == [400] * 4
    assert "This is not JSON" in answers[2].text


@pytest.mark.parametrize(("role", "status"), [(Role.CONTRIBUTOR, 200), (Role.PUBLISHER, 200), (Role.ADMINISTRATOR, 403)])
def test_only_who_writes_claims_sees_the_page(role, status):
    assert signed_in(editor(role)).get(PAGE).status_code == status


def test_the_list_of_claims_leads_to_the_page():
    assert PAGE in signed_in(editor(Role.CONTRIBUTOR)).get("/admin/claims/claim/").text
