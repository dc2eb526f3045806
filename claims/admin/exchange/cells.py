"""Several values in one cell, and cells that no spreadsheet takes for a formula.

["court-list", "local-pilot"]         court-list; local-pilot
["a; b", "c"]                         a\\; b; c
(Liu, Jun), (Cyberspace Authority)    Liu | Jun; Cyberspace Authority
=1+1                                  '=1+1          (OWASP, "CSV Injection": an apostrophe before it)
'=1+1                                 ''=1+1         (so that reading takes away what writing has put there, and no more)
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")


def joined(values: list[str], mark: str = ";") -> str:
    """The values in one cell, `mark` and a blank between them; a mark or a backslash inside a value gets a backslash before it."""
    return f"{mark} ".join(re.sub(rf"([\\{mark}])", r"\\\1", value) for value in values)


def parted(cell: str, mark: str = ";") -> list[str]:
    """The values of a cell that `joined` wrote, or a person; empty ones are left out."""
    values = re.findall(rf"(?s)((?:\\.|[^\\{mark}])+)", cell)
    return [re.sub(r"(?s)\\(.)", r"\1", value.strip()) for value in values if value.strip()]


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it, or where it begins as such a cell does."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def as_written(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell
