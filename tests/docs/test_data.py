"""docs/data.md: what it shows runs as it stands on a real dump."""

import re

import pytest
from django.conf import settings

from claims.dumps.tables import TABLES

TEXT = (settings.BASE_DIR / "docs" / "data.md").read_text("utf-8")


def python(after: str) -> str:
    """The first Python example after the words `after`."""
    return re.search(r"```python\n(.*?)```", TEXT[TEXT.index(after) :], re.DOTALL)[1]


@pytest.fixture
def run(corpus_dump, monkeypatch):
    """Run an example in the folder of the dump, and give what it names."""
    monkeypatch.chdir(corpus_dump)

    def run(after: str) -> dict:
        names: dict = {}
        exec(compile(python(after), "docs/data.md", "exec"), names)  # noqa: S102 - our own docs
        return names

    return run


def test_duckdb_counts_the_kinds_of_sources_by_verdict(run, corpus_dump):
    kinds = run("## DuckDB")["kinds"]

    evidence = (corpus_dump / "jsonl/evidence.jsonl").read_text("utf-8").count("\n")
    assert sum(pieces for _, _, pieces in kinds) == evidence
    assert len({verdict for verdict, _, _ in kinds}) == 8


def test_pandas_sums_the_evidence_by_verdict(run):
    names = run("## pandas")

    assert names["balance"].loc["false", "refuting"] > names["balance"].loc["false", "supporting"]
    assert names["by_system"]["national-policy"] > 5
    assert str(names["claims"]["published"].dtype).startswith("datetime64[us, UTC")


def test_pandas_reads_the_same_from_csv(run):
    parquet, cells = run("## pandas")["claims"], run("The same from CSV")["claims"]

    assert list(parquet["reference"]) == list(cells["reference"])
    assert [list(systems) for systems in parquet["systems"]] == list(cells["systems"])
    assert list(parquet["published"]) == list(cells["published"])


def test_every_table_is_named():
    assert [table.name for table in TABLES if f"`{table.name}`" not in TEXT] == []
