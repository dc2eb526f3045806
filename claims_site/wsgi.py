"""The entry point for the production server."""

import os
from threading import Thread

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
application = get_wsgi_application()
if not settings.TESTING:  # a test asks this application too, and turns the connection to databases of its own
    Thread(target=import_string("claims.reading.index.current.read_ahead"), daemon=True).start()  # by name: models load only after the line above
