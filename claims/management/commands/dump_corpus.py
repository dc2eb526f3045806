"""manage.py dump_corpus [PATH]: the database back into corpus files."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.corpus.dump import dump


class Command(BaseCommand):
    help = "Write every source, claim, topic, term and collection back to its corpus file."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, default=settings.BASE_DIR / "corpus", help="Folder of the corpus (default: corpus/).")

    def handle(self, *, path: Path, **options):
        written, changed = dump(path)
        self.stdout.write(f"{written} files, {changed} of them changed.")
