"""Topics, terms and words: models with little to break."""

import pytest

from claims.models import Term, Topic, Word
from tests import factories
from tests.refusals import refused


@pytest.mark.django_db
def test_a_slug_belongs_to_one_topic():
    factories.topic(slug="travel")

    with refused("claims_topic_slug"):
        factories.topic(slug="travel")


@pytest.mark.django_db
def test_a_slug_belongs_to_one_term():
    Term.objects.create(slug="xinyong")

    with refused("claims_term_slug"):
        Term.objects.create(slug="xinyong")


@pytest.mark.parametrize(
    ("english", "names"),
    [
        ("blacklist", ["blacklist"]),
        ("Sesame Credit (Zhima Credit)", ["Sesame Credit", "Zhima Credit"]),
        ("breaking one’s word; untrustworthy, discredited", ["breaking one’s word", "untrustworthy", "discredited"]),
    ],
)
def test_the_english_names_of_a_term_are_told_apart(english, names):
    assert Term(english=english).english_names == names


@pytest.mark.django_db
def test_a_word_stands_once():
    Word.objects.create(text="score")

    with refused("claims_word_pkey"):
        Word.objects.create(text="score")


@pytest.mark.django_db
def test_a_topic_with_claims_is_not_deleted():
    heading = factories.topic()
    factories.claim(topics=[heading])

    with refused("protected foreign keys"):
        heading.delete()


def test_topics_and_terms_have_names_and_addresses():
    topic, term = Topic(slug="travel", name="Travel"), Term(slug="xinyong", hanzi="信用", english="credit")

    assert (str(topic), topic.get_absolute_url()) == ("Travel", "/topics/travel/")
    assert (str(term), term.get_absolute_url()) == ("信用 credit", "/glossary/#xinyong")
    assert str(Word(text="score")) == "score"
