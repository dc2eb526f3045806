"""Sums and units that are most often mixed up, after the list of common citing errors in the research dossier.

Official counts about the court list come in three units: ticket purchases refused (a total since 2013), entries made on the list (a total since
2013), and people on the list at one time. Retellings swap them. Each rule names a figure, what must stand in the same paragraph, and what must not
stand in the same clause:

    right: "By the end of 2018 about 17.46 million plane purchases had been refused."      wrong: "17.46 million people were stopped in 2018."
    right: "smoking on a fast train can bring 180 days without trains"                     wrong: "180 days without flights"
    right: "8.54 million people were on the list in late 2023"                             wrong: "8.54 million entries since 2013"
A claim's statement is exempt, so are the words of those who made it, and what would change our mind: they may be wrong.
"""

import re
from typing import NamedTuple

import pytest

from tests.corpus.texts import Text, prose, sentences

NOT_OUR_WORD = re.compile(r"statement$|^appearances\.|would_change")


class Unit(NamedTuple):
    """A figure, the words that its paragraph needs, and what in its own clause turns it into something else."""

    figure: str
    needs: str
    never: str


_PEOPLE = r"(people|persons|individuals|citizens|passengers|travellers)"
_TICKETS = r"(17\.46|17\.5|5\.47|20\.47|5\.71|27\.3) million"
UNITS = {
    "tickets refused": Unit(
        rf"\b{_TICKETS}",
        r"refus|stopp|block|restrain|purchases|cumulative|since 2013",
        rf"{_TICKETS} {_PEOPLE}|{_PEOPLE} were (stopped|refused|blocked|barred|banned)(?! [0-9.]+ million times)",
    ),
    "days without trains": Unit(r"\b180 days\b", r"rail|train", r"\bplanes?\b|flight|flying|aviation|airport|airline"),
    "people on the list at one time": Unit(r"\b8\.54 million\b", r"\blist|blacklist", r"entries|listings|cumulative|running total|since 2013"),
    "entries since 2013": Unit(
        r"\b(14\.5|nearly 13|12\.8) million\b",
        r"listings|entries|records|since 2013|from 2013|between 2013|running total|over more than five years|had been put on|taken in",
        r"currently|at (that|the) time|\bnow\b|million( people)? (are )?on the",
    ),
    "grounds on the railway": Unit(r"\bseven (kinds of conduct|behaviours|grounds)", r"rail|train", r"aviation|air rules|(on|for) flights"),
    "grounds in the air": Unit(r"\bnine (kinds of conduct|behaviours|grounds)", r"\bair\b|aviation|flight|flying", r"180 days|rail \w+ names? nine"),
    "users of Alipay": Unit(r"\b520 million\b", r"Alipay|payments? app|the claim|figure of|the article gives", r"Sesame Credit ha[sd] 520"),
}
NOW, EVER = r"8\.54 million", r"(14\.5|13|12\.8) million"
APART = r"running total|at (that|one|the) time|cannot be compared|do not form one series"


def clauses(text: str) -> list[str]:
    """Sentences, cut further at semicolons and colons."""
    return [clause for sentence in sentences(text) for clause in re.split(r"[;:]\s", sentence)]


def wrong_units(unit: Unit, text: str) -> list[str]:
    """The paragraphs of `text` with the figure in which its unit is missing, and the clauses in which it is another one."""
    named = [paragraph for paragraph in text.split("\n\n") if re.search(unit.figure, paragraph)]
    bare = [paragraph for paragraph in named if not re.search(unit.needs, paragraph, re.I)]
    swapped = [clause for clause in clauses(text) if re.search(unit.figure, clause) and re.search(unit.never, clause, re.I)]
    return bare + swapped


def joined(text: str) -> bool:
    """Whether `text` puts people listed now and entries ever made into one series: in one sentence, or without a word that keeps them apart."""
    in_one = any(re.search(NOW, sentence) and re.search(EVER, sentence) for sentence in sentences(text))
    return in_one or bool(re.search(NOW, text) and re.search(EVER, text) and not re.search(APART, text))


@pytest.fixture(scope="module")
def ours(documents) -> list[Text]:
    return [text for document in documents for text in prose(document) if not NOT_OUR_WORD.search(text.path)]


@pytest.mark.parametrize("name", UNITS)
def test_a_figure_stands_with_its_unit_and_with_no_other(ours, name):
    wrong = [(text.file, text.path, clause) for text in ours for clause in wrong_units(UNITS[name], text.text)]

    assert wrong == []


@pytest.mark.parametrize("name", UNITS)
def test_each_rule_about_a_unit_meets_something_in_the_corpus(ours, name):
    assert any(re.search(UNITS[name].figure, text.text) for text in ours)


def test_people_listed_now_and_entries_ever_made_are_never_one_series(ours):
    assert [(text.file, text.path) for text in ours if joined(text.text)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tickets refused", "In 2018 about 17.46 million people were refused tickets."),
        ("tickets refused", "The figure for planes is 17.5 million."),
        ("days without trains", "Smoking on a train costs 180 days without flights."),
        ("people on the list at one time", "The list has taken in 8.54 million entries since 2013."),
        ("entries since 2013", "By July 2019 there were 14.5 million debtors."),
        ("entries since 2013", "By the entries, 14.5 million are on the list."),
        ("grounds on the railway", "The aviation rules, unlike those for trains, name seven behaviours."),
        ("grounds in the air", "The rail rules name nine behaviours."),
        ("users of Alipay", "Sesame Credit has 520 million users."),
    ],
)
def test_a_swapped_unit_is_found(name, text):
    assert wrong_units(UNITS[name], text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tickets refused", "About 17.46 million plane purchases had been refused. Those are purchases, not people."),
        ("days without trains", "Smoking brings 180 days without trains; trouble on board brings a year without flights."),
        ("people on the list at one time", "In late 2023 there were 8.54 million people on the list."),
    ],
)
def test_a_right_unit_is_left_alone(name, text):
    assert wrong_units(UNITS[name], text) == []


def test_a_series_across_units_is_found_unless_the_text_keeps_the_two_apart():
    assert joined("The list grew from 14.5 million to 8.54 million.")
    assert joined("It had 13 million in 2018. It has 8.54 million now.")
    assert not joined("It took in 13 million by 2018, a running total. At one time, in 2023, 8.54 million people stood on it.")
