"""Shared by all tests: the folder of the corpus, a client, and a database that holds the whole corpus.

Tests that only read the corpus (journeys, browser) share one copy of it, made once: a second database, cloned from the empty test database
and loaded. Published rows can be neither deleted nor truncated, so a copy is also the only way to have a clean one.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings, setup_databases, teardown_databases

from claims.dumps.write import dump
from claims.reading.index import current
from claims_site.static_copy.build import build
from tests import small_site

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's synchronous calls run beside an event loop


@pytest.fixture(scope="session")
def corpus_root() -> Path:
    return settings.BASE_DIR / "corpus"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The name of the empty test database. pytest-django makes none when only such tests run as work on a copy of it; this does."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    yield connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        _send_away(connection.settings_dict["NAME"])
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def corpus_database(django_db_setup, django_db_blocker) -> str:
    """The name of a database that holds the loaded corpus; dropped at the end."""
    name = f"{django_db_setup}_corpus"
    with django_db_blocker.unblock():
        _clone(django_db_setup, name)
        with _turned_to(name):
            call_command("load_corpus", verbosity=0, stdout=io.StringIO())
    yield name
    with django_db_blocker.unblock():
        _drop(name)


def _send_away(name: str) -> None:
    """End every connection to database `name`: ours, and that of a thread of a server that is shutting down."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])


def _clone(empty: str, name: str) -> None:
    """Make database `name` as a copy of `empty`."""
    _send_away(empty)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{empty}"')


def _drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _turned_to(name: str) -> Iterator[None]:
    """The connection, and those that threads open, go to database `name` meanwhile."""
    connection.close()
    current.forget()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        yield
    finally:
        connection.close()
        current.forget()
        connection.settings_dict["NAME"] = before


@pytest.fixture(scope="module")
def on_corpus(corpus_database, django_db_blocker):
    """Turns the connection of a whole module of tests to the database with the corpus."""
    with django_db_blocker.unblock(), _turned_to(corpus_database):
        yield


@pytest.fixture(scope="session")
def corpus_dump(corpus_database, django_db_blocker, tmp_path_factory) -> Path:
    """The folder of a dump of the whole corpus."""
    folder = tmp_path_factory.mktemp("dumped") / "dump"
    with django_db_blocker.unblock(), _turned_to(corpus_database):
        dump(folder)
    return folder


@pytest.fixture(scope="session")
def small_database(django_db_setup, django_db_blocker) -> str:
    """The name of a database that holds a small site with one of everything; dropped at the end."""
    name = f"{django_db_setup}_small"
    with django_db_blocker.unblock():
        _clone(django_db_setup, name)
        with _turned_to(name):
            small_site.fill()
    yield name
    with django_db_blocker.unblock():
        _drop(name)


@pytest.fixture(scope="module")
def on_small_site(small_database, django_db_blocker):
    """Turns the connection of a whole module of tests to the database with the small site."""
    with django_db_blocker.unblock(), _turned_to(small_database):
        yield


@pytest.fixture(scope="session")
def small_copy(small_database, django_db_blocker, tmp_path_factory) -> Path:
    """The folder of a static copy of the small site, whose lists have two rows a page."""
    folder = tmp_path_factory.mktemp("copied")
    with django_db_blocker.unblock(), _turned_to(small_database), override_settings(DUMP_FOLDER=folder / "dump"), small_site.shown():
        dump(folder / "dump")
        build(folder / "stick" / "copy")
    return folder / "stick" / "copy"


@pytest.fixture(scope="session")
def empty_database(django_db_setup):
    """Turns the connection to an empty database of the test's own, where it may commit, as long as the block lasts: `with empty_database():`.

    With the name of another database it starts as a copy of that one.
    """
    name = f"{django_db_setup}_own"

    @contextmanager
    def turned(template: str = django_db_setup):
        _clone(template, name)
        try:
            with _turned_to(name):
                yield
        finally:
            _drop(name)

    return turned


@pytest.fixture
def own_database(empty_database, django_db_blocker):
    """The whole test works on an empty database of its own."""
    with django_db_blocker.unblock(), empty_database():
        yield


@pytest.fixture
def page_queries(django_assert_num_queries):
    """`with page_queries(5):` a request to a public address takes 5 queries beside those that have nothing to do with it.

    Each request asks for the content version, and again when its snapshot begins. Here, in a transaction that has written, the index of claims is of
    no use to anybody else, so each request that uses it (`index=True`) asks for version, claims, their topics, topics and horizon anew.
    """

    def counted(number: int, *, index: bool = False, **options):
        return django_assert_num_queries(number + (7 if index else 2), **options)

    return counted
