"""The site's addresses, and the bench's own: they exist only under bench.settings."""

from django.urls import include, path

from bench import naive, views

urlpatterns = [
    path("bench/hello", views.hello, name="bench_hello"),
    path("bench/naive/", naive.browse, name="bench_naive"),
    path("api/bench/naive", naive.NaiveApi.as_view(), name="bench_naive_api"),
    path("bench/naive.json", naive.browse_json, name="bench_naive_json"),
    path("", include("claims_site.urls")),
]

handler400 = "claims_site.views.bad_request"
handler404 = "claims_site.views.not_found"
