"""The database back into corpus files."""

from pathlib import Path

from claims.corpus import files, shapes


def dump(root: Path) -> tuple[int, int]:
    """Write every row to its file below `root`; return how many files there are and how many changed."""
    written = changed = 0
    for kind in shapes.ROWS:
        for data in shapes.all_of(kind).values():
            changed += files.write(root, kind, data)
            written += 1
    return written, changed
