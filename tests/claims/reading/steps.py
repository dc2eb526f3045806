"""The next step of an index, without the database: there, whoever else writes at the time makes it read claims once too often."""

from dataclasses import replace

from claims.models.changes import Changed
from claims.reading.index.bitmaps import Index


def after_a_change_elsewhere(index: Index) -> Index:
    """`index` after a claim and a source changed that nothing else knows."""
    version = index.version._replace(number=index.version.number + 1)
    return replace(index, version=version, step=index.step + 1, changed=(*index.changed, Changed(frozenset({10**9}), frozenset({10**9}))))
