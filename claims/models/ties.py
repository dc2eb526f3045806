"""The tables that Django makes for many-to-many fields, so that their changes are remembered too."""

from claims.models.collection import Collection
from claims.models.glossary import Term
from claims.models.review import Review
from sources.history import remembered


@remembered()
class TermClaim(Term.claims.through):
    """A claim that a term helps with."""

    class Meta:
        proxy = True


@remembered()
class CollectionTerm(Collection.terms.through):
    """A term that a lesson needs."""

    class Meta:
        proxy = True


@remembered()
class ReviewWriter(Review.writers.through):
    """Somebody who changed a draft, and therefore may not publish it."""

    class Meta:
        proxy = True
