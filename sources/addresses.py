"""Two addresses of one document, and the DOI that an address holds.

The problem: the same article is found at several addresses. It is entered twice, and the claims that lean on it are counted apart. So addresses are
compared in one form, never shown in it:

    http://www.example.org/a/                                   example.org/a            scheme, www. and m., the slash at the end
    HTTPS://Example.org:443/a#conclusion                        example.org/a            case of the host, the usual port, the fragment
    example.org/a?utm_source=x&id=3                             example.org/a?id=3       what only tells a site where its readers come from
    example.org/a?b=2&a=1                                       example.org/a?a=1&b=2    the order of parameters
    example.org/%7Eliu/index.html                               example.org/~liu         escapes that need none; the usual first page
    web.archive.org/web/20190101000000id_/http://example.org/a  example.org/a            the wrapper of an archive
    archive.ph/2019.01.01-000000/https://example.org/a          example.org/a
    archive.ph/AbC12                                            archive.ph/AbC12         a short name in an archive tells nothing
    example.org/A                                               example.org/A            the case of a path can matter

and DOIs in theirs, wherever they stand:

    doi:10.1177/1461444819826402 · https://doi.org/10.1177/1461444819826402 · https://dx.doi.org/10.1177%2F1461444819826402
    https://journals.sagepub.com/doi/full/10.1177/1461444819826402?casa_token=x         10.1177/1461444819826402
    10.1000/ABC and 10.1000/abc are one DOI; 10.1177/123.pdf ends before its .pdf
    a date such as 2018.10.1234/5, or a version number, is none

Rules: RFC 3986, section 6.2 (which differences of an address mean nothing); DOI Handbook, 2.4 (a DOI ignores case); the wrappers are those of
the Internet Archive, archive.today and its other names, and Ghost Archive.
"""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_WRAPPERS = (
    re.compile(r"^https?://(?:web\.|wayback\.)?archive\.org/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(?P<inner>.+)$", re.IGNORECASE),
    re.compile(r"^https?://archive\.(?:today|ph|is|li|md|vn|fo)/\d[\d.\-]+/(?P<inner>.+)$", re.IGNORECASE),
    re.compile(r"^https?://ghostarchive\.org/archive/\d+/(?P<inner>.+)$", re.IGNORECASE),
)
_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|mc_cid|mc_eid|igshid|casa_token|ref_src|spm|cmpid|ns_.*)$", re.IGNORECASE)
_FIRST_PAGE = re.compile(r"/(index|default)\.(html?|php|aspx?|jsp)$", re.IGNORECASE)
_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s\"<>?#&]+", re.IGNORECASE)
_AFTER_DOI = re.compile(r"(\.pdf|\.html?|/(full|pdf|epdf|abstract|html|meta|fulltext))+$|[.,;:)\]]+$", re.IGNORECASE)
_KEPT = "~!$&'()*+,;=:@/-._"


def canonical(address: str) -> str:
    """The form in which `address` is compared; the empty string for the empty one. It is no address to link."""
    inner = _unwrapped(address.strip())
    if not inner:
        return ""
    parts = urlsplit(inner if "//" in inner.split("?", 1)[0] else f"//{inner}")
    try:
        port = parts.port
    except ValueError:
        return inner
    host = re.sub(r"^(www\d?|m|mobile|amp)\.", "", (parts.hostname or "").rstrip("."))
    host = host.replace(".m.wikipedia.org", ".wikipedia.org") + (f":{port}" if port not in (None, 80, 443) else "")
    path = quote(unquote(_FIRST_PAGE.sub("/", parts.path)), safe=_KEPT).rstrip("/")
    kept = sorted((name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name))
    return host + path + (f"?{urlencode(kept)}" if kept else "")


def _unwrapped(address: str) -> str:
    """What an archive's address is a copy of; other addresses as they are."""
    for _ in range(3):  # an archive may have archived an archive
        found = next((match for wrapper in _WRAPPERS if (match := wrapper.match(address))), None)
        if found is None:
            break
        address = re.sub(r"^(https?:)/+", r"\1//", found["inner"])
    return address


def doi(text: str) -> str:
    """The first DOI in `text`, in small letters; the empty string when there is none."""
    found = _DOI.search(unquote(text))
    if found is None:
        return ""
    name = found[0]
    while (shorter := _AFTER_DOI.sub("", name)) != name:
        name = shorter
    return name.lower()


def telling_piece(address: str) -> str:
    """The longest piece of `address` that every other form of it holds too: by it, candidates are found in an index."""
    whole = canonical(address)
    host, _, path = whole.split("?")[0].partition("/")
    pieces = [piece for piece in re.split(r"[/%]|[^A-Za-z0-9._-]", path) if len(piece) > 5]
    return max(pieces, key=len, default=host)
