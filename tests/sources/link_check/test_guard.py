import ipaddress
import socket

import pytest

from sources.link_check.guard import Forbidden, is_public, resolved


@pytest.mark.parametrize("number", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::1"])
def test_the_public_internet_may_be_asked(number):
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.8.8.8", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "224.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_this_machine_its_neighbours_and_numbers_that_hide_them_may_not(number):
    assert not is_public(ipaddress.ip_address(number))


def test_a_name_that_leads_to_one_forbidden_number_among_others_is_refused(monkeypatch):
    numbers = [(socket.AF_INET, 1, 6, "", (number, 80)) for number in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: numbers)

    with pytest.raises(Forbidden, match=r"two\.example leads to 127\.0\.0\.1"):
        resolved("two.example", 80, is_public)


def test_a_permitted_name_becomes_the_number_that_was_looked_at(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(socket.AF_INET6, 1, 6, "", ("2606:2800:220:1::1%eth0", 443, 0, 0))])

    assert resolved("one.example", 443, is_public) == "2606:2800:220:1::1"
