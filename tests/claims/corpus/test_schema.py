"""Every kind of fault: the change to a right file that makes it, and the line in which it is reported."""

import json
from pathlib import Path

import pytest

from claims.corpus import schema
from claims.models import Change, Confidence, State
from claims.verdicts import Stance, System, Verdict
from sources.models import Kind, Link, Read, Standing

CLAIM, SECOND, LIU, CAIXIN = "claims/SC-0001.yaml", "claims/SC-0002.yaml", "sources/liu2018.yaml", "sources/caixin2017.yaml"
TOPIC, TERM, LESSON = "topics/travel.yaml", "glossary/xinyong.yaml", "collections/first-lesson.yaml"


def test_a_right_corpus_has_no_faults(corpus):
    assert corpus.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (LIU, "publisher: ScienceNordic\n", "", "1: the field “publisher” is missing; add it."),
        (CLAIM, "    verdict: 'false'\n", "", "12: reviews.0: the field “verdict” is missing; add it."),
        (CLAIM, "      as_of: '2025'\n", "", "23: reviews.0.scope: the field “as_of” is missing; add it."),
        (LIU, "link: seen", "link: seen\nlynk: seen", "1: unknown field “lynk”; known here are key, "),
        (CLAIM, "        locator: section 2", "        page: '2'", "39: reviews.0.evidence.0: unknown field “page”; known here are source, stance, "),
        (LIU, "kind: commentary", "kind: rumour", "10: kind: “rumour” is not one of law, policy, "),
        (CLAIM, "    verdict: 'false'", "    verdict: no", "17: reviews.0.verdict: “no” is not one of true, mostly-true, "),
        (CLAIM, "        - national-policy", "        - moon", "25: reviews.0.scope.systems.0: “moon” is not one of national-policy, "),
        (CLAIM, "    fact: Nobody", "    fact: " + "Really, " * 20 + "nobody", "16: reviews.0.fact: has 197 characters; at most 140 fit."),
        (LIU, "summary: It doubts that there is a score.", "summary: Doubts.", "14: summary: has 7 characters; at least 20 are wanted."),
        (LIU, "url: https://example.org/liu", "url: example.org/liu", "11: url: “example.org/liu” does not have the right form. "),
        (LIU, "'2018-12-06'", "'December 2018'", "9: date: “December 2018” does not have the right form. To the precision known: 2018, 2018-12 or "),
        (TOPIC, "'7'", "'70000'", "3: position: “70000” does not have the right form. A whole number from 0 to 9999."),
        (LIU, "title: A score for everyone?", "title: [A score]", "2: title: must be text."),
        (CLAIM, "  - travel", "  travel: first", "3: topics: must be a list."),
        (LIU, "  - literal: ForskerZonen", "  - given: Jun", "7: authors.1: give literal or family."),
        (CLAIM, "    source: liu2018\n", "", "8: appearances.0: give source or url."),
        (CAIXIN, "read_in: liu2018\n", "", "1: the field “read_in” is missing; add it."),
        (LIU, "read: full", "read: full\nread_in: caixin2017", "1: the field “read_in” does not go with the others here; remove it, or see "),
        (LIU, "url: https://example.org/liu\n", "", "1: the field “url” is missing; add it."),
        (CAIXIN, "link: none", "link: none\nurl: https://example.org/", "1: the field “url” does not go with the others here; remove it, or see "),
        (CAIXIN, "standing_note: A date was mended.\n", "", "1: the field “standing_note” is missing; add it."),
        (CLAIM, "      - A rule that orders a score for each person.", "      []", "32: reviews.0.would_change: has 0 entries; "),
        (CLAIM, "topics:\n", "topics:\n  - travel\n", "3: topics: holds the same entry twice; remove one."),
        (CLAIM, "        quotation: 没有分数\n", "", "46: reviews.0.evidence.1.quotation_language: goes only together with “quotation”; "),
        (CLAIM, "        quotation_language: zh-Hans\n", "", "46: reviews.0.evidence.1.quotation: goes only together with “quotation_language”; "),
    ],
)  # fmt: skip
def test_a_fault_of_shape(corpus, file, old, new, problem):
    corpus.edit(file, old, new)

    (found,) = corpus.problems()

    assert found.startswith(f"{file}:{problem}")


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (LIU, "key: liu2018", "key: liu2019", "1: the file is called liu2018, but names itself liu2019; rename one."),
        (LIU, "'2018-12-06'", "'2018-02-30'", "9: date: “2018-02-30” is not a day of the calendar."),
        (CLAIM, "    date: '2018'", "    date: 2018-13", "10: appearances.0.date: “2018-13” is not a date like 2018, 2018-12 or 2018-12-06."),
        (CLAIM, "'2027-11-22'", "'2027-11-31'", "34: reviews.0.review_by: “2027-11-31” is not a day of the calendar."),
        (CLAIM, "T12:00:00Z", "T25:00:00Z", "37: reviews.0.published: “2026-11-22T25:00:00Z” is no moment like 2026-11-22T12:00:00Z."),
        (CLAIM, "        locator: section 2", "        locator:", "42: reviews.0.evidence.0.locator: is empty; fill it, or leave the field out."),
        (CLAIM, "      to: 2025-06", "      to: '2013'", "29: reviews.0.scope.to: lies before “from”; swap or mend them."),
        (CLAIM, "'2027-11-22'", "'2026-11-22'", "34: reviews.0.review_by: must lie after the day of publication."),
        (CLAIM, "number: '1'", "number: '2'", "12: reviews.0.number: must be 1: reviews are numbered from 1, oldest first."),
        (CLAIM, "change: first", "change: update", "12: reviews.0: number 1 is the “first” review; later ones say what kind of change they are."),
        (CLAIM, "source: caixin2017", "source: liu2018", "43: reviews.0.evidence.1: the source “liu2018” stands twice; join the two."),
        (CLAIM, "没有分数", "one " * 20, "46: reviews.0.evidence.1.quotation: has 20 words or more; shorten it."),
        (CAIXIN, "read_in: liu2018", "read_in: caixin2017", "10: read_in: a source cannot be known through itself; name the other source."),
        (CLAIM, "  - SC-0002", "  - SC-0001", "6: related.0: a claim has no tie to itself; remove it."),
        (SECOND, "part_of:", "related:\n  - SC-0001\npart_of:", "6: related.0: “SC-0001” stands under part_of as well; keep one of the two."),
        (LESSON, "claim: SC-0002", "claim: SC-0001", "18: claims.1: “SC-0001” stands twice; remove one."),
        (CLAIM, "  - travel", "  - lending", "4: topics.0: there is no topic “lending”; add its file or mend the name."),
        (CLAIM, "  - SC-0002", "  - SC-0009", "6: related.0: there is no claim “SC-0009”; add its file or mend the name."),
        (SECOND, "part_of:\n  - SC-0001", "part_of:\n  - SC-0009", "6: part_of.0: there is no claim “SC-0009”; add its file or mend the name."),
        (CLAIM, "liu2018\n    date", "liu\n    date", "9: appearances.0.source: there is no source “liu”; add its file or mend the name."),
        (CLAIM, "source: caixin2017", "source: cai", "43: reviews.0.evidence.1.source: there is no source “cai”; add its file or mend the name."),
        (CAIXIN, "read_in: liu2018", "read_in: chinai", "10: read_in: there is no source “chinai”; add its file or mend the name."),
        (TERM, "  - SC-0001", "  - SC-0009", "11: claims.0: there is no claim “SC-0009”; add its file or mend the name."),
        (LESSON, "  - xinyong", "  - laolai", "13: terms.0: there is no term “laolai”; add its file or mend the name."),
        (LESSON, "claim: SC-0002", "claim: SC-0009", "15: claims.0.claim: there is no claim “SC-0009”; add its file or mend the name."),
        (SECOND, "slug: a-dog-costs-points", "slug: everyone-has-a-score", "2: slug: “everyone-has-a-score” is taken by SC-0001; choose another."),
    ],
)  # fmt: skip
def test_a_fault_that_no_shape_shows(corpus, file, old, new, problem):
    corpus.edit(file, old, new)

    assert corpus.problems() == [f"{file}:{problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    reason: The word “national” was missing.\n", "", "48: reviews.1: a change needs its public “reason”."),
        ("change: correction", "change: first", "48: reviews.1: number 1 is the “first” review; later ones say what kind of change they are."),
        ("state: published\n    change: first", "state: draft\n    change: first", "13: reviews.0.state: only the last review can be open; publish "),
        ("09:30:00Z'\n", "09:30:00Z'\n    withdrawn: 2027-01-05T09:29:59Z\n    withdrawn_reason: It was wrong.\n",
         "71: reviews.1.withdrawn: lies before the publication."),
    ],
)  # fmt: skip
def test_a_fault_of_a_later_review(corpus, second_review, old, new, problem):
    corpus.append(CLAIM, second_review)
    corpus.edit(CLAIM, old, new)

    (found,) = corpus.problems()

    assert found.startswith(f"{CLAIM}:{problem}")


def test_a_right_second_review_has_no_faults(corpus, second_review):
    corpus.append(CLAIM, second_review)

    assert corpus.problems() == []


def test_an_author_that_is_a_mere_text_is_two_faults(corpus):
    corpus.edit(LIU, "  - literal: ForskerZonen", "  - ForskerZonen")

    assert corpus.problems() == [f"{LIU}:7: authors.1: give literal or family.", f"{LIU}:7: authors.1: must be a group of fields."]


def test_a_withdrawn_review_says_when_and_why(corpus):
    corpus.edit(CLAIM, "state: published", "state: withdrawn")

    assert corpus.problems() == [f"{CLAIM}:12: reviews.0: fields are missing; add “withdrawn”, “withdrawn_reason”."]


def test_a_former_slug_belongs_to_one_claim(corpus):
    corpus.edit(SECOND, "topics:", "former_slugs:\n  - everyone-has-a-score\ntopics:")

    assert corpus.problems() == [f"{SECOND}:2: slug: “everyone-has-a-score” is taken by SC-0001; choose another."]


def test_all_fields_that_are_missing_are_named_at_once(corpus):
    corpus.write("sources/empty.yaml", "key: empty\n")

    (problem,) = corpus.problems()

    assert problem == (
        "sources/empty.yaml:1: fields are missing; add “title”, “language”, “publisher”, “kind”, “link”, “read”, “summary”."
    )  # fmt: skip


def test_all_faults_are_reported_at_once_by_file_and_line(corpus):
    corpus.edit(LIU, "kind: commentary", "kind: rumour")
    corpus.edit(LIU, "link: seen", "link: perhaps")
    corpus.edit(TOPIC, "name: Travel\n", "")
    corpus.write("topics/broken.yaml", "slug: [broken\n")

    found = corpus.problems()

    assert [problem.split(": ")[0] for problem in found] == [f"{LIU}:10", f"{LIU}:12", "topics/broken.yaml:2", f"{TOPIC}:1"]


def test_a_file_of_the_wrong_shape_hides_no_fault_of_another(corpus):
    corpus.edit(LIU, "kind: commentary", "kind: rumour")
    corpus.edit(CLAIM, "    date: '2018'", "    date: 2018-13")

    assert [problem.split(": ")[0] for problem in corpus.problems()] == [f"{CLAIM}:10", f"{LIU}:10"]


SCHEMAS = Path(schema.__file__).parent / "schemas"


def of(kind: str) -> dict:
    return json.loads((SCHEMAS / f"{kind}.json").read_text())


@pytest.mark.parametrize(
    ("choices", "values"),
    [
        (of("source")["properties"]["kind"], Kind.values),
        (of("source")["properties"]["link"], Link.values),
        (of("source")["properties"]["read"], Read.values),
        (of("source")["properties"]["standing"], Standing.values),
        (of("claim")["$defs"]["review"]["properties"]["state"], State.values),
        (of("claim")["$defs"]["review"]["properties"]["change"], Change.values),
        (of("claim")["$defs"]["review"]["properties"]["verdict"], Verdict.values),
        (of("claim")["$defs"]["review"]["properties"]["confidence"], Confidence.values),
        (of("claim")["$defs"]["review"]["properties"]["scope"]["properties"]["systems"]["items"], System.values),
        (of("claim")["$defs"]["evidence"]["properties"]["stance"], Stance.values),
    ],
)
def test_the_schemas_know_the_choices_of_the_models(choices, values):
    assert sorted(choices["enum"]) == sorted(values)


@pytest.mark.parametrize("kind", ["topic", "source", "claim", "term", "collection"])
def test_the_schemas_are_schemas(kind):
    schema.Draft202012Validator.check_schema(of(kind))

    assert of(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert of(kind)["additionalProperties"] is False


def test_problems_are_sorted_by_file_and_line(corpus):
    for name in (CLAIM, SECOND):
        corpus.edit(name, "topics:\n  - travel", "topics:\n  - a\n  - b")

    places = [problem.split(": ")[0] for problem in corpus.problems()]

    assert places == [f"{CLAIM}:4", f"{CLAIM}:5", f"{SECOND}:4", f"{SECOND}:5"]
