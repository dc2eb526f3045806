"""Against a real server on this machine, with every bad habit that we could think of."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from sources.link_check.fetch import Limits, fetch
from tests.sources.link_check.server import PAGE, answer, drip, drip_headers, garbage, hang_up

SHORT = Limits(seconds=0.6, size=100_000, redirects=3)


def ask(address: str, limits: Limits = SHORT):
    return fetch(address, agent="Checker/1", permitted=lambda number: True, limits=limits)


def test_a_page_is_read_and_measured_and_knows_who_asks(server):
    server.habits["/a"] = answer()

    got = ask(server.at("/a"))

    assert (got.status, got.media_type, got.size, got.problem, got.hops) == (200, "text/html", len(PAGE), "", [200])
    assert len(got.measures.digest) == 64
    assert server.asked[0][2]["User-Agent"] == "Checker/1"
    assert "Cookie" not in server.asked[0][2]


def test_redirects_are_followed_to_their_end_and_take_no_cookie_along(server):
    server.habits["/a"] = answer(302, b"", location="b?x=1", set_cookie="id=1")
    server.habits["/b?x=1"] = answer(308, b"", location=server.at("/c"))
    server.habits["/c"] = answer()

    got = ask(server.at("/a"))

    assert (got.final_address, got.hops, got.status) == (server.at("/c"), [302, 308, 200], 200)
    assert [asked[2].get("Cookie") for asked in server.asked] == [None, None, None]


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        (answer(301, b"", location="/a"), "redirects more than 3 times"),
        (answer(301, b"", location="ftp://example.org/"), "kind “ftp:”"),
        (answer(301, b"", location="http://[::1"), "port"),
        (answer(200, b"short", content_length="5000"), "protocol"),
        (drip, "longer than 0.6 seconds"),
        (drip_headers, "longer than 0.6 seconds"),
        (garbage, "protocol"),
        (hang_up, "protocol"),
    ],
)
def test_a_server_that_misbehaves_gives_a_problem_and_never_an_exception(server, habit, words):
    server.habits["/a"] = habit

    got = ask(server.at("/a"))

    assert words in got.problem
    assert got.status is None


def test_a_body_of_ten_megabytes_is_read_only_as_far_as_the_limit(server):
    server.habits["/big"] = answer(200, b"x" * 10_000_000, content_type="text/plain")

    got = ask(server.at("/big"), Limits(seconds=10, size=100_000))

    assert (got.status, got.size) == (200, 100_000)
    assert "only that much was compared" in got.problem


def test_a_small_body_that_unpacks_to_a_huge_one_stops_at_the_limit_too(server):
    server.habits["/bomb"] = answer(200, gzip.compress(b"0" * 50_000_000), content_type="text/plain", content_encoding="gzip")

    got = ask(server.at("/bomb"), Limits(seconds=10, size=100_000))

    assert (got.status, got.size) == (200, 100_000)


def test_an_empty_page_is_no_page(server):
    server.habits["/a"] = answer(200, b"")

    assert ask(server.at("/a")).problem == "It is empty."


@pytest.mark.parametrize(
    ("told", "seconds"), [("120", 120), ("Wed, 01 Jan 2200 00:00:00 GMT", 7 * 86400), ("99999999999", 7 * 86400), ("soon", None)]
)
def test_a_server_that_asks_us_to_wait_is_heard(server, told, seconds):
    server.habits["/a"] = answer(429, b"", retry_after=told)

    got = ask(server.at("/a"))

    expected = seconds and datetime.now(UTC) + timedelta(seconds=seconds)
    assert got.retry_at is None if expected is None else abs(got.retry_at - expected) < timedelta(seconds=10)


def test_private_machines_are_not_asked_nor_reached_by_a_redirect(server):
    server.habits["/a"] = answer(302, b"", location="http://127.0.0.2:1/")

    direct = fetch(server.at("/a"), agent="x")
    by_redirect = fetch(server.at("/a"), agent="x", permitted=lambda number: str(number) == "127.0.0.1", limits=SHORT)

    assert direct.forbidden
    assert by_redirect.forbidden
    assert "127.0.0.2" in by_redirect.problem
    assert len(server.asked) == 1


@pytest.mark.parametrize("address", ["http://no-such-host.invalid/", "ftp://example.org/", "http://[::1", "not an address", "http://127.0.0.1:1/"])
def test_an_address_that_cannot_be_asked_gives_a_problem(address):
    got = ask(address)

    assert got.problem
    assert got.status is None
