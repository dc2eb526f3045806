"""Editing the record by hand. Each module registers its pages."""

from claims.admin import claim, desk, others, review, source

__all__ = ["claim", "desk", "others", "review", "source"]
