"""manage.py note_frequent_words: notes that make the first search for a frequent word quick."""

from django.core.management.base import BaseCommand

from claims.editorial import frequent_words


class Command(BaseCommand):
    help = "Note which claims hold the words that most claims hold, so that the first search for one in each worker takes a look at the note."

    def handle(self, **options):
        self.stdout.write(f"{frequent_words.note()} words noted.")
