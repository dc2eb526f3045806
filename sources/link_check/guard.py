"""Which machines a link check may ask: those of the public internet only.

The addresses come from editors and, behind them, from anybody's redirects. An address that leads to this machine, to its neighbours or to the
cloud's metadata (169.254.169.254) would let a stranger ask questions in our name. So the name is resolved here, every number it resolves to is
looked at, and the connection goes to just that number: a second look-up could answer otherwise. Redirects pass through the same door.

    allowed   93.184.216.34 · 2606:2800:220:1::1
    refused   127.0.0.1 · 10.1.2.3 · 169.254.169.254 · ::1 · fe80::1 · ::ffff:127.0.0.1 · 64:ff9b::7f00:1 (both are 127.0.0.1 in other dress)
"""

import ipaddress
import socket
import time
from collections.abc import Callable

import httpcore2

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
Permission = Callable[[Number], bool]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Forbidden(Exception):
    """The address leads to a machine that is not to be asked."""


class TooSlow(Exception):
    """The time for the whole of an answer has run out."""


def is_public(number: Number) -> bool:
    """Whether `number` belongs to the public internet, also where it carries an IPv4 number inside."""
    if isinstance(number, ipaddress.IPv6Address):
        inside = number.ipv4_mapped or number.sixtofour or (ipaddress.IPv4Address(int(number) & 0xFFFFFFFF) if number in _NAT64 else None)
        if inside is not None:
            return is_public(inside)
    return number.is_global and not number.is_multicast


def resolved(host: str, port: int, permitted: Permission) -> str:
    """A number of `host` to connect to. Raises Forbidden when any of its numbers is not permitted, OSError when it has none."""
    numbers = [ipaddress.ip_address(found[4][0].partition("%")[0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for number in numbers:
        if not permitted(number):
            raise Forbidden(f"{host} leads to {number}, which is not on the public internet.")
    return str(numbers[0])


class _Stream(httpcore2.NetworkStream):
    """A connection on which every step ends at the deadline, so that a server that sends a byte now and then cannot hold us."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: float):
        self.inner, self.deadline = inner, deadline

    def _left(self, timeout: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TooSlow
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout: float | None = None) -> "_Stream":
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self.deadline)

    def get_extra_info(self, info: str):
        return self.inner.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to permitted machines only, until `deadline` (on the monotonic clock, in seconds)."""

    def __init__(self, permitted: Permission, deadline: float):
        self.permitted, self.deadline, self.inner = permitted, deadline, httpcore2.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None) -> httpcore2.NetworkStream:
        try:
            number = resolved(host, port, self.permitted)
        except OSError as error:
            raise httpcore2.ConnectError(f"{host} is not known to the name service.") from error
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TooSlow
        limit = left if timeout is None else min(timeout, left)
        return _Stream(self.inner.connect_tcp(number, port, limit, local_address, socket_options), self.deadline)
