"""Addresses of the list of sources."""

from django.urls import path

from sources.views import sources_page

urlpatterns = [path("sources/", sources_page, name="sources")]
