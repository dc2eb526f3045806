"""A claim's addresses never break: as it stands, each version, its history, what it was called before."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from claims.editorial import alarms, publishing
from claims.models import ClaimLink, FormerSlug
from sources.models import Source
from tests.factories import NOON, account, claim, piece, published, review, source, topic

pytestmark = pytest.mark.django_db


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response
    return response.content.decode()


def with_history():
    """A claim whose second review changes verdict, fact and evidence of the first."""
    first = published(claim(slug="score"), at=NOON)
    draft = review(first.claim, change="correction", reason="We had missed a list.", verdict="mixed", fact="Nobody has a score.", evidence=0)
    kept = first.evidence.first()
    piece(draft, source=kept.source, finding="It describes lists, and one score.", locator="p. 3")
    piece(draft, source=source(title="A new document"), stance="supports")
    return publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON + timedelta(days=1))


def test_the_claim_page_says_verdict_fact_and_statement_and_how_each_source_was_read(client):
    draft = review(claim(slug="score", topics=[topic(name="Lists")]), evidence=1)
    piece(draft, source=source(title="A summary", read="cited", read_in=source(title="A long book")), stance="supports")
    publishing.publish(review=publishing.submit(review=draft), approver=account())

    text = page(client, "/claims/score/")

    assert "<title>False: “Everyone has a score.” – Social Credit Claims</title>" in text
    assert '<span class="vh">Verdict: </span>False</h2>' in text
    assert '<p class="fact">Nobody has a national score.</p>' in text
    assert "Read in full" in text
    assert "Known through another source: <a" in text
    assert "1 source of 2 is known to us only through another source" in text


def test_a_stance_without_evidence_keeps_its_place(client):
    published(claim(slug="score"))

    text = page(client, "/claims/score/")

    assert [stance in text for stance in ("Refutes the claim", "Supports the claim", "Gives context")] == [True] * 3
    assert "We found no source that shows this." in text


@pytest.mark.parametrize("address", ["/claims/{}/", "/claims/{}.json", "/claims/{}/history/", "/claims/{}/reviews/1/"])
def test_former_slugs_redirect_for_ever(client, address):
    of = published(claim(slug="new-name")).claim
    FormerSlug.objects.create(claim=of, slug="old-name")

    response = client.get(address.format("old-name"))

    assert (response.status_code, response["Location"]) == (301, address.format("new-name"))


@pytest.mark.parametrize(
    ("short", "address"), [("/SC-0007", "/claims/score/"), ("/SC-0007/", "/claims/score/"), ("/SC-0007/1", "/claims/score/reviews/1/")]
)
def test_short_links_lead_to_the_claim_and_its_reviews(client, short, address):
    published(claim(reference="SC-0007", slug="score"))

    response = client.get(short)

    assert (response.status_code, response["Location"]) == (301, address)


@pytest.mark.parametrize("short", ["/SC-0008", "/SC-0007/2", "/SC-0007/0", "/SC-0007/99999", "/SC-7", "/sc-0007"])
def test_short_links_to_nothing_are_not_found(client, short):
    of = published(claim(reference="SC-0007")).claim
    review(of)

    page(client, short, 404)


NOWHERE = ["/claims/score/", "/claims/score.json", "/claims/score/history/", "/claims/score/reviews/1/", "/SC-0007", "/SC-0007/1"]


@pytest.mark.parametrize("address", NOWHERE)
def test_a_draft_answers_nowhere(client, address):
    draft = review(claim(slug="score", reference="SC-0007"), statement="A secret draft.")
    publishing.submit(review=draft)

    assert "secret" not in page(client, address, 404)


def test_an_open_draft_of_a_published_claim_shows_nowhere(client):
    of = published(claim(slug="score")).claim
    review(of, statement="A secret draft.")

    shown = [page(client, f"/claims/score{ending}") for ending in ("/", ".json", "/history/", "/reviews/1/")]

    assert not any("secret draft" in text for text in shown)
    assert client.get("/claims/score/reviews/2/").status_code == 404


@pytest.mark.parametrize("address", ["/claims/none/", "/claims/none.json", "/claims/score/reviews/0/", f"/claims/score/reviews/{10**12}/"])
def test_what_does_not_exist_is_not_found(client, address):
    published(claim(slug="score"))

    page(client, address, 404)


def test_a_withdrawn_claim_is_gone_and_says_why(client):
    publishing.withdraw(review=published(claim(slug="score")), reason="It rested on a forged document.", at=NOON)

    text = page(client, "/claims/score/", 410)

    assert "Our review of this claim was withdrawn" in text
    assert '<p class="lead">It rested on a forged document.</p>' in text
    assert '<a href="/claims/score/reviews/1/">version 1</a>' in text


def test_a_withdrawn_claim_stays_readable_as_data_and_as_the_version_it_was(client):
    publishing.withdraw(review=published(claim(slug="score")), reason="It rested on a forged document.", at=NOON + timedelta(days=1))

    data, version = client.get("/claims/score.json"), page(client, "/claims/score/reviews/1/")

    assert data.status_code == 410
    assert data.json()["standing"] == "withdrawn"
    assert data.json()["review"]["withdrawn"] == "2026-11-23T12:00:00Z"
    assert data.json()["review"]["withdrawn_reason"] == "It rested on a forged document."
    assert "<strong>This review was withdrawn</strong>" in version


def test_a_withdrawn_claim_is_in_no_list(client):
    publishing.withdraw(review=published(statement="Gone statement."), reason="It rested on a forged document.")

    assert not any("Gone statement." in page(client, f"/claims{ending}") for ending in ("/", ".json", ".csv", ".atom"))


def test_an_earlier_version_stays_and_announces_the_later_one(client):
    with_history()

    first, second = page(client, "/claims/score/reviews/1/"), page(client, "/claims/score/reviews/2/")

    assert '<p class="fact">Nobody has a national score.</p>' in first
    assert "<strong>There is a newer version.</strong> Correction of" in first
    assert "We had missed a list." in first
    assert "This is version 2 of SC-" in second


def test_the_history_shows_word_by_word_what_changed(client):
    with_history()

    text = page(client, "/claims/score/history/")

    assert text.index("Version 2: Correction") < text.index("Version 1: First review")
    assert '<del><span class="vh">[removed: </span>False<span class="vh">]</span></del>' in text
    assert '<ins><span class="vh">[added: </span>Mixed<span class="vh">]</span></ins>' in text
    assert 'Nobody has a <del><span class="vh">[removed: </span>national <span class="vh">]</span></del>score.' in text
    assert "Evidence changed: <a" in text
    assert "Evidence added: <a" in text
    assert "Evidence removed: <a" in text


def test_the_claim_page_shows_the_latest_version_and_its_history(client):
    with_history()

    text = page(client, "/claims/score/")

    assert '<p class="fact">Nobody has a score.</p>' in text
    assert "<b>Correction</b>" in text
    assert "<p>We had missed a list.</p>" in text


def test_a_citation_is_pinned_to_the_version(client):
    published(claim(slug="score", reference="SC-0007"))

    text = page(client, "/claims/score/")

    assert "http://127.0.0.1:8000/claims/score/reviews/1/" in text
    assert '<code class="copy">http://127.0.0.1:8000/SC-0007</code>' in text


def test_an_overdue_claim_says_so(client):
    published(claim(slug="score"), review_by=date(2027, 1, 31))

    with time_machine.travel(datetime(2027, 1, 31, 12, tzinfo=UTC)):
        due = page(client, "/claims/score/")
    with time_machine.travel(datetime(2027, 2, 1, 12, tzinfo=UTC)):
        overdue = page(client, "/claims/score/")

    assert "Overdue for review" not in due
    assert "<strong>Overdue for review.</strong>" in overdue


@pytest.mark.parametrize(
    ("author", "day", "words"),
    [
        ("compilers", None, "Compiled from the research dossier, not yet re-read by a second person</dd>"),
        ("compilers", "2026-11-20", "Re-read line by line by a second person, <time"),
        ("an-editor", None, "Two people: one wrote it, another approved it</dd>"),
    ],
)
def test_the_page_says_who_checked(client, author, day, words):
    published(claim(slug="score"), author=account(author), second_reading=day)

    assert words in page(client, "/claims/score/")


def test_ties_show_wholes_parts_and_related_claims_but_no_drafts(client):
    of, whole, part, related = (published(claim(slug=slug), statement=f"The {slug}.").claim for slug in ("score", "whole", "part", "related"))
    draft = review(statement="A secret draft.").claim
    for one, other, tie in [(of, whole, "part_of"), (part, of, "part_of"), (related, of, "related"), (of, draft, "related")]:
        ClaimLink.objects.create(claim=one, other=other, tie=tie)

    context, text = client.get("/claims/score/").context, page(client, "/claims/score/")

    assert context["ties"] == {"wholes": [whole], "parts": [part], "related": [related]}
    assert "secret" not in text


def test_text_of_editors_is_escaped(client):
    rationale = "<script>alert(1)</script> [x](javascript:alert(1))"
    published(claim(slug="score"), statement='<img onerror=x> "q"', fact="<b>fact</b>", rationale=rationale)

    text = page(client, "/claims/score/")

    assert [bad for bad in ("<img onerror", "<b>fact", "<script>alert", 'href="javascript') if bad in text] == []
    assert "&lt;img onerror=x&gt;" in text


def test_a_page_says_when_the_only_source_of_a_verdict_is_in_question(client):
    paper = source(title="The only paper")
    draft = review(claim(slug="score"), evidence=0, override_note="One source only.")
    piece(draft, source=paper)
    publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON)
    before = client.get("/claims/score/").text
    Source.objects.filter(pk=paper.pk).update(standing="retracted", standing_note="Taken back.")
    alarm = alarms.raise_due()[0]

    shown = client.get("/claims/score/").text
    alarms.close(alarm=alarm, user=account(), reason="Another paper says the same.")

    assert "A source is in question." in shown
    assert "A source is in question." not in before + client.get("/claims/score/").text
