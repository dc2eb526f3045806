from bench.targets import judged
from tests.bench.runs import row, run


def missed(found) -> list[str]:
    return [judgement.about for judgement in found if not judgement.met]


def the_missed(found) -> tuple[str, str]:
    """What the only missed target is about, and the page that stands for it."""
    [late] = [judgement for judgement in found if not judgement.met]
    return late.about, late.worst


def test_a_run_that_is_fast_enough_meets_every_target():
    found = judged(run(), run(size=10_000))

    assert missed(found) == []
    assert len(found) == 16


def test_a_slow_page_is_named_with_its_ratio():
    slow = run()
    slow["rows"] = [r for r in slow["rows"] if (r["page"], r["server"]) != ("browse", "ours")] + [row("browse", "ours", 1, 8.5)]

    found = {judgement.about: judgement for judgement in judged(slow, None)}

    assert (found["browse: over hello world"].limit, found["browse: over hello world"].value) == ("≤ 8", 8.5)
    assert missed(found.values()) == ["browse: over hello world", "browse: naive over ours", "browse: datasette over ours"]


def test_peers_are_compared_where_size_matters():
    about = [judgement.about for judgement in judged(run(size=10_000), None)]

    assert "browse: over hello world" in about
    assert not [words for words in about if "naive" in words or "datasette" in words]


def test_growth_counts_ratios_and_not_milliseconds():
    small = run(size=10_000)
    small["rows"] = [r | {"p50": r["p50"] / 10} for r in small["rows"]]

    found = {judgement.about: judgement.value for judgement in judged(run(), small)}

    assert found["claim: growth from 10,000 claims"] == 1


def test_an_answer_that_was_not_right_at_once_misses_its_target():
    late = run(publish={"milliseconds": [20.0], "wrong": ["publication 1, worker 7: …"], "workers": 2})

    assert missed(judged(late, None)) == ["publishing: answers of a worker that were not right at once"]


def test_a_load_grows_by_processor_time_where_it_is_known():
    slower = run()["load"] | {"per_second": 2600, "milliseconds": {"making them up": 0.2, "publishing": 0.15, "PostgreSQL": 0.3}}
    old = {name: value for name, value in run()["load"].items() if name != "milliseconds"}

    by_processor = {judgement.about: judgement for judgement in judged(run(load=slower), run(size=10_000))}
    by_clock = {judgement.about: judgement for judgement in judged(run(load=slower), run(size=10_000, load=old))}

    assert (round(by_processor["load: growth from 10,000 claims"].value, 2), by_processor["load: growth from 10,000 claims"].met) == (1.3, False)
    assert (round(by_clock["load: growth from 10,000 claims"].value, 2), by_clock["load: growth from 10,000 claims"].met) == (1.75, False)


def test_making_claims_up_is_no_part_of_publishing_them():
    slow = run()["load"] | {"per_second_lying_ready": 4000}

    [late] = [judgement for judgement in judged(run(load=slow), None) if not judgement.met]

    assert (late.about, late.value) == ("load, claims a second that lie ready", 4000)


def test_a_run_of_pages_without_a_target_is_judged_by_the_rest():
    only = run()
    only["rows"] = [row | {"page": "home"} for row in only["rows"] if row["page"] == "browse"]

    about = [judgement.about for judgement in judged(only, None)]

    assert "p95 over p50" not in " ".join(about)
    assert "publishing one review, ms" in about


def test_the_worst_page_stands_for_what_is_remembered():
    slow = run()
    slow["rows"].append(row("home", "seen", 1, 2.5))

    assert the_missed(judged(slow, None)) == ("seen before: over hello world", "home")


def test_an_uneven_page_is_named():
    uneven = run()
    uneven["rows"] = [r | {"p95": 3 * r["p50"]} if (r["page"], r["server"]) == ("claim", "ours") else r for r in uneven["rows"]]

    assert the_missed(judged(uneven, None)) == ("p95 over p50", "claim")


def test_more_memory_is_granted_to_more_claims():
    heavy = {"workers": [200.0], "datasette": [80.0], "nginx": [5.0]}

    assert missed(judged(run(memory=heavy), None)) == ["memory a worker, MB"]
    assert missed(judged(run(memory=heavy, size=1_000_000), None)) == []
