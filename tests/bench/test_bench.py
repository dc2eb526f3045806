"""The whole bench at a tiny size: real servers, real requests. Where wrk, nginx or Datasette is missing it cannot run.

It takes half a minute, since a window of wrk lasts a second at least and six servers come up; nothing less shows that they can be compared.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.datasette import program
from bench.driving import Unusable
from claims.models import Claim

SIZE = 60


def lacking() -> list[str]:
    """Which of the programs that the bench compares with are not installed."""
    missing = [name for name in ("wrk", "nginx") if not shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")]
    try:
        program()
    except Unusable:
        missing.append("datasette")
    return missing


pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}")


@pytest.fixture
def filled(corpus_database, empty_database, django_db_blocker):
    """The name of a database with the corpus and the claims of the bench.

    The load forks. That is done in a process of its own: this one may have driven a browser, whose threads a fork does not survive.
    """
    with django_db_blocker.unblock(), empty_database(corpus_database):
        call_command("createcachetable", verbosity=0)
        name = connection.settings_dict["NAME"]
        loaded = python("-c", FILL, name=name)
        assert loaded.returncode == 0, loaded.stderr
        yield name


FILL = f"import django; django.setup(); from bench import database; database.filled({SIZE}, fingerprint='of a test')"


def python(*arguments: str, name: str) -> subprocess.CompletedProcess:
    """Run Python with the site's settings on the database of that name."""
    ours = {"EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name, "DATABASE_NAME": name, "DJANGO_SETTINGS_MODULE": "claims_site.settings"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=os.environ | ours, capture_output=True, text=True, check=False)


def bench(*arguments: str, name: str) -> subprocess.CompletedProcess:
    """Run `python -m bench` at the tiny size on the database of that name."""
    return python("-m", "bench", "--size", str(SIZE), "--keep", *arguments, name=name)


def test_it_measures_every_server_and_writes_down_what_it_found(filled, tmp_path):
    (tmp_path / "performance.md").write_text("<!-- tiny pages: begin -->\n<!-- tiny pages: end -->\n")

    ran = bench("--rounds", "1", "--seconds", "1", "--pages", "browse", "--docs", str(tmp_path), "--label", "tiny", name=filled)

    assert ran.returncode == 0, ran.stderr
    run = json.loads((tmp_path / "bench" / f"tiny-{SIZE}.json").read_text())
    assert {row["server"] for row in run["rows"]} == {"hello", "ours", "seen", "304", "naive", "datasette", "nginx cache", "nginx static"}
    assert all(row["p50"] > 0 and row["per_second"] > 0 for row in run["rows"])
    assert (run["publish"]["wrong"], len(run["publish"]["milliseconds"])) == ([], 5)
    assert run["load"]["claims"] == SIZE
    assert set(run["load"]["milliseconds"]) == {"making them up", "publishing", "PostgreSQL"}
    assert run["load"]["per_second_lying_ready"] > run["load"]["per_second"] > 0
    assert run["found"]["bamboo"] == {"ours": 20, "datasette": 20}
    assert run["claims"] == Claim.objects.published().count() > SIZE
    assert run["rested"]["checkpoint"] is True
    assert "[60 claims](bench/tiny-60.md)" in (tmp_path / "performance.md").read_text()


def test_it_says_where_the_time_of_a_page_goes(filled):
    ran = bench("--profile", "/claims/?q=bamboo", name=filled)

    assert ran.returncode == 0, ran.stderr
    assert "SQL" in ran.stdout
    assert "templates" in ran.stdout
    assert "queries, milliseconds of each" in ran.stdout


def test_an_address_that_does_not_answer_is_an_error(filled):
    ran = bench("--profile", "/claims/?verdict=nonsense", name=filled)

    assert ran.returncode == 1
    assert ran.stderr.endswith("\n/claims/?verdict=nonsense answered 400.\n")
