"""What is in the dump is what readers can see: no draft, no account; what was withdrawn stays and says so."""

from datetime import timedelta

import pytest
from django.apps import apps

from claims.dumps.tables import TABLES
from claims.editorial import publishing
from claims.models import ClaimLink, ClaimTopic, Collection, CollectionItem, FormerSlug, Term
from claims.models.version import SEEN
from tests import factories
from tests.factories import NOON, claim, published, review, source, topic

BY_NAME = {table.name: table for table in TABLES}
TABLE_OF = {
    "sources_source": "sources", "sources_sourceauthor": "source_authors", "claims_topic": "topics", "claims_claim": "claims",
    "claims_claimtopic": "claim_topics", "claims_claimlink": "claim_links", "claims_formerslug": "former_slugs", "claims_appearance": "appearances",
    "claims_review": "reviews", "claims_evidence": "evidence", "claims_collection": "collections", "claims_collectionitem": "collection_items",
    "claims_collection_terms": "collection_terms", "claims_term": "terms", "claims_term_claims": "term_claims", "claims_ledgerentry": "ledger",
    "claims_alarm": "alarms",
}  # fmt: skip
WITHHELD = {
    "claims_claim": {"created_at", "source_kinds", "evidence_count", "search_vector"},  # when we began; what speeds lists up
    "claims_review": {"missing", "author", "approver", "created_at", "changed_at", "submitted_at"},  # how a draft came about; people
    "claims_term": {"sort_key"},  # the pinyin without its tones
    "claims_ledgerentry": {"review"},  # the record names it
    "claims_alarm": {"weight", "detail", "check_made", "closed_at", "closed_by", "closed_by_review", "reason"},  # how editors deal with it
}


def rows(name: str) -> list[dict]:
    return list(BY_NAME[name].records())


def test_every_table_that_readers_see_is_in_the_dump():
    assert set(TABLE_OF) == set(SEEN)
    assert {*TABLE_OF.values(), "verdicts", "corrections"} == set(BY_NAME)


@pytest.mark.parametrize("stored", TABLE_OF)
def test_every_field_is_in_the_dump_or_withheld_for_a_reason(stored):
    model = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == stored)
    shown = {(column.path or column.name).split("__")[0] for column in BY_NAME[TABLE_OF[stored]].columns}

    fields = {field.name for field in model._meta.concrete_fields} - {"id"}

    assert fields - shown == WITHHELD.get(stored, set())


@pytest.mark.django_db
def test_drafts_and_what_belongs_to_them_stay_out():
    shown, hidden = published().claim, review(claim(topics=[topic()])).claim
    review(shown, number=2, change="update", reason="There is new evidence.")
    FormerSlug.objects.create(slug="earlier", claim=hidden)
    ClaimLink.objects.create(claim=shown, other=hidden, tie="related")
    lesson = Collection.objects.create(slug="lesson", title="Lesson", summary="A lesson.", level="All", minutes=10)
    CollectionItem.objects.create(collection=lesson, claim=hidden, position=0, question="?", prompt="!")
    Term.objects.create(slug="term", hanzi="信用", pinyin="xìnyòng", english="credit", explanation="Trust.").claims.add(hidden)

    assert [row["reference"] for row in rows("claims")] == [shown.reference]
    assert [(row["claim"], row["number"]) for row in rows("reviews")] == [(shown.reference, 1)]
    assert {row["claim"] for name in ("appearances", "evidence", "ledger") for row in rows(name) if "claim" in row} == {shown.reference}
    assert [rows(name) for name in ("former_slugs", "claim_topics", "claim_links", "collection_items", "term_claims", "corrections")] == [[]] * 6


@pytest.mark.django_db
def test_what_was_withdrawn_stays_in_and_says_so():
    withdrawn = publishing.withdraw(review=published(), reason="A source was forged.", at=NOON + timedelta(days=1))

    (row,) = rows("claims")
    (version,) = rows("reviews")
    (correction,) = rows("corrections")

    assert (row["reference"], row["standing"]) == (withdrawn.claim.reference, "withdrawn")
    assert (version["state"], version["withdrawn"], version["withdrawn_reason"]) == ("withdrawn", "2026-11-23T12:00:00Z", "A source was forged.")
    assert (correction["deed"], correction["reason"], correction["verdict_before"]) == ("withdrawal", "A source was forged.", None)


@pytest.mark.django_db
def test_a_correction_names_the_verdict_before():
    first = published()
    published(first.claim, change="correction", reason="A date was wrong.", verdict="mostly-false", at=NOON + timedelta(days=1))

    (row,) = rows("corrections")

    assert row == {
        "claim": first.claim.reference, "review": 2, "deed": "correction", "at": "2026-11-23T12:00:00Z", "reason": "A date was wrong.",
        "verdict": "mostly-false", "verdict_before": "false",
    }  # fmt: skip


@pytest.mark.django_db
def test_no_account_is_named():
    published(author=factories.account("ms-writer"))

    assert [table.name for table in TABLES if "ms-writer" in str(list(table.records()))] == []


@pytest.mark.django_db
def test_rows_stand_in_the_order_of_their_keys_whatever_the_order_they_were_made_in():
    for key in ("zhang2020", "ahmed2019", "liu2018"):
        source(key=key)
    tagged = published(claim(topics=[topic(slug="b"), topic(slug="a")])).claim

    assert [row["key"] for row in rows("sources")][:1] == ["ahmed2019"]
    assert [(row["topic"], row["position"]) for row in rows("claim_topics")] == [("a", 1), ("b", 0)]
    assert ClaimTopic.objects.filter(claim=tagged).count() == 2
