"""A run for tests of what is made from one."""

PAGES = ("browse", "claim")
SPENT = {"making them up": 0.2, "publishing": 0.1, "PostgreSQL": 0.2}
_ONE = {"hello": 1, "ours": 4, "seen": 1.2, "304": 1.1, "naive": 100, "datasette": 50}
_MANY = {"hello": 4, "ours": 20, "nginx cache": 1, "nginx static": 0.8}


def run(**changes) -> dict:
    """A run at 100,000 claims in which every target is met."""
    one = [row(page, server, 1, factor) for page in PAGES for server, factor in _ONE.items()]
    many = [row(page, server, 16, factor) for page in PAGES for server, factor in _MANY.items()]
    return {
        "size": 100_000, "claims": 100_080, "rounds": 3, "seconds": 2, "began": "2026-11-25T20:00:00+00:00", "minutes": 9.5, "commit": "abc1234",
        "machine": {"cores": 2, "memory_gb": 24, "python": "3.11.7", "postgresql": "18.6", "load_average": 0.4},
        "load": {"claims": 100_000, "seconds": 22.0, "per_second": 4545, "per_second_lying_ready": 5263, "processes": 2, "milliseconds": SPENT},
        "rested": {"seconds": 4.5, "checkpoint": True, "still": False},
        "rows": one + many,
        "publish": {"milliseconds": [20.0, 30.0, 90.0], "wrong": [], "workers": 2}, "found": {"灯笼": {"ours": 3704, "datasette": 12}},
        "memory": {"workers": [90.0, 95.5], "datasette": [80.1], "nginx": [5.0]},
    } | changes  # fmt: skip


def row(page: str, server: str, connections: int, factor: float) -> dict:
    """One line of a run: `factor` is the ratio to a hello world of half a millisecond."""
    return {
        "page": page, "server": server, "connections": connections, "p50": factor / 2, "p95": factor, "per_second": 2000 / factor, "bytes": 40_000,
        "hello": factor,
    }  # fmt: skip
