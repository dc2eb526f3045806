"""The round trip of the whole corpus: files → database → files → another database → files, byte for byte."""

import pytest
from django.db import connection

from claims.corpus.dump import dump
from claims.corpus.load import load
from claims.models import LedgerEntry


def tree(root) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}


@pytest.fixture
def dumped(on_corpus, tmp_path):
    """The dump of a database that holds the whole corpus."""
    dump(tmp_path / "dumped")
    return tmp_path / "dumped"


def test_the_dump_of_the_loaded_corpus_is_the_corpus(dumped, corpus_root):
    committed, again = tree(corpus_root), tree(dumped)

    assert sorted(again) == sorted(committed)
    assert [name for name in committed if again[name] != committed[name]] == []
    assert len(committed) > 300


def test_a_second_load_finds_nothing_changed(on_corpus, corpus_root):
    entries = LedgerEntry.objects.count()

    report = load(corpus_root)

    assert {state for _, state in report.counts} == {"unchanged"}
    assert report.only_in_database == {}
    assert LedgerEntry.objects.count() == entries


def test_what_was_dumped_loads_into_an_empty_database_and_is_dumped_the_same(dumped, empty_database, tmp_path):
    ledger = list(LedgerEntry.objects.order_by("position").values_list("position", "digest"))

    with empty_database():
        load(dumped)
        dump(tmp_path / "again")
        ledger_again = list(LedgerEntry.objects.order_by("position").values_list("position", "digest"))

    assert tree(tmp_path / "again") == tree(dumped)
    assert ledger_again == ledger
    assert len(ledger) > 50
    assert connection.settings_dict["NAME"].endswith("_corpus")
