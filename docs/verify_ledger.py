"""Check a copy of the ledger, with nothing but Python: python3 verify_ledger.py ledger.jsonl

Each line of ledger.jsonl is one entry. Its digest is the SHA-256 of four lines: the digest of the entry before (64 zeros for the first), the
position, the deed and its moment, and the record. Keep what this prints last: every later genuine copy holds that digest at that position.
"""

import hashlib
import json
import sys
from pathlib import Path


def fault(line: bytes, previous: str, position: int) -> str:
    """What is wrong with `line`, which should be the entry at `position` after the digest `previous`; the empty string when it holds."""
    try:
        entry = json.loads(line)
        digest = entry["digest"]
        lines = "\n".join([entry["previous"], str(entry["position"]), f"{entry['deed']} {entry['at']}", entry["record"]])
    except (ValueError, TypeError, KeyError):
        return f"line {position} is not an entry"
    if entry["position"] != position:
        return f"entry {position} is missing"
    if entry["previous"] != previous:
        return f"entry {position} does not follow from the one before"
    return "" if hashlib.sha256(lines.encode()).hexdigest() == digest else f"entry {position} was changed"


def main(path: str) -> None:
    previous, position = "0" * 64, 0
    for position, line in enumerate(Path(path).read_bytes().splitlines(), start=1):
        if wrong := fault(line, previous, position):
            sys.exit(f"The ledger diverges: {wrong}.")
        previous = json.loads(line)["digest"]
    print(f"{position} entries: OK. Last digest: {previous}")


if __name__ == "__main__":
    main(*sys.argv[1:2] or sys.exit("Usage: python3 verify_ledger.py ledger.jsonl"))
