"""Each rule broken once in markup that is whole otherwise: the linter finds that, and only that."""

from copy import deepcopy
from datetime import date

import pytest

from claims.markup.lint import Finding, lint, lint_page

PAGE = "https://claims.example/claims/a-score/"
TODAY = date(2026, 11, 23)
WHOLE = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "@id": f"{PAGE}#review-1",
    "url": PAGE,
    "inLanguage": "en",
    "datePublished": "2026-01-10T12:00:00Z",
    "dateModified": "2026-08-02T12:00:00Z",
    "author": {"@type": "Organization", "name": "Claims Example", "url": "https://claims.example/"},
    "claimReviewed": "Everyone has a score.",
    "itemReviewed": {
        "@type": "Claim",
        "datePublished": "2018-11",
        "author": [{"@type": "Organization", "name": "A Newspaper"}],
        "firstAppearance": {"@type": "CreativeWork", "name": "A report", "url": "https://newspaper.example/1", "archivedAt": "https://archive.example/1"},
        "appearance": ["https://newspaper.example/2"],
    },
    "reviewRating": {
        "@type": "Rating", "ratingValue": 1, "worstRating": 1, "bestRating": 5, "alternateName": "False", "ratingExplanation": "Nobody has one.",
    },
    "citation": [{"@type": "CreativeWork", "name": "The plan", "inLanguage": "zh-Hans"}],
    "correction": [{"@type": "CorrectionComment", "datePublished": "2026-08-02", "text": "We had mistaken a list for a score."}],
    "license": "https://creativecommons.org/licenses/by/4.0/",
}  # fmt: skip
GONE = object()


def broken(path: str, value) -> dict:
    """WHOLE with `value` at `path`, where numbers are places in lists; GONE takes it away."""
    data = deepcopy(WHOLE)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    node = data
    for step in way:
        node = node[step]
    if value is GONE:
        del node[last]
    else:
        node[last] = value
    return data


def test_whole_markup_has_no_findings():
    assert lint(WHOLE, page=PAGE, today=TODAY) == []


@pytest.mark.parametrize(
    ("path", "value", "level", "found", "words", "rule"),
    [
        ("@type", "claimReview", "error", "@type", "“ClaimReview”, letter for letter", "SCHEMA"),
        ("@context", GONE, "error", "@context", "https://schema.org", "SCHEMA"),
        ("claimReviewed", "", "error", "claimReviewed", "It is missing.", "GOOGLE"),
        ("claimReviewed", ["x"], "error", "claimReviewed", "It is a text.", "SCHEMA"),
        ("claimReviewed", "False: everyone has a score.", "error", "claimReviewed", "The verdict stands in the claim.", "GOOGLE"),
        ("claimReviewed", "Everyone " * 9 + "…", "warning", "claimReviewed", "It has 82 characters", "GOOGLE"),
        ("claimReviewed", "Everyone has\r\na score.", "error", "claimReviewed", "a character that nobody sees", "FAULTS"),
        ("citation.0.name", "The plan ", "error", "citation.name", "begins or ends with a blank", "FAULTS"),
        ("url", "https://claims.example/", "error", "url", "the front page of a site", "FAULTS"),
        ("url", "https://claims.example/SC-0001", "error", "url", "not the address of this page", "GOOGLE"),
        ("url", "/claims/a-score/", "error", "url", "not an absolute address", "GOOGLE"),
        ("url", "https://[claims", "error", "url", "not an absolute address", "GOOGLE"),
        ("@id", "https://other.example/#1", "warning", "@id", "does not begin with the address", "SCHEMA"),
        ("author", GONE, "warning", "author", "is asked for", "GOOGLE"),
        ("author", {"@type": "Organization"}, "error", "author", "neither a name nor an address", "GOOGLE"),
        ("datePublished", GONE, "warning", "datePublished", "is asked for", "GOOGLE"),
        ("datePublished", "10 January 2026", "error", "datePublished", "not a date of ISO 8601", "SCHEMA"),
        ("dateModified", "2027-01-01", "error", "dateModified", "in the future", "SCHEMA"),
        ("dateModified", "2025-12-31", "error", "dateModified", "before the day of publication", "SCHEMA"),
        ("itemReviewed", GONE, "warning", "itemReviewed", "is asked for", "GOOGLE"),
        ("itemReviewed", "a score", "error", "itemReviewed", "a Claim, not a text", "GOOGLE"),
        ("itemReviewed.@type", "claim", "error", "itemReviewed.@type", "“Claim”, letter for letter", "GOOGLE"),
        ("itemReviewed.appearance", "newspaper.example/2", "error", "itemReviewed.appearance", "not an absolute address", "SCHEMA"),
        ("itemReviewed.appearance", PAGE, "error", "itemReviewed.appearance", "on the site that checks it", "GOOGLE"),
        ("itemReviewed.appearance", [{"@type": "CreativeWork"}], "error", "itemReviewed.appearance", "neither an address nor a name", "SCHEMA"),
        ("itemReviewed.author", "A Newspaper", "error", "itemReviewed.author", "has no name", "GOOGLE"),
        ("itemReviewed.author", {"name": "Social media users"}, "error", "itemReviewed.author", "is nobody", "GOOGLE"),
        ("itemReviewed.author", {"name": "claims example"}, "error", "itemReviewed.author", "The checker is named", "GOOGLE"),
        ("itemReviewed.datePublished", "2026-02", "error", "itemReviewed.datePublished", "after the check of it", "SCHEMA"),
        ("reviewRating", "False", "error", "reviewRating", "a Rating, not a text", "SCHEMA"),
        ("reviewRating", GONE, "error", "reviewRating", "It is missing.", "GOOGLE"),
        ("reviewRating.alternateName", GONE, "error", "reviewRating.alternateName", "in words is missing", "GOOGLE"),
        ("reviewRating.alternateName", "No" * 21, "warning", "reviewRating.alternateName", "42 characters", "GOOGLE"),
        ("reviewRating.alternateName", "Misleading", "warning", "reviewRating.ratingValue", "no number", "OURS"),
        ("reviewRating.ratingExplanation", "", "warning", "reviewRating.ratingExplanation", "Nothing says why", "SCHEMA"),
        ("reviewRating.bestRating", GONE, "error", "reviewRating.bestRating", "together or not at all", "FAULTS"),
        ("reviewRating.ratingValue", "", "error", "reviewRating.ratingValue", "no number", "FAULTS"),
        ("reviewRating.ratingValue", True, "error", "reviewRating.ratingValue", "no number", "FAULTS"),
        ("reviewRating.ratingValue", "1", "warning", "reviewRating.ratingValue", "written as a text", "FAULTS"),
        ("reviewRating.ratingValue", 6, "error", "reviewRating.ratingValue", "6 lies outside 1 to 5", "GOOGLE"),
        ("reviewRating.ratingValue", 5, "error", "reviewRating.ratingValue", "not the worst of the scale", "FAULTS"),
        ("reviewRating.worstRating", 0, "error", "reviewRating.worstRating", "below 1", "GOOGLE"),
        ("reviewRating.bestRating", 1, "error", "reviewRating.bestRating", "not above the worst", "GOOGLE"),
        ("citation", GONE, "warning", "citation", "No source is named", "GOOGLE"),
        ("citation.0.name", "", "error", "citation", "neither a name nor an address", "SCHEMA"),
        ("citation.0.inLanguage", "zh Hans", "error", "citation.inLanguage", "not a language tag", "SCHEMA"),
        ("correction.0.text", GONE, "error", "correction", "lacks its date or its words", "SCHEMA"),
        ("license", "CC BY 4.0", "error", "license", "not an absolute address", "SCHEMA"),
        ("claimReviwed", "x", "warning", "claimReviwed", "no such property; is it “claimReviewed”?", "SCHEMA"),
        ("reviewRating.colour", "red", "warning", "reviewRating.colour", "Rating has no such property.", "SCHEMA"),
    ],
)
def test_a_broken_rule_is_found_and_nothing_else(path, value, level, found, words, rule):
    (finding,) = [f for f in lint(broken(path, value), page=PAGE if path == "url" else "", today=TODAY) if path != "url" or f.path == "url"]

    assert (finding.level, finding.path, finding.rule) == (level, found, rule)
    assert words in finding.message


def test_an_older_form_of_the_claim_is_read_but_warned_of():
    findings = lint(broken("itemReviewed", {"@type": "BlogPosting", "datePublished": "2018", "author": {"name": "A Newspaper"}}))

    assert [(f.level, f.path) for f in findings] == [("warning", "itemReviewed.@type"), ("warning", "itemReviewed.appearance")]


def test_a_claim_without_any_origin_is_an_error():
    findings = lint(broken("itemReviewed", {"@type": "Claim", "datePublished": "2018"}))

    assert [(f.level, f.path) for f in findings] == [("error", "itemReviewed"), ("warning", "itemReviewed.appearance")]


@pytest.mark.parametrize(
    "data", [None, [], "ClaimReview", 3, {}, {"@type": []}, {"itemReviewed": [None, 3]}, {"reviewRating": [[]]}, {"url": {"a": [1]}}]
)
def test_anything_at_all_can_be_linted(data):
    assert lint(data)[0].level == "error"


def test_markup_nested_ten_thousand_deep_is_linted():
    deep: dict = {}
    for _ in range(10_000):
        deep = {"citation": deep}

    assert Finding("error", "url", "It is missing. Readers of ClaimReview drop a review without it.", "GOOGLE") in lint(deep)


def test_numbers_may_be_left_out_together():
    data = broken("reviewRating", {"@type": "Rating", "alternateName": "Unproven", "ratingExplanation": "Nobody knows."})

    assert lint(data) == []


def test_a_page_has_one_claimreview():
    (finding,) = lint_page([WHOLE, WHOLE], page=PAGE, today=TODAY)

    assert finding == Finding("error", "", "The page has 2 ClaimReviews; give it one.", "GOOGLE")
