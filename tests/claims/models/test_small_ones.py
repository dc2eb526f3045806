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
