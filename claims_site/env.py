"""Strict readers of environment variables: an unknown value is refused, with what to do about it."""

import os

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, default: bool) -> bool:
    """`name` as a yes or no; ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip().lower()
    if value == "":
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name}={os.environ[name]!r} is not understood: set it to yes or no, or leave it out.")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def names(name: str, default: list[str]) -> list[str]:
    """`name` as a comma-separated list."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()] or default


def number(name: str, default: int) -> int:
    """`name` as a whole number of 0 or more; ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    if value.isdecimal():
        return int(value)
    raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.")
