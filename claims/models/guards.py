"""Triggers for what must never change, declared on the models and held by the database.

django-pgtrigger lets a session switch its triggers off (`pgtrigger.ignore`). These guards may not be switched off: their functions ask
`claims_never_ignore` instead, which always answers no. It is created by the first migration.
"""

import pgtrigger
from pgtrigger import compiler

NEVER_IGNORE = "claims_never_ignore"
CREATE_NEVER_IGNORE = f"""
    CREATE OR REPLACE FUNCTION {NEVER_IGNORE}(name) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
"""
DROP_NEVER_IGNORE = f"DROP FUNCTION IF EXISTS {NEVER_IGNORE}(name);"


class Guard(pgtrigger.Trigger):
    """A trigger before a row's change that no session can switch off."""

    when = pgtrigger.Before

    def compile(self, model) -> compiler.Trigger:
        compiled = super().compile(model)
        sql = compiled.sql
        keep = {key: value for key, value in sql.kwargs.items() if key != "ignore_func_name"}
        return compiler.Trigger(name=compiled.name, sql=compiler.UpsertTriggerSql(ignore_func_name=NEVER_IGNORE, **keep))


def never_truncated(name: str) -> Guard:
    """A guard that refuses TRUNCATE of the whole table."""
    return Guard(
        name=name,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'The table % keeps published records; it is never emptied.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
    )
