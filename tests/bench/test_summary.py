from bench import summary
from tests.bench.runs import row, run

SMALL, LARGE = run(size=10_000), run(size=1_000_000, memory={"workers": [200.0], "datasette": [], "nginx": []})


def test_sizes_stand_side_by_side_and_what_one_lacks_is_left_open():
    lines = summary.targets([SMALL, LARGE])

    assert lines[0] == "| target | limit | 10,000 | 1,000,000 |  |"
    assert "| browse: over hello world | ≤ 8 | 4.00 | 4.00 | met |" in lines
    assert "| browse: naive over ours | ≥ 20 | – | 25.00 | met |" in lines
    assert "| memory a worker, MB | ≤ 150 / ≤ 300 | 95.50 | 200 | met |" in lines


def test_a_target_that_only_some_sizes_miss_says_which():
    slow = run(publish={"milliseconds": [150.0], "wrong": [], "workers": 2})

    some, all_of_them = summary.targets([SMALL, slow]), summary.targets([slow])

    assert "| publishing one review, ms | ≤ 100 | 30.00 | 150 | **not met** at 100,000 |" in some
    assert "| publishing one review, ms | ≤ 100 | 150 | **not met** |" in all_of_them


def test_the_worst_page_is_named_beside_its_figure():
    uneven = run()
    uneven["rows"].append(row("home", "seen", 1, 2.5))

    assert "| seen before: over hello world | ≤ 1.3 | 1.20 (browse) | 2.50 (home) | **not met** at 100,000 |" in summary.targets([SMALL, uneven])


def test_each_page_stands_beside_the_peers():
    lines = summary.pages([SMALL, LARGE])

    assert (
        lines[0]
        == "| page | ours, 10,000 | ours, 1,000,000 | naive list, 10,000 | naive list, 1,000,000 | Datasette, 10,000 | Datasette, 1,000,000 |"
    )
    assert lines[2] == "| browse | 2.00 (4.00) | 2.00 (4.00) | 50.00 (100) | 50.00 (100) | 25.00 (50.00) | 25.00 (50.00) |"


def test_a_page_that_a_peer_lacks_is_left_open():
    lacking = run()
    lacking["rows"].append(row("home", "ours", 1, 4))

    assert summary.pages([lacking])[-1] == "| home | 2.00 (4.00) | – | – |"


def test_sixteen_connections_are_told_by_the_median_page_and_the_range():
    wide = run()
    wide["rows"] += [row("home", "ours", 16, 200)]

    assert summary.many([wide])[3] == "| ours | 100 (10 to 100) |"


def test_each_run_is_shown_and_leads_to_all_its_figures():
    lines = summary.parts([SMALL, LARGE], "now")["pages"]

    assert "[10,000 claims](bench/now-10000.md) (commit abc1234, 2026-11-25), [1,000,000 claims](bench/now-1000000.md)" in lines[-4]
    assert lines[-1] == "![Milliseconds of each page from each server at 1,000,000 claims; the tables have the figures](bench/now-1000000.svg)"
