"""Editing the record by hand. Each module registers its pages."""

from claims.admin import claim, others, review, source

__all__ = ["claim", "others", "review", "source"]
