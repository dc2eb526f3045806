"""The tables of the dump: everything readers can see, and nothing else.

Who wrote and who approved a review, drafts, and what only speeds lists up stay out. What was withdrawn stays in, marked as such: readers can
still read it too, and the ledger names it.
"""

from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from claims.dumps.columns import DAY, MOMENT, NUMBER, PARTIAL_DATE, STEPS, TEXTS, WORDS, Column, Table
from claims.markup.links import link
from claims.models import (
    Alarm,
    AlarmKind,
    Appearance,
    Change,
    Claim,
    ClaimLink,
    ClaimStanding,
    ClaimTopic,
    Collection,
    CollectionItem,
    Confidence,
    Evidence,
    FormerSlug,
    LedgerEntry,
    Review,
    State,
    Term,
    Topic,
)  # fmt: skip
from claims.verdicts import Leaning, Stance, System, Verdict
from sources.models import Kind, Link, Read, Source, SourceAuthor, Standing

_PUBLIC = (ClaimStanding.PUBLISHED, ClaimStanding.WITHDRAWN)
_CLAIM = Column("claim", "The claim, by its reference.", path="claim__reference", required=True)
_POSITION = Column("position", "Place in the order that readers see.", NUMBER, required=True)


def _page(name: str):
    """From a slug or key to the address of its page."""
    return lambda slug: link(reverse(name, args=[slug]))


def _evidence():
    return Evidence.objects.filter(review__in=Review.objects.public())


def _corrections():
    before = Review.objects.public().filter(claim=OuterRef("claim"), number=OuterRef("number") - 1).values("verdict")
    withdrawn = When(state=State.WITHDRAWN, then=Value("withdrawal"))
    return Review.objects.in_corrections_log().annotate(
        deed=Case(withdrawn, default=F("change")),
        at=Coalesce("withdrawn_at", "published_at"),
        why=Case(When(state=State.WITHDRAWN, then=F("withdrawn_reason")), default=F("reason")),
        before=Subquery(before),
    )


SOURCES = [
    Table("sources", "one document that evidence can rest on.", Source.objects.all, [
        Column("key", "Short name that never changes.", required=True),
        Column("page", "Its page here.", path="key", required=True, shown=_page("source")),
        Column("title", "Title in English.", required=True),
        Column("original_title", "Title in the document's own language, when that is not English."),
        Column("language", "Language of the document, as a BCP 47 tag.", required=True),
        Column("publisher", "Who published it.", required=True),
        Column("date", "Date to the precision known: a year, month or day.", PARTIAL_DATE),
        Column("date_note", "What to know of the date."),
        Column("kind", "Kind of document.", required=True, values=tuple(Kind.values)),
        Column("url", "Its address."),
        Column("link", "How sure we are of the address.", required=True, values=tuple(Link.values)),
        Column("link_note", "What to know of the address."),
        Column("archived_url", "An archived copy."),
        Column("read", "How we read it.", required=True, values=tuple(Read.values)),
        Column("read_in", "The source through which we know it, when we did not read it ourselves.", path="read_in__key"),
        Column("read_note", "What to know of how we read it."),
        Column("summary", "What it says, in our words.", required=True),
        Column("caution", "What to keep in mind."),
        Column("standing", "Whether it still stands.", required=True, values=tuple(Standing.values)),
        Column("standing_note", "Why it no longer stands as it did."),
        Column("standing_since", "When that changed last.", MOMENT),
        Column("merged_into", "The source that took its place, when both were one document.", path="merged_into__key"),
    ], ["key"], {"read_in": "sources key", "merged_into": "sources key"}),
    Table("source_authors", "one author at a place in a byline.", SourceAuthor.objects.all, [
        Column("source", "The source.", path="source__key", required=True),
        Column("position", "Place in the byline.", NUMBER, required=True),
        Column("family", "Family name."), Column("given", "Given name."),
        Column("literal", "A body, or a name that is not to be split; family and given are empty then."),
    ], ["source", "position"], {"source": "sources key"}),
]  # fmt: skip
CLAIMS = [
    Table("verdicts", "one verdict of the scale.", lambda: [(v.value, v.label, v.meaning, v.rating) for v in Verdict], [
        Column("name", "As other tables name it.", required=True), Column("label", "As pages name it.", required=True),
        Column("meaning", "What it says of a claim.", required=True),
        Column("rating", "1 (false) to 5 (true); empty for the three verdicts that are not on that line.", NUMBER),
    ], ["name"], {}),
    Table("topics", "one subject heading.", Topic.objects.all, [
        Column("slug", "Short name.", required=True), Column("page", "Its page.", path="slug", required=True, shown=_page("topic")),
        Column("name", "Name.", required=True), _POSITION, Column("summary", "What it is about.", required=True),
    ], ["slug"], {}),
    Table("claims", "one claim with what its latest review says; count those whose standing is `published`.", Claim.objects.public, [
        Column("reference", "As SC-0007. Never reused.", required=True), Column("slug", "Name in the address.", required=True),
        Column("page", "Its page.", path="slug", required=True, shown=_page("claim")),
        Column("standing", "Whether our latest review stands or was withdrawn.", required=True, values=_PUBLIC),
        Column("review", "Number of that review.", NUMBER, path="current__number", required=True),
        Column("verdict", "Our verdict.", required=True, values=tuple(Verdict.values)), Column("fact", "What is the case.", required=True),
        Column("statement", "The claim, as someone who believes it would put it.", required=True),
        Column("answer", "Short answer.", required=True),
        Column("leaning", "Whether the claim makes the system bigger or smaller than it is.", values=tuple(Leaning.values)),
        Column("systems", f"Systems that the verdict is about: {', '.join(System.values)}.", TEXTS, required=True),
        Column("places", "Places that the verdict is about; `china` is the whole country.", TEXTS, required=True),
        Column("as_of", "State of affairs that the verdict is about.", PARTIAL_DATE), Column("review_by", "When we mean to look again.", DAY),
        Column("first_made", "Date of the earliest appearance known.", PARTIAL_DATE),
        *(Column(name, f"Pieces of evidence: {stance.label.lower()}.", NUMBER, path=name, required=True)
          for name, stance in (("refuting", Stance.REFUTES), ("supporting", Stance.SUPPORTS), ("contextual", Stance.CONTEXT))),
        Column("first_published", "When its first review was published.", MOMENT, path="first_published_at", required=True),
        Column("published", "When its latest review was published.", MOMENT, path="published_at", required=True),
    ], ["reference"], {"verdict": "verdicts name"}),
    Table("former_slugs", "an earlier address of a claim, which redirects.", lambda: FormerSlug.objects.filter(claim__in=Claim.objects.public()), [
        Column("slug", "Earlier name in the address.", required=True), _CLAIM,
    ], ["slug"], {"claim": "claims reference"}),
    Table("claim_topics", "a claim under a topic; the first place leads.", lambda: ClaimTopic.objects.filter(claim__in=Claim.objects.public()), [
        _CLAIM, Column("topic", "The topic.", path="topic__slug", required=True), _POSITION,
    ], ["claim", "topic"], {"claim": "claims reference", "topic": "topics slug"}),
    Table("claim_links", "a tie between two claims.",
          lambda: ClaimLink.objects.filter(claim__in=Claim.objects.public(), other__in=Claim.objects.public()), [
        _CLAIM, Column("other", "The other claim.", path="other__reference", required=True),
        Column("tie", "What the claim is to the other.", required=True, values=tuple(ClaimLink.Tie.values)),
    ], ["claim", "other"], {"claim": "claims reference", "other": "claims reference"}),
    Table("appearances", "a place where a claim was made.", lambda: Appearance.objects.filter(claim__in=Claim.objects.public()), [
        _CLAIM, _POSITION, Column("claimant", "Who made the claim.", required=True),
        Column("source", "The document in which it was made, or that records it.", path="source__key"), Column("date", "When.", PARTIAL_DATE),
        Column("url", "Its address, when there is no source or it stands elsewhere."), Column("archived_url", "An archived copy."),
        Column("wording", "The claimant's own words. A quotation: not under our licence."), Column("language", "BCP 47 tag of the wording."),
        Column("note", "How it was put, in our words."),
    ], ["claim", "position"], {"claim": "claims reference", "source": "sources key"}),
]  # fmt: skip
REVIEWS = [
    Table("reviews", "one version of our assessment of a claim. Published ones never change.", Review.objects.public, [
        _CLAIM, Column("number", "Counts the reviews of the claim, from 1.", NUMBER, required=True),
        Column("state", "Published, or withdrawn since.", required=True, values=(State.PUBLISHED, State.WITHDRAWN)),
        Column("change", "What kind of change it is against the version before.", required=True, values=tuple(Change.values)),
        Column("reason", "Why it was changed."), Column("statement", "The claim.", required=True), Column("fact", "What is the case.", required=True),
        Column("verdict", "The verdict.", required=True, values=tuple(Verdict.values)), Column("answer", "Short answer.", required=True),
        Column("rationale", "Why we say this, in Markdown.", required=True),
        Column("systems", "Systems that the verdict is about.", TEXTS, required=True),
        Column("places", "Places that the verdict is about.", TEXTS, required=True),
        Column("scope_from", "The verdict holds from.", PARTIAL_DATE), Column("scope_to", "The verdict holds to.", PARTIAL_DATE),
        Column("as_of", "State of affairs that the verdict is about.", PARTIAL_DATE, required=True),
        Column("scope_note", "What to know of the scope."),
        Column("why_checked", "Why we checked the claim.", required=True),
        Column("would_change", "What would change the verdict.", TEXTS, required=True),
        Column("review_by", "When we mean to look again.", DAY, required=True),
        Column("confidence", "How sure we are.", required=True, values=tuple(Confidence.values)), Column("confidence_note", "Why."),
        Column("override_note", "A weak point that readers should know of."),
        Column("published", "When it was published.", MOMENT, path="published_at", required=True),
        Column("second_reading", "Day on which a second person re-read it line by line.", DAY),
        Column("merged_into", "The claim that answers in its place, when it was withdrawn as the same as another.", path="merged_into__reference"),
        Column("withdrawn", "When it was withdrawn.", MOMENT, path="withdrawn_at"), Column("withdrawn_reason", "Why it was withdrawn."),
    ], ["claim", "number"], {"claim": "claims reference", "verdict": "verdicts name", "merged_into": "claims reference"}),
    Table("alarms", "a source in question that a published verdict hangs on.", Alarm.objects.shown_to_readers, [
        Column("claim", "The claim.", path="review__claim__reference", required=True),
        Column("review", "Number of the review.", NUMBER, path="review__number", required=True),
        Column("source", "The source.", path="source__key", required=True),
        Column("kind", "What we know of it.", required=True, values=tuple(AlarmKind.values)),
        Column("raised", "Since when.", MOMENT, path="raised_at", required=True),
    ], ["claim", "review", "source", "kind"], {"claim review": "reviews claim number", "source": "sources key"}),
    Table("evidence", "one source used in one review.", _evidence, [
        Column("claim", "The claim.", path="review__claim__reference", required=True),
        Column("review", "Number of the review.", NUMBER, path="review__number", required=True), _POSITION,
        Column("source", "The source.", path="source__key", required=True),
        Column("stance", "What it does to the claim.", required=True, values=tuple(Stance.values)),
        Column("finding", "What the source shows, in our words.", required=True), Column("locator", "Where in the source."),
        Column("quotation", "Its own words. A quotation: not under our licence."), Column("quotation_language", "BCP 47 tag of the quotation."),
        Column("translation", "The quotation in English."),
    ], ["claim", "review", "position"], {"claim review": "reviews claim number", "source": "sources key"}),
    Table("corrections", "one line of the corrections log: a change other than a typo, or a withdrawal.", _corrections, [
        _CLAIM, Column("review", "Number of the review.", NUMBER, path="number", required=True),
        Column("deed", "What was done.", required=True, values=("update", "correction", "retraction", "withdrawal")),
        Column("at", "When.", MOMENT, required=True), Column("reason", "Why.", path="why", required=True),
        Column("verdict", "The verdict of that review.", required=True),
        Column("verdict_before", "The verdict of the version before.", path="before"),
    ], ["claim", "review"], {"claim review": "reviews claim number"}),
    Table("ledger", "one publication or withdrawal, chained to the one before. verify_ledger.py checks it.", LedgerEntry.objects.all, [
        Column("position", "From 1, without gaps.", NUMBER, required=True),
        Column("deed", "What was done.", required=True, values=tuple(LedgerEntry.Deed.values)),
        Column("at", "When.", MOMENT, required=True), Column("previous", "Digest of the entry before; 64 zeros for the first.", required=True),
        Column("digest", "SHA-256 of this entry.", required=True), Column("record", "RFC 8785 canonical JSON of what readers saw.", required=True),
    ], ["position"], {}),
]  # fmt: skip
LESSONS = [
    Table("terms", "one entry of the glossary.", Term.objects.all, [
        Column("slug", "Short name.", required=True), Column("hanzi", "Simplified characters.", required=True),
        Column("traditional", "Traditional characters, when they differ."), Column("pinyin", "With tone marks.", required=True),
        Column("english", "In English.", required=True), Column("words", "Word by word.", WORDS),
        Column("explanation", "What it means.", required=True),
        Column("confusion", "What it is easily taken for."),
    ], ["slug"], {}),
    Table("term_claims", "a claim that a term belongs to.", lambda: Term.claims.through.objects.filter(claim__in=Claim.objects.published()), [
        Column("term", "The term.", path="term__slug", required=True), _CLAIM,
    ], ["term", "claim"], {"term": "terms slug", "claim": "claims reference"}),
    Table("collections", "one lesson.", Collection.objects.all, [
        Column("slug", "Short name.", required=True), Column("page", "Its page.", path="slug", required=True, shown=_page("collection")),
        Column("title", "Title.", required=True), _POSITION, Column("summary", "What it is about.", required=True), Column("level", "For whom."),
        Column("minutes", "How long it takes.", NUMBER, required=True), Column("aims", "What it is for.", TEXTS),
        Column("plan", "Steps in order.", STEPS),
    ], ["slug"], {}),
    Table("collection_items", "a claim at a place in a lesson.", lambda: CollectionItem.objects.filter(claim__in=Claim.objects.published()), [
        Column("collection", "The lesson.", path="collection__slug", required=True), _POSITION, _CLAIM,
        Column("question", "Asked before the verdict is shown.", required=True), Column("prompt", "Talked about after it.", required=True),
    ], ["collection", "position"], {"collection": "collections slug", "claim": "claims reference"}),
    Table("collection_terms", "a term that a lesson uses.", Collection.terms.through.objects.all, [
        Column("collection", "The lesson.", path="collection__slug", required=True), Column("term", "The term.", path="term__slug", required=True),
    ], ["collection", "term"], {"collection": "collections slug", "term": "terms slug"}),
]  # fmt: skip
TABLES = [*CLAIMS, *REVIEWS, *SOURCES, *LESSONS]
