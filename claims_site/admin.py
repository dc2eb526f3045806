"""The editors' site: Django's admin with our name, our style and our policy."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class EditorsAdmin(AdminSite):
    site_title = site_header = "Social Credit Claims: editors"
    index_title = "Desk"


class EditorsAdminConfig(AdminConfig):
    default_site = "claims_site.admin.EditorsAdmin"
