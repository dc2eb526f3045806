import pytest
from django.db import IntegrityError

from claims.editorial import publishing
from claims.models import Evidence
from tests import factories
from tests.refusals import change, refused, sql

pytestmark = pytest.mark.django_db
FROZEN = "Evidence of a published review never changes."


def draft_piece(**fields) -> Evidence:
    return factories.piece(factories.review(evidence=1), **fields)


def same_source_twice() -> None:
    first, second = factories.review().evidence.all()
    change(second, source=first.source)


BREAKS = {
    "evidence_source_once": same_source_twice,
    "evidence_position": lambda: draft_piece(position=0),
    "evidence_stance_known": lambda: draft_piece(stance="doubts"),
    "evidence_has_finding": lambda: draft_piece(finding=""),
    "evidence_quotation_has_language": lambda: draft_piece(quotation="一处失信"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks(name):
    with refused(f'"{name}"'):
        BREAKS[name]()


def test_every_constraint_is_broken_above():
    declared = {constraint.name for constraint in Evidence._meta.constraints}

    assert declared == set(BREAKS)


@pytest.mark.parametrize("fields", [{"translation": "Broken in one place"}, {"quotation_language": "zh-Hans"}])
def test_a_language_or_a_translation_belongs_to_a_quotation(fields):
    with refused('"evidence_quotation_has_language"'):
        draft_piece(**fields)


def test_a_quotation_with_its_language_stands_with_or_without_translation():
    piece = draft_piece(quotation="一处失信", quotation_language="zh-Hans")

    change(piece, translation="Broken in one place")

    assert Evidence.objects.get(pk=piece.pk).translation == "Broken in one place"


@pytest.fixture(params=["published", "withdrawn"])
def public(request):
    """A review that readers have seen."""
    review = factories.published()
    return review if request.param == "published" else publishing.withdraw(review=review, reason="A source was forged.")


def test_evidence_of_a_public_review_never_changes(public):
    piece = public.evidence.first()
    piece.finding = "Another finding."

    with refused(FROZEN):
        piece.save()
    with refused(FROZEN):
        change(piece, locator="")
    with refused(FROZEN):
        Evidence.objects.bulk_update([piece], ["finding"])


def test_evidence_of_a_public_review_is_not_deleted(public):
    with refused(FROZEN):
        public.evidence.first().delete()
    with refused(FROZEN):
        public.evidence.all().delete()
    with refused(FROZEN):
        sql("DELETE FROM claims_evidence WHERE review_id = %s", public.pk)


def test_no_evidence_is_added_to_a_public_review(public):
    extra = Evidence(review=public, source=factories.source(), position=9, stance="supports", finding="It came later.")

    with refused(FROZEN):
        extra.save()
    with refused(FROZEN):
        Evidence.objects.bulk_create([extra])


def test_evidence_is_moved_neither_into_nor_out_of_a_public_review(public):
    draft = factories.review(evidence=1)

    with refused(FROZEN):
        change(public.evidence.first(), review=draft, position=9)
    with refused(FROZEN):
        change(draft.evidence.get(), review=public, position=9)


def test_evidence_of_a_draft_changes_and_goes():
    piece = draft_piece()

    change(piece, finding="Another finding.")
    piece.delete()

    assert not Evidence.objects.filter(pk=piece.pk).exists()


def test_a_source_that_evidence_rests_on_is_not_deleted():
    piece = draft_piece()

    with pytest.raises(IntegrityError, match="protected foreign keys"):
        piece.source.delete()
    with refused("foreign key constraint"):
        sql("DELETE FROM sources_source WHERE id = %s", piece.source_id)


def test_evidence_goes_by_its_source_and_stance():
    piece = draft_piece(source=factories.source(key="liu2018"))

    assert str(piece) == "liu2018 refutes"
