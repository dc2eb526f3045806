import pytest
from django.core.management import call_command

from claims.corpus import dump, load
from claims.editorial import ledger, publishing
from claims.editorial.gates import Refused
from claims.editorial.merging_sources import Merged, extent, merge
from claims.models import Claim, LedgerEntry, Review
from sources.history import event_model
from sources.models import Source
from tests import factories

pytestmark = pytest.mark.django_db


def leaning_on(source: Source, *, publish: bool) -> Review:
    """A review whose third piece of evidence is `source`."""
    review = factories.review()
    factories.piece(review, source=source)
    return publishing.publish(review=publishing.submit(review=review), approver=factories.account(), at=factories.NOON) if publish else review


def test_what_can_change_is_turned_and_what_was_published_stays():
    goes, stays = factories.source(), factories.source()
    published, draft = leaning_on(goes, publish=True), leaning_on(goes, publish=False)
    draft.claim.appearances.update(source=goes)
    relay = factories.source(read="cited", read_in=goes)

    merged = merge(source=goes, into=stays)

    relay.refresh_from_db()
    assert merged == Merged(evidence=1, appearances=1, relays=1, published=1)
    assert extent(goes) == Merged(evidence=0, appearances=0, relays=0, published=1)
    assert (draft.evidence.last().source, draft.claim.appearances.get().source, relay.read_in) == (stays, stays, stays)
    assert published.evidence.last().source == goes
    assert Source.objects.get(pk=goes.pk).merged_into == stays


def test_the_ledger_still_agrees_with_the_tables_and_the_history_has_it():
    goes, stays = factories.source(), factories.source()
    leaning_on(goes, publish=True)

    merge(source=goes, into=stays)

    entries = LedgerEntry.objects.order_by("position").prefetch_related(*ledger.RELATED)
    assert ledger.first_disagreement(entries) is None
    assert [(event.key, event.merged_into_id) for event in event_model(Source).objects.all()] == [(goes.key, None)]


def test_one_who_stays_may_go_later_and_every_old_key_leads_to_the_last():
    first, second, third = (factories.source() for _ in range(3))

    merge(source=first, into=second)
    merge(source=second, into=third)

    assert set(third.merged.all()) == {first, second}


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda goes, stays: None, None),
        (lambda goes, stays: Source.objects.filter(pk=goes.pk).update(merged_into=factories.source()), "merged_already"),
        (lambda goes, stays: Source.objects.filter(pk=stays.pk).update(merged_into=factories.source()), "merged_already"),
        (lambda goes, stays: Source.objects.filter(pk=stays.pk).update(read="cited", read_in=goes), "known_through"),
        (lambda goes, stays: factories.piece(leaning_on(goes, publish=False), source=stays), "both_used"),
    ],
)
def test_what_would_lose_something_is_refused(prepare, code):
    goes, stays = factories.source(), factories.source()
    prepare(goes, stays)
    before = list(Source.objects.values_list("key", "merged_into", "read_in"))

    refused = None
    try:
        merge(source=goes, into=stays)
    except Refused as error:
        refused = error.faults[0].code

    assert refused == code
    assert (list(Source.objects.values_list("key", "merged_into", "read_in")) == before) is (code is not None)


def test_a_source_is_not_merged_into_itself():
    source = factories.source()

    with pytest.raises(Refused, match="cannot be merged into itself"):
        merge(source=source, into=source)


def test_readers_are_led_to_the_source_that_stays(client):
    goes, stays = factories.source(key="old-key"), factories.source(key="new-key")
    claims = [leaning_on(source, publish=True).claim for source in (goes, stays)]

    merge(source=goes, into=stays)

    answers = [client.get(f"/{path}") for path in ("sources/old-key/", "sources/old-key/cite/bibtex", "api/v1/sources/old-key")]
    assert [answer.status_code for answer in answers] == [301, 301, 301]
    assert [answer["Location"] for answer in answers] == ["/sources/new-key/", "/sources/new-key/cite/bibtex", "/api/v1/sources/new-key"]
    assert [client.get("/sources/new-key/").content.decode().count(f'href="{claim.get_absolute_url()}"') for claim in claims] == [1, 1]
    assert {claim["reference"] for claim in client.get("/api/v1/sources/new-key").json()["claims"]} == {claim.reference for claim in claims}
    assert "old-key" not in client.get("/sources/").content.decode() + client.get("/api/v1/sources").content.decode()
    assert 'now kept as <a href="/sources/new-key/">new-key</a>' in client.get(claims[0].get_absolute_url()).content.decode()
    assert client.get(f"/claims/{claims[0].slug}.json").json()["review"]["evidence"][2]["source"]["merged_into"] == "new-key"


def test_an_old_key_survives_dump_and_load(tmp_path):
    goes, stays = (
        factories.source(key="old-key", summary="What the document says."),
        factories.source(key="new-key", summary="What the document says."),
    )
    merge(source=goes, into=stays)
    dump.dump(tmp_path)

    again = load.load(tmp_path)
    Source.objects.filter(pk=goes.pk).update(merged_into=None)
    changed = load.load(tmp_path)

    goes.refresh_from_db()
    assert "merged_into: new-key" in (tmp_path / "sources" / "old-key.yaml").read_text()
    assert (again.counts["source", "unchanged"], changed.counts["source", "changed"]) == (2, 1)
    assert goes.merged_into == stays


@pytest.mark.parametrize(("into", "words"), [("old-key", "cannot be merged into itself"), ("nowhere", "there is no source “nowhere”")])
def test_a_corpus_file_cannot_lead_nowhere(tmp_path, into, words):
    factories.source(key="old-key")
    dump.dump(tmp_path)
    with (tmp_path / "sources" / "old-key.yaml").open("a") as file:
        file.write(f"merged_into: {into}\n")

    with pytest.raises(load.CorpusRefused, match=words):
        load.load(tmp_path)


def test_a_ledger_that_names_an_old_key_verifies(capsys):
    goes, stays = factories.source(), factories.source()
    leaning_on(goes, publish=True)
    merge(source=goes, into=stays)

    call_command("verify_ledger")

    assert capsys.readouterr().out == "1 entries: OK\n"
    assert Claim.objects.leaning_on(stays).count() == 1
