import json
import shutil
from argparse import Namespace

import pytest
from django.conf import settings

from bench import report, running
from tests.bench.runs import run

DOCS = settings.BASE_DIR / "docs"
PAGE = "# How fast\n\n<!-- now targets: begin -->\nold\n<!-- now targets: end -->\n\n<!-- before pages: begin -->\nkept\n<!-- before pages: end -->\n"


@pytest.fixture
def docs(tmp_path):
    (tmp_path / "performance.md").write_text(PAGE)
    return tmp_path


def test_a_run_is_saved_and_drawn_and_all_its_figures_stand_in_a_file_of_its_own(docs):
    printed = report.written(run(), docs=docs, label="now")

    assert json.loads((docs / "bench" / "now-100000.json").read_text()) == run()
    assert (docs / "bench" / "now-100000.svg").exists()
    assert (docs / "bench" / "now-100000.md").read_text() == printed
    assert printed.startswith("# The run “now” at 100,000 claims\n")
    assert "| browse | ours | 1 | 2.00 | 4.00 | 4.00 | 500 | 40,000 |" in printed
    assert "(4,545 claims/s, making them up included, 2 processes; ms of a processor" in printed
    assert " for each claim: making them up 0.2, publishing 0.1, PostgreSQL 0.2)" in printed
    assert "Measured after 4.5 s of rest, everything written out and nothing being vacuumed." in printed


def test_the_page_gets_the_parts_that_it_has_markers_for(docs):
    report.written(run(), docs=docs, label="now")

    page = (docs / "performance.md").read_text()
    assert "| claim: over hello world | ≤ 4 | 4.00 | met |" in page
    assert "| sixteen connections" not in page
    assert "old" not in page
    assert "kept" in page


def test_a_larger_run_tells_its_growth_whichever_came_first(docs):
    report.written(run(), docs=docs, label="now")
    report.written(run(size=10_000), docs=docs, label="now")

    assert "| claim: growth from 10,000 claims | ≤ 1.2 | 1.00 | met |" in (docs / "bench" / "now-100000.md").read_text()
    assert "growth" not in (docs / "bench" / "now-10000.md").read_text()


def test_a_missed_target_stands_out(docs):
    printed = report.written(run(load={"claims": 100_000, "seconds": 100.0, "per_second": 1000, "processes": 2}), docs=docs, label="now")

    assert "| load, claims a second that lie ready | ≥ 5000 | 1,000 | **not met** |" in printed


def test_a_run_says_when_the_database_had_no_rest(docs):
    printed = report.written(run(rested={"seconds": 300.2, "checkpoint": False, "still": True}), docs=docs, label="now")

    assert "Measured after 300.2 s of rest, without having everything written out and while something was still being vacuumed." in printed


@pytest.mark.parametrize("label", ["now", "before"])
def test_the_docs_say_what_the_saved_runs_say(label, tmp_path):
    shutil.copytree(DOCS, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("decisions"))

    status = running.run(Namespace(write_down=True, docs=tmp_path, label=label))

    changed = [path.name for path in sorted(tmp_path.rglob("*.*")) if path.read_bytes() != (DOCS / path.relative_to(tmp_path)).read_bytes()]
    assert (status, changed) == (0, [])
    assert list(tmp_path.glob(f"bench/{label}-*.md")) != []
