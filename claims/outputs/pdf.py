"""HTML as a tagged PDF (PDF/UA-1) by WeasyPrint, on machines that have the libraries it draws with.

Nothing is fetched: a document holds all it needs but the font, which lies in a package. So a page holds as much on every machine, and
Chinese is embedded. One document is made at a time in a process; whoever cannot have a turn soon is told so (`Busy`) instead of hanging.
"""

import hashlib
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import ModuleType

from claims.outputs.preview.typesetting import noto_sans_sc

_NEEDED = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
_FONT = "asset:font"
_FACE = f"@font-face {{ font-family: 'Noto Sans SC'; src: url('{_FONT}') }}"
_turn = Lock()
MAKER = f"{version('weasyprint')} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"
"""What makes: kept documents are of no use once it changes."""


class Busy(Exception):
    """Another document is being made."""


@cache
def available() -> bool:
    """Whether this machine can make PDFs. Only looks for the libraries: loading them takes a second or two, which the first document pays."""
    return find_spec("weasyprint") is not None and all(map(find_library, _NEEDED))


@cache
def _weasyprint() -> ModuleType:
    """The library, imported at first use and not with this module: it is slow to load, and a machine without Pango cannot load it at all."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # the one moment that would get into the fonts, so that a document is the same each time
    return importlib.import_module("weasyprint")


@contextmanager
def turn(patience: float = 15) -> Iterator[None]:
    """Holds this process's one turn to make a document. Raises Busy after `patience` seconds."""
    if not _turn.acquire(timeout=patience):
        raise Busy
    try:
        yield
    finally:
        _turn.release()


def make(html: str, css: str) -> bytes:
    """`html`, which names its language and title, with the stylesheet `css`, as PDF/UA-1. The same texts always give the same bytes."""
    weasyprint = _weasyprint()

    class OnlyTheFont(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            if url != _FONT:
                raise weasyprint.urls.FatalURLFetchingError(f"A document may not fetch {url}.")
            return weasyprint.urls.URLFetcherResponse(url, noto_sans_sc().read_bytes(), {"Content-Type": "font/ttf"})

    fetcher, fonts = OnlyTheFont(), weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=_FACE + css, url_fetcher=fetcher, font_config=fonts)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    return document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(html.encode()).digest())
