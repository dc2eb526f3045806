"""A web server with every bad habit that we could think of, on this machine."""

import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = b"<!doctype html><title>A law</title><p>The plan of 2014 asks for records and names no score for each person.</p>"


class Server:
    """Answers `path` with what `habits[path]` does to the handler; counts who asked for what."""

    def __init__(self):
        self.habits: dict[str, Callable] = {}
        self.asked: list[tuple[str, float, dict]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append((self.path, time.monotonic(), dict(self.headers)))
                with suppress(BrokenPipeError, ConnectionResetError):
                    outer.habits.get(self.path, missing)(self)

            def log_message(self, *args):
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.http.server_port}{path}"

    def stop(self) -> None:
        self.http.shutdown()
        self.http.server_close()


def answer(status: int = 200, body: bytes = PAGE, **headers) -> Callable:
    """A habit: this status, body and these headers (`content_type` for Content-Type)."""

    def habit(handler):
        handler.send_response(status)
        for name, value in ({"content_type": "text/html; charset=utf-8", "content_length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return habit


missing = answer(404, b"Nothing here.")


def drip(handler) -> None:
    """Sends one byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler) -> None:
    """Never comes to the end of its headers."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(600):
        handler.wfile.write(f"X-{n}: {n}\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def garbage(handler) -> None:
    handler.wfile.write(b"\x00\xff not HTTP at all \r\n\r\n")


def hang_up(handler) -> None:
    handler.connection.close()
