"""One address may ask so many times in its stretch, whichever process answers."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from claims.models import Asker

NAME = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def twice_a_minute(db, monkeypatch):
    monkeypatch.setattr("claims.api.throttle.PerAddress.THROTTLE_RATES", {"anon": "2/minute"})


def test_whoever_asks_too_often_is_told_when_to_come_back(client, twice_a_minute):
    first, second, third = (client.get("/api/v1/topics") for _ in range(3))
    other = client.get("/api/v1/topics", REMOTE_ADDR="192.0.2.7")
    known = client.get("/api/v1/topics", headers={"if-none-match": first["ETag"]})

    assert [response.status_code for response in (first, second, third, other, known)] == [200, 200, 429, 200, 304]
    assert 1 <= int(third["Retry-After"]) <= 60
    assert third["Content-Type"] == "application/problem+json"


def test_the_count_starts_afresh_when_its_stretch_is_over(client, twice_a_minute):
    before = [client.get("/api/v1/topics").status_code for _ in range(4)]

    Asker.objects.update(until=timezone.now() - timedelta(seconds=1))
    after = [client.get("/api/v1/topics").status_code for _ in range(3)]

    assert (before, after) == ([200, 200, 429, 429], [200, 200, 429])


def test_asking_on_in_vain_does_not_put_off_the_end(client, twice_a_minute):
    client.get("/api/v1/topics")
    until = Asker.objects.get().until

    for _ in range(5):
        client.get("/api/v1/topics")

    assert (Asker.objects.get().until, Asker.objects.get().asked) == (until, 3)


def test_a_forged_address_is_not_believed_without_a_proxy(client, twice_a_minute):
    answers = [client.get("/api/v1/topics", headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in (1, 2, 3)]

    assert answers == [200, 200, 429]


def test_an_address_goes_by_a_name_that_only_our_key_can_make(client, twice_a_minute):
    client.get("/api/v1/topics", REMOTE_ADDR="192.0.2.7")
    client.get("/api/v1/topics", REMOTE_ADDR="192.0.2.8")
    with override_settings(SECRET_KEY="another key"):
        client.get("/api/v1/topics", REMOTE_ADDR="192.0.2.7")

    assert Asker.objects.count() == 3


def test_a_question_is_counted_in_one_query(db, django_assert_num_queries):
    Asker.count(NAME, most=3, stretch=60)

    with django_assert_num_queries(1):
        asked, left = Asker.count(NAME, most=3, stretch=60)

    assert (asked, 59 < left <= 60) == (2, True)


def test_stretches_that_are_over_are_cleared_away_by_whoever_begins_one(db):
    long_ago = timezone.now() - timedelta(hours=1)
    Asker.objects.bulk_create(Asker(name=f"{n:032x}", until=long_ago, asked=9) for n in range(25))

    for n in range(3):
        Asker.count(f"f{n:031x}", most=3, stretch=60)

    assert sorted(name.hex[0] for name in Asker.objects.values_list("name", flat=True)) == ["f"] * 3


def test_the_table_is_not_logged(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = 'claims_asker'::regclass")
        assert cursor.fetchone() == ("u",)


def ask(port: int, number: int) -> tuple[int, bool]:
    """The status of a question that nobody has asked before, and whether the answer says to come back within the hour."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/topics?limit={number}") as response:
            status, headers = response.status, response.headers
    except urllib.error.HTTPError as error:
        status, headers = error.code, error.headers
    return status, 1 <= int(headers.get("Retry-After", 0)) <= 3600


@pytest.fixture
def two_processes(own_database):
    """The ports of two servers of one process each, on this test's database, which allow seven questions an hour."""
    own = {"DATABASE_NAME": connection.settings_dict["NAME"], "EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name, "API_RATE": "7/hour"}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], cwd=settings.BASE_DIR, check=True)
    ports, servers = [], []
    for _ in range(2):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            ports.append(free.getsockname()[1])
        command = [sys.executable, "-m", "gunicorn", "claims_site.wsgi", "--bind", f"127.0.0.1:{ports[-1]}", "--no-control-socket"]
        servers.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | own, stderr=subprocess.DEVNULL))
    try:
        for port in ports:
            _wait_for(port)
        yield ports
    finally:
        for server in servers:
            server.terminate()
            server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("A server did not come up.")


def test_two_processes_have_one_limit(two_processes):
    answers = [ask(two_processes[number % 2], number + 1) for number in range(10)]

    assert answers == [(200, False)] * 7 + [(429, True)] * 3
