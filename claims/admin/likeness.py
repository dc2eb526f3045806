"""Duplicates, while an editor types: what is like it is shown below the field, and asked about once before it is saved.

Script fetches the list as the fields are filled in (static/js/near.js). Without it, and whenever the two are surely the same, the form asks.
"""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.editorial.likeness import Like, claims_like, sources_like

ANOTHER = "_another"
_LONGEST = 2000


def like_sources(texts: dict[str, str], besides: int | None) -> list[Like]:
    """Sources like one with the fields `texts`."""
    return sources_like(**{name: texts.get(name, "") for name in ("title", "original_title", "url", "archived_url")}, besides=besides)


def like_claims(texts: dict[str, str], besides: int | None) -> list[Like]:
    """Claims whose statement is like that of `texts`."""
    return claims_like(statement=texts.get("statement", ""), besides=besides)


class AsksFirst:
    """For a form: before it makes, or turns a row into, what is surely there already, it asks once."""

    watched: tuple[str, ...]
    find = None
    page = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.watched:
            if name in self.fields:
                self.fields[name].widget.attrs |= {"data-near": reverse(self.page), "data-besides": self.besides() or ""}

    def besides(self) -> int | None:
        """The primary key of what is never a duplicate of this one: itself."""
        return self.instance.pk

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        texts = {name: cleaned.get(name) or "" for name in self.watched}
        if ANOTHER not in self.data and set(self.watched) & set(self.changed_data):
            likes = [like for like in type(self).find(texts, self.besides()) if like.is_strong]
            if likes:
                raise forms.ValidationError(render_to_string("admin/_already.html", {"likes": likes, "another": ANOTHER}), "already_there")
        return cleaned


class ShowsLikes:
    """For ModelAdmin: answers the script with what is like the fields of its query string."""

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[forms.Script("js/near.js", defer=True)])

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_near"
        return [path("near/", self.admin_site.admin_view(self.near), name=name), *super().get_urls()]

    def near(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        texts = {name: request.GET.get(name, "").replace("\x00", "")[:_LONGEST] for name in self.form.watched}
        besides = request.GET.get("besides", "")
        besides = int(besides) if besides.isascii() and besides.isdecimal() and len(besides) < 16 else None
        return TemplateResponse(request, "admin/_near.html", {"likes": self.form.find(texts, besides)})
