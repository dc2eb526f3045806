import json
from datetime import date

import pytest
from django.db import DataError, IntegrityError

from claims.editorial import bulk, gates, ledger, projection
from claims.editorial.publishing import Refused
from claims.models import Appearance, Claim, Evidence, LedgerEntry, Review, Word
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def drafted(n: int = 1, **fields) -> bulk.Drafted:
    """A claim that passes every gate, with two independent sources and text in both scripts."""
    values = {
        "statement": "Everyone has a score: 社會信用.", "fact": "Nobody has\ta \\ score.", "verdict": "false", "answer": "There is none.",
        "rationale": "First line.\n\nSecond, with “quotes” and a back\\slash.", "systems": ["national-policy"], "places": ["china", 'a"b'],
        "as_of": "2025", "why_checked": "It is repeated.", "would_change": ["A rule, {with} braces."], "review_by": date(2027, 11, 22),
        "confidence": "high",
    }  # fmt: skip
    return bulk.Drafted(
        claim=Claim(reference=f"SC-{70000 + n}", slug=f"bulk-{n}"),
        review=Review(**values | fields),
        topics=[factories.topic(), factories.topic()],
        appearances=[Appearance(claimant="A newspaper", source=factories.source(), date="2018-11")],
        evidence=[Evidence(source=factories.source(), stance="refutes", finding="It lists no score.", locator=f"p. {i}") for i in range(2)],
        at=NOON,
    )


def published(*drafts: bulk.Drafted) -> int:
    return bulk.publish_new(drafts=list(drafts), author=factories.account(), approver=factories.account())


def test_all_are_published_with_all_that_belongs_to_them():
    number = published(drafted(1), drafted(2))

    claim = Claim.objects.get(reference="SC-70001")
    assert (number, Claim.objects.published().count()) == (2, 2)
    assert [topic.position for topic in claim.claimtopic_set.all()] == [0, 1]
    assert claim.appearances.get().date == claim.first_made == "2018-11"
    assert claim.current.rationale == "First line.\n\nSecond, with “quotes” and a back\\slash."
    assert (claim.fact, claim.places, claim.current.would_change) == ("Nobody has\ta \\ score.", ["china", 'a"b'], ["A rule, {with} braces."])
    assert [piece.locator for piece in claim.current.evidence.all()] == ["p. 0", "p. 1"]


def test_a_claim_shows_what_the_narrow_door_would_have_shown():
    few, many = drafted(1), drafted(2)
    chinese = factories.source(title="Outline of the plan, and of what", original_title="社會信用體系建設規劃綱要")
    single, untold = factories.source(title="Xylophones", original_title="罚", publisher=""), factories.source(title="-", publisher="")
    added = (chinese, single, untold, few.evidence[0].source)
    many.evidence += [Evidence(source=of, stance="context", finding="It names none.", locator="p. 3") for of in added]
    many.appearances.append(Appearance(claimant="人民日报", url="https://example.org/"))
    published(few, many)
    names = [field.attname for field in Claim._meta.concrete_fields]
    before = list(Claim.objects.order_by("pk").values(*names))

    for claim in Claim.objects.all():
        projection.refresh(claim)

    assert list(Claim.objects.order_by("pk").values(*names)) == before
    assert [[word in told["search_vector"] for word in ("纲要", "罚", "日报")] for told in before] == [[False] * 3, [True] * 3]
    assert Word.objects.filter(text="xylophones").exists()


def test_the_ledger_goes_on_from_its_last_entry_and_holds():
    factories.published()
    published(drafted(1), drafted(2))

    entries = LedgerEntry.objects.order_by("position")

    assert [entry.position for entry in entries] == [1, 2, 3]
    assert ledger.first_divergence(entries.iterator(chunk_size=10)) is None
    assert ledger.first_disagreement(entries.prefetch_related(*ledger.RELATED).iterator(chunk_size=10)) is None
    assert ledger.first_unrecorded() is None


def test_records_of_many_are_what_each_alone_would_be():
    hostile = '"source":"\ue000liu2018" \\"source\\":\\"\ue000liu2018\\" {"a": [\u2028]} \x01'
    published(drafted(1, answer=hostile), drafted(2))
    reviews = list(Review.objects.prefetch_related("claim__appearances__source", "evidence__source__authors", "evidence__source__read_in"))
    for review in reviews:
        review.evidence.all()[1].source = review.evidence.all()[0].source

    together = ledger.records_of_new((r, list(r.claim.appearances.all()), list(r.evidence.all())) for r in reviews)

    assert together == [ledger.record(LedgerEntry.Deed.PUBLISHED, review) for review in reviews]
    assert [json.loads(record)["answer"] for record in together] == [hostile, "There is none."]


def test_nothing_is_published_of_nothing():
    assert published() == 0


def test_a_text_that_the_database_cannot_hold_is_refused():
    with pytest.raises(DataError):
        published(drafted(answer="A zero: \x00."))

    assert not Claim.objects.exists()


def test_new_words_are_learned_once():
    Word.objects.create(text="everyone")

    published(drafted(1), drafted(2))

    assert {"everyone", "score", "newspaper", "backslash"} - set(Word.objects.values_list("text", flat=True)) == {"backslash"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: setattr(d.review, "fact", ""), "needs_fact"),
        (lambda d: setattr(d, "appearances", []), "needs_appearance"),
        (lambda d: setattr(d.appearances[0], "claimant", ""), "needs_claimant"),
        (lambda d: setattr(d.evidence[0], "locator", "") or setattr(d, "evidence", d.evidence[:1]), "needs_evidence"),
        (lambda d: setattr(d, "evidence", d.evidence[:1]), "one_source"),
        (lambda d: setattr(d.review, "review_by", NOON.date()), "overdue_already"),
    ],
)
def test_one_draft_that_a_gate_stops_stops_all(change, code):
    bad = drafted(2)
    change(bad)

    with pytest.raises(Refused) as refused:
        published(drafted(1), bad)

    assert code in [fault.code for fault in refused.value.faults]
    assert Claim.objects.count() == LedgerEntry.objects.count() == 0


def test_nobody_publishes_words_of_their_own():
    account = factories.account()

    with pytest.raises(Refused, match="second person"):
        bulk.publish_new(drafts=[drafted()], author=account, approver=account)

    assert not Review.objects.exists()


def test_a_public_note_lets_a_weak_one_pass():
    weak = drafted(override_note="Only one source is known.")
    weak.evidence = weak.evidence[:1]

    assert published(weak) == 1


def test_the_guards_of_the_database_look_at_each_row(monkeypatch):
    monkeypatch.setattr(gates, "lacking", lambda *args, **kwargs: [])
    bad = drafted(override_note="Let through by a careless gate.")
    bad.evidence[0].locator = bad.evidence[1].locator = ""

    with pytest.raises(IntegrityError, match="no evidence with a locator"):
        published(bad)


def test_what_came_in_bulk_is_frozen_too():
    published(drafted())

    with pytest.raises(IntegrityError, match="never changes"):
        Review.objects.update(fact="Something else.")
