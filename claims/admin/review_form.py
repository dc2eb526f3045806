"""The form of a draft: its fields in the order of the reader's page, and the evidence below them."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone

from claims.admin.fields import Lines, Places
from claims.admin.likeness import AsksFirst, like_claims
from claims.editorial.rights import RESERVED
from claims.models import Change, Evidence, Review, State
from claims.verdicts import System, Verdict
from sources.admin import DATE_HELP, LANGUAGE_HELP, language_code
from sources.plain_fields import OrderedForm, StackedRows

SECTIONS = (
    ("Statement", ("statement",)),
    ("Verdict and fact", ("verdict", "fact", "answer", "confidence", "confidence_note")),
    ("Why", ("rationale", "why_checked")),
    ("Scope", ("systems", "places", ("scope_from", "scope_to"), "as_of", "scope_note")),
    ("Follow-up", ("would_change", "review_by")),
)
BEFORE_PUBLICATION = ("override_note", "second_reading", "missing")


class ReviewForm(AsksFirst, forms.ModelForm):
    watched = ("statement",)
    find = staticmethod(like_claims)
    page = "admin:claims_review_near"
    may_correct = False
    refusal: str | None = None

    systems = forms.MultipleChoiceField(
        choices=System.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text="Which system the verdict is about; one or more."
    )
    places = Places(required=False, help_text="With commas between them. “china” means the whole country; else the place: rongcheng, suining.")
    would_change = Lines(longest=300, required=False, label="What would change it", help_text="One finding a line that would make us look again.")

    class Meta:
        labels = {"scope_from": "Holds from", "scope_to": "Holds until", "missing": "Note to ourselves"}
        widgets = {"rationale": AdminTextareaWidget(attrs={"rows": 12})}
        help_texts = {
            "reason": "Readers see it in the list of corrections: what changed, and why.",
            "answer": "One or two sentences that stand alone.",
            "confidence_note": "Why not more, or not less.",
            "rationale": "Why we say this. A blank line starts a paragraph; **two stars** make bold, [words](https://…) a link, “- ” a list.",
            "why_checked": "Who repeats the claim, and why it matters.",
            "scope_from": f"{DATE_HELP} Empty when there is no beginning.",
            "scope_to": "Empty when it still holds.",
            "as_of": f"The state of affairs that the verdict is about. {DATE_HELP}",
            "scope_note": "What else limits the verdict.",
            "review_by": "The day by which we look at it again. After it, readers are told that it is overdue.",
            "override_note": "Only when the checklist shows a weak point and the review should be published all the same: say so to readers.",
            "second_reading": "The day on which you re-read it line by line against its sources. Leave it empty if you did not.",
            "missing": "What is still to be done. Readers never see it.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "claim" in self.fields:
            self.fields["claim"].help_text = "A claim without a review yet. Of a published claim, start a new review from the current one."
        if "verdict" in self.fields:
            self.fields["verdict"].choices = [("", "Choose…"), *((verdict.value, f"{verdict.label}: {verdict.meaning}") for verdict in Verdict)]
        if "change" in self.fields:
            closed = {Change.FIRST} if self.may_correct else {Change.FIRST, *RESERVED} - {self.instance.change}
            self.fields["change"].choices = [choice for choice in Change.choices if choice[0] not in closed]

    def besides(self) -> int | None:
        return self.instance.claim_id

    def clean(self) -> dict:
        """Refused when the page has something to show before anything is saved (`claims.admin.drafting`)."""
        cleaned = super().clean()
        if self.refusal:
            raise forms.ValidationError(self.refusal, code="not_yet")
        return cleaned

    def clean_claim(self):
        claim = self.cleaned_data["claim"]
        if claim.reviews.open().exists():
            raise forms.ValidationError("This claim has an open review already. Go on with that one.")
        if claim.reviews.exists():
            raise forms.ValidationError("This claim has a review that readers see. Open it and press “New review from the current one”.")
        return claim

    def clean_rationale(self) -> str:
        """Browsers send each line break as two characters; kept so, it would show as a change that nobody made."""
        return self.cleaned_data["rationale"].replace("\r\n", "\n")

    def clean_review_by(self):
        day = self.cleaned_data["review_by"]
        if day and day <= timezone.now().date():
            raise forms.ValidationError("That day has passed. Choose one to come.")
        return day

    def clean_second_reading(self):
        day = self.cleaned_data["second_reading"]
        if day and day > timezone.now().date():
            raise forms.ValidationError("That day is still to come. Give the day on which you did it.")
        return day


class EvidenceForm(OrderedForm):
    class Meta:
        labels = {"stance": "What it does", "locator": "Where in the source", "quotation_language": "Language of the quotation"}
        help_texts = {"source": "Type a few letters of its title, short name or publisher.", "quotation_language": LANGUAGE_HELP}

    def clean_quotation_language(self) -> str:
        tag = self.cleaned_data["quotation_language"]
        if tag:
            language_code(tag)
        return tag


class EvidenceInline(StackedRows):
    """One source each. They can be changed as long as the review is a draft."""

    model = Evidence
    form = EvidenceForm
    fields = ("source", "stance", "order", "finding", "locator", "quotation", "quotation_language", "translation")
    autocomplete_fields = ("source",)
    verbose_name = "piece of evidence"
    verbose_name_plural = "Evidence"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")

    def has_add_permission(self, request, obj=None) -> bool:
        return _is_draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return _is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return _is_draft(obj) and super().has_delete_permission(request, obj)


def _is_draft(review: Review | None) -> bool:
    return review is None or review.state == State.DRAFT
