"""What a file refers to, and the file with its references made relative.

Works on our own answers, whose tags are well-formed and whose attributes stand in double quotes; the tests read every page of a copy with a
strict parser. Pure: text in, text out.
"""

import html
import posixpath
import re
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from claims_site.static_copy.addresses import canonical, file_of

_TAG = re.compile(r"<(a|link|img|script|iframe|source|form)\s[^>]*>")
_ATTRIBUTE = re.compile(r'(\s(?:href|src|action)=")([^"]*)(")')
_IMAGE = re.compile(r'<meta property="og:image" content="([^"]*)">')
_CSS = re.compile(r"""url\(\s*(['"]?)([^'")]+)\1\s*\)""")
_NEXT = re.compile(r'("next":")([^"]*)(")')  # a quotation mark within a text stands behind a backslash, so only a name can look like this


class References:
    """The references of one file of the copy: `address` is that of the answer, `site` the public address of the site."""

    def __init__(self, address: str, site: str):
        self.address, self.site = address, site
        self.found: set[str] = set()

    def page(self, text: str) -> str:
        """A page, its links relative. What names the original for good (canonical and alternate addresses, metadata) stays as it is."""
        self.found.update(filter(None, (canonical(self._path(html.unescape(address))) for address in _IMAGE.findall(text))))
        return _TAG.sub(self._tag, text)

    def style(self, text: str) -> str:
        """A stylesheet: it refers to files beside it, and the copy keeps them there."""
        self.found.update(self._path(urljoin(self.address, address)) for _, address in _CSS.findall(text) if not address.startswith("data:"))
        return text

    def list(self, text: str) -> str:
        """A list as JSON: the address of its next page becomes that of the file."""
        return _NEXT.sub(lambda match: match[1] + self._relative(match[2]) + match[3], text, count=1)

    def _tag(self, tag: re.Match) -> str:
        def link(attribute: re.Match) -> str:
            value = html.unescape(attribute[2])
            names_original = value.startswith(self.site) and (tag[1] == "link" or 'rel="external"' in tag[0])
            return attribute[0] if names_original else attribute[1] + html.escape(self._relative(value)) + attribute[3]

        return _ATTRIBUTE.sub(link, tag[0])

    def _relative(self, value: str) -> str:
        """`value` as the copy has it: relative to the file, or the address of the original where only a server can answer."""
        if value.startswith("#"):
            return value
        address, fragment = urldefrag(self._path(urljoin(self.site + self.address, value)))
        if not address.startswith("/"):
            return value
        target = file_of(address)
        if target is None:
            return self.site + address + (f"#{fragment}" if fragment else "")
        self.found.add(canonical(address))
        return quote(posixpath.relpath(target, posixpath.dirname(file_of(self.address)) or "."), safe="/=,") + (f"#{fragment}" if fragment else "")

    def _path(self, address: str) -> str:
        """The path with query string and fragment of an address on this site; another address as it is."""
        same = address == self.site or address.startswith(f"{self.site}/")
        return address.removeprefix(self.site) or "/" if same else address


def redirect_page(address: str, target: str, site: str) -> tuple[str, set[str]]:
    """A page that leads from `address` on to `target`, as a server's redirect would, and the addresses it refers to."""
    name = urlsplit(address).path.strip("/")
    references = References(address, site)
    text = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{name} stands elsewhere</title>\n<meta name="robots" content="noindex">\n<link rel="canonical" href="{site}{target}">\n'
        f'<meta http-equiv="refresh" content="0; url=TARGET">\n</head>\n<body>\n<p><a href="{target}">{name} stands here.</a></p>\n</body>\n</html>\n'
    )
    page = references.page(text)
    return page.replace("TARGET", re.search(r'<a href="([^"]*)"', page)[1]), references.found
