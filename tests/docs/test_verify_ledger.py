"""The script for outsiders, run as they run it, on the ledger that the site gives away."""

import ast
import json
import subprocess
import sys

import pytest
from django.conf import settings

from claims.editorial import publishing
from tests import factories

SCRIPT = settings.BASE_DIR / "docs" / "verify_ledger.py"


def run(*arguments) -> subprocess.CompletedProcess:
    """The script in a Python without our packages (-I -S)."""
    return subprocess.run([sys.executable, "-I", "-S", SCRIPT, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def entries(db, client) -> list[dict]:
    """Three entries of the address that the site serves, one of them with Chinese text."""
    first = factories.published(fact="There is no “national score” (全国评分).")
    publishing.withdraw(review=first, reason="A source was forged.\u2028Twice.")
    factories.published()
    return [json.loads(line) for line in client.get("/ledger.jsonl").getvalue().decode().split("\n") if line]


def verdict(tmp_path, entries: list[dict]) -> tuple[int, str]:
    """The script's exit code and what it says of `entries`."""
    path = tmp_path / "ledger.jsonl"
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), "utf-8")
    done = run(path)
    return done.returncode, done.stdout + done.stderr


def test_the_ledger_of_the_site_holds(tmp_path, entries):
    assert verdict(tmp_path, entries) == (0, f"3 entries: OK. Last digest: {entries[2]['digest']}\n")


def test_an_empty_ledger_holds(tmp_path):
    assert verdict(tmp_path, []) == (0, f"0 entries: OK. Last digest: {'0' * 64}\n")


@pytest.mark.parametrize(
    ("position", "field", "value", "why"),
    [
        (1, "record", lambda old: old.replace("There is no", "There is a"), "entry 1 was changed"),
        (2, "deed", lambda old: "published", "entry 2 was changed"),
        (3, "at", lambda old: "2018-12-06T00:00:00Z", "entry 3 was changed"),
        (3, "digest", lambda old: "f" * 64, "entry 3 was changed"),
        (1, "digest", lambda old: "f" * 64, "entry 1 was changed"),
        (2, "previous", lambda old: "f" * 64, "entry 2 does not follow from the one before"),
        (2, "position", lambda old: 3, "entry 2 is missing"),
        (2, "record", lambda old: None, "line 2 is not an entry"),
    ],
)
def test_a_tampered_copy_shows_where(tmp_path, entries, position, field, value, why):
    entry = entries[position - 1]
    entry[field] = value(entry[field])

    assert verdict(tmp_path, entries) == (1, f"The ledger diverges: {why}.\n")


def test_a_lost_entry_shows(tmp_path, entries):
    assert verdict(tmp_path, [entries[0], entries[2]]) == (1, "The ledger diverges: entry 2 is missing.\n")


def test_a_file_of_something_else_is_no_ledger(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<!doctype html>\n")

    done = run(path)

    assert (done.returncode, done.stderr) == (1, "The ledger diverges: line 1 is not an entry.\n")


def test_without_a_file_it_says_how_it_is_used():
    done = run()

    assert (done.returncode, done.stderr) == (1, "Usage: python3 verify_ledger.py ledger.jsonl\n")


def test_it_is_short_and_needs_only_python():
    text = SCRIPT.read_text()

    imported = {name.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for name in node.names}
    assert imported | {"pathlib"} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 40
