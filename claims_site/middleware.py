"""Errors in the format that was asked for."""

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse

from claims.reading.responses import problem_response, wants_json


class PlainErrors:
    """Answers with problem+json (RFC 9457) where JSON was asked for; pages get the error pages of the templates."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404) and wants_json(request):
            return problem_response(404, str(exception) or "Not found.", {})
        if isinstance(exception, SuspiciousOperation) and wants_json(request):
            return problem_response(400, "The request is not understood.", {})
        return None
