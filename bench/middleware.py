"""Says which worker answered."""

import os

from django.http import HttpRequest, HttpResponse


class NamedWorker:
    """Puts the process's number into a header, so that the bench can ask every worker the same thing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["X-Worker"] = str(os.getpid())
        return response
