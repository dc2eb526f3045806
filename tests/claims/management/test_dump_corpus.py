import io

import pytest
from django.core.management import call_command

from tests import factories

pytestmark = pytest.mark.django_db


def run(folder) -> str:
    out = io.StringIO()
    call_command("dump_corpus", str(folder), stdout=out)
    return out.getvalue()


def test_it_writes_one_file_a_row_and_says_how_many_changed(tmp_path):
    factories.topic(slug="travel", name="Travel", position=7, summary="Trains and planes.")

    first, second = run(tmp_path), run(tmp_path)

    assert (first, second) == ("1 files, 1 of them changed.\n", "1 files, 0 of them changed.\n")
    assert (tmp_path / "topics" / "travel.yaml").read_text() == "slug: travel\nname: Travel\nposition: '7'\nsummary: Trains and planes.\n"


def test_it_writes_dates_and_authors(tmp_path):
    source = factories.source(key="liu2018", date="2018-12")
    source.authors.create(position=0, family="Liu", given="Jun")

    run(tmp_path)

    text = (tmp_path / "sources" / "liu2018.yaml").read_text()
    assert "authors:\n  - family: Liu\n    given: Jun\n" in text
    assert "date: 2018-12\n" in text
