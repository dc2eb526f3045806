"""Writing a draft without losing anything: what is typed is kept, what is missing is said, and two editors do not overwrite each other.

The page of a draft carries what it began from (`seen`). A save is compared with what the database holds by then; where that differs, nothing is
saved, the two are merged into the form, and the page shows the difference (`claims.editorial.merging`).
"""

import json

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.admin import rehearsal, written
from claims.editorial import differences
from claims.editorial.merging import Difference, Merged, merge
from claims.models import Claim, Review, State, Unsaved
from claims.verdicts import Verdict
from sources.models import Source

_TAKEN_UP = "This is your text that was not saved. Read it, then save."


class Drafting:
    """For ReviewAdmin."""

    def get_urls(self):
        def address(route: str, view, name: str):
            return path(route, self.admin_site.admin_view(require_POST(view)), name=f"claims_review_{name}")

        return [
            address("keep/", self.keep, "keep_new"),
            address("markdown/", self.markdown, "markdown"),
            address("<int:pk>/keep/", self.keep, "keep"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request.merged = request.refusal = None
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        pk = int(object_id) if object_id and object_id.isdecimal() else None
        with transaction.atomic():
            review = Review.objects.filter(pk=pk, state=State.DRAFT).first() if pk else None
            if review:
                Claim.objects.select_for_update().get(pk=review.claim_id)
            if "_throw_away" in request.POST:
                self._unsaved(request, pk).delete()
                messages.success(request, "Thrown away.")
                return self.to_its_page(request, review) if review else HttpResponseRedirect(reverse("admin:claims_review_add"))
            if review or not pk:
                self._lay_out(request, review)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _lay_out(self, request: HttpRequest, review: Review | None) -> None:
        """Turn what was sent into what the form is to show: the text that was kept when it is asked for, laid over what others saved meanwhile."""
        begun, now = _begun(request.POST.get("seen")), written.of_review(review) if review else None
        request.saved = now  # the form is about to change the row in memory
        mine = written.of_form(request.POST, now)
        if "_take_up" in request.POST:
            kept = self._unsaved(request, review.pk if review else None).first()
            if kept is None:
                raise BadRequest("Nothing was kept.")
            mine, begun, request.refusal = written.of_plain(kept.written["mine"]), _begun(kept.written["seen"]), _TAKEN_UP
        if review and begun and begun != now:
            request.merged = merge(base=begun, theirs=now, mine=mine)
            mine, request.refusal = request.merged.written, request.refusal or _refusal(review)
        if request.refusal:
            request.POST = written.as_form(mine, review)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._unsaved(request, form.instance.pk if change else None).delete()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        pk = obj.pk if obj else None
        if add or (obj.state == State.DRAFT and self.has_change_permission(request, obj)):
            kept = None if request.method == "POST" else self._unsaved(request, pk).first()
            context |= {
                "drafting": True,
                "keep_address": reverse("admin:claims_review_keep", args=[pk]) if pk else reverse("admin:claims_review_keep_new"),
                "seen": json.dumps(written.as_plain(getattr(request, "saved", None) or written.of_review(obj))) if obj else "",
                "kept": kept,
                "others": self._others(request, pk),
                "merged": _shown(request.merged) if getattr(request, "merged", None) else None,
                "taken_up": getattr(request, "refusal", None) == _TAKEN_UP,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _unsaved(self, request: HttpRequest, pk: int | None):
        return Unsaved.objects.filter(editor=request.user, review=pk)

    def _others(self, request: HttpRequest, pk: int | None) -> list[Unsaved]:
        """Who else has text in the form of this review that is not saved."""
        return list(Unsaved.objects.filter(review=pk).exclude(editor=request.user).select_related("editor").order_by("at")) if pk else []

    def keep(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Keep what stands in the form, whatever it is, and say what is missing in it. Nothing of the review itself changes."""
        review = get_object_or_404(Review.objects.select_related("claim"), pk=pk) if pk else None
        if not (self.has_change_permission(request, review) if review else self.has_add_permission(request)):
            raise PermissionDenied
        if review and review.state != State.DRAFT:
            return JsonResponse({"refused": "This review is no draft any more. Copy your text and load the page again."}, status=409)
        now = written.of_review(review) if review else None
        mine = written.of_form(request.POST, now)
        if mine == now or not (review or any(mine.fields.values()) or mine.evidence):
            self._unsaved(request, pk).delete()
        else:
            kept = {"mine": written.as_plain(mine), "seen": request.POST.get("seen", "")}
            Unsaved.objects.update_or_create(editor=request.user, review=review, defaults={"written": kept})
        return JsonResponse(self._answer(request, review, now))

    def _answer(self, request: HttpRequest, review: Review | None, now) -> dict:
        checklist = self._rehearsed(request, review)
        begun = _begun(request.POST.get("seen"))
        return {
            "at": f"{timezone.now():%H:%M:%S} UTC",
            "said": checklist.said,
            "checklist": render_to_string("admin/claims/review/_checklist.html", {"checklist": checklist, "review": review}),
            "others": [f"{other.editor} has text in this draft that is not saved yet." for other in self._others(request, review and review.pk)],
            "changed": "Somebody saved this draft after you opened it. When you save, you see the difference." if begun and begun != now else "",
        }

    def _rehearsed(self, request: HttpRequest, review: Review | None) -> rehearsal.Checklist:
        fields = flatten_fieldsets(self.get_fieldsets(request, review))
        form = self.get_form(request, review, change=review is not None, fields=fields)(request.POST, instance=review)
        if review is None:
            form.instance.author, form.instance.number = request.user, 1
        formsets, _ = self._create_formsets(request, form.instance, change=review is not None)
        return rehearsal.rehearse(form, formsets[0])

    def markdown(self, request: HttpRequest) -> HttpResponse:
        """The text as readers will see it: the same rules, the same cleaning."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return TemplateResponse(request, "admin/claims/review/_markdown.html", {"text": request.POST.get("text", "")})


def _begun(seen: str | None):
    """What the page began from, or None where it does not say. Raises BadRequest for anything else."""
    if not seen:
        return None
    try:
        return written.of_plain(json.loads(seen))
    except ValueError as error:
        raise BadRequest("The page’s own fields were changed. Load it again.") from error


def _refusal(review: Review) -> str:
    logged = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Review), object_id=str(review.pk)).select_related("user")
    who = logged[0].user.get_username() if logged else "Somebody"
    return f"{who} saved this draft after you opened it, so yours is not saved yet. Nothing is lost: read the differences, then save again."


def _shown(merged: Merged) -> dict:
    """The differences for the page, each with the name that editors know and its pieces word by word."""
    keys = {d.source for d in (*merged.taken, *merged.clashes) if d.source.isdecimal()}
    sources = {str(pk): key for pk, key in Source.objects.filter(pk__in=keys).values_list("pk", "key")}
    return {
        "taken": [_named(d, sources) for d in merged.taken],
        "clashes": [_named(d, sources) for d in merged.clashes],
    }


def _named(difference: Difference, sources: dict[str, str]) -> dict:
    name = f"evidence {sources.get(difference.source, '')}" if difference.source else Review._meta.get_field(difference.name).verbose_name
    theirs, mine = (Verdict(text).label if difference.name == "verdict" and text else text for text in (difference.theirs, difference.mine))
    return {"label": name[0].upper() + name[1:], "theirs": theirs, "pieces": differences.words(theirs, mine)}
