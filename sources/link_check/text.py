"""What of an answer is its text, and how far two texts are apart.

Two fetches of an unchanged article rarely give the same bytes: advertisements, tokens and dates in the markup differ. So the words that a reader
would see are taken out first, and two measures are made of them:

    digest        SHA-256 of the words: the same, or not
    fingerprint   64 bits of which a changed sentence turns few and another text about half (Charikar's "simhash", over runs of three words)

A counter or a list of headlines in the margin turns some bits too, so a small distance is a small change and not "the same". `notices` counts the
words by which publishers announce a correction or a retraction: when more of them stand there than before, a small change may be a large one.
What is not HTML or plain text (a PDF) has a digest of its bytes and no fingerprint.
"""

import hashlib
import html
import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

_UNSEEN = {"script", "style", "noscript", "template", "svg", "title"}  # not "head": its end tag may be left out
_NOTICES = re.compile(
    r"\bcorrect(?:ion|ed)\b|\bretract(?:ion|ed)\b|\berratum\b|\bcorrigendum\b|\beditor[’']s note\b|\bwithdrawn\b"
    r"|更正|勘误|勘誤|撤稿|撤回|废止|廢止|失效",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
NEAR = 6
"""So many of the 64 bits may differ in a small change: about one sentence in an article of a thousand words."""


@dataclass(frozen=True)
class Measures:
    """Of one text: `digest` (64 hexadecimal digits), `fingerprint` (0 to 2⁶⁴ − 1; None where there are no words), `notices`."""

    digest: str
    fingerprint: int | None
    notices: int


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag, attrs):
        if tag in _UNSEEN:
            self.unseen += 1

    def handle_endtag(self, tag):
        if tag in _UNSEEN and self.unseen:
            self.unseen -= 1

    def handle_data(self, data):
        if not self.unseen:
            self.kept.append(data)


def visible(markup: str) -> str:
    """The words of an HTML page that a reader would see, with single blanks between them."""
    parser = _Words()
    parser.feed(markup)
    parser.close()
    return " ".join(" ".join(parser.kept).split())


def measured(body: bytes, media_type: str, charset: str = "utf-8") -> Measures:
    """The measures of an answer's body. `media_type` as text/html; an unknown `charset` is read as UTF-8."""
    if media_type not in ("text/html", "application/xhtml+xml", "text/plain"):
        return Measures(hashlib.sha256(body).hexdigest(), None, 0)
    try:
        text = body.decode(charset, "replace")
    except LookupError:
        text = body.decode("utf-8", "replace")
    words = visible(text) if media_type != "text/plain" else " ".join(html.unescape(text).split())
    words = unicodedata.normalize("NFC", words)
    return Measures(hashlib.sha256(words.encode()).hexdigest(), fingerprint(words), len(_NOTICES.findall(words)))


def fingerprint(text: str) -> int | None:
    """The 64 bits of `text`; None when it has fewer than three words (a Chinese character is a word)."""
    words = _WORDS.findall(text.lower())
    if len(words) < 3:
        return None
    balance = [0] * 64
    for run in zip(words, words[1:], words[2:], strict=False):
        bits = int.from_bytes(hashlib.blake2b(" ".join(run).encode(), digest_size=8).digest())
        for place in range(64):
            balance[place] += 1 if bits >> place & 1 else -1
    return sum(1 << place for place in range(64) if balance[place] > 0)


def distance(a: int, b: int) -> int:
    """How many of the 64 bits differ."""
    return (a ^ b).bit_count()
