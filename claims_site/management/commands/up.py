"""manage.py up: everything from an empty folder to a running site, then become the production server."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from claims.models import Claim
from claims_site import serving


class Command(BaseCommand):
    help = "Migrate, load the corpus into an empty database, collect static files, and serve with the production server."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *, host: str, port: int, workers: int, **options):
        if not 0 < port < 65536:
            raise CommandError(f"{port} is not a port; choose one from 1 to 65535.")
        self._say("Starting the database and bringing its tables up to date …")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if held := Claim.objects.count():  # what editors wrote since the first load is theirs: only `make load` overwrites it
            self._say(f"The database holds {held} claims; `make load` would bring in changed corpus files.")
        else:
            self._say("Loading the corpus …")
            call_command("load_corpus", stdout=self.stdout, stderr=self.stderr)
        self._say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        os.environ.setdefault("SITE_URL", settings.SITE_URL if port == 8000 else f"http://{host}:{port}")
        self._say("Writing the data for download …")
        # A process of its own, so that the addresses in the files are those of this port.
        subprocess.run([sys.executable, "manage.py", "dump_data", "--verbosity", "0"], cwd=settings.BASE_DIR, check=True, stdout=subprocess.DEVNULL)
        self._say(f"Serving on http://{host}:{port}/   (Ctrl-C stops the site and its database)")
        self.stdout.flush()
        # The process becomes the server, so that signals reach it and its workers load the code afresh.
        os.execv(sys.executable, serving.command(bind=f"{host}:{port}", workers=workers))  # noqa: S606 - our own interpreter, and no shell

    def _say(self, words: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(words))
        self.stdout.flush()
