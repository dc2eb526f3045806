"""python -m claims_site.embedded_pg status|stop HOME, or: run HOME COMMAND… (psql, pg_dump … with the server up)."""

import argparse
import os
import sys
from pathlib import Path

from . import EmbeddedPostgresError, ensure, environment, status, stop


def main(arguments: list[str]) -> int:
    """Do what the command line says and give the exit code; `run` becomes the command and does not return."""
    parser = argparse.ArgumentParser(prog="python -m claims_site.embedded_pg", description=__doc__)
    parser.add_argument("action", choices=["status", "stop", "run"])
    parser.add_argument("home", type=Path, help="the folder of the server, such as var/pg")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="for run: a program and its arguments; default psql")
    given = parser.parse_args(arguments)
    try:
        if given.action == "run":
            ensure(given.home)
            command = given.command or ["psql"]
            os.execvpe(command[0], command, environment(given.home))  # it inherits the lock that keeps the server up
        if given.action == "stop":
            print("stopped" if stop(given.home) else "was not running")
            return 0
        found = status(given.home)
    except (EmbeddedPostgresError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    for name, value in found.items():
        print(f"{name:<11}{value}")
    return 0 if found["state"] == "running" else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
