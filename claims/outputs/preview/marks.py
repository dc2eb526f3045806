"""The shapes of the verdicts as drawings, from the geometry of templates/_marks.html: a box of 24 units, a line of 2.2."""

from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw

from claims.verdicts import Verdict

_LINE = 2.2
_FINER = 8  # drawn so many times larger and scaled down, for smooth edges
Point = tuple[float, float]


class _Pen:
    """Draws on a mask in units of the box: 255 where there is colour, 0 where there is none."""

    def __init__(self, scale: float):
        self.scale = scale
        self.mask = Image.new("L", (round(24 * scale),) * 2)
        self.draw = ImageDraw.Draw(self.mask)

    def _at(self, *numbers: float) -> list[float]:
        return [number * self.scale for number in numbers]

    def area(self, points: list[Point], ink: int = 255) -> None:
        self.draw.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=ink)

    def disc(self, x: float, y: float, radius: float, ink: int = 255) -> None:
        self.draw.ellipse(self._at(x - radius, y - radius, x + radius, y + radius), fill=ink)

    def box(self, left: float, top: float, right: float, bottom: float, radius: float, ink: int = 255) -> None:
        self.draw.rounded_rectangle(self._at(left, top, right, bottom), radius=radius * self.scale, fill=ink)

    def line(self, points: list[Point]) -> None:
        """A line with round ends and joints."""
        self.draw.line([(x * self.scale, y * self.scale) for x, y in points], fill=255, width=round(_LINE * self.scale))
        for x, y in points:
            self.disc(x, y, _LINE / 2)

    def ring(self, x: float, y: float, radius: float) -> None:
        self.disc(x, y, radius + _LINE / 2)
        self.disc(x, y, radius - _LINE / 2, 0)

    def frame(self, left: float, top: float, right: float, bottom: float, radius: float) -> None:
        half = _LINE / 2
        self.box(left - half, top - half, right + half, bottom + half, radius + half)
        self.box(left + half, top + half, right - half, bottom - half, max(radius - half, 0), 0)


def _curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Points on a cubic Bézier curve."""
    found = []
    for step in range(33):
        t = step / 32
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        found.append((a * start[0] + b * first[0] + c * second[0] + d * end[0], a * start[1] + b * first[1] + c * second[1] + d * end[1]))
    return found


def _true(pen: _Pen) -> None:
    pen.disc(12, 12, 11)
    pen.area([(5.9, 12.5), (7.7, 10.7), (10.6, 13.6), (16.3, 7.6), (18.1, 9.4), (10.6, 17.2)], 0)


def _mostly_true(pen: _Pen) -> None:
    pen.ring(12, 12, 9.9)
    pen.line([(7.3, 12.4), (10.7, 15.8), (16.7, 9.4)])


def _mixed(pen: _Pen) -> None:
    pen.disc(12, 12, 11)
    pen.area([(11.4, 0), (24, 0), (24, 24), (11.4, 24)], 0)
    pen.frame(13.7, 2.1, 21.9, 21.9, 1)


def _misleading(pen: _Pen) -> None:
    pen.area([(10.6, 2.2), (13.4, 2.2), (23.1, 20.2), (21.7, 22.5), (2.3, 22.5), (0.9, 20.2)])
    for x, y in ((12, 3), (21.7, 20.9), (2.3, 20.9)):
        pen.disc(x, y, 1.6)
    pen.area([(10.8, 8.6), (13.2, 8.6), (12.9, 15.2), (11.1, 15.2)], 0)
    pen.disc(12, 17.9, 1.4, 0)


def _mostly_false(pen: _Pen) -> None:
    pen.frame(2.1, 2.1, 21.9, 21.9, 1.2)
    pen.line([(8.2, 8.2), (15.8, 15.8)])
    pen.line([(15.8, 8.2), (8.2, 15.8)])


def _false(pen: _Pen) -> None:
    pen.box(1, 1, 23, 23, 2)
    cross = [(7, 8.8), (8.8, 7), (12, 10.2), (15.2, 7), (17, 8.8), (13.8, 12), (17, 15.2), (15.2, 17), (12, 13.8), (8.8, 17), (7, 15.2), (10.2, 12)]
    pen.area(cross, 0)


def _unproven(pen: _Pen) -> None:
    pen.line([(12, 1.7), (22.3, 12), (12, 22.3), (1.7, 12), (12, 1.7)])
    hook = _curve((9.8, 9.9), (9.8, 6.9), (14.3, 6.9), (14.3, 9.9)) + _curve((14.3, 9.9), (14.3, 10.7), (13.9, 11.4), (13.2, 11.85))
    pen.line(hook + _curve((13.2, 11.85), (12.4, 12.35), (12, 12.75), (12, 13.6)))
    pen.disc(12, 16.7, 1.35)


def _outdated(pen: _Pen) -> None:
    right = _curve((19.4, 3.5), (19.4, 7.5), (15.1, 9.4), (15.1, 12)) + _curve((15.1, 12), (15.1, 14.6), (19.4, 16.5), (19.4, 20.5))
    pen.area([(4.6, 1.2), (19.4, 1.2), *right, (19.4, 22.8), (4.6, 22.8), *[(24 - x, y) for x, y in reversed(right)]])


_SHAPES: dict[Verdict, Callable[[_Pen], None]] = {
    Verdict.TRUE: _true,
    Verdict.MOSTLY_TRUE: _mostly_true,
    Verdict.MIXED: _mixed,
    Verdict.MISLEADING: _misleading,
    Verdict.MOSTLY_FALSE: _mostly_false,
    Verdict.FALSE: _false,
    Verdict.UNPROVEN: _unproven,
    Verdict.OUTDATED: _outdated,
}


@lru_cache
def mark(verdict: Verdict, size: int) -> Image.Image:
    """The shape as a mask (mode L) of `size` × `size` pixels."""
    pen = _Pen(size * _FINER / 24)
    _SHAPES[verdict](pen)
    return pen.mask.resize((size, size), Image.Resampling.LANCZOS)
