import pytest

from claims.editorial.rights import against, deeds
from tests import factories
from tests.desk import editor, submitted

pytestmark = pytest.mark.django_db


def test_a_refusal_says_who_may():
    user, review = editor("contributor"), factories.review()

    words = {deed: against(user=user, deed=deed, review=review) for deed in ("edit", "delete", "submit", "return", "publish", "withdraw", "correct")}

    assert words == {
        "edit": "Only its author and editors change a draft.", "delete": "Only its author and editors delete a draft.",
        "submit": "Only editors hand a draft over for approval.", "return": "Only its author and editors take a review back.",
        "publish": "Only editors publish a review.", "withdraw": "Only publishers withdraw a review.",
        "correct": "Only publishers start a correction or a retraction.",
    }  # fmt: skip


def test_publication_is_not_offered_to_whoever_wrote_a_word_of_it():
    author, writer, other = editor(), editor(), editor()
    review = submitted(author=author)
    review.writers.add(writer)

    offered = ["publish" in deeds(user=user, review=review) for user in (author, writer, other)]

    assert offered == [False, False, True]


def test_an_unknown_deed_is_nobodys():
    with pytest.raises(KeyError):
        against(user=editor(), deed="burn", review=factories.review())
