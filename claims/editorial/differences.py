"""What changed between two reviews of a claim: word by word in texts, row by row in evidence."""

import difflib
import re
from dataclasses import dataclass

from claims.models import Evidence, Review
from claims.verdicts import Verdict
from sources.partial_dates import PartialDate

SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is the same in both, or stands only in the old or the new one."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]

    @property
    def before(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind != ADDED]

    @property
    def after(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind != REMOVED]


@dataclass(frozen=True)
class EvidenceChange:
    """One source whose evidence was added, removed or changed; `pieces` only when it was changed."""

    kind: str
    evidence: Evidence
    pieces: list[Piece]

    @property
    def before(self) -> list[Piece]:
        """What the old review says of the source; empty when it says nothing."""
        if self.kind == REMOVED:
            return [Piece(REMOVED, _text(self.evidence))]
        return [piece for piece in self.pieces if piece.kind != ADDED]

    @property
    def after(self) -> list[Piece]:
        """What the new review says of it; empty when it says nothing."""
        if self.kind == ADDED:
            return [Piece(ADDED, _text(self.evidence))]
        return [piece for piece in self.pieces if piece.kind != REMOVED]


@dataclass(frozen=True)
class Comparison:
    """Two reviews of one claim, side by side."""

    old: Review
    new: Review
    fields: list[FieldChange]
    evidence: list[EvidenceChange]
    same: list[str]
    """The names of fields that both have, with the same text."""

    @property
    def both(self) -> tuple[Review, Review]:
        return self.old, self.new


def words(old: str, new: str) -> list[Piece]:
    """The pieces that lead from `old` to `new`; Chinese goes character by character."""
    a, b = _tokens(old), _tokens(new)
    pieces = []
    for operation, i, j, k, m in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(SAME, "".join(a[i:j])))
            continue
        if i < j:
            pieces.append(Piece(REMOVED, "".join(a[i:j])))
        if k < m:
            pieces.append(Piece(ADDED, "".join(b[k:m])))
    return pieces


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+|\s+", text)


def fields(old: Review, new: Review) -> list[FieldChange]:
    """The fields readers see that differ, in the order of the page."""
    before, after = _shown(old), _shown(new)
    return [FieldChange(label, words(before[label], after[label])) for label in after if before[label] != after[label]]


def compare(old: Review, new: Review) -> Comparison:
    """Everything readers see that differs between `old` and `new`; each reads its evidence with sources, to be prefetched."""
    changed = fields(old, new)
    differing = {change.label for change in changed}
    same = [label for label, text in _shown(new).items() if text and label not in differing]
    return Comparison(old, new, changed, evidence(old, new), same)


def _shown(review: Review) -> dict[str, str]:
    return {
        "Statement": review.statement,
        "Verdict": Verdict(review.verdict).label if review.verdict else "",
        "Fact": review.fact,
        "Short answer": review.answer,
        "Why we say this": review.rationale.replace("\r\n", "\n"),
        "System": ", ".join(review.system_labels),
        "Place": ", ".join(review.place_labels),
        "Period": review.period,
        "As of": _printed(review.as_of),
        "Note on scope": review.scope_note,
        "Why we checked": review.why_checked,
        "What would change it": " · ".join(review.would_change),
        "Review by": _printed(review.review_by.isoformat()) if review.review_by else "",
        "Confidence": f"{review.get_confidence_display()} {review.confidence_note}".strip(),
        "Note on weak points": review.override_note,
    }


def _printed(text: str) -> str:
    return PartialDate(text).printed if text else ""


def evidence(old: Review, new: Review) -> list[EvidenceChange]:
    """The sources whose evidence differs, in the order of the new review, removed ones last."""
    before = {piece.source_id: piece for piece in old.evidence.all()}
    after = {piece.source_id: piece for piece in new.evidence.all()}
    changes = []
    for key, piece in after.items():
        if key not in before:
            changes.append(EvidenceChange(ADDED, piece, []))
        elif (texts := (_text(before[key]), _text(piece)))[0] != texts[1]:
            changes.append(EvidenceChange("changed", piece, words(*texts)))
    return changes + [EvidenceChange(REMOVED, piece, []) for key, piece in before.items() if key not in after]


def _text(piece: Evidence) -> str:
    parts = [piece.get_stance_display(), piece.finding, piece.locator, piece.quotation, piece.translation]
    return " · ".join(part for part in parts if part)
