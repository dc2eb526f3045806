"""The page that takes ClaimReviews in: a file, looked at first entry by entry, then those that are ticked, as drafts. No address is fetched.

As with tables, a file that was looked at waits in the shared cache for an hour; the import reads it again, and sees what has changed meanwhile.
"""

from pathlib import PurePath
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.admin.exchange.files import MAX_BYTES
from claims.admin.exchange.pages import KEPT
from claims.editorial import rights
from claims.editorial.gates import Refused
from claims.editorial.importing import import_reviews
from claims.editorial.incoming import MOST, Incoming, look
from claims.markup.extract import Unreadable, claimreviews
from claims.markup.reader import Checked, read

_KINDS = (".json", ".jsonld", ".jsonl", ".html", ".htm")


def reviews_of(name: str, data: bytes) -> list[Checked]:
    """The ClaimReviews of a file called `name`. Raises Unreadable in words for an editor."""
    kind = PurePath(name).suffix.lower()
    if kind not in _KINDS:
        raise Unreadable(f"“{name}” is not a file of ClaimReviews: its name must end in {', '.join(_KINDS)}.")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"The file has {len(data):,} bytes; {MAX_BYTES:,} at most. Send it in parts.")
    found = claimreviews(_text(data))
    if not found:
        raise Unreadable("There is no ClaimReview in the file.")
    if len(found) > MOST:
        raise Unreadable(f"There are {len(found):,} ClaimReviews in the file; {MOST} at most. Send it in parts.")
    return [read(entry, site=settings.SITE_URL) for entry in found]


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("The file is UTF-16, not UTF-8. Save it again as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = f"byte {error.start + 1} ({data[error.start]:#04x}) does not belong there"
        raise Unreadable(f"The file is not UTF-8: {words}. Save it again as UTF-8.") from error


class FileForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=f"JSON-LD, a DataFeed, JSON Lines, or a saved page; UTF-8, {MAX_BYTES // 1_000_000} MB and {MOST} ClaimReviews at most.",
    )

    def clean_file(self) -> tuple[str, bytes]:
        sent = self.cleaned_data["file"]
        try:
            self.reviews = reviews_of(sent.name, data := sent.read())
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return sent.name, data


class TakesClaimReviews:
    """For the ModelAdmin of claims: the page, and a link to it above the list."""

    def get_urls(self):
        return [path("claimreviews/", self.admin_site.admin_view(self.claimreviews_view), name="claims_claim_claimreviews"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        told = {"claimreviews": not rights.against_import(user=request.user)}
        return super().changelist_view(request, told | (extra_context or {}))

    def claimreviews_view(self, request: HttpRequest) -> HttpResponse:
        """Asks for a file; shows what it would become; takes what is ticked."""
        if rights.against_import(user=request.user):
            raise PermissionDenied
        if "kept" in request.POST:
            return self._take_ticked(request, request.POST["kept"])
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = FileForm(*sent, label_suffix="")
        if not form.is_valid():
            return self._claimreviews_page(request, form, {}, 400 if form.is_bound else 200)
        name, data = form.cleaned_data["file"]
        entries, _ = look(reviews=form.reviews)
        told = {"entries": entries, "file_name": name, "ticked": {entry.number for entry in entries if entry.is_possible and not entry.is_duplicate}}
        if any(entry.is_possible for entry in entries):
            told["kept"] = uuid4().hex
            cache.set(told["kept"], (request.user.pk, "claimreviews", name, data), KEPT)
        return self._claimreviews_page(request, FileForm(label_suffix=""), told)

    def _take_ticked(self, request: HttpRequest, key: str) -> HttpResponse:
        kept = cache.get(key) if len(key) == 32 and key.isalnum() else None
        if kept is None or kept[:2] != (request.user.pk, "claimreviews"):
            messages.error(request, "That file is no longer here. Send it again.")
            return HttpResponseRedirect(request.path)
        name, data = kept[2:]
        checked = reviews_of(name, data)
        numbers = {int(text) for text in request.POST.getlist("take") if text.isascii() and text.isdecimal() and len(text) < 6}
        try:
            drafts = import_reviews(reviews=checked, numbers=numbers, user=request.user, file=name)
        except Refused as refused:
            told = {"entries": look(reviews=checked)[0], "file_name": name, "kept": key, "ticked": numbers, "faults": refused.faults}
            return self._claimreviews_page(request, FileForm(label_suffix=""), told, 409)
        cache.delete(key)
        for draft in drafts:
            self.log_addition(request, draft.claim, f"Imported from {name}.")
        messages.success(request, f"{name}: {len(drafts)} imported as drafts of yours: {_span([draft.claim.reference for draft in drafts])}.")
        return HttpResponseRedirect(reverse("admin:claims_review_changelist") + "?state__exact=draft")

    def _claimreviews_page(self, request: HttpRequest, form: FileForm, told: dict, status: int = 200) -> HttpResponse:
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": "Import ClaimReviews", "form": form}
        entries: list[Incoming] = told.get("entries", [])
        counts = {
            "all": len(entries),
            "here": sum(entry.here is not None for entry in entries),
            "like": sum(entry.is_possible and entry.is_duplicate for entry in entries),
            "faulty": sum(bool(entry.faults) for entry in entries),
        }
        return TemplateResponse(request, "admin/exchange/claimreviews.html", context | {"counts": counts} | told, status=status)


def _span(references: list[str]) -> str:
    return ", ".join(references) if len(references) <= 5 else f"{references[0]} to {references[-1]}"
