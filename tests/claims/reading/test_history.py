"""Any two versions of a claim, side by side."""

from datetime import timedelta

import pytest

from claims.editorial import publishing
from tests.factories import NOON, account, claim, piece, published, review, source

pytestmark = pytest.mark.django_db
AT = "/claims/score/history/"


@pytest.fixture
def three_versions():
    first = published(claim(slug="score"), at=NOON)
    kept = first.evidence.first().source
    for number, fact in ((2, "Nobody has one score."), (3, "Nobody had a score.")):
        draft = review(first.claim, change="update", reason="News.", fact=fact, evidence=0)
        piece(draft, source=kept, finding=f"It describes {number} lists.")
        piece(draft, source=source(title=f"Document of version {number}"), stance="context")
        publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON + timedelta(days=number))
    return first.claim


def test_two_versions_stand_side_by_side_word_by_word(client, three_versions):
    page = client.get(f"{AT}?from=1&to=3")

    text = page.content.decode()
    fact = next(change for change in page.context["compared"].fields if change.label == "Fact")
    assert ("".join(piece.text for piece in fact.before), "".join(piece.text for piece in fact.after)) == (
        "Nobody has a national score.",
        "Nobody had a score.",
    )
    assert text.count('<p class="side-of">Version 1</p>') == text.count('<p class="side-of">Version 3</p>') > 2
    assert '<del><span class="vh">[removed: </span>has<span class="vh">]</span></del>' in text
    assert '<ins><span class="vh">[added: </span>had<span class="vh">]</span></ins>' in text


def test_evidence_is_told_as_added_removed_and_changed(client, three_versions):
    text = client.get(f"{AT}?from=1&to=3").content.decode()

    assert "Evidence added: " in text
    assert "Document of version 3" in text
    assert "Document of version 2" not in text
    assert "Evidence removed: " in text
    assert "Evidence changed: " in text
    assert text.count("Not in this version.") == 2


def test_they_can_be_compared_the_other_way_round(client, three_versions):
    text = client.get(f"{AT}?from=3&to=1").content.decode()

    assert text.index("Version 3</a>: Update") < text.index("Version 1</a>: First review")


def test_what_is_the_same_is_named(client, three_versions):
    assert "The same in both: Statement, Verdict, Short answer, " in client.get(f"{AT}?from=1&to=2").content.decode()


def test_the_history_offers_to_compare_the_last_two(client, three_versions):
    text = client.get(AT).content.decode()

    assert '<option value="2" selected>2: Update, 24 November 2026</option>' in text
    assert '<option value="3" selected>3: Update, 25 November 2026</option>' in text


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("from=1&to=9", "There is no version 9."),
        ("from=one&to=2", "There is no version one."),
        ("from=-1&to=2", "There is no version -1."),
        ("from=1", "Choose a version."),
        ("from=&to=2", "Choose a version."),
        ("from=2&to=2", "Choose two different versions."),
        ("from=1&to=<script>", "There is no version &lt;script&gt;."),
        ("from=1&to=%00", "There is no version"),
    ],
)
def test_what_cannot_be_compared_is_said(client, three_versions, query, why):
    page = client.get(f"{AT}?{query}")

    assert page.status_code == 400
    assert why in page.content.decode()


def test_a_draft_cannot_be_compared_by_readers(client, three_versions):
    review(three_versions, fact="A secret draft.")

    page = client.get(f"{AT}?from=1&to=4")

    assert page.status_code == 400
    assert b"secret" not in page.content


def test_a_single_version_has_nothing_to_be_compared_with(client):
    published(claim(slug="score"))

    plain, asked = client.get(AT), client.get(f"{AT}?from=1&to=2")

    assert (plain.status_code, asked.status_code) == (200, 400)
    assert b"<select" not in plain.content
    assert "There is only one version" in asked.content.decode()


def test_a_former_address_keeps_what_was_asked(client, three_versions):
    three_versions.former_slugs.create(slug="old-name")

    response = client.get("/claims/old-name/history/?from=1&to=3")

    assert (response.status_code, response["Location"]) == (301, f"{AT}?from=1&to=3")


def test_comparing_takes_the_same_queries_however_much_there_is(client, three_versions, page_queries):
    client.get(f"{AT}?from=1&to=3")

    # the claim with its reviews and the evidence of the current one; the evidence of the others; its authors
    with page_queries(3):
        client.get(f"{AT}?from=1&to=3")
