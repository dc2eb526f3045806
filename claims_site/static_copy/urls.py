"""The addresses of the site, and two that only its copies have."""

from django.urls import path

from claims_site.static_copy import views
from claims_site.urls import urlpatterns as everything

urlpatterns = [
    path("copy/", views.about_copy, name="copy"),
    path("copy/search/", views.search_copy, name="copy_search"),
    *everything,
]
