"""A claim as a row of a list: finished HTML, in which statement and fact can still be marked."""

from dataclasses import dataclass
from typing import Self

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from claims.markup.foreign import foreign
from claims.models import Claim

_STATEMENT, _FACT = "\ue002", "\ue003"  # private-use characters: no template holds them, and no name of a topic


@dataclass(frozen=True, slots=True)
class Row:
    """The row of one claim; in a template it is its HTML."""

    statement: str
    fact: str
    shown: tuple[SafeString, SafeString]
    """The HTML of the two."""
    around: tuple[str, str, str]
    """The HTML before the statement, between it and the fact, and after that."""

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """The row of `claim`, which comes with its topics and is of no use afterwards."""
        statement, fact = claim.statement, claim.fact
        claim.statement, claim.fact = _STATEMENT, _FACT
        before, rest = get_template("claims/_row.html").render({"claim": claim}).split(_STATEMENT)
        between, after = rest.split(_FACT)
        return cls(statement, fact, (foreign(statement), foreign(fact)), (before, between, after))

    def showing(self, statement: SafeString, fact: SafeString) -> SafeString:
        """The row with this HTML for its two texts."""
        before, between, after = self.around
        return mark_safe(f"{before}{statement}{between}{fact}{after}")  # a rendered template, and two texts that are escaped

    def __html__(self) -> SafeString:
        return self.showing(*self.shown)
