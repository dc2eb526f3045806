import json

import pytest

from bench import report
from tests.bench.runs import run

PAGE = "# How fast\n\n<!-- now: begin -->\nold\n<!-- now: end -->\n\n<!-- before: begin -->\nkept\n<!-- before: end -->\n"


@pytest.fixture
def docs(tmp_path):
    (tmp_path / "performance.md").write_text(PAGE)
    return tmp_path


def test_a_run_is_saved_drawn_and_written_between_its_markers(docs):
    printed = report.written(run(), docs=docs, label="now")

    page = (docs / "performance.md").read_text()
    assert json.loads((docs / "bench" / "now-100000.json").read_text()) == run()
    assert (docs / "bench" / "now-100000.svg").exists()
    assert "| browse | ours | 1 | 2.00 | 4.00 | 4.00 | 500 | 40,000 |" in printed
    assert "### 100,000 claims" in page
    assert "(5,263 claims/s, 2 processes; ms of a processor for each claim: making them up 0.2, publishing 0.1, PostgreSQL 0.2)" in page
    assert "old" not in page
    assert "kept" in page


def test_runs_of_all_sizes_stand_in_order_and_the_larger_tells_its_growth(docs):
    report.written(run(), docs=docs, label="now")
    report.written(run(size=10_000), docs=docs, label="now")

    page = (docs / "performance.md").read_text()

    assert page.index("### 10,000 claims") < page.index("### 100,000 claims")
    assert page.count("| claim: growth from 10,000 claims | ≤ 1.2 | 1.00 | met |") == 1


def test_a_missed_target_stands_out(docs):
    printed = report.written(run(load={"claims": 100_000, "seconds": 100.0, "per_second": 1000, "processes": 2}), docs=docs, label="now")

    assert "| load, claims a second, making them up included | ≥ 5000 | 1,000.00 | **not met** |" in printed
