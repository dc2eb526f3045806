import io

from django.core.management import call_command

from claims.models import FrequentWord
from tests.factories import published


def test_the_command_notes_frequent_words_and_says_how_many(own_database):
    published(statement="A penguin.")
    out = io.StringIO()

    call_command("note_frequent_words", stdout=out)

    assert out.getvalue() == f"{FrequentWord.objects.exclude(lexeme='').count()} words noted.\n"
    assert FrequentWord.objects.filter(lexeme="penguin").exists()
