"""Claims as data, asserted as literals: the format is a public contract."""

import json

import pytest

from claims.editorial import publishing
from claims.outputs import as_json
from sources.models import SourceAuthor
from tests.factories import NOON, account, claim, piece, published, review, source, topic


def link(path: str) -> str:
    return f"https://example.org{path}"


def a_claim():
    """A published claim, every value of which is known."""
    of = claim(reference="SC-0007", slug="score", topics=[topic(slug="lists")], appearances=0)
    paper = source(key="paper", title="The paper", publisher="Press", url="https://example.org/paper")
    of.appearances.create(claimant="A paper", source=paper, date="2018-11", wording="A score for all", note="In its headline.")
    draft = review(of, evidence=0, override_note="One source.")
    document = source(key="doc", title="The document", publisher="State", url="https://example.org/doc", kind="law", language="zh-Hans", date="2014")
    SourceAuthor.objects.create(source=document, position=0, family="刘", given="军")
    piece(draft, source=document, quotation="信用", quotation_language="zh-Hans", translation="trust")
    return publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON)


SUMMARY = {
    "reference": "SC-0007",
    "url": "https://example.org/claims/score/",
    "verdict": {"name": "false", "label": "False", "meaning": "The evidence contradicts the claim.", "rating": 1},
    "fact": "Nobody has a national score.",
    "statement": "Everyone has a score.",
    "answer": "There is no such score anywhere.",
    "systems": ["national-policy"],
    "places": ["china"],
    "topics": ["lists"],
    "as_of": "2025",
    "review_by": "2027-11-22",
    "first_made": "2018-11",
    "evidence": {"refutes": 1, "supports": 0, "context": 0},
    "first_published": "2026-11-22T12:00:00Z",
    "published": "2026-11-22T12:00:00Z",
}


def test_a_verdict_off_the_scale_has_no_rating():
    assert as_json.verdict("outdated") == {
        "name": "outdated",
        "label": "Outdated",
        "meaning": "It was once a fair description, but things have changed.",
    }


@pytest.mark.django_db
def test_a_claim_in_a_list_has_its_verdict_and_fact_before_its_statement(client):
    a_claim()

    shown = client.get("/claims.json").json()["claims"][0]

    assert shown == SUMMARY | {"url": "http://127.0.0.1:8000/claims/score/"}
    assert list(shown).index("fact") < list(shown).index("statement")


@pytest.mark.django_db
def test_a_full_claim_has_every_piece_of_evidence_as_a_record():
    made = a_claim()

    full = as_json.claim_full(made.claim, made, link)

    assert {name: full[name] for name in SUMMARY} == SUMMARY
    assert (full["standing"], full["licence"]) == ("published", "https://creativecommons.org/licenses/by/4.0/")
    assert full["review"]["evidence"] == [
        {
            "source": {
                "key": "doc", "title": "The document", "language": "zh-Hans", "authors": [{"family": "刘", "given": "军"}], "publisher": "State",
                "date": "2014", "kind": "law", "url": "https://example.org/doc", "link": "seen", "read": "full", "standing": "current",
            },
            "stance": "refutes", "finding": "It describes lists, and no score.", "locator": "p. 3", "quotation": "信用",
            "quotation_language": "zh-Hans", "translation": "trust",
        }
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_full_claim_has_the_review_with_its_scope_and_appearances():
    made = a_claim()

    shown = as_json.claim_full(made.claim, made, link)["review"]

    assert {name: value for name, value in shown.items() if name != "evidence"} == {
        "claim": "SC-0007", "number": 1, "change": "first", "statement": "Everyone has a score.", "fact": "Nobody has a national score.",
        "verdict": "false", "answer": "There is no such score anywhere.",
        "rationale": "For the claim to be true, there would have to be a score. There is none.",
        "scope": {"systems": ["national-policy"], "places": ["china"], "as_of": "2025"}, "why_checked": "It is repeated often.",
        "would_change": ["A rule that gives each person a score."], "review_by": "2027-11-22", "confidence": "high", "override_note": "One source.",
        "published": "2026-11-22T12:00:00Z",
        "appearances": [
            {
                "claimant": "A paper", "date": "2018-11", "source": "paper", "url": "https://example.org/paper", "wording": "A score for all",
                "language": "en", "note": "In its headline.",
            }
        ],
        "url": "https://example.org/claims/score/reviews/1/",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_withdrawn_review_carries_its_reason():
    gone = publishing.withdraw(review=published(), reason="It rested on a forged document.", at=NOON)

    shown = as_json.claim_full(gone.claim, gone, link)

    assert shown["standing"] == "withdrawn"
    assert (shown["review"]["withdrawn"], shown["review"]["withdrawn_reason"]) == ("2026-11-22T12:00:00Z", "It rested on a forged document.")


def test_a_list_names_its_count_its_pages_and_its_licence():
    texts = [as_json.text({"fact": "“失信” is no score."}), as_json.text({"fact": "A\nB"})]
    listed = as_json.claim_list(texts, total=41, page=2, pages=3, next_url="https://example.org/claims.json?page=3")

    assert json.loads(listed) == {
        "count": 41,
        "page": 2,
        "pages": 3,
        "next": "https://example.org/claims.json?page=3",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "claims": [{"fact": "“失信” is no score."}, {"fact": "A\nB"}],
    }
    assert "失信".encode() in listed


def test_a_list_of_nothing_is_a_list():
    assert json.loads(as_json.with_list({"count": 0}, "claims", [])) == {"count": 0, "claims": []}


def test_a_problem_names_each_parameter_with_each_of_its_faults():
    assert as_json.problem(400, "Not understood.", {"from": ["Bad.", "Worse."], "q": ["Long."]}) == {
        "type": "about:blank",
        "title": "Not understood.",
        "status": 400,
        "errors": [
            {"parameter": "from", "detail": "Bad."},
            {"parameter": "from", "detail": "Worse."},
            {"parameter": "q", "detail": "Long."},
        ],
    }


@pytest.mark.django_db
def test_a_claim_that_nobody_dated_has_no_first_date():
    of = claim()
    of.appearances.update(date="")

    shown = as_json.claim_summary(published(of).claim, link)

    assert shown["first_made"] is None
