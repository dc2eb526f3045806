"""Addresses of claims. A public contract: never break one."""

from django.urls import path, re_path

from claims.reading import browse, cite, claim_pages, class_mode, embed, markup, other_pages

urlpatterns = [
    path("claimreview.json", markup.claimreview_feed, name="claimreview_feed"),
    path("claims/", browse.browse, name="claims"),
    path("claims.json", browse.browse_json, name="claims_json"),
    path("claims.csv", browse.browse_csv, name="claims_csv"),
    path("claims.atom", browse.browse_feed, {"kind": "atom"}, name="claims_atom"),
    path("claims.feed.json", browse.browse_feed, {"kind": "json"}, name="claims_json_feed"),
    path("claims/<slug:slug>.json", claim_pages.claim_json, name="claim_json"),
    path("claims/<slug:slug>/", claim_pages.claim_page, name="claim"),
    path("claims/<slug:slug>/reviews/<int:number>/", claim_pages.review_page, name="review"),
    path("claims/<slug:slug>/history/", claim_pages.history_page, name="history"),
    path("claims/<slug:slug>/cite/<slug:style>", cite.cite_claim, name="cite_claim"),
    path("claims/<slug:slug>/reviews/<int:number>/cite/<slug:style>", cite.cite_claim, name="cite_review"),
    path("claims/<slug:slug>/embed/", embed.embed, name="embed"),
    path("claims/<slug:slug>/reviews/<int:number>/embed/", embed.embed, name="embed_review"),
    path("claims/<slug:slug>/qr.svg", embed.qr, {"kind": "svg"}, name="qr_svg"),
    path("claims/<slug:slug>/qr.png", embed.qr, {"kind": "png"}, name="qr_png"),
    path("claims/<slug:slug>/reviews/<int:number>/qr.svg", embed.qr, {"kind": "svg"}, name="qr_svg_review"),
    path("claims/<slug:slug>/reviews/<int:number>/qr.png", embed.qr, {"kind": "png"}, name="qr_png_review"),
    path("oembed", embed.oembed, name="oembed"),
    re_path(r"^(?P<reference>SC-[0-9]{4,})/?$", claim_pages.short_link, name="short_claim"),
    re_path(r"^(?P<reference>SC-[0-9]{4,})/(?P<number>[0-9]{1,4})/?$", claim_pages.short_link, name="short_review"),
    path("sources/<slug:key>/", other_pages.source_page, name="source"),
    path("sources/<slug:key>/cite/<slug:style>", cite.cite_source, name="cite_source"),
    path("topics/", other_pages.topics_page, name="topics"),
    path("topics/<slug:slug>/", other_pages.topic_page, name="topic"),
    path("glossary/", other_pages.glossary_page, name="glossary"),
    path("collections/", other_pages.collections_page, name="collections"),
    path("collections/<slug:slug>/", other_pages.collection_page, name="collection"),
    path("collections/<slug:slug>/class/", class_mode.class_page, name="class"),
    path("collections/<slug:slug>/cite/<slug:style>", cite.cite_collection, name="cite_collection"),
    path("corrections/", other_pages.corrections_page, name="corrections"),
    path("corrections.atom", other_pages.corrections_feed, {"kind": "atom"}, name="corrections_atom"),
    path("corrections.feed.json", other_pages.corrections_feed, {"kind": "json"}, name="corrections_json_feed"),
    path("ledger/", other_pages.ledger_page, name="ledger"),
    path("ledger.jsonl", other_pages.ledger_jsonl, name="ledger_jsonl"),
]
