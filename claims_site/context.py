"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

from claims_site.static_copy.asking import MARK


def site(request: HttpRequest) -> dict:
    """The site's name, its public address, the canonical address of this page (without its query string), and the copy it is made for, if it is."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "canonical": f"{settings.SITE_URL}{request.path}",
        "copy": request.META.get(MARK),
    }
