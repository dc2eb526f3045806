"""The part of the schema.org vocabulary (release 30.0) that fact checks use: which properties each type has, so that a misspelt one is seen."""

from difflib import get_close_matches


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_THING = _names(
    "additionalType alternateName description disambiguatingDescription identifier image mainEntityOfPage name potentialAction sameAs subjectOf url"
)
_WORK = _THING | _names(
    "about abstract accessMode accessibilityFeature archivedAt author citation commentCount contentLocation contentReferenceTime contributor "
    "copyrightHolder copyrightNotice copyrightYear correction creator dateCreated dateModified datePublished discussionUrl editor encoding "
    "encodingFormat expires funder genre hasPart headline inLanguage isAccessibleForFree isBasedOn isPartOf keywords license locationCreated "
    "mentions position provider publisher publishingPrinciples sdDatePublished sdLicense sdPublisher sourceOrganization spatialCoverage sponsor "
    "temporalCoverage text thumbnailUrl translator usageInfo version video workTranslation translationOfWork"
)
_AGENT = _THING | _names("address email knowsAbout telephone")
_RATING = _THING | _names("author bestRating ratingExplanation ratingValue reviewAspect worstRating")
_REVIEW = _WORK | _names("associatedClaimReview associatedMediaReview associatedReview itemReviewed reviewAspect reviewBody reviewRating")
_ORGANIZATION = _AGENT | _names(
    "actionableFeedbackPolicy contactPoint correctionsPolicy department diversityPolicy ethicsPolicy foundingDate founder logo legalName member "
    "ownershipFundingInfo parentOrganization publishingPrinciples subOrganization unnamedSourcesPolicy"
)
_NEWS = _ORGANIZATION | _names("masthead missionCoveragePrioritiesPolicy noBylinesPolicy verificationFactCheckingPolicy")
_PERSON = _AGENT | _names("additionalName affiliation familyName givenName honorificPrefix honorificSuffix jobTitle memberOf nationality worksFor")
_ARTICLE = _WORK | _names("articleBody articleSection pageEnd pageStart pagination wordCount")
_PRINTED = _names("dateline printColumn printEdition printPage printSection")
_POSTING = _ARTICLE | _names("sharedContent")
_PAGE = _WORK | _names("breadcrumb lastReviewed mainContentOfPage primaryImageOfPage relatedLink reviewedBy significantLink")

PROPERTIES: dict[str, frozenset[str]] = {
    "ClaimReview": _REVIEW | {"claimReviewed"},
    "Claim": _WORK | {"appearance", "claimInterpreter", "firstAppearance"},
    "Rating": _RATING,
    "CreativeWork": _WORK | {"interpretedAsClaim"},
    "Article": _ARTICLE,
    "NewsArticle": _ARTICLE | _PRINTED,
    "SocialMediaPosting": _POSTING,
    "DiscussionForumPosting": _POSTING,
    "BlogPosting": _POSTING,
    "WebPage": _PAGE,
    "CorrectionComment": _WORK | {"downvoteCount", "parentItem", "upvoteCount"},
    "Organization": _ORGANIZATION,
    "NewsMediaOrganization": _NEWS,
    "Person": _PERSON,
}
"""Type → its properties, inherited ones included; a type that is not here is not checked."""


def likely(name: str, kind: str) -> str:
    """The property of `kind` that `name` may be a slip for, in quotation marks; "" when none is near."""
    folded = {known.lower(): known for known in PROPERTIES[kind]}
    near = get_close_matches(name.lower(), folded, n=1, cutoff=0.8)
    return f"“{folded[near[0]]}”" if near else ""
