"""manage.py load_corpus [PATH]: corpus files into the database."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.corpus.load import CorpusRefused, load


class Command(BaseCommand):
    help = "Check the corpus files, load them in one transaction, and report what was created, changed or unchanged."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, default=settings.BASE_DIR / "corpus", help="Folder of the corpus (default: corpus/).")

    def handle(self, *, path: Path, verbosity: int, **options):
        total = len(list(path.glob("*/*.yaml")))
        try:
            with tqdm(total=total, desc="Loading the corpus", unit="file", disable=None if verbosity else True, file=self.stderr._out) as bar:
                report = load(path, step=lambda name: bar.update())
        except CorpusRefused as refused:
            raise CommandError(f"Nothing was loaded: {len(refused.problems)} fault(s) in the corpus.\n{refused}") from None
        for kind in ("topic", "source", "claim", "term", "collection"):
            counts = ", ".join(f"{report.counts[kind, state]} {state}" for state in ("created", "changed", "unchanged"))
            self.stdout.write(f"{kind + 's:':<13}{counts}")
        for kind, names in report.only_in_database.items():
            self.stdout.write(f"Only in the database, not in the files: {kind} {', '.join(names)}")
