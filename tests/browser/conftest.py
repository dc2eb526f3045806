"""Browser tests drive headless Chromium against the production server on the whole corpus."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import factories
from tests.browser.hands import Hands
from tests.desk import editor
from tests.get_browser import found

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    return {**browser_type_launch_args, "executable_path": found(), "args": [*flags.split(), "--disable-sync"]}


@contextmanager
def _serving(database: str, folder: Path) -> Iterator[str]:
    """The address of gunicorn serving the site on `database`, its log in `folder`; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DATABASE_NAME": database,
        "DJANGO_SETTINGS_MODULE": "claims_site.settings",
        "EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name,
        "SITE_URL": address,
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "claims_site.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([*gunicorn, "--no-control-socket"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"{address}/readyz", server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def site(corpus_database, tmp_path_factory) -> str:
    """The address of the site on the whole corpus."""
    with _serving(corpus_database, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def newsroom(own_database, tmp_path) -> str:
    """The address of the site on a database of the test's own, with one published claim, where everything may be written."""
    factories.published(factories.claim(reference="SC-0001"))
    with _serving(connection.settings_dict["NAME"], tmp_path) as address:
        yield address


@pytest.fixture
def people(newsroom, browser):
    """A contributor, an editor and a publisher, each in a browser of their own; two sources are there already."""
    factories.source(key="paper-2018", title="An article on libraries", publisher="A newspaper")
    factories.source(key="notice-2019", title="A notice of a library", publisher="A ministry")
    users = {role: editor(role, username=name) for role, name in (("contributor", "cai"), ("editor", "emma"), ("publisher", "paul"))}
    made = []

    def at_work(role: str, **how) -> Hands:
        made.append(Hands(browser, newsroom, users[role], **how))
        return made[-1]

    yield at_work
    for hands in made:
        hands.page.context.close()


@pytest.fixture(scope="session")
def base_url(site) -> str:
    """Playwright's own word for the address of the site."""
    return site


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail("The server stopped before it answered.")
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("The server did not answer within 30 seconds.")


@pytest.fixture(scope="session", autouse=True)
def a_browser_is_there():
    if not (found() and shutil.which(found())):
        pytest.fail("No Chromium: run `make test`, which gets one, or set CHROMIUM to its path.", pytrace=False)
