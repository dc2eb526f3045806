"""A small corpus, one file of each kind and some to spare, in the form in which a dump would write it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from claims.corpus import files, schema
from claims.corpus.load import Report, load

TEXTS = {
    "topics/travel.yaml": """\
slug: travel
name: Travel
position: '7'
summary: >-
  Trains, planes and who may not board them: what courts, railways and airlines do with their lists.
""",
    "sources/liu2018.yaml": """\
key: liu2018
title: A score for everyone?
language: en
authors:
  - family: Liu
    given: Jun
  - literal: ForskerZonen
publisher: ScienceNordic
date: '2018-12-06'
kind: commentary
url: https://example.org/liu
link: seen
read: full
summary: It doubts that there is a score.
""",
    "sources/caixin2017.yaml": """\
key: caixin2017
title: The scores that were not
original_title: 没有的分数
language: zh-Hans
publisher: Caixin
date: 2017-09
kind: journalism
link: none
read: cited
read_in: liu2018
summary: It reports that licences were refused.
standing: corrected
standing_note: A date was mended.
""",
    "claims/SC-0001.yaml": """\
reference: SC-0001
slug: everyone-has-a-score
topics:
  - travel
related:
  - SC-0002
appearances:
  - claimant: A newspaper
    source: liu2018
    date: '2018'
reviews:
  - number: '1'
    state: published
    change: first
    statement: Everyone in China has a score.
    fact: Nobody in China has a national score.
    verdict: 'false'
    answer: No rule that we have seen gives anyone a score.
    rationale: |
      For the claim to be true, there would have to be a score.

      There is none.
    scope:
      systems:
        - national-policy
      places:
        - china
      from: '2014'
      to: 2025-06
      as_of: '2025'
    why_checked: It is repeated often.
    would_change:
      - A rule that orders a score for each person.
    review_by: '2027-11-22'
    confidence: high
    override_note: One of the two sources is known only through the other.
    published: '2026-11-22T12:00:00Z'
    evidence:
      - source: liu2018
        stance: refutes
        finding: It says that there is no such score.
        locator: section 2
      - source: caixin2017
        stance: context
        finding: It reports that no licence was given.
        quotation: 没有分数
        quotation_language: zh-Hans
""",
    "claims/SC-0002.yaml": """\
reference: SC-0002
slug: a-dog-costs-points
topics:
  - travel
part_of:
  - SC-0001
reviews:
  - number: '1'
    state: draft
    change: first
    statement: A dog without a leash costs its owner points.
    missing: Nobody has been found who said so.
""",
    "glossary/xinyong.yaml": """\
slug: xinyong
hanzi: 信用
pinyin: xìnyòng
english: credit, trustworthiness
words:
  - hanzi: 信用
    pinyin: xìnyòng
    gloss: credit
explanation: The word is used for loans as well as for being true to one's word.
claims:
  - SC-0001
""",
    "collections/first-lesson.yaml": """\
slug: first-lesson
title: A first lesson
position: '1'
summary: Two claims about points, for a class that has heard of them.
level: Ages 15 to 18
minutes: '45'
aims:
  - Tell a list from a score.
plan:
  - minutes: '10'
    text: Read both claims.
terms:
  - xinyong
claims:
  - claim: SC-0002
    question: Who takes the points away?
    prompt: Look for a rule.
  - claim: SC-0001
    question: Who counts?
    prompt: Look for a number.
""",
}
SECOND_REVIEW = """\
  - number: '2'
    state: published
    change: correction
    reason: The word “national” was missing.
    statement: Everyone in China has a score.
    fact: Nobody in China has a national score, and few have a local one.
    verdict: misleading
    answer: No rule that we have seen gives anyone a national score.
    rationale: |
      Some cities did keep scores, which few people joined.
    scope:
      systems:
        - local-pilot
      places:
        - china
      as_of: '2026'
    why_checked: It is repeated often.
    would_change:
      - A rule that orders a score for each person.
    review_by: '2028-11-22'
    confidence: medium
    override_note: One of the two sources is known only through the other.
    published: '2027-01-05T09:30:00Z'
    evidence:
      - source: liu2018
        stance: refutes
        finding: It says that there is no such score.
        locator: section 3
      - source: caixin2017
        stance: refutes
        finding: It reports that no licence was given.
"""


@dataclass
class Corpus:
    """The corpus below `root`, which tests change text by text."""

    root: Path

    def edit(self, name: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which stands in the file once."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def append(self, name: str, text: str) -> None:
        self.write(name, (self.root / name).read_text("utf-8") + text)

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, "utf-8")

    def texts(self) -> dict[str, str]:
        return {path.relative_to(self.root).as_posix(): path.read_text("utf-8") for path in self.root.rglob("*") if path.is_file()}

    def problems(self) -> list[str]:
        """Everything that reading and checking finds, without a database."""
        documents, found = files.read(self.root)
        return [str(problem) for problem in sorted(found + schema.problems(documents))]

    def load(self) -> Report:
        return load(self.root)


@pytest.fixture
def corpus(tmp_path) -> Corpus:
    made = Corpus(tmp_path / "corpus")
    for name, text in TEXTS.items():
        made.write(name, text)
    return made


@pytest.fixture
def second_review() -> str:
    """A correction, to append to SC-0001."""
    return SECOND_REVIEW
