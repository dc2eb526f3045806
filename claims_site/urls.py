"""All addresses of the site on one screen."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from claims_site import sitemaps, views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("claims.urls")),
    path("", include("sources.urls")),
    path("", include("claims.api.urls")),
    path("feed.atom", RedirectView.as_view(pattern_name="claims_atom", permanent=True), name="feed"),
    path("methodology/", views.standing_page, {"name": "methodology", "title": "How we check"}, name="methodology"),
    path("about/", views.standing_page, {"name": "about", "title": "About"}, name="about"),
    path("about/seed/", views.standing_page, {"name": "seed", "title": "The article it began with, statement by statement"}, name="seed"),
    path("data/", views.data_page, name="data"),
    path("appearance/", views.appearance, name="appearance"),
    path("theme.css", views.theme_css, name="theme_css"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemaps.sitemap_file, name="sitemap_file"),
    path("account/", include("people.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "claims_site.views.bad_request"
handler403 = "claims_site.views.forbidden"
handler429 = "claims_site.views.too_many"
handler404 = "claims_site.views.not_found"
