"""PostgreSQL for Django, with the private server of `claims_site.embedded_pg` behind it.

The server is started by the first connection, not by importing settings: `manage.py --help` needs no database.
"""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base, client

from claims_site.embedded_pg import EmbeddedPostgresError, bindir, ensure, socket_dir


def _ensure(*, again: bool = False) -> None:
    """Have the server up; psycopg2's OperationalError, which Django makes its own, if it cannot be had."""
    try:
        ensure(settings.EMBEDDED_PG_HOME, fast=settings.EMBEDDED_PG_FAST, again=again)
    except EmbeddedPostgresError as error:
        raise base.Database.OperationalError(str(error)) from error


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`: with the psql that fits, and the server up as long as it runs."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict: dict[str, Any], parameters: list[str]) -> tuple[list[str], dict[str, str] | None]:
        """Give Django's command line, with the full path of our psql and the folder of our socket."""
        here = {**settings_dict, "HOST": str(socket_dir(settings.EMBEDDED_PG_HOME))}
        arguments, environment = super().settings_to_cmd_args_env(here, parameters)
        return [str(bindir() / arguments[0]), *arguments[1:]], environment

    def runshell(self, parameters: list[str]) -> None:
        """Start the server if need be, then psql."""
        _ensure()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that first sees to its server."""

    client_class = DatabaseClient

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; if that fails, look whether the server has to be started anew, and try once more.

        OperationalError if there is no server to be had.
        """
        _ensure()
        try:
            return super().get_new_connection({**conn_params, "host": str(socket_dir(settings.EMBEDDED_PG_HOME))})
        except base.Database.OperationalError:  # it may have died under a living client
            _ensure(again=True)
            return super().get_new_connection({**conn_params, "host": str(socket_dir(settings.EMBEDDED_PG_HOME))})
