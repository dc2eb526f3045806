"""The editors' site: Django's admin with our name, our style and our policy."""

from collections.abc import Callable
from urllib.parse import urlencode

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

_ORDER = [
    "Claim",
    "Review",
    "Alarm",
    "Source",
    "Topic",
    "Term",
    "Collection",
    "LedgerEntry",
    "User",
    "Invitation",
]  # as work goes; other models come last


class EditorsAdmin(AdminSite):
    site_title = site_header = "Social Credit Claims: editors"
    index_title = "Desk"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._panels: list[tuple[int, Callable]] = []
        self.disable_action("delete_selected")  # what goes, goes one at a time, with a look at it

    def admin_view(self, view, cacheable=False):
        """A page of the admin. Its date and search fields set inline styles, so this site alone allows those; scripts stay our own."""
        return csp_replace({"style-src": [SELF, UNSAFE_INLINE]})(super().admin_view(view, cacheable))

    def panel(self, place: int) -> Callable[[Callable], Callable]:
        """Puts the decorated function on the desk, by rising `place`: from a user to a claims.admin.desk.Panel, or to None when it is not theirs."""

        def put(make: Callable) -> Callable:
            self._panels.append((place, make))
            return make

        return put

    def index(self, request, extra_context=None):
        """The desk: what waits for whoever is signed in, then everything there is to edit."""
        made = [make(request.user) for _, make in sorted(self._panels, key=lambda panel: panel[0])]
        return super().index(request, {"panels": [panel for panel in made if panel]} | (extra_context or {}))

    def login(self, request, extra_context=None):
        """On to the one place where people sign in, with a second factor and a limit on attempts: people/urls.py."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("Your account has no role at the desk. An administrator can give it one.")
        back = request.GET.get("next") or reverse("admin:index")
        return redirect("admin:index") if request.user.is_authenticated else redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _ORDER.index(model["object_name"]) if model["object_name"] in _ORDER else len(_ORDER))
        return apps


class EditorsAdminConfig(AdminConfig):
    default_site = "claims_site.admin.EditorsAdmin"
