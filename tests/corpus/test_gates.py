"""Every published review against the rules of claims/editorial/gates.py, worked out from the files alone.

The gates hold these rules when a review goes through the door; here they hold for the files, so that a slip is seen before anything is loaded.
"""

import pytest

CARRIED_BY = {
    "false": ["refutes"], "mostly-false": ["refutes"], "true": ["supports"], "mostly-true": ["supports"],
    "mixed": ["refutes", "supports"], "misleading": ["refutes", "supports"], "unproven": ["refutes", "supports"], "outdated": ["refutes", "supports"],
}  # fmt: skip
"""The stances that a verdict leans on. The last four may have only one of the two, or even neither: context can show that a claim misleads."""


def publishers(review: dict, sources: dict[str, dict]) -> set[str]:
    """The independent publishers of the evidence: one known through another source counts as that one's; unchecked ones do not count."""
    used = [sources[piece["source"]] for piece in review["evidence"]]
    return {sources.get(source.get("read_in"), source)["publisher"] for source in used if source["read"] != "unchecked"}


def reads(review: dict, sources: dict[str, dict], stance: str) -> set[str]:
    """How we read the sources that have `stance`; empty when none has."""
    return {sources[piece["source"]]["read"] for piece in review["evidence"] if piece["stance"] == stance}


def weak(review: dict, sources: dict[str, dict]) -> bool:
    """Whether a gate warns: fewer than two independent publishers, nothing read in full, or a verdict without its stance."""
    stance = {"false": "refutes", "mostly-false": "refutes", "true": "supports", "mostly-true": "supports"}.get(review["verdict"])
    return (
        len(publishers(review, sources)) < 2
        or not any(sources[piece["source"]]["read"] == "full" for piece in review["evidence"])
        or (stance is not None and not reads(review, sources, stance))
    )


def hanging(review: dict, sources: dict[str, dict]) -> list[str]:
    """The stances that carry the verdict and have no source but unchecked ones."""
    return [stance for stance in CARRIED_BY[review["verdict"]] if reads(review, sources, stance) == {"unchecked"}]


def test_every_published_claim_was_made_somewhere(claims, published):
    assert [reference for reference in published if not claims[reference].get("appearances")] == []


def test_every_published_review_has_evidence_with_a_finding_and_a_locator(published):
    assert [reference for reference, review in published.items() if not any("locator" in piece for piece in review["evidence"])] == []


def test_no_published_review_rests_on_unchecked_sources_alone(published, sources):
    resting = [reference for reference, review in published.items() if all(sources[p["source"]]["read"] == "unchecked" for p in review["evidence"])]

    assert resting == []


def test_no_retracted_source_supports_or_refutes(published, sources):
    retracted = [
        (reference, piece["source"])
        for reference, review in published.items()
        for piece in review["evidence"]
        if sources[piece["source"]].get("standing") == "retracted" and piece["stance"] != "context"
    ]

    assert retracted == []


def test_no_unchecked_source_is_the_only_leg_of_a_stance_that_carries_the_verdict(published, sources):
    assert {reference: hanging(review, sources) for reference, review in published.items() if hanging(review, sources)} == {}


@pytest.mark.parametrize(
    ("verdicts", "stance"), [(("false", "mostly-false"), "refutes"), (("true", "mostly-true"), "supports")], ids=["fails", "holds"]
)
def test_a_verdict_has_evidence_of_its_stance(published, sources, verdicts, stance):
    bare = [reference for reference, review in published.items() if review["verdict"] in verdicts and not reads(review, sources, stance)]

    assert bare == []


def test_a_weak_review_says_so_in_a_public_note(published, sources):
    assert [reference for reference, review in published.items() if weak(review, sources) and "override_note" not in review] == []


def test_an_unchecked_leg_is_found_and_a_source_known_through_another_is_not_independent():
    known = {"law": {"publisher": "Court", "read": "full"}, "copy": {"publisher": "Paper", "read": "cited", "read_in": "law"}}
    unseen = known | {"rumour": {"publisher": "Blog", "read": "unchecked"}}
    evidence = [{"source": "law", "stance": "context"}, {"source": "copy", "stance": "context"}, {"source": "rumour", "stance": "refutes"}]
    review = {"verdict": "false", "evidence": evidence}

    assert hanging(review, unseen) == ["refutes"]
    assert publishers(review, unseen) == {"Court"}
    assert weak(review, unseen)


def test_the_article_that_the_project_grew_out_of_is_no_evidence_for_what_it_says(published):
    leaning_on_it = [
        reference
        for reference, review in published.items()
        if any(p["source"] == "liu2018" and p["stance"] == "supports" for p in review["evidence"])
    ]

    assert leaning_on_it == []
