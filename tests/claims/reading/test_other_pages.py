"""Topics, sources, glossary, lessons, corrections, ledger: what they show, and that they show no draft."""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from django.db import connection

from claims.editorial import publishing
from claims.editorial.ledger import first_divergence
from claims.models import Appearance, Claim, Collection, CollectionItem, LedgerEntry, Term
from claims.reading import other_pages
from tests.factories import NOON, account, claim, piece, published, review, source, topic

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def lesson(*claims: Claim) -> Collection:
    plan = [{"minutes": "5", "text": "Read."}]
    made = Collection.objects.create(slug="first-look", title="A first look", summary="Five claims.", level="Ages 14 and up", minutes=45, plan=plan)
    for position, one in enumerate(claims):
        CollectionItem.objects.create(collection=made, claim=one, position=position, question="What do you think?", prompt="What decided it?")
    return made


def term(slug: str = "shixin", **fields) -> Term:
    values = {"slug": slug, "hanzi": "失信", "pinyin": "shīxìn", "english": "breach of trust", "explanation": "…", "sort_key": slug}
    return Term.objects.create(**values | fields)


def everything(rows: int) -> None:
    """`rows` of everything that pages list, tied together, and a secret draft that touches it all."""
    heading, document, word = topic(slug="lists"), source(key="doc"), term()
    claims = []
    for n in range(rows):
        draft = review(claim(topics=[heading], appearances=0), statement=f"Statement {n}.")
        Appearance.objects.create(claim=draft.claim, claimant="A paper", source=document)
        piece(draft, source=document)
        claims.append(publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON).claim)
        published(claims[-1], at=NOON + timedelta(hours=n))
        source(read="cited", read_in=document)
    secret = review(claim(topics=[heading], appearances=0), statement="A secret draft.")
    Appearance.objects.create(claim=secret.claim, claimant="A paper", source=document)
    piece(secret, source=document)
    word.claims.set([*claims, secret.claim])
    lesson(*claims, secret.claim).terms.add(word)


PAGES = {
    "/topics/": 0,  # all of it stands in the index
    "/topics/lists/": 3,  # claims; their topics; lessons
    "/sources/doc/": 7,  # source; authors; those merged into it; keys of all claims; claims leaning on it; made in it; sources known through it
    "/glossary/": 2,  # terms; their claims
    "/collections/": 1,  # lessons with their counts
    "/collections/first-look/class/": 2,  # lesson; claims
    "/collections/first-look/class/?guess=false": 4,  # lesson; claims; evidence; its authors
    "/collections/first-look/": 3,  # lesson; terms; claims
    "/corrections/": 3,  # changes with their claims; earlier versions; number of typos
    "/corrections.atom": 1,  # changes with their claims
    "/ledger/": 1,  # entries with their claims, of which the last has their number
    "/ledger.jsonl": 1,  # entries
}


@pytest.mark.parametrize("rows", [1, 3])
def test_each_page_takes_few_queries_whatever_the_number_of_rows(client, rows, page_queries):
    everything(rows)
    taken = {}

    for address, queries in PAGES.items():
        with page_queries(queries, index=address.startswith(("/topics/", "/sources/")), info=address):
            response = client.get(address)
            taken[address] = len(b"".join(response) if response.streaming else response.content)

    assert min(taken.values()) > 500


@pytest.mark.parametrize("address", PAGES)
def test_drafts_show_on_no_page(client, address):
    everything(1)

    response = client.get(address)
    text = (b"".join(response) if response.streaming else response.content).decode()

    assert "secret draft" not in text


@pytest.mark.parametrize("address", PAGES)
def test_pages_can_only_be_read(client, address):
    everything(1)

    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/topics/", "/glossary/", "/collections/", "/corrections/", "/ledger/", "/corrections.atom"])
def test_pages_without_rows_answer(client, address):
    assert page(client, address)


@pytest.mark.parametrize("address", ["/topics/none/", "/sources/none/", "/collections/none/"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_topics_count_only_published_claims(client):
    lists, empty = topic(slug="lists", name="Lists"), topic(slug="empty", name="Empty")
    published(claim(topics=[lists]))
    review(claim(topics=[lists, empty]))

    topics = client.get("/topics/").context["topics"]

    assert {heading.slug: n for heading, n in topics} == {"lists": 1, "empty": 0}


def test_a_topic_leads_to_its_claims_by_verdict(client):
    lists = topic(slug="lists")
    published(claim(topics=[lists]))
    published(claim(topics=[lists]), verdict="mixed")

    text = page(client, "/topics/lists/")

    assert '<a href="/claims/?topic=lists&amp;verdict=false">1 false</a>' in text
    assert '<a href="/claims/?topic=lists&amp;verdict=mixed">1 mixed</a>' in text
    assert "verdict=true" not in text


def test_a_source_page_groups_what_leans_on_it_by_stance(client):
    document = source(key="doc", title="The document", read="excerpt", read_note="Two pages")
    for stance in ("supports", "refutes", "supports"):
        draft = review(statement=f"It {stance}.")
        piece(draft, source=document, stance=stance, finding="What it shows.", locator="p. 9")
        publishing.publish(review=publishing.submit(review=draft), approver=account())

    response = client.get("/sources/doc/")

    assert [(group.stance.value, [c.statement for c in group.claims]) for group in response.context["groups"]] == [
        ("refutes", ["It refutes."]),
        ("supports", ["It supports.", "It supports."]),
        ("context", []),
    ]
    assert "<strong>Read in an excerpt</strong>. Two pages" in response.content.decode()
    assert "Used as evidence in 3 claims" in response.content.decode()


def test_a_source_page_says_which_claims_were_made_in_it(client):
    document = source(key="doc")
    of = claim(appearances=0)
    Appearance.objects.create(claim=of, claimant="A paper", source=document)
    published(of, statement="Made here.")

    text = page(client, "/sources/doc/")

    assert "No published review uses it as evidence." in text
    assert text.index("Claims made or repeated here") < text.index("“Made here.”")


def test_a_source_page_shows_a_page_of_claims_and_the_number_of_all(client, monkeypatch):
    monkeypatch.setattr(other_pages, "PER_PAGE", 2)
    document = source(key="doc")
    for stance in ("refutes", "supports", "refutes", "context"):
        draft = review()
        piece(draft, source=document, stance=stance)
        publishing.publish(review=publishing.submit(review=draft), approver=account())
    Appearance.objects.create(claim=draft.claim, claimant="A paper", source=document, position=9)

    first, second = client.get("/sources/doc/"), client.get("/sources/doc/?page=2")
    texts = [response.content.decode() for response in (first, second)]

    assert [[len(group.claims) for group in response.context["groups"]] for response in (first, second)] == [[2, 0, 0], [0, 1, 1]]
    assert [[group.total for group in response.context["groups"]] for response in (first, second)] == [[2, 1, 1]] * 2
    assert all("Used as evidence in 4 claims" in text and '/sources/doc/">' in text for text in texts)
    assert all("1 claim made or repeated here" in text for text in texts)
    assert 'href="?page=2#used">They begin on page 2.</a>' in texts[0]
    assert 'href="/sources/doc/#made">They begin on page 1.</a>' in texts[1]
    assert ("noindex" in texts[0], "noindex" in texts[1]) == (False, True)


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "", "٢", "9" * 30])
def test_a_page_that_a_source_does_not_have_is_refused_with_the_last_one(client, number):
    source(key="doc")

    response = client.get("/sources/doc/", {"page": number})

    assert response.status_code == 400
    assert f"There is no page “{number}” of this source; the last one is 1." in response.content.decode()


def test_the_glossary_goes_by_pinyin_and_names_the_claims(client):
    term("shixin").claims.add(published(statement="About trust.").claim)
    term("heimingdan", hanzi="黑名单", pinyin="hēimíngdān", traditional="黑名單")

    response = client.get("/glossary/")

    assert response.context["letters"] == [("H", "heimingdan"), ("S", "shixin")]
    assert 'lang="zh-Hant">黑名單</span>' in response.content.decode()
    assert "“About trust.”" in response.content.decode()


def test_a_lesson_keeps_its_verdicts_closed_until_asked(client):
    lesson(published().claim)

    closed, opened = page(client, "/collections/first-look/"), page(client, "/collections/first-look/?answers=open")

    assert "<details>" in closed
    assert "<details open>" in opened
    assert "What do you think?" in closed


def test_the_corrections_log_shows_the_verdict_before_and_after_and_counts_typos(client):
    of = published(claim(reference="SC-0007")).claim
    published(of, change="typo", reason="A letter was missing.")
    published(of, change="correction", reason="We had missed a list.", verdict="mixed")

    text = page(client, "/corrections/")

    assert '<li id="SC-0007-3">' in text
    assert "We had missed a list." in text
    assert "A letter was missing." not in text
    assert '1 entry; besides, <a href="?kind=typo">1 typo mended</a>' in text
    assert re.search(r'class="was">.*False</span>.*→.*Mixed</span>', text)


def test_a_withdrawal_stands_in_the_log_its_feed_and_on_top(client):
    old = published(claim(reference="SC-0007"), at=NOON - timedelta(days=9))
    published(published(at=NOON - timedelta(days=5)).claim, at=NOON - timedelta(days=3), reason="An update.")
    publishing.withdraw(review=old, reason="It rested on a forged document.", at=NOON)

    text, feed = page(client, "/corrections/"), feedparser.parse(client.get("/corrections.atom").content)

    assert text.index("It rested on a forged document.") < text.index("An update.")
    assert [entry.summary for entry in feed.entries] == ["It rested on a forged document.", "An update."]
    assert feed.entries[0].title == "Withdrawn: False: “Everyone has a score.”"
    assert feed.entries[0].updated == "2026-11-22T12:00:00+00:00"


def test_the_ledger_says_how_many_entries_it_has(client):
    before = page(client, "/ledger/")
    for _ in range(2):
        published()

    assert '<h2 id="entries">0 entries</h2>' in before
    assert '<h2 id="entries">2 entries</h2>' in page(client, "/ledger/")


def test_the_ledger_is_sent_as_it_is_read_from_the_database(client):
    published()
    published()

    lines = iter(client.get("/ledger.jsonl").streaming_content)
    first = json.loads(next(lines))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_cursors WHERE statement LIKE '%claims_ledgerentry%'")
        opened = cursor.fetchall()

    assert (first["position"], len(opened)) == (1, 1)
    assert len(list(lines)) == 1


def test_the_ledger_can_be_verified_from_its_file(client):
    of = published().claim
    publishing.withdraw(review=published(of, at=NOON + timedelta(days=1)), reason="It rested on a forged document.", at=NOON + timedelta(days=2))

    lines = [json.loads(line) for line in b"".join(client.get("/ledger.jsonl")).decode().splitlines()]

    assert [(line["position"], line["deed"], line["at"]) for line in lines] == [
        (1, "published", "2026-11-22T12:00:00Z"),
        (2, "published", "2026-11-23T12:00:00Z"),
        (3, "withdrawn", "2026-11-24T12:00:00Z"),
    ]
    assert lines[1]["previous"] == lines[0]["digest"]
    assert json.loads(lines[2]["record"])["withdrawn_reason"] == "It rested on a forged document."
    assert first_divergence(LedgerEntry.objects.order_by("position")) is None
