"""A link checker for copies: reads every file with a strict parser, and says what leads nowhere."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from justhtml import JustHTML

from claims_site.static_copy.addresses import file_of

SITE = "http://127.0.0.1:8000"
_REFERRING = ("href", "src", "action", "poster", "data", "srcset")
_CSS = re.compile(r"""(?:url\(\s*|@import\s+)['"]?([^'")\s;]+)""")


class Copied:
    """What a walk over a copy found: `broken` as (file, reference), `live` the addresses of the original that pages link to."""

    def __init__(self, root: Path):
        self.root, self.broken, self.live, self.pages = root, [], set(), 0
        self.ids: dict[str, set[str]] = {}
        self.wanted: list[tuple[str, str, str]] = []  # file, target, fragment
        for path in sorted(root.rglob("*")):
            if path.is_file():
                self._read(path, path.relative_to(root).as_posix())
        self.broken += [(name, f"{target}#{wanted}") for name, target, wanted in self.wanted if wanted not in self.ids.get(target, set())]

    def _read(self, path: Path, name: str) -> None:
        reader = {".html": self._page, ".json": self._json, ".jsonl": self._lines, ".css": self._style, ".atom": self._xml, ".xml": self._xml}
        if read := reader.get(path.suffix):
            read(name, path.read_text("utf-8"))

    def _page(self, name: str, text: str) -> None:
        self.pages += 1
        ids = self.ids.setdefault(name, set())
        for node in _nodes(JustHTML(text, strict=True, sanitize=False).root):
            attrs = getattr(node, "attrs", None) or {}
            ids.update([attrs["id"]] if attrs.get("id") else [])
            for value in [attrs[attribute] for attribute in _REFERRING if attrs.get(attribute)]:
                self._reference(name, value, original_allowed=node.name == "link")
            if node.name == "meta" and (attrs.get("content") or "").startswith(SITE):
                self._original(name, attrs["content"])
            if node.name == "meta" and attrs.get("http-equiv") == "refresh":
                self._reference(name, attrs["content"].partition("url=")[2])
            if node.name == "script" and "ld+json" in attrs.get("type", ""):
                self._json(name, node.children[0].data)

    def _reference(self, name: str, value: str, *, original_allowed: bool = False) -> None:
        """A reference must lead to a file of the copy, by a relative address; into a page, to an id there."""
        if value.startswith(SITE):
            self._original(name, value) if original_allowed else self.live.add(value.removeprefix(SITE))
            return
        if urlsplit(value).scheme or value.startswith("//"):
            return
        whole = f"{name}{value}" if value.startswith("#") else urljoin(f"http://copy/{name}", value).removeprefix("http://copy/")
        target, fragment = urldefrag(whole)
        if value.startswith("/") or "?" in value or not (self.root / unquote(target)).is_file():
            self.broken.append((name, value))
        elif fragment and target.endswith(".html"):
            self.wanted.append((name, unquote(target), fragment))

    def _original(self, name: str, address: str) -> None:
        """An address of the original, given as such, whose counterpart must be in the copy where there can be one."""
        target = file_of(urldefrag(address.removeprefix(SITE) or "/").url)
        if target is None:
            self.live.add(address.removeprefix(SITE))
        elif not (self.root / target).is_file():
            self.broken.append((name, address))

    def _json(self, name: str, text: str) -> None:
        data = json.loads(text)
        for value in _strings(data):
            if re.fullmatch(re.escape(SITE) + r"[^\s<>]*", value):
                self._original(name, value)
        if isinstance(data, dict) and isinstance(data.get("next"), str):
            self._reference(name, data["next"])

    def _lines(self, name: str, text: str) -> None:
        for line in text.split("\n")[:-1]:
            self._json(name, line)

    def _style(self, name: str, text: str) -> None:
        for value in _CSS.findall(text):
            self._reference(name, value)

    def _xml(self, name: str, text: str) -> None:
        for node in ET.fromstring(text).iter():
            for value in filter(None, [*node.attrib.values(), (node.text or "").strip()]):
                if re.fullmatch(re.escape(SITE) + r"\S*", value):
                    self._original(name, value)


def _nodes(node) -> Iterator:
    yield node
    for child in getattr(node, "children", None) or []:
        yield from _nodes(child)


def _strings(data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else []:
        yield from _strings(value)
