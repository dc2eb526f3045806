"""The wording of the two research dossiers, as fingerprints: whether a run of words stands in them can be asked, what stands in them cannot be read.

The dossiers are no part of the project. `dossiers.bin` holds a number of 32 bits for each run of eight words in them, sorted. It was written, and can
be written again, by `python -m tests.corpus.dossiers` with the files of the dossiers as arguments.
"""

import sys
from array import array
from functools import cache
from hashlib import blake2b
from pathlib import Path

from tests.corpus.texts import words

LENGTH = 8
FILE = Path(__file__).with_name("dossiers.bin")


def fingerprint(run: list[str]) -> int:
    """A number of 32 bits; two different runs share one by chance once in four thousand million times."""
    return int.from_bytes(blake2b(" ".join(run).encode(), digest_size=4).digest(), "big")


def fingerprints(text: str) -> list[int]:
    """The fingerprint of each run of eight words in `text`, in order."""
    found = words(text)
    return [fingerprint(found[i : i + LENGTH]) for i in range(len(found) - LENGTH + 1)]


@cache
def known() -> frozenset[int]:
    """The fingerprints of the dossiers."""
    numbers = array("I", FILE.read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return frozenset(numbers)


def longest_shared(text: str) -> list[str]:
    """The longest run of words that `text` shares with the dossiers; empty when it is shorter than eight."""
    found, best, start = words(text), [], None
    for i, number in enumerate([*fingerprints(text), None]):
        if number in known():
            start = i if start is None else start
        elif start is not None:
            best, start = max(best, found[start : i - 1 + LENGTH], key=len), None
    return best


def write(texts: list[str]) -> None:
    numbers = array("I", sorted({number for text in texts for number in fingerprints(text)}))
    if sys.byteorder == "big":
        numbers.byteswap()
    FILE.write_bytes(numbers.tobytes())


if __name__ == "__main__":
    write([Path(name).read_text("utf-8") for name in sys.argv[1:]])
