"""A kept record says what one made anew says, whatever changed since: checked after real commits, through the API."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.editorial import publishing
from claims.models import Appearance, Claim, Review, Topic
from claims.reading import kept_records
from claims.reading.index.current import current
from sources.models import Source, SourceAuthor
from tests.claims.reading.steps import after_a_change_elsewhere
from tests.factories import NOON, account, claim, published, review, source, topic

LATER = NOON + timedelta(days=1)
ADDRESSES = ["claims/SC-0007", "claims/SC-0007/reviews", "claims/SC-0007/reviews/1", "reviews", "sources", "claims/SC-0008", "topics"]


@pytest.fixture
def record(own_database):
    """Two published claims; one has evidence known through another source, and a topic."""
    of = published(claim(reference="SC-0007", slug="score", topics=[topic(name="Scores")]))
    known_through = of.evidence.last().source
    known_through.read_in, known_through.read = source(key="book"), "cited"
    known_through.save()
    published(claim(reference="SC-0008", slug="twin"))
    current()


def score() -> Claim:
    return Claim.objects.get(reference="SC-0007")


def answers(client) -> list[tuple]:
    found = [client.get(f"/api/v1/{address}") for address in ADDRESSES]
    return [(answer.status_code, answer.content) for answer in found]


def new_version():
    publishing.publish(review=publishing.submit(review=review(score(), answer="There are lists.")), approver=account(), at=LATER)


def correct_source():
    Source.objects.filter(pk=score().current.evidence.first().source_id).update(standing="retracted", standing_note="By its publisher.")


def name_author():
    SourceAuthor.objects.create(source=score().current.evidence.first().source, position=0, family="Liu", given="Chenchen")


def correct_source_of_appearance():
    Source.objects.filter(pk=score().appearances.get().source_id).update(url="https://example.org/moved")


def add_appearance():
    Appearance.objects.create(claim=score(), position=1, claimant="A television channel", source=source(), date="2019")


def add_source():
    source(key="one-more")


def withdraw():
    publishing.withdraw(review=score().current, reason="It rested on a mistake.", at=LATER)


def merge_away():
    publishing.withdraw(review=score().current, reason="The same.", merged_into=Claim.objects.get(reference="SC-0008"), at=LATER)


def rename_claim():
    Claim.objects.filter(pk=score().pk).update(slug="the-score")


def add_topic():
    score().claimtopic_set.create(topic=topic(slug="further"), position=2)


def rename_topic():
    Topic.objects.update(slug="renamed")


CHANGES = [
    new_version, correct_source, name_author, correct_source_of_appearance, add_appearance, add_source, withdraw, merge_away, rename_claim, add_topic,
    rename_topic,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_it_changes_with_everything_that_it_says(client, record, change):
    before = answers(client)

    change()
    kept = answers(client)
    for records in (kept_records.CLAIMS, kept_records.REVIEWS, kept_records.SOURCES):
        records.forget()
    anew = answers(client)

    assert kept == anew
    assert anew != before


def test_a_merged_claim_names_the_address_that_the_other_one_has_now(client, record):
    merge_away()
    answers(client)

    Claim.objects.filter(reference="SC-0008").update(slug="the-twin")

    assert client.get("/api/v1/claims/SC-0007").json()["review"]["merged_into_url"].endswith("/claims/the-twin/")


def test_it_is_read_from_the_database_once(client, record, django_assert_num_queries):
    keys = list(Review.objects.public().values_list("pk", flat=True))
    first = kept_records.REVIEWS.of(keys)

    with django_assert_num_queries(3):  # begin; the snapshot with its version; commit
        again = kept_records.REVIEWS.of(keys)

    assert again == first
    assert len(again) == 2


def test_it_outlives_what_changes_elsewhere(record):
    [key] = Claim.objects.filter(reference="SC-0007").values_list("pk", flat=True)
    kept_records.CLAIMS.of([key])

    assert key in kept_records.CLAIMS.at(after_a_change_elsewhere(current()))


def test_nothing_is_kept_of_what_is_not_committed(db):
    of = published(claim(reference="SC-0007"))
    before = kept_records.REVIEWS.of([of.pk])

    Source.objects.update(title="Another title")

    assert kept_records.REVIEWS.of([of.pk]) != before


def test_a_list_is_counted_once_for_each_version(client, record):
    with CaptureQueriesContext(connection) as asked:
        counts = [client.get("/api/v1/sources").json()["count"] for _ in range(3)]
        source()
        counts += [client.get(f"/api/v1/sources?{query}").json()["count"] for query in ("", "kind=journalism", "kind=law")]

    number = Source.objects.count()
    assert counts == [number - 1] * 3 + [number, number, 0]
    assert sum("COUNT(*)" in query["sql"] for query in asked) == 4
