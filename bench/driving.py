"""Asking a server for a page many times, with wrk, and what came of it."""

import http.client
import json
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SLOWEST = 120  # seconds that one answer may take
_SCRIPT = Path(__file__).with_name("wrk.lua")


class Unusable(Exception):
    """The bench cannot go on; the message says what to do."""


@dataclass(frozen=True)
class Measured:
    """One window of one page from one server: milliseconds, requests a second, bytes of one body."""

    p50: float
    p95: float
    per_second: float
    bytes: int


def answer(port: int, path: str, *, tag: str = "") -> tuple[int, dict[str, str], bytes]:
    """One answer: status, headers in lower case, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)  # as wrk asks: for a cache, another encoding is another page
        if tag:
            connection.putheader("If-None-Match", tag)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def settle(port: int, path: str) -> None:
    """Wait until the server at `port` is done with what nobody waits for any more: it answers the cheap `path` at once, or 20 seconds are over."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        began = time.monotonic()
        answer(port, path)
        if time.monotonic() - began < 0.01:
            return


def of_each(port: int, number: int, path: str) -> dict[str, bytes]:
    """What each of the `number` workers behind `port` answers to `path`, by the worker's name. Raises Unusable when fewer answer.

    A kept connection stays with its worker, and hello world says which one that is.
    """
    found: dict[str, bytes] = {}
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST)
        _, name = _ask(connection, "/bench/hello")
        if name not in found:
            found[name], _ = _ask(connection, path)
        connection.close()
        if len(found) == number:
            return found
    raise Unusable(f"Only {len(found)} of {number} workers answered.")


def _ask(connection: http.client.HTTPConnection, path: str) -> tuple[bytes, str]:
    """The body of one answer over a kept connection, and the name of the worker that gave it (bench/middleware.py)."""
    connection.request("GET", path)
    response = connection.getresponse()
    return response.read(), response.headers["X-Worker"]


def measured(port: int, paths: list[str], *, connections: int, seconds: int, tag: str = "") -> Measured:
    """Ask for `paths` in turn over so many `connections` for so many `seconds`. Raises Unusable when an answer is not 200, or 304 for a `tag`.

    A page that does not come within the window is asked for once, and timed by itself.
    """
    began = time.perf_counter()
    status, _, body = answer(port, paths[0], tag=tag)
    alone = (time.perf_counter() - began) * 1000
    if status != (304 if tag else 200):
        raise Unusable(f"{paths[0]} on port {port} answered {status}: {body[:300]!r}")
    if alone > seconds * 1000:
        return Measured(alone, alone, 1000 / alone, len(body))
    found = _wrk(port, paths, connections, seconds, tag)
    if found["refused"] or found["broken"]:
        raise Unusable(f"{paths[0]} on port {port}: {found['refused']} answers were errors, {found['broken']} did not come.")
    if not found["requests"]:
        return Measured(alone, alone, 1000 / alone, len(body))
    return Measured(found["p50"], found["p95"], found["requests"] / found["microseconds"] * 1e6, len(body))


def _wrk(port: int, paths: list[str], connections: int, seconds: int, tag: str) -> dict:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(paths) + "\n")
        listed.flush()
        program = [wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", f"--timeout={SLOWEST}s", "-s", _SCRIPT]
        command = [*program, f"http://127.0.0.1:{port}", "--", listed.name, *([tag] if tag else [])]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 2 * SLOWEST)
    lines = [line for line in ran.stdout.splitlines() if line.startswith("MEASURED ")]
    if not lines:
        raise Unusable(f"wrk failed: {ran.stderr or ran.stdout}")
    return json.loads(lines[0].removeprefix("MEASURED "))


def wrk() -> str:
    """The path of wrk. Raises Unusable where it is not installed."""
    found = shutil.which("wrk")
    if not found:
        raise Unusable("The bench drives the servers with wrk: apt-get install wrk (macOS: brew install wrk).")
    return found
