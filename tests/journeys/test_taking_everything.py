"""A programmer takes everything away: finds the dump, checks its sums, loads it, verifies the ledger, and meets the same claims as on the pages."""

import hashlib
import json
import re
import subprocess
import sys

import duckdb
import frictionless
import pandas as pd
import pytest
from django.conf import settings

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def taken(reader, corpus_dump, settings, tmp_path):
    """A folder with every file that the sums name, fetched from the site."""
    settings.DUMP_FOLDER = corpus_dump
    reader.follow("Data and feeds").follow("SHA256SUMS")
    sums = dict(reversed(line.split("  ", 1)) for line in reader.body.decode().splitlines())
    for name, digest in sums.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(reader.open(f"/data/dump/{name}").body)
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    return tmp_path


def test_a_programmer_loads_the_same_claims_that_the_site_lists(reader, taken):
    path = str(taken / "parquet/claims.parquet")
    by_duckdb = duckdb.sql("SELECT reference FROM read_parquet($path) WHERE standing = 'published' ORDER BY 1", params={"path": path}).fetchall()
    frame = pd.read_parquet(path)
    page = reader.open("/claims/").text("#count")
    listed = re.findall(r"^(SC-[0-9]+),", reader.open("/claims.csv").body.decode(), re.MULTILINE)

    assert [reference for (reference,) in by_duckdb] == sorted(listed) == sorted(frame[frame["standing"] == "published"]["reference"])
    assert page == f"{len(listed)} claims"


def test_a_programmer_validates_the_package(taken):
    report = frictionless.validate(str(taken / "datapackage.json"))

    assert report.valid, report.flatten(["name", "type", "note"])


def test_a_programmer_verifies_the_ledger_inside_the_dump(reader, taken):
    last = json.loads(reader.open("/ledger.jsonl").body.splitlines()[-1])
    for script in (taken / "verify_ledger.py", settings.BASE_DIR / "docs" / "verify_ledger.py"):
        done = subprocess.run([sys.executable, "-I", "-S", script, taken / "jsonl/ledger.jsonl"], capture_output=True, text=True, check=False)

        assert (done.returncode, done.stdout) == (0, f"{last['position']} entries: OK. Last digest: {last['digest']}\n")
