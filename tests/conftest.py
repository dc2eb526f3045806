"""Shared by all tests: the folder of the corpus, a client, and a database that holds the whole corpus.

Tests that only read the corpus (journeys, browser) share one copy of it, made once: a second database, cloned from the empty test database
and loaded. Published rows can be neither deleted nor truncated, so a copy is also the only way to have a clean one.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's synchronous calls run beside an event loop


@pytest.fixture(scope="session")
def corpus_root() -> Path:
    return settings.BASE_DIR / "corpus"


@pytest.fixture(scope="session")
def corpus_database(django_db_setup, django_db_blocker) -> str:
    """The name of a database that holds the loaded corpus; dropped at the end."""
    empty = connection.settings_dict["NAME"]
    name = f"{empty}_corpus"
    with django_db_blocker.unblock():
        _clone(empty, name)
        connection.close()
        connection.settings_dict["NAME"] = name
        call_command("load_corpus", verbosity=0, stdout=Path(os.devnull).open("w"))
        connection.close()
        connection.settings_dict["NAME"] = empty
    yield name
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _clone(empty: str, name: str) -> None:
    """Make database `name` as a copy of `empty`, to which nobody may be connected."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{empty}"')


@pytest.fixture(scope="package")
def on_corpus(corpus_database, django_db_blocker):
    """Turns the connection of a whole package of tests to the database with the corpus."""
    with django_db_blocker.unblock():
        connection.close()
        empty, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], corpus_database
        yield
        connection.close()
        connection.settings_dict["NAME"] = empty
