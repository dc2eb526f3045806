"""python -m bench: measure the site at a size, beside its peers, and write down what came of it. `make bench` runs it."""

import argparse
import os
import signal
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="how many claims")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2, help="of one window")
    parser.add_argument("--pages", default="", help="only these kinds of page, comma-separated")
    parser.add_argument("--without", default="", help="leave these servers out, comma-separated: naive,datasette")
    parser.add_argument("--label", default="now", help="name of the saved run: bench/LABEL-SIZE.json in the docs")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="where the run is written down")
    parser.add_argument("--keep", action="store_true", help="use the database as it is, even if the code that made it has changed")
    parser.add_argument("--load-only", action="store_true", help="only make the database")
    parser.add_argument("--write-down", action="store_true", help="only write the saved runs of the label down again")
    parser.add_argument("--profile", default="", metavar="PATH", help="say where the time of one page goes, instead of measuring all")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers it started end with it
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    os.environ.setdefault("EMBEDDED_PG_FOLDER", "pg-bench")
    os.environ.setdefault("DATABASE_NAME", f"bench_{options.size}")
    if options.profile:
        os.environ["BENCH_UNCACHED"] = "yes"
    django.setup()
    from bench.running import run  # after django.setup(): it imports models

    sys.exit(run(options))


if __name__ == "__main__":
    main()
