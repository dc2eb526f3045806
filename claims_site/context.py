"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The site's name, its public address, and the canonical address of this page (without its query string)."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "canonical": f"{settings.SITE_URL}{request.path}"}
