"""What would be missing if the form, just as it stands, were saved and submitted?

The gates judge rows of the database, and the form holds text that is not saved, some of it not even valid. So the form is saved as far as it goes,
the gates are asked, and everything is rolled back: the answer is that of the gates themselves, and of the database, with nothing written twice.
"""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.forms import BaseInlineFormSet, ModelForm

from claims.editorial import gates
from claims.editorial.gates import Fault
from claims.models import Review

_NO_CLAIM = Fault("needs_claim", "Choose the claim that the review is about.")


@dataclass
class Checklist:
    """What the page shows above the form: what cannot be saved as it stands, what is needed, what is weak, what would be better."""

    invalid: list[str] = field(default_factory=list)
    refusals: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    hints: list[Fault] = field(default_factory=list)

    @property
    def said(self) -> str:
        """The list in one line, as "2 things needed, 1 weak point"."""
        parts = [(len(self.invalid), "cannot be saved as it stands", "cannot be saved as they stand"), (len(self.refusals), "needed", "needed")]
        words = [f"{n} {'thing' if n == 1 else 'things'} {one if n == 1 else many}" for n, one, many in parts if n]
        if weak := len(self.warnings):
            words.append(f"{weak} weak point{'' if weak == 1 else 's'}")
        return ", ".join(words) or "Everything is there"


def of_saved(review: Review) -> Checklist:
    return Checklist([], gates.refusals(review), gates.warnings(review), gates.hints(review))


@transaction.atomic
def rehearse(form: ModelForm, formset: BaseInlineFormSet) -> Checklist:
    """The checklist of a bound form and its rows of evidence. Nothing of it is saved."""
    form.is_valid()
    checklist = Checklist(_faults(form, formset))
    review = form.instance
    _without_faults(review, form)
    if review.claim_id is None or not _saved(review):
        checklist.refusals = [_NO_CLAIM]
    else:
        _save_evidence(review, formset)
        fresh = Review.objects.select_related("claim").get(pk=review.pk)
        checklist = Checklist(checklist.invalid, gates.refusals(fresh), gates.warnings(fresh), gates.hints(fresh))
    transaction.set_rollback(True)
    return checklist


def _without_faults(review: Review, form: ModelForm) -> None:
    """What the database would not take stands as it is saved."""
    saved = Review.objects.filter(pk=review.pk).first() or Review()
    for name in form.errors.keys() & {column.name for column in Review._meta.concrete_fields}:
        setattr(review, name, getattr(saved, name, None) if name != "claim" else None)


def _saved(row) -> bool:
    """Whether the database took it."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def _save_evidence(review: Review, formset: BaseInlineFormSet) -> None:
    for place, form in enumerate(formset.forms, start=10_000):
        gone = formset.can_delete and form.data.get(form.add_prefix("DELETE"))
        if gone and form.instance.pk:
            form.instance.delete()
        elif not gone and form.has_changed() and form.is_valid():
            form.instance.review, form.instance.position = review, place
            _saved(form.instance)


def _faults(form: ModelForm, formset: BaseInlineFormSet) -> list[str]:
    """Every fault of the form in words: the field, and what is wrong with it."""
    faults = _named(form, "")
    for number, piece in enumerate(formset.forms, start=1):
        if piece.has_changed() and not piece.data.get(piece.add_prefix("DELETE")):
            faults += _named(piece, f"Evidence {number}, ")
    return faults


def _named(form: ModelForm, prefix: str) -> list[str]:
    """As "Fact: too long."; what is wrong with the whole stands by itself. That the like is there already, the field itself says while one types."""
    faults = []
    for name, errors in form.errors.as_data().items():
        words = " ".join(message for error in errors if error.code != "already_there" for message in error.messages)
        if words:
            faults.append(f"{prefix}{form[name].label}: {words}" if name in form.fields else words)
    return faults
