"""What goes on a printed sheet: the pieces of evidence that fit one page of A4 or Letter beside all that must stand there.

A sheet never cuts a sentence. It shows fewer pieces of evidence instead, says how many it left out, and leads to all of them by its
QR code. The first piece of each side always stands there, so that a sheet never shows one side only where there are two. Room is
counted in lines of the sheet's smallest text; a Chinese character is as wide as two Latin ones.
"""

import re
from math import ceil

from claims.models import Evidence, Review
from claims.text_search import HAN
from claims.verdicts import Stance

_LINE = 112
"""Characters on a line across the sheet in its smallest text."""
_LARGE, _COLUMN = 96, 80
"""The same in the larger text above, and in the column beside the QR code."""
_ROOM = 31
"""Lines that the sheet has for answer, notes, evidence and scope together."""
_NOTICE = 3


def lines(text: str, width: int = _LINE) -> int:
    """How many lines `text` takes at most, `width` Latin characters to a line."""
    return ceil((len(text) + len(re.findall(HAN, text))) / width)


def key_evidence(review: Review) -> list[Evidence]:
    """The pieces of `review` for its sheet, the larger side first, as on its page. Reads the evidence with its sources and their authors."""
    pieces = list(review.evidence.all())
    sides = {stance: [piece for piece in pieces if piece.stance == stance] for stance in Stance}
    order = [*sorted([Stance.REFUTES, Stance.SUPPORTS], key=lambda stance: -len(sides[stance])), Stance.CONTEXT]
    first = [sides[stance][0] for stance in order[:2] if sides[stance]] or pieces[:1]
    rest = [piece for stance in order for piece in sides[stance] if piece not in first]
    room = _ROOM - _taken(review) - sum(map(_height, first))
    chosen = list(first)
    for piece in rest:
        room -= _height(piece)
        if room < 0:
            break
        chosen.append(piece)
    return sorted(chosen, key=lambda piece: (order.index(piece.stance), pieces.index(piece)))


def is_dense(review: Review, chosen: list[Evidence]) -> bool:
    """Whether the sheet needs its smaller type to hold what it must."""
    return _taken(review) + sum(map(_height, chosen)) > _ROOM


def _taken(review: Review) -> int:
    """Lines of what stands on the sheet in any case, beyond the short texts that every sheet has room for."""
    wide = sum(map(lines, (review.override_note, review.withdrawn_reason))) + _NOTICE * bool(review.withdrawn_reason)
    large = lines(review.statement, _LARGE) + lines(review.answer, _LARGE)
    scope = " · ".join([*review.system_labels, *review.place_labels])
    return wide + large + sum(lines(text, _COLUMN) for text in (review.statement, review.scope_note, scope))  # the statement is cited once more


def _height(piece: Evidence) -> int:
    """Lines of the finding and of the source below it."""
    source = piece.source
    under = f"{source.byline}, {source.title}, {source.publisher}, {source.date} · {source.get_read_display()} · {piece.locator}"
    return lines(piece.finding) + lines(under)
