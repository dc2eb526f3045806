"""Pages hold only characters that a page may hold.

A page repeats what its query string asks for, and a query string can hold anything: `?q=%00`. HTML forbids control characters and noncharacters,
also escaped ones, so they are taken out of the finished page. In UTF-8 their bytes never stand inside another character.
"""

import re

from django.http import HttpRequest, HttpResponse

_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0e-\x1f\x7f]|\xc2[\x80-\x9f]"  # U+0000 to U+001F but white space; U+007F to U+009F
    rb"|\xef\xb7[\x90-\xaf]|(?:\xef|[\xf0-\xf4][\x8f\x9f\xaf\xbf])\xbf[\xbe\xbf]"  # U+FDD0 to U+FDEF; the last two of each plane
)


class PrintablePages:
    """Takes the characters out that HTML forbids."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = _FORBIDDEN.sub(b"", response.content)
        return response
