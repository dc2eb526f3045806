"""A run as a picture: milliseconds on a logarithmic scale, a line of dots for each page."""

import math
from html import escape

WIDTH, LEFT, RIGHT, TOP, STEP = 860, 210, 30, 64, 34
_DOTS = {  # colours that stand out on white and on black; the shape says the same
    "hello": ("hello world", "#8a8a8a", "circle"),
    "ours": ("ours", "#2f7ed8", "square"),
    "seen": ("ours, seen before", "#1a9e77", "diamond"),
    "naive": ("naive list", "#d9662c", "triangle"),
    "datasette": ("Datasette", "#a65bc9", "circle"),
}
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #222; } .line { stroke: #bbb; } .quiet { fill: #666; }
@media (prefers-color-scheme: dark) { text { fill: #eee; } .line { stroke: #555; } .quiet { fill: #aaa; } }
"""


def chart(run: dict) -> str:
    """`run` as an SVG file that reads on light and on dark ground, with its figures as text for those who do not see it."""
    rows = [row for row in run["rows"] if row["connections"] == 1 and row["server"] in _DOTS]
    pages = list(dict.fromkeys(row["page"] for row in rows))
    most = max(row["p50"] for row in rows)
    scale = _Scale(0.1, 10 ** math.ceil(math.log10(most)))
    height = TOP + STEP * len(pages) + 40
    parts = [*_legend(), *scale.lines(height)]
    for at, page in enumerate(pages):
        y = TOP + STEP * at + STEP / 2
        parts.append(f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(page)}</text>')
        parts.append(f'<line class="line" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke-dasharray="1 4"/>')
        parts += [_dot(row["server"], scale.x(row["p50"]), y) for row in rows if row["page"] == page]
    told = "; ".join(f"{row['page']}, {_DOTS[row['server']][0]}: {row['p50']:.2f} ms" for row in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title told">'
        f'<title id="title">Milliseconds (median, one connection) at {run["size"]:,} claims</title><desc id="told">{escape(told)}</desc>'
        f"<style>{_STYLE}</style>{''.join(parts)}</svg>\n"
    )


class _Scale:
    def __init__(self, least: float, most: float):
        self.least, self.most = least, most

    def x(self, value: float) -> float:
        share = math.log(max(value, self.least) / self.least) / math.log(self.most / self.least)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def lines(self, height: float) -> list[str]:
        """A line and a number for each power of ten."""
        powers = [self.least * 10**n for n in range(round(math.log10(self.most / self.least)) + 1)]
        return [
            f'<line class="line" x1="{self.x(v)}" x2="{self.x(v)}" y1="{TOP}" y2="{height - 30}"/>'
            f'<text class="quiet" x="{self.x(v)}" y="{height - 12}" text-anchor="middle">{v:g} ms</text>'
            for v in powers
        ]


def _legend() -> list[str]:
    parts, x = [], LEFT - 180
    for server, (label, _, _) in _DOTS.items():
        parts.append(f'{_dot(server, x, 28)}<text x="{x + 14}" y="33">{escape(label)}</text>')
        x += 40 + 8 * len(label)
    return parts


def _dot(server: str, x: float, y: float) -> str:
    _, colour, shape = _DOTS[server]
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y}" r="6" fill="{colour}"/>'
    points = {
        "square": [(-6, -6), (6, -6), (6, 6), (-6, 6)],
        "diamond": [(0, -8), (8, 0), (0, 8), (-8, 0)],
        "triangle": [(0, -8), (8, 6), (-8, 6)],
    }[shape]
    return f'<polygon points="{" ".join(f"{x + dx},{y + dy}" for dx, dy in points)}" fill="{colour}"/>'
