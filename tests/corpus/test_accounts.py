"""What we say about the corpus as a whole is so: the table of coverage, the second readings, the article it began with, and the lessons."""

import re
from collections import Counter

import pytest
from django.conf import settings

from claims.verdicts import Verdict

DOSSIERS = [f"{letter}{number:02}" for letter, last in (("A", 34), ("B", 35), ("R", 12)) for number in range(1, last + 1)]
ROW = re.compile(r"^\| ([ABR]\d\d) \| [^|]+ \| (published as|\*\*draft\*\*|\*\*merged into\*\*) \[(SC-\d{4})\][^|]* \| \(?([a-z ]+)\)? \|", re.M)
STATEMENT = re.compile(r"^\| \*\*([A-Z][a-z ]+)\*\* \[(SC-\d{4})\]\(/\2\) \| [^|]+ \| ([^|]+) \|$", re.M)

SCALE = [verdict.label.lower() for verdict in Verdict]
NUMBERS = ["no", "one", "two", "three", "four", "five", "six"]


def coverage() -> str:
    return (settings.BASE_DIR / "docs" / "coverage.md").read_text("utf-8")


def seed_page() -> str:
    return (settings.BASE_DIR / "templates" / "pages" / "seed.md").read_text("utf-8")


def label(review: dict) -> str:
    return Verdict(review["verdict"]).label.lower()


def off(rows: list[tuple], claims: dict[str, dict], published: dict[str, dict]) -> list[str]:
    """The dossier claims of which `rows` say what the files do not: another verdict, published or not, or a file that is not there."""
    wrong = []
    for dossier, became, reference, verdict in rows:
        review = published.get(reference) or claims.get(reference, {"reviews": [{"verdict": "false"}]})["reviews"][-1]
        is_draft = became == "**draft**"
        if reference not in claims or is_draft != (reference not in published) or label(review) != verdict.strip():
            wrong.append(dossier)
    return wrong


@pytest.fixture(scope="module")
def rows() -> list[tuple]:
    return ROW.findall(coverage())


def test_every_claim_of_the_dossiers_is_accounted_for_once(rows):
    assert [row[0] for row in rows] == DOSSIERS


def test_the_table_says_what_became_of_each_claim(rows, claims, published):
    assert off(rows, claims, published) == []
    assert {row[2] for row in rows} == set(claims)


def test_a_row_that_is_not_so_is_found(claims, published):
    wrong = [("A01", "**draft**", "SC-0001", "misleading"), ("A02", "published as", "SC-0002", "true"), ("A03", "published as", "SC-9999", "false")]

    assert off(wrong, claims, published) == ["A01", "A02", "A03"]


def test_the_table_counts_the_verdicts_that_readers_see(published):
    counts = Counter(label(review) for review in published.values())
    named = ", ".join(f"{verdict} {counts[verdict]}" for verdict in SCALE)

    assert f"The {len(published)} published claims by verdict: {named}." in coverage()


def test_the_reviews_that_were_picked_and_no_others_carry_the_date_of_a_second_reading(published):
    picked = re.search(r"It gives:\n((?:SC-\d{4}(?:, |\.))+)", coverage())[1]

    assert set(re.findall(r"SC-\d{4}", picked)) == {reference for reference, review in published.items() if "second_reading" in review}
    assert len(re.findall(r"SC-\d{4}", picked)) == 10


def test_the_page_on_the_article_says_of_each_statement_what_its_review_says(published):
    told = STATEMENT.findall(seed_page())

    assert [row for row in told if (row[0].lower(), row[2]) != (label(published[row[1]]), published[row[1]]["fact"])] == []
    assert len(told) == 18


def test_the_page_on_the_article_counts_its_verdicts(published):
    counts = Counter(label(published[reference]) for reference in {row[1] for row in STATEMENT.findall(seed_page())})
    named = ", ".join(f"{NUMBERS[counts[verdict]]} {verdict}" for verdict in SCALE if counts[verdict])

    assert named in " ".join(seed_page().split())


def test_there_are_five_lessons_and_the_article_of_forty_five_minutes_each(documents):
    lessons = {document.name: document.data for document in documents if document.kind == "collection"}
    short = {name for name, data in lessons.items() if 5 <= len(data["claims"]) <= 8}

    assert short == set(lessons) - {"seed-article"}
    assert len(short) == 5
    assert [name for name, data in lessons.items() if sum(int(step["minutes"]) for step in data["plan"]) != 45 or data["minutes"] != "45"] == []
    assert [name for name, data in lessons.items() for item in data["claims"] if not (item.get("question") and item.get("prompt"))] == []


def test_every_lesson_is_about_published_claims(documents, published):
    listed = {item["claim"] for document in documents if document.kind == "collection" for item in document.data["claims"]}

    assert listed - set(published) == set()


def test_there_are_topics_and_terms_enough_and_each_leads_somewhere(documents, claims):
    topics = {document.name for document in documents if document.kind == "topic"}
    terms = [document.data for document in documents if document.kind == "term"]

    assert 12 <= len(topics) <= 20
    assert len(terms) >= 40
    assert topics - {topic for data in claims.values() for topic in data["topics"]} == set()
    assert [term["slug"] for term in terms if not (term.get("claims") and term["explanation"] and term.get("confusion"))] == []
