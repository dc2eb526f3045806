"""Readers while reviews are published, with the production server and two workers: no page is older than the publication it was asked for after."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from claims.editorial import publishing
from tests.factories import account, claim, published, review


def read(address: str, path: str) -> str:
    """One answer over a connection of its own, so that any worker may give it."""
    with urllib.request.urlopen(f"{address}{path}") as response:
        return response.read().decode()


@pytest.fixture
def server(own_database):
    """The address of two workers on this test's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], cwd=settings.BASE_DIR, check=True)
    own = {"DATABASE_NAME": connection.settings_dict["NAME"], "EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name}
    command = [sys.executable, "-m", "gunicorn", "claims_site.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    process = subprocess.Popen([*command, "--no-control-socket"], cwd=settings.BASE_DIR, env=os.environ | own, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                read(f"http://127.0.0.1:{port}", "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def agrees_with_itself(page: str) -> bool:
    """Whether the total of a browse page is the sum of its verdicts, and all rows are there."""
    total = int(re.search(r'id="count"[^>]*>(\d+) claim', page)[1])
    counts = re.findall(r'name="verdict" value="[^"]*".*?<span class="count">(\d+)', page)
    return total == sum(map(int, counts)) and page.count('<li class="row">') == min(total, 20)


def test_no_page_is_stale_after_a_publication_in_any_process(server):
    editor, stop, wrong, read_pages = account(), Event(), [], []
    published(verdict="mixed")

    def keep_reading():
        while not stop.is_set():
            page = read(server, "/claims/")
            read_pages.append(1)
            if not agrees_with_itself(page):
                wrong.append(page)

    readers = [Thread(target=keep_reading) for _ in range(3)]
    [reader.start() for reader in readers]
    seen, paths = [], ("/claims.json", "/claims.json?q=score&verdict=false", "/api/v1/claims")
    for number in range(2, 14):
        publishing.publish(review=publishing.submit(review=review(statement=f"A score, number {number}.")), approver=editor)
        answers = [json.loads(read(server, path)) for path in paths for _ in range(4)]
        seen.append([answer["count"] for answer in answers] == [number] * 4 + [number - 1] * 4 + [number] * 4)
    stop.set()
    [reader.join() for reader in readers]

    assert seen == [True] * 12
    assert wrong == []
    assert len(read_pages) > 20


def test_an_answer_is_made_once_for_a_version(own_database, django_assert_num_queries):
    with override_settings(FINISHED_ANSWERS=1_000_000):
        fresh = Client()
        first = fresh.get("/claims/")
        with django_assert_num_queries(1):  # the content version
            again = fresh.get("/claims/")
        published(statement="Something new.")
        after = fresh.get("/claims/")

    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert "Something new." in after.content.decode()


@pytest.mark.parametrize(
    "address", ["/claims/score/preview.png", "/claims/score/reviews/1/preview.png", "/claims/score/handout-a4.pdf", "/preview.png"]
)
def test_what_was_drawn_is_kept_for_all_processes(own_database, address):
    published(claim(slug="score"))
    with override_settings(FINISHED_ANSWERS=0):
        first = Client().get(address)
        with CaptureQueriesContext(connection) as asked:
            again = Client().get(address)

    assert (first.status_code, again.content) == (200, first.content)
    assert [query["sql"] for query in asked if query["sql"].startswith("INSERT")] == []
