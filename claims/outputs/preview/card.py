"""The picture that other sites show beside a link: verdict as word and shape, the fact large, the claim small. 1200 × 630 pixels, PNG.

The same card always gives the same bytes. Colours are the light ones of static/css/site.css.
"""

import io
from dataclasses import dataclass
from threading import Lock

from PIL import Image, ImageDraw

from claims.outputs.preview.marks import mark
from claims.outputs.preview.typesetting import balanced, face, shortened, wrapped
from claims.verdicts import Verdict

WIDTH, HEIGHT = 1200, 630
_MARGIN, _BAR = 72, 20
_PAPER, _INK, _QUIET, _LINE = "#fcfcfa", "#181d22", "#424b54", "#d8ddd9"
_HOLDS, _PARTLY, _FAILS, _OPEN = "#09507e", "#66490c", "#74140a", "#3f474e"
_COLOURS = {
    Verdict.TRUE: _HOLDS, Verdict.MOSTLY_TRUE: _HOLDS, Verdict.MIXED: _PARTLY, Verdict.MISLEADING: _PARTLY,
    Verdict.MOSTLY_FALSE: _FAILS, Verdict.FALSE: _FAILS, Verdict.UNPROVEN: _OPEN, Verdict.OUTDATED: _OPEN,
}  # fmt: skip
_SIZES = (64, 58, 52, 46, 42, 38, 34, 30)
_LEADING = 1.32
_drawing = Lock()  # a font of FreeType is not to be used by two threads at once


@dataclass(frozen=True)
class Card:
    """What stands on a card: `verdict` is None where there is none, as on that of the site; `foot` are the words at the bottom, left and right."""

    site: str
    verdict: Verdict | None
    heading: str
    fact: str
    claim: str
    foot: tuple[str, str]


def draw(card: Card) -> bytes:
    """The card as PNG."""
    with _drawing:
        image = _drawn(card)
    out = io.BytesIO()
    image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(card: Card) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    colour = _COLOURS[card.verdict] if card.verdict else _OPEN
    pen.rectangle((0, 0, _BAR, HEIGHT), fill=colour)
    left = _MARGIN
    if card.verdict:
        image.paste(colour, (left, 62), mark(card.verdict, 76))
        left += 100
    face(60, 700).draw(pen, (left, 100), card.heading, colour, "lm")
    bottom = _foot(pen, card)
    bottom = _claim(pen, card, bottom)
    _fact(pen, card, 168, bottom)
    return image


def _foot(pen: ImageDraw.ImageDraw, card: Card) -> int:
    """The site, left, and the words of the foot; gives the height at which it begins."""
    top = HEIGHT - 92
    pen.line((_MARGIN, top, WIDTH - _MARGIN, top), fill=_LINE, width=2)
    bold, plain, (left, right) = face(28, 700), face(28, 400), card.foot
    bold.draw(pen, (_MARGIN, top + 46), card.site, _INK, "lm")
    plain.draw(pen, (_MARGIN + (bold.width(card.site) + 24 if card.site else 0), top + 46), left, _QUIET, "lm")
    plain.draw(pen, (WIDTH - _MARGIN, top + 46), right, _QUIET, "rm")
    return top


def _claim(pen: ImageDraw.ImageDraw, card: Card, bottom: int) -> int:
    if not card.claim:
        return bottom
    small, width = face(30, 400), WIDTH - 2 * _MARGIN
    lines = shortened(wrapped(card.claim, width, small.width), 2, width, small.width)
    top = bottom - 24 - 42 * len(lines)
    for number, line in enumerate(lines):
        small.draw(pen, (_MARGIN, top + 42 * number), line, _QUIET)
    return top


def _fact(pen: ImageDraw.ImageDraw, card: Card, top: int, bottom: int) -> None:
    """The fact between `top` and `bottom`, as large as it fits, in the middle of what is left."""
    width, space = WIDTH - 2 * _MARGIN, bottom - top - 24
    for size in _SIZES:
        large = face(size, 500)
        lines = wrapped(card.fact, width, large.width)
        if len(lines) * size * _LEADING <= space:
            break
    most = int(space // (size * _LEADING))
    lines = balanced(card.fact, width, large.width) if len(lines) <= most else shortened(lines, most, width, large.width)
    start = top + (space - len(lines) * size * _LEADING) / 2
    for number, line in enumerate(lines):
        large.draw(pen, (_MARGIN, start + number * size * _LEADING), line, _INK)
