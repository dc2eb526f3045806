"""manage.py build_static DIR: the whole public site as files that need no server."""

import os
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.models import ContentVersion
from claims.reading import downloads
from claims_site.static_copy.build import CopyFailed, build
from claims_site.static_copy.place import NotOurs

_JOBS = min(os.cpu_count() or 1, 4) if sys.platform == "linux" else 1  # elsewhere a forked process is not safe


class Command(BaseCommand):
    help = "Write a copy of the public site that works from any file server, any sub-folder and a USB stick. Makes a dump first, so that both agree."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="A new or empty folder, or an earlier copy, which is replaced.")
        parser.add_argument("--jobs", type=int, default=_JOBS, help=f"How many processes work at it (default: {_JOBS}).")

    def handle(self, *, folder: Path, jobs: int, verbosity: int, **options):
        if jobs < 1:
            raise CommandError("At least one process has to work at it.")
        if isinstance(staticfiles_storage, ManifestFilesMixin):
            call_command("collectstatic", interactive=False, verbosity=0)  # pages name these files by their contents
        dumped = downloads.dumped()
        if dumped is None or dumped.version != str(ContentVersion.now().number):
            call_command("dump_data", settings.DUMP_FOLDER, verbosity=verbosity, stdout=self.stdout, stderr=self.stderr)
        with tqdm(desc="Copying the site", unit="file", disable=None if verbosity else True, file=self.stderr._out) as bar:

            def step(done: int, known: int) -> None:
                bar.total = known
                bar.update(done - bar.n)

            try:
                copy, files = build(folder, jobs=jobs, step=step)
            except (NotOurs, CopyFailed, OSError) as error:
                raise CommandError(str(error)) from None
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        self.stdout.write(f"Version {copy.version}, {copy.day}: {files} files, {size / 1e6:.1f} MB in {folder}")
