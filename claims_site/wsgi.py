"""The entry point for the production server."""

import gc
import os
from threading import Thread

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
application = get_wsgi_application()


def make_ready() -> None:
    """Read the index, then keep the garbage collector from all that stays: going through it took 50 to 100 ms, in the midst of somebody's page."""
    import_string("claims.reading.index.current.read_ahead")()  # by name: models load only after the line above
    gc.collect()
    gc.freeze()


if not settings.TESTING:  # a test asks this application too, and turns the connection to databases of its own
    Thread(target=make_ready, daemon=True).start()
