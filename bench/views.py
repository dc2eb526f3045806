"""The unit of all ratios."""

from django.http import HttpRequest, HttpResponse


def hello(request: HttpRequest) -> HttpResponse:
    """Django's hello world: twelve bytes, through the site's middleware."""
    return HttpResponse("Hello world\n", content_type="text/plain")
