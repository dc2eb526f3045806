"""A sceptic checks that nothing changes in silence; a reader meets an overdue verdict, and never a draft."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
import time_machine

from claims.models import Claim
from tests import factories

LATER = datetime(2026, 12, 24, 12, tzinfo=UTC)


def test_a_sceptic_goes_from_claim_to_version_to_history_to_ledger(reader):
    claim = Claim.objects.get(reference="SC-0007")
    factories.published(claim, change="correction", reason="A date was wrong.", verdict="mostly-false", fact="It has no such score.", at=LATER)
    reader.open("/SC-0007").follow("Version 1", within="section[aria-labelledby='history']")
    old = reader.text("#verdict-h"), reader.text(".notice")
    reader.follow("see what changed")
    history = reader.texts("main .log h2")
    reader.follow("Ledger")

    assert old[0] == "Verdict: False"
    assert "There is a newer version. Correction of 24 December 2026: A date was wrong." in old[1]
    assert history == ["Version 2: Correction", "Version 1: First review"]
    assert reader.text(".log li").startswith("24 December 2026")
    assert "It has no such score." in reader.text(".log li")
    assert reader.follow("Everyone has a score.", within=".log").address == "/claims/score-for-every-citizen-by-2020/reviews/2/"


def test_a_correction_stands_in_log_feed_and_on_the_first_page(reader):
    claim = Claim.objects.get(reference="SC-0007")
    factories.published(claim, change="correction", reason="A date was wrong.", verdict="mostly-false", at=LATER)
    first_page = reader.open("/").text("section[aria-labelledby='recent']")
    logged = reader.follow("All corrections").text("#SC-0007-2")
    feed = reader.follow("Follow as a feed").body.decode()

    assert "Mostly false: Everyone has a score." in first_page
    assert "Before: Verdict: False→ Verdict: Mostly false" in logged
    assert "A date was wrong." in logged
    assert "A date was wrong." in feed


def test_anybody_can_recompute_every_digest(reader):
    last = reader.follow("Data and feeds").text("#ledger ~ p code")
    entries = [json.loads(line) for line in reader.follow("ledger.jsonl").body.splitlines()]
    digest = "0" * 64
    for entry in entries:
        lines = [digest, str(entry["position"]), f"{entry['deed']} {entry['at']}", entry["record"]]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        assert digest == entry["digest"]

    assert digest == last
    assert [entry["position"] for entry in entries] == list(range(1, len(entries) + 1))
    assert all(json.loads(entry["record"])["verdict"] for entry in entries)


@pytest.mark.parametrize(("day", "overdue"), [("2027-11-22", False), ("2027-11-23", True)])
def test_an_overdue_verdict_says_so_from_the_day_after_its_date(reader, day, overdue):
    with time_machine.travel(f"{day}T12:00:00Z", tick=False):
        reader.open("/claims/every-citizen-will-get-a-score/")
        page = reader.text("main")
        listed = reader.open("/claims.csv?status=overdue").body.decode()

    assert ("Overdue for review. We meant to look at this again by 22 November 2027." in page) is overdue
    assert ("SC-0001," in listed) is overdue


@pytest.mark.parametrize(
    "address", ["/SC-0031", "/SC-0034/1", "/claims/2025-measures-bring-citizen-scoring/", "/claims/unified-code-is-a-citizens-number.json"]
)
def test_a_draft_has_no_address(reader, address):
    assert reader.open(address).status == 404


@pytest.mark.parametrize(
    "address", ["/claims.json", "/claims.csv", "/claims.atom", "/ledger.jsonl", "/sitemap.xml", "/claims/?q=unified+code", "/topics/law-and-policy/"]
)
def test_a_draft_stays_hidden_from_every_list(reader, address):
    body = reader.open(address).body.decode()

    assert reader.status == 200
    assert "SC-0031" not in body
    assert "2025-measures-bring-citizen-scoring" not in body
    assert "unified-code-is-a-citizens-number" not in body
