"""Addresses of the API. A public contract: never break one."""

from django.urls import path, re_path

from claims.api import description, views

_CLAIM = r"^api/v1/claims/(?P<reference>SC-[0-9]{4,9})"

urlpatterns = [
    path("api/v1/", views.Index.as_view(), name="api"),
    path("api/v1/openapi.json", description.openapi_json, name="api_openapi"),
    path("api/docs/", description.docs_page, name="api_docs"),
    path("api/v1/claims", views.Claims.as_view(), name="api_claims"),
    re_path(_CLAIM + "$", views.OneClaim.as_view(), name="api_claim"),
    re_path(_CLAIM + "/reviews$", views.ReviewsOfClaim.as_view(), name="api_claim_reviews"),
    re_path(_CLAIM + "/reviews/(?P<number>[0-9]{1,4})$", views.OneReview.as_view(), name="api_review"),
    path("api/v1/reviews", views.Reviews.as_view(), name="api_reviews"),
    path("api/v1/sources", views.Sources.as_view(), name="api_sources"),
    path("api/v1/sources/<slug:key>", views.OneSource.as_view(), name="api_source"),
    path("api/v1/topics", views.Topics.as_view(), name="api_topics"),
    path("api/v1/topics/<slug:slug>", views.OneTopic.as_view(), name="api_topic"),
    path("api/v1/collections", views.Collections.as_view(), name="api_collections"),
    path("api/v1/collections/<slug:slug>", views.OneCollection.as_view(), name="api_collection"),
    path("api/v1/glossary", views.Glossary.as_view(), name="api_glossary"),
    path("api/v1/glossary/<slug:slug>", views.OneTerm.as_view(), name="api_term"),
    path("api/v1/corrections", views.Corrections.as_view(), name="api_corrections"),
]
