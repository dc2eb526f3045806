"""What a rule of the linter says, and how it walks through JSON that it cannot trust."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

GOOGLE, SCHEMA, FAULTS, OURS = "GOOGLE", "SCHEMA", "FAULTS", "OURS"


@dataclass(frozen=True)
class Finding:
    """`level` is error or warning; `path` the property, with dots; `rule` whose rule it is."""

    level: str
    path: str
    message: str
    rule: str


def error(path: str, message: str, rule: str) -> Finding:
    return Finding("error", path, message, rule)


def warning(path: str, message: str, rule: str) -> Finding:
    return Finding("warning", path, message, rule)


def listed(value: Any) -> list:
    return value if isinstance(value, list) else [] if value in (None, "", {}) else [value]


def nodes(value: Any) -> Iterator[tuple[str, Any]]:
    """Everything in `value`, with the path to it; entries of lists share the path of the list."""
    waiting = [("", value)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        if isinstance(node, list):
            waiting += [(path, entry) for entry in reversed(node)]
        elif isinstance(node, dict):
            waiting += [(f"{path}.{name}".lstrip("."), entry) for name, entry in reversed(node.items())]


def host(address: Any) -> str:
    """The host of an address; "" where there is none."""
    try:
        return urlsplit(address).netloc if isinstance(address, str) else ""
    except ValueError:
        return ""


def absolute(value: Any) -> bool:
    """Whether `value` is an address with a scheme of the Web and a host."""
    return bool(host(value)) and value.startswith(("https://", "http://")) and not re.search(r"\s", value)
