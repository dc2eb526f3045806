"""How references write names in a row, titles in quotation marks, and dates."""

import re

from sources.partial_dates import PartialDate

_MONTHS_SHORT = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]


def listed(names: list[str], *, last: str, pair: str) -> str:
    """Names in a row: the last of several joined by `last`, the second of two by `pair`; more than twenty are cut as APA does."""
    if len(names) > 20:
        return f"{', '.join(names[:19])}, … {names[-1]}"
    if len(names) < 3:
        return pair.join(names)
    return f"{', '.join(names[:-1])}{last}{names[-1]}"


def dotted(text: str) -> str:
    """`text` with a full stop, unless it ends like a sentence already."""
    return text if text.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{text}."


def quoted(title: str, end: str = ".") -> str:
    """The title in quotation marks, quotations within it in single ones, the closing point inside."""
    inner = title.replace("“", "‘").replace("”", "’")
    closed = re.sub(r"\.(’?)$", r"\1", inner) if end == "," else inner
    if closed.endswith("’") and not closed.endswith((".’", "?’", "!’")):
        return f"“{closed[:-1]}{end}’”"
    if end == ",":
        return f"“{closed},”"
    return f"“{closed}”" if closed.endswith(("?", "!", ".", ".’", "?’", "!’")) else f"“{closed}{end}”"


def single_quoted(title: str) -> str:
    """As British styles quote: single marks outside, double ones within."""
    return f"‘{title}’"


def short_date(text: str) -> str:
    """A partial date as MLA prints it: "6 Dec. 2018"."""
    parts = text.split("-") if text else []
    words = [parts[0]] if parts else []
    if len(parts) > 1:
        words.insert(0, _MONTHS_SHORT[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def american(text: str) -> str:
    """A partial date as Chicago prints it: "December 6, 2018"."""
    words = PartialDate(text).printed.split() if text else []
    return f"{words[1]} {words[0]}, {words[2]}" if len(words) == 3 else " ".join(words)


def tex(text: str) -> str:
    """Text with TeX's own characters escaped."""
    return re.sub(r"([#$%&_{}])", r"\\\1", text)
