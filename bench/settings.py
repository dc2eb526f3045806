"""The site's own settings for measuring it: the same middleware, the same server, and a few addresses more (bench/urls.py).

What differs, and why, is all here.
"""

import os

from claims_site.settings import *  # noqa: F403 - the point of this module
from claims_site.settings import BASE_DIR, INSTALLED_APPS, MIDDLEWARE, REST_FRAMEWORK, TEMPLATES

ROOT_URLCONF = "bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"anon": "1000000/second"}  # one address asks thousands of times a second here; the limit is still counted
MIDDLEWARE = ["bench.middleware.NamedWorker", *MIDDLEWARE]  # so that the bench can speak to each worker

if os.environ.get("BENCH_UNCACHED"):  # every answer is made anew
    FINISHED_ANSWERS = 0
