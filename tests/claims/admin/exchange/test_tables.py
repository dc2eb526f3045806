"""Rows in and out: what is unchanged, what is changed, what is refused, and that it is all or nothing."""

import pytest
from tablib import Dataset

from claims.admin.exchange.identity import Appearances, Claims, Sources
from claims.admin.exchange.reviews import Pieces, Reviews
from claims.models import Appearance, Claim, Evidence, Review
from sources.models import Source, SourceAuthor
from tests import desk, factories

pytestmark = pytest.mark.django_db


def rows(*found: dict) -> Dataset:
    return Dataset(*[tuple(row.values()) for row in found], headers=list(found[0]))


def taken(table, *found: dict, user=None, for_real=True):
    return table(user or desk.editor()).take(rows(*found), for_real=for_real)


def faults(lines) -> list[tuple[int, str]]:
    return [(line.number, " ".join(line.faults)) for line in lines if line.faults]


def test_a_row_that_says_what_is_there_is_left_alone_whoever_sends_it():
    source = factories.source(key="liu2018")
    SourceAuthor.objects.create(source=source, position=0, family="Liu", given="Jun")
    SourceAuthor.objects.create(source=source, position=1, literal="Office; of Things")
    factories.published()

    for table, queryset in ((Sources, Source.objects), (Claims, Claim.objects), (Appearances, Claim.objects), (Reviews, Review.objects)):
        lines = table(desk.editor("contributor")).take(table().rows(queryset.all()), for_real=True)

        assert {line.kind for line in lines} == {"skip"}


def test_a_source_is_made_and_changed_with_its_authors():
    row = {"key": "new2019", "title": "A plan", "language": "en", "publisher": "State Council", "kind": "policy", "url": "https://example.org/p"}
    new = row | {"link": "seen", "read": "full", "summary": "It says.", "standing": "current", "authors": "Liu | Jun; Office of Things"}

    made = taken(Sources, new)
    changed = taken(Sources, {"key": "new2019", "authors": "Mo |", "title": "Another plan"})

    source = Source.objects.get(key="new2019")
    assert (made[0].kind, changed[0].kind) == ("new", "update")
    assert changed[0].changes == [("title", "A plan", "Another plan"), ("authors", "Liu | Jun; Office of Things", "Mo |")]
    assert [(author.family, author.given, author.literal) for author in source.authors.all()] == [("Mo", "", "")]
    assert source.publisher == "State Council"


def test_a_preview_says_what_would_happen_and_changes_nothing():
    factories.source(key="doc", title="Old")

    lines = taken(Sources, {"key": "doc", "title": "New"}, for_real=False)

    assert lines[0].changes == [("title", "Old", "New")]
    assert Source.objects.get(key="doc").title == "Old"


def test_one_bad_row_keeps_all_out_and_each_fault_is_named():
    factories.source(key="doc", title="Old")
    lines = taken(
        Sources, {"key": "doc", "title": "New", "kind": "law"}, {"key": "doc", "title": "", "kind": "lore"}, {"key": "x y", "title": "T", "kind": ""}
    )

    found = faults(lines)
    assert [number for number, _ in found] == [2, 3]
    assert "title: This field cannot be blank." in found[0][1]
    assert "kind: Value 'lore' is not a valid choice." in found[0][1]
    assert Source.objects.get(key="doc").title == "Old"


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (["key", "tittle"], "There is no column “tittle” in this table."),
        (["title"], "The column “key” is missing"),
        (["pk", "key"], "no column “pk”"),
    ],
)
def test_columns_that_are_not_known_or_missing_are_named(headers, words):
    lines = Sources(desk.editor()).take(Dataset(["a"] * len(headers), headers=headers), for_real=True)

    assert words in faults(lines)[0][1]


def test_a_claim_is_made_with_the_next_reference_and_its_topics_and_ties():
    factories.topic(slug="lists")
    whole = factories.claim(reference="SC-9100")

    lines = taken(Claims, {"reference": "", "slug": "a-part", "topics": "lists", "part_of": "SC-9100"})

    made = Claim.objects.get(slug="a-part")
    assert lines[0].name == made.reference
    assert int(made.reference[3:]) > 9100
    assert [(link.other, link.tie) for link in made.links.all()] == [(whole, "part_of")]
    assert [place.topic.slug for place in made.claimtopic_set.all()] == ["lists"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"topics": "nothing"}, "There is no topic “nothing”."), ({"part_of": "SC-1"}, "There is no claim “SC-1”."),
        ({"reference": "SC-x", "slug": "x"}, "A reference looks like SC-9002, not “SC-x”."),
        ({"reference": "SC-0001", "slug": "x"}, "SC-0001 has been given already"), ({"slug": "Not a slug"}, "slug: Enter a valid “slug”"),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_is_refused_in_words(change, words):
    factories.claim(reference="SC-9001", slug="score")

    lines = taken(Claims, {"reference": "SC-9001", "slug": "score"} | change)

    assert words in faults(lines)[0][1]


def test_a_new_address_of_a_published_claim_keeps_the_old_one():
    of = factories.published(factories.claim(slug="old")).claim

    taken(Claims, {"reference": of.reference, "slug": "new"})

    assert [former.slug for former in of.former_slugs.all()] == ["old"]


def test_an_appearance_is_added_and_the_claim_says_when_it_was_first_made():
    of = factories.published().claim

    taken(Appearances, {"claim": of.reference, "order": "2", "claimant": "A speaker", "date": "2014", "url": "https://example.org/speech"})

    of.refresh_from_db()
    assert of.first_made == "2014"
    assert Appearance.objects.filter(claim=of).count() == 2


def test_a_draft_is_written_by_whoever_imports_it_and_evidence_goes_with_it():
    user, of = desk.editor(), factories.claim()
    source = factories.source()
    row = {"claim": of.reference, "number": "", "state": "", "statement": "Everyone has a score.", "systems": "court-list; local-pilot"}

    taken(Reviews, row | {"review_by": "2030-01-01", "would_change": "One.\nTwo; three."}, user=user)
    taken(Pieces, {"claim": of.reference, "number": "1", "source": source.key, "stance": "refutes", "finding": "Lists only."}, user=user)

    review = of.reviews.get()
    assert (review.author, review.state, review.systems, review.would_change) == (
        user, "draft", ["court-list", "local-pilot"], ["One.", "Two; three."],
    )  # fmt: skip
    assert [(piece.source, piece.finding) for piece in review.evidence.all()] == [(source, "Lists only.")]


def test_who_imports_into_a_draft_of_others_has_written_in_it():
    user, review = desk.editor(), factories.review()

    taken(Reviews, {"claim": review.claim.reference, "number": "1", "fact": "Another fact."}, user=user)

    assert list(review.writers.all()) == [user]


def test_two_pieces_of_evidence_change_places():
    review = factories.review(evidence=3)
    keys = [piece.source.key for piece in review.evidence.all()]
    found = [{"claim": review.claim.reference, "number": "1", "source": key, "order": order} for key, order in zip(keys[:2], "21", strict=True)]

    taken(Pieces, *found)

    assert [piece.source.key for piece in review.evidence.all()] == [keys[1], keys[0], keys[2]]


def test_what_readers_see_never_changes_by_an_import():
    review = factories.published()
    piece = review.evidence.first()
    key = {"claim": review.claim.reference, "number": "1"}

    lines = taken(Reviews, key | {"fact": "Another fact."}) + taken(Pieces, key | {"source": piece.source.key, "finding": "Another finding."})
    lines += taken(Pieces, key | {"source": factories.source().key, "stance": "context", "finding": "New."})

    assert ["never change" in " ".join(line.faults) for line in lines] == [True, True, True]
    assert Evidence.objects.get(pk=piece.pk).finding == piece.finding


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "published"}, "A new review enters as a draft."), ({"number": "7"}, "has the number 1, not 7"),
        ({"number": "x"}, "whole number from 1"), ({"claim": "SC-1"}, "There is no claim “SC-1”."), ({"verdict": "fake"}, "not a valid choice"),
        ({"review_by": "soon"}, "Value could not be parsed"), ({"systems": "moon"}, "moon"), ({"statement": ""}, "statement"),
    ],
)  # fmt: skip
def test_a_review_that_cannot_be_is_refused_in_words(change, words):
    of = factories.claim()

    lines = taken(Reviews, {"claim": of.reference, "number": "", "state": "", "statement": "Everyone has a score."} | change)

    assert words in faults(lines)[0][1]
    assert not Review.objects.exists()


def test_a_role_can_do_no_more_by_an_import_than_by_hand():
    contributor, review, shown = desk.editor("contributor"), factories.review(), factories.published()
    source = shown.evidence.first().source

    lines = taken(Reviews, {"claim": review.claim.reference, "number": "1", "fact": "Mine."}, user=contributor)
    lines += taken(Sources, {"key": source.key, "title": "Mine"}, user=contributor)
    lines += taken(Claims, {"reference": shown.claim.reference, "slug": "mine"}, user=contributor)
    lines += taken(Claims, {"reference": "", "slug": "mine"}, user=factories.account(is_staff=True))

    assert [bool(line.faults) for line in lines] == [True] * 4


def test_new_claims_get_references_in_the_order_of_their_rows_and_never_one_that_the_file_gives():
    factories.claim(reference="SC-9001")

    lines = taken(Claims, {"reference": "", "slug": "a"}, {"reference": "SC-9005", "slug": "b"}, {"reference": "", "slug": "c"})

    assert [line.name for line in lines] == ["SC-9002", "SC-9005", "SC-9006"]


def test_a_source_that_was_merged_is_not_named_anew():
    draft, kept = factories.review(), factories.source(key="kept")
    factories.source(key="merged", merged_into=kept)
    row = {"claim": draft.claim.reference, "number": "1", "source": "merged", "stance": "context", "finding": "It says."}

    lines = taken(Pieces, row)

    assert faults(lines) == [(1, "“merged” was merged into “kept”. Name that one.")]
