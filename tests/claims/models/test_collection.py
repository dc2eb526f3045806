import pytest

from claims.models import Collection, CollectionItem
from tests import factories
from tests.refusals import change, refused

pytestmark = pytest.mark.django_db


def collection(**fields) -> Collection:
    values = {"slug": "score-or-no-score", "title": "Score or no score?", "summary": "A lesson.", "level": "Ages 15 to 18", "minutes": 45}
    return Collection.objects.create(**values | fields)


def items(*positions: int, of=None) -> list[CollectionItem]:
    lesson = collection()
    values = {"collection": lesson, "question": "Is it so?", "prompt": "Look again."}
    return [CollectionItem.objects.create(position=position, claim=of or factories.claim(), **values) for position in positions]


BREAKS = {
    "collection_claim_once": lambda: items(0, 1, of=factories.claim()),
    "collection_position": lambda: items(0, 0),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks(name):
    with refused(f'"{name}"'):
        BREAKS[name]()


def test_every_constraint_is_broken_above():
    declared = {constraint.name for model in (Collection, CollectionItem) for constraint in model._meta.constraints}

    assert declared == set(BREAKS)


def test_a_slug_belongs_to_one_collection():
    collection()

    with refused("claims_collection_slug"):
        collection()


def test_claims_can_be_put_in_another_order_in_one_transaction():
    first, second = items(0, 1)

    change(first, position=1)
    change(second, position=0)

    assert list(first.collection.items.all()) == [second, first]


def test_a_claim_in_a_lesson_is_not_deleted():
    (item,) = items(0)
    item.claim.appearances.all().delete()

    with refused("protected foreign keys"):
        item.claim.delete()


def test_a_collection_goes_by_its_title():
    (item,) = items(3)

    assert str(item) == "Score or no score? 3"
    assert item.collection.get_absolute_url() == "/collections/score-or-no-score/"
