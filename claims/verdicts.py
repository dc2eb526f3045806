"""The scale: what each verdict is called, what it means in plain words, how it looks and how machines read it.

Eight verdicts in four groups. The group gives the colour, the verdict its shape, and the word always stands beside both.
Five are ordered and carry a schema.org rating from 1 (false) to 5 (true). "Misleading", "unproven" and "outdated" do not lie on that line, so they
carry words and no number (https://schema.org/reviewRating; Google's ClaimReview guide asks for numbers only on ordered scales).
"""

from django.db import models


class Verdict(models.TextChoices):
    TRUE = "true", "True"
    MOSTLY_TRUE = "mostly-true", "Mostly true"
    MIXED = "mixed", "Mixed"
    MISLEADING = "misleading", "Misleading"
    MOSTLY_FALSE = "mostly-false", "Mostly false"
    FALSE = "false", "False"
    UNPROVEN = "unproven", "Unproven"
    OUTDATED = "outdated", "Outdated"

    @property
    def meaning(self) -> str:
        """What the verdict says about a claim, in one plain sentence."""
        return _MEANING[self]

    @property
    def rating(self) -> int | None:
        """The schema.org ratingValue, 1 (false) to 5 (true); None for the three verdicts off that line."""
        return _RATING.get(self)


BEST_RATING, WORST_RATING = 5, 1

_MEANING = {
    Verdict.TRUE: "The evidence supports the claim and nothing important is left out.",
    Verdict.MOSTLY_TRUE: "The core holds, but it needs a correction or some context.",
    Verdict.MIXED: "Parts of the claim hold and parts do not.",
    Verdict.MISLEADING: "The facts used are real, but they point to a wrong conclusion.",
    Verdict.MOSTLY_FALSE: "There is a grain of truth, but the central point does not hold.",
    Verdict.FALSE: "The evidence contradicts the claim.",
    Verdict.UNPROVEN: "There is not enough reliable evidence to say either way.",
    Verdict.OUTDATED: "It was once a fair description, but things have changed.",
}
_RATING = {
    Verdict.TRUE: 5,
    Verdict.MOSTLY_TRUE: 4,
    Verdict.MIXED: 3,
    Verdict.MOSTLY_FALSE: 2,
    Verdict.FALSE: 1,
}


class System(models.TextChoices):
    """Which of the many things called "social credit" a verdict is about."""

    NATIONAL_POLICY = "national-policy", "National policy"
    COURT_LIST = "court-list", "Court defaulter list"
    CREDIT_REGISTRY = "credit-registry", "Central bank credit registry"
    COMMERCIAL_SCORE = "commercial-score", "Commercial score"
    LOCAL_PILOT = "local-pilot", "Local pilot"
    CORPORATE_REGULATION = "corporate-regulation", "Corporate regulation"
    NOT_PART_OF_IT = "not-part-of-it", "Not part of it"


class Leaning(models.TextChoices):
    """Which way a statement bends the picture, taken as its believers mean it and measured against a neutral one.

    "Everyone has a score" makes the system bigger, harsher or more certain than it is; "it is only a loyalty card" plays it down. A statement that
    is plainly so ("listed debtors may not fly") does neither, however harsh the thing is that it describes.
    """

    OVERSTATES = "overstates", "Overstates the system"
    UNDERSTATES = "understates", "Plays the system down"
    NEITHER = "neither", "Does neither"


class Stance(models.TextChoices):
    """What a piece of evidence does to the claim."""

    REFUTES = "refutes", "Refutes the claim"
    SUPPORTS = "supports", "Supports the claim"
    CONTEXT = "context", "Gives context"


def place_label(place: str) -> str:
    """The name of a place as readers see it: "china" is the whole country, "united-states" reads "United States"."""
    return "China (nationwide)" if place == "china" else place.replace("-", " ").title()
