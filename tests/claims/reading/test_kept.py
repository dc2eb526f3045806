"""What is kept may be added to by one thread while another one looks it over."""

from datetime import timedelta

from claims.models.changes import Changed
from claims.reading.index.current import current
from claims.reading.kept import Kept
from tests.factories import NOON, published


class AddedTo(Kept):
    """Another thread adds to it whenever it looks something over."""

    def outlives(self, key: str, thing: str, changed: Changed) -> bool:
        self._kept[f"beside {key}"] = thing
        return key != "gone"


def test_it_is_looked_over_while_others_add_to_it(own_database):
    published()
    kept = AddedTo(room=10)
    kept.at(current()).update({"stays": "a", "gone": "b"})

    published(at=NOON + timedelta(minutes=1))

    assert kept.at(current()) == {"stays": "a"}
