"""What stands beside the tables is true of them: by Frictionless, by sha256sum, and word for word."""

import json
import subprocess

import frictionless
import pytest

from claims.dumps.description import MEDIA_TYPES
from claims.dumps.tables import TABLES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_frictionless_finds_the_package_valid(corpus_dump):
    report = frictionless.validate(str(corpus_dump / "datapackage.json"))

    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    assert report.valid
    assert report.stats["tasks"] == 3 * len(TABLES)


@pytest.mark.parametrize(("name", "old", "new"), [("csv/evidence.csv", b",refutes,", b",refuses,"), ("parquet/claims.parquet", b"PAR1", b"PAR2")])
def test_frictionless_would_see_a_changed_file(corpus_dump, name, old, new):
    path = corpus_dump / name
    whole, stat = path.read_bytes(), path.stat()
    try:
        path.write_bytes(whole.replace(old, new, 1))
        report = frictionless.validate(str(corpus_dump / "datapackage.json"))
    finally:
        path.write_bytes(whole)

    assert not report.valid
    assert {row[0] for row in report.flatten(["type"])} >= {"hash-count"}
    assert path.stat().st_size == stat.st_size


def test_the_sums_are_those_of_all_other_files(corpus_dump):
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=corpus_dump, capture_output=True, text=True, check=False)
    listed = [line.split("  ")[1] for line in (corpus_dump / "SHA256SUMS").read_text().splitlines()]

    assert done.returncode == 0
    assert sorted([*listed, "SHA256SUMS"]) == sorted(path.relative_to(corpus_dump).as_posix() for path in corpus_dump.rglob("*") if path.is_file())


def test_the_package_says_which_version_it_is_and_under_which_licence(corpus_dump):
    package = json.loads((corpus_dump / "datapackage.json").read_text("utf-8"))

    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["version"].isdecimal()
    assert package["created"].endswith("Z")
    assert {resource["format"] for resource in package["resources"]} == {"csv", "jsonl", "parquet"}


def test_the_readme_explains_every_column_and_the_licence_excepts_quotations(corpus_dump):
    readme = (corpus_dump / "README.md").read_text("utf-8")

    assert [(table.name, c.name) for table in TABLES for c in table.columns if f"| `{c.name}` | {c.kind.schema} | {c.about}" not in readme] == []
    assert "evidence.quotation" in (corpus_dump / "LICENSE.txt").read_text("utf-8")


def test_every_file_has_a_media_type_and_every_table_its_schema(corpus_dump):
    assert {path.suffix for path in corpus_dump.rglob("*") if path.is_file()} == set(MEDIA_TYPES)
    assert [table.name for table in TABLES if json.loads((corpus_dump / f"schema/{table.name}.json").read_text("utf-8")) != table.schema()] == []
