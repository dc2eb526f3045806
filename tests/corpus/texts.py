"""The corpus as texts: every sentence of ours in it, with the place where it stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.corpus.files import Document

NOT_OURS = {"wording", "quotation", "translation", "original_title"}  # other people's words
NOT_PROSE = {
    "reference", "slug", "former_slugs", "key", "topics", "part_of", "related", "claims", "terms", "claim", "source", "read_in", "number", "position",
    "state", "change", "verdict", "systems", "places", "confidence", "stance", "read", "link", "kind", "standing", "leaning", "language",
    "quotation_language", "minutes", "url", "archived_url", "date", "from", "to", "as_of", "review_by", "published", "second_reading", "withdrawn",
    "author", "approver", "family", "given", "literal", "publisher", "claimant", "hanzi", "traditional", "pinyin",
}  # fmt: skip


class Text(NamedTuple):
    """One text field: the file, the path of the field in it, the field's own name, and what it says."""

    file: str
    path: str
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.file} {self.path}: {self.text}"


def texts(document: Document) -> list[Text]:
    """Every text of `document`, whoever wrote it, in the order of the file."""
    return list(_texts(document.file, document.data, (), ""))


def _texts(file: str, value, path: tuple, field: str) -> Iterator[Text]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not (name == "claims" and isinstance(inner, list) and isinstance(inner[0], str)):
                yield from _texts(file, inner, (*path, name), name)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _texts(file, inner, (*path, i), field)
    else:
        yield Text(file, ".".join(str(part) for part in path), field, value)


def prose(document: Document) -> list[Text]:
    """The texts of `document` that we wrote: no names, keys, addresses, titles of sources, or quotations."""
    left_out = NOT_OURS | NOT_PROSE | ({"title"} if document.kind == "source" else set())
    return [text for text in texts(document) if text.field not in left_out]


def sentences(text: str) -> list[str]:
    """`text` cut at full stops, question marks and line ends that close a sentence; not within 8.54 or after an initial."""
    flat = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return [part.strip() for part in re.split(r"(?<=[.?!])\s+(?=[A-Z“‘(])|\n\n+", flat) if part.strip()]


def words(text: str) -> list[str]:
    """The words and numbers of `text` in lower case, without punctuation."""
    return re.findall(r"[^\W_]+(?:[’'.,][^\W_]+)*", text.lower().replace("'", "’"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of `length` words in `text`."""
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}
