"""Editing the record by hand. Each module registers its pages."""

from claims.admin import alarm, claim, desk, others, review, source

__all__ = ["alarm", "claim", "desk", "others", "review", "source"]
