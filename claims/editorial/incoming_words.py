"""A ClaimReview of somebody's in the words of a draft: what goes into its fields, and what has no field and is kept as a note.

The verdict of another publisher is never ours. It stands in what is still missing, in their own words, and in what their article shows:

    Snopes: “Mixture”, 3 of 5       →  no verdict; “Snopes rates it “Mixture””
    our own feed: “Mostly false”    →  the verdict “Mostly false”, in a draft
"""

from dataclasses import dataclass, field

from claims.markup.reader import Checked
from claims.models import Appearance, Comment, Evidence, Review
from claims.verdicts import Verdict

_NOTE = Comment._meta.get_field("text").max_length
_UNREAD = "Nobody here has read it yet; what it says is still to be written."
_NAMES = {
    "name": "@id", "reference": "identifier", "version": "version", "published": "datePublished", "modified": "dateModified",
    "language": "inLanguage", "reviewer": "author", "title": "headline", "rating": "reviewRating", "numbers": "of which",
    "explanation": "ratingExplanation", "abstract": "abstract", "makers": "itemReviewed.author", "claim_date": "itemReviewed.datePublished",
    "licence": "license",
}  # fmt: skip


@dataclass
class Words:
    """The fields of a draft, and what is said beside it: `notes` for its thread, `cuts` for whoever looks before importing.

    `finding` is what the reviewing article shows; `claimants` has a name, or "", for each appearance, and for the article where there is none.
    """

    statement: str = ""
    fact: str = ""
    verdict: str = ""
    answer: str = ""
    missing: str = ""
    finding: str = ""
    claimants: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)

    def fitted(self, text: str, model: type, name: str) -> str:
        """`text` as long as that field may be. What is cut is told, and kept whole in a note."""
        most = model._meta.get_field(name).max_length
        if len(text) <= most:
            return text
        self.cuts.append(f"The {name} has {len(text):,} characters and is cut to {most}; the draft’s thread keeps it whole.")
        self.notes.append(f"{name} in whole: {text}")
        return f"{text[: most - 1].rstrip()}…"


def words(checked: Checked) -> Words:
    """What a draft made of `checked` says."""
    told = Words()
    told.statement = told.fitted(checked.statement, Review, "statement")
    if checked.is_ours:
        _ours(checked, told)
    else:
        _theirs(checked, told)
    makers = ", ".join(checked.claimants)
    named = [work.by or ("" if position else makers) for position, work in enumerate(checked.appearances)] or [makers]
    told.claimants = [told.fitted(name, Appearance, "claimant") for name in named]
    told.notes.insert(0, _whence(checked))
    told.notes += [f"Correction of {c.at}: {c.text} {c.url}".strip() for c in checked.corrections]
    told.notes += [f"Left out when it was imported: {remark}" for remark in checked.remarks]
    return told


def _ours(checked: Checked, told: Words) -> None:
    told.fact = told.fitted(checked.abstract, Review, "fact")
    told.answer = told.fitted(checked.explanation.removeprefix(checked.abstract).strip(), Review, "answer")
    told.verdict = next((verdict.value for verdict in Verdict if verdict.label == checked.rating), "")
    if not told.verdict:
        told.notes.append(f"The verdict “{checked.rating}” is none of our scale.")
    whence = f"review {checked.version or 1} of {checked.reference or checked.url}, {checked.modified or checked.published}"
    missing = (
        f"Imported from our own feed: {whence}. The feed does not carry the rationale, the scope, the confidence, nor the stance, finding "
        f"and locator of its {len(checked.citations)} citations."
    )
    told.missing = told.fitted(missing, Review, "missing")


def _theirs(checked: Checked, told: Words) -> None:
    rating = f"{who(checked)} rates it “{checked.rating}”; that is their verdict, not ours. " if checked.rating else ""
    missing = f"Imported from a ClaimReview of {who(checked)}. {rating}Everything but the statement is still to be written."
    if checked.language and not checked.language.startswith("en"):
        missing += f" The statement is in another language ({checked.language})."
    told.missing = told.fitted(missing, Review, "missing")
    verdict = f"rates the claim “{checked.rating}”" if checked.rating else "checks the claim"
    because = f": {checked.explanation}" if checked.explanation else "."
    told.finding = told.fitted(f"{who(checked)} {verdict}{because}", Evidence, "finding")


def _whence(checked: Checked) -> str:
    """Where it comes from, and what the markup says that a draft has no field for."""
    said = [f"{name} {value}" for field, name in _NAMES.items() if (value := getattr(checked, field))]
    return f"Imported from the ClaimReview of {checked.url}. It says: {'; '.join(said)}."


def who(checked: Checked) -> str:
    return checked.reviewer or "a publisher that is not named"


def summary(checked: Checked) -> str:
    """The reviewing article as a source. Readers see sources at once, so it says nothing of the claim, and takes nothing over from the article."""
    return f"A fact check by {who(checked)}. {_UNREAD}"


def named_in(checked: Checked, how: str) -> str:
    """A work as a source, by `how` the ClaimReview names it: "cited"."""
    return f"{how} in the ClaimReview of {who(checked)} at {checked.url}. {_UNREAD}"


def split(text: str) -> list[str]:
    """`text` in pieces that a comment can hold."""
    return [text[start : start + _NOTE] for start in range(0, len(text), _NOTE)]
