"""Lines of text that fit a box, in Latin and in Han, in one font that has the glyphs of both."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CLOSING = "，。、；：？！”’》〉）〕】」』…"
_PIECE = re.compile(rf"\s+|[“‘《〈（〔【「『(\[]*(?:[{_HAN}]|[^\s{_HAN}{_CLOSING}]+)[{_CLOSING},.;:?!)\]”’]*|\S")


class Face:
    """Noto Sans SC in one size and weight, with quotation marks as wide as Latin text has them.

    Narrow marks (OpenType feature `pwid`) need libraqm with FriBidi; where that is missing, straight ones stand in their place.
    """

    def __init__(self, size: int, weight: int):
        shaped = features.check("raqm")
        engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
        self.font = ImageFont.truetype(str(noto_sans_sc()), size, layout_engine=engine)
        self.font.set_variation_by_axes([weight])
        self.features = ["pwid"] if shaped else None
        self.plain = None if shaped else str.maketrans("‘’“”", "''\"\"")

    def width(self, text: str) -> float:
        """In pixels."""
        return self.font.getlength(self._marks(text), features=self.features)

    def draw(self, pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, colour: str, anchor: str = "la") -> None:
        """Write `text` at `place`; `anchor` as Pillow has it."""
        pen.text(place, self._marks(text), fill=colour, font=self.font, anchor=anchor, features=self.features)

    def _marks(self, text: str) -> str:
        return text.translate(self.plain) if self.plain else text


@lru_cache
def face(size: int, weight: int) -> Face:
    """`size` in pixels, `weight` from 100 to 900."""
    return Face(size, weight)


@lru_cache
def noto_sans_sc() -> Path:
    """Where the font lies that has Latin and Han: a package of fonts under the SIL Open Font License."""
    found = find_spec("justmytype_intl_cjk")
    return Path(found.submodule_search_locations[0]) / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """`text` in as few lines as fit `width`: broken at blanks, and between Han characters but not before a closing mark."""
    lines, line = [], ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if not line and piece.isspace():
            continue
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = "" if piece.isspace() else piece
        else:
            line += piece
        while measure(line.rstrip()) > width and len(line) > 1:  # a single piece that is wider than the box
            cut = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or measure(line[:n]) <= width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() else lines


def balanced(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """As `wrapped`, in as many lines, of as even a length as can be."""
    least, most = 1.0, float(width)
    lines = wrapped(text, width, measure)
    while most - least > 8 and len(lines) > 1:
        middle = (least + most) / 2
        if len(wrapped(text, middle, measure)) > len(lines):
            least = middle
        else:
            most = middle
    return wrapped(text, most, measure)


def shortened(lines: list[str], most: int, width: float, measure: Callable[[str], float]) -> list[str]:
    """At most `most` lines; the last one ends with “…” when something is left out."""
    if len(lines) <= most:
        return lines
    pieces = _PIECE.findall(lines[most - 1])
    while len(pieces) > 1 and measure(_ended(pieces)) > width:  # whole words go first
        pieces.pop()
    while pieces and pieces[0] and measure(_ended(pieces)) > width:
        pieces = [pieces[0][:-1]]
    return [*lines[: most - 1], _ended(pieces)]


def _ended(pieces: list[str]) -> str:
    return f"{''.join(pieces).rstrip(' ,.;:，。；：')}…"
