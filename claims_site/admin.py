"""The editors' site: Django's admin with our name, our style and our policy."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig

_ORDER = ["Claim", "Review", "Source", "Topic", "Term", "Collection", "LedgerEntry", "User", "Invitation"]  # as work goes; other models come last


class EditorsAdmin(AdminSite):
    site_title = site_header = "Social Credit Claims: editors"
    index_title = "Desk"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")  # what goes, goes one at a time, with a look at it

    def admin_view(self, view, cacheable=False):
        """A page of the admin. Its date and search fields set inline styles, so this site alone allows those; scripts stay our own."""
        return csp_replace({"style-src": [SELF, UNSAFE_INLINE]})(super().admin_view(view, cacheable))

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _ORDER.index(model["object_name"]) if model["object_name"] in _ORDER else len(_ORDER))
        return apps


class EditorsAdminConfig(AdminConfig):
    default_site = "claims_site.admin.EditorsAdmin"
