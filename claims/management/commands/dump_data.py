"""manage.py dump_data [DIR]: every table that readers can see, as files for others."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.dumps.folder import NotOurs
from claims.dumps.write import dump


class Command(BaseCommand):
    help = "Write every table that readers can see as JSON Lines, CSV and Parquet, with schemas, sums and datapackage.json."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, metavar="DIR", default=settings.DUMP_FOLDER, help="Where to (default: what /data/ serves)."
        )

    def handle(self, *, folder: Path, verbosity: int, **options):
        with tqdm(desc="Dumping the data", unit="row", disable=None if verbosity else True, file=self.stderr._out) as bar:
            try:
                version = dump(folder, begin=bar.reset, step=bar.update)
            except (NotOurs, OSError) as error:
                raise CommandError(str(error)) from None
        files = [path for path in folder.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        self.stdout.write(f"Version {version.number} of {version.at:%Y-%m-%d %H:%M} UTC: {len(files)} files, {size / 1e6:.1f} MB in {folder}")
