"""From a form on to the page of the row that it saved."""

from django.http import HttpResponseRedirect
from django.urls import reverse


class OnToItsPage:
    """For ModelAdmin: `to_its_page` answers with a redirect to the row's own page in the admin, or to a `place` on it."""

    def to_its_page(self, request, obj, place: str = "") -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk]) + place)
