"""Query strings that no page of ours could have written are refused before any work is done: too long, or not UTF-8.

A null is refused too, afterwards: a list names the filter that holds it, and pages that take no parameters would pass it over. And a program
that asked a page for JSON is told in JSON what the page would have said it does not understand.
"""

from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from claims.reading.responses import problem_response, wants_json

LONGEST = 8000
"""Bytes. The longest query string that a page of ours writes has a tenth of it."""


class WellFormedQueries:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.META.get("QUERY_STRING", "")
        if len(sent) > LONGEST:
            return _refusal(request, 414, f"The address is too long: its query string may have {LONGEST} bytes.")
        plain = unquote_to_bytes(sent)
        try:
            plain.decode()
        except UnicodeDecodeError:
            return _refusal(request, 400, "The query string of the address is not written in UTF-8.")
        response = self.get_response(request)
        if b"\0" in plain and response.status_code < 400:
            return _refusal(request, 400, "The query string of the address holds a null character.")
        if response.status_code == 400 and response["Content-Type"].startswith("text/html") and wants_json(request):
            told = getattr(response, "context_data", None) or {}
            return problem_response(400, told.get("said") or "The query string is not understood.", told.get("faults") or {})
        return response


def _refusal(request: HttpRequest, status: int, said: str) -> HttpResponse:
    """As a page or as a problem, whichever is asked for."""
    if wants_json(request):
        return problem_response(status, said, {})
    page = {"title": "The request is not understood", "status": status, "said": said}
    return HttpResponse(render_to_string("error.html", page, request), status=status)
