"""A newcomer tries the addresses of the README."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


def test_every_address_of_the_readme_answers(client):
    readme = (settings.BASE_DIR / "README.md").read_text("utf-8")
    table = readme.split("## One address per output")[1].split("## Where")[0]
    addresses = re.findall(r"`(/[^`\s]*)`", table)

    asked = [address for address in addresses if not address.startswith("/data/dump/")]  # the files of a dump are there once one was made
    statuses = {address: client.get(address).status_code for address in asked}

    assert len(addresses) >= 12
    assert {address: status for address, status in statuses.items() if status not in (200, 301)} == {}
