"""Absolute addresses of this site."""

from django.conf import settings


def link(path: str) -> str:
    """The public, absolute address of `path`."""
    return f"{settings.SITE_URL}{path}"
