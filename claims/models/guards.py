"""Triggers for what must never change, declared on the models and held by the database.

django-pgtrigger lets a session switch its triggers off (`pgtrigger.ignore`): the SQL that it installs begins each trigger by asking whether it is
to be ignored, and with each trigger it also writes the function that answers. Guards are therefore installed by SQL of our own, which does not ask.
"""

import pgtrigger
from pgtrigger import compiler


class GuardSql(compiler.UpsertTriggerSql):
    """The SQL that installs a guard. Migrations hold instances: a change of the template asks for a new migration."""

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER LANGUAGE plpgsql AS $$
                BEGIN
                    {func}
                END;
            $$;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table} FOR EACH {level} EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Guard(pgtrigger.Trigger):
    """A trigger before a row's change that no session can switch off."""

    when = pgtrigger.Before

    def compile(self, model) -> compiler.Trigger:
        compiled = super().compile(model)
        return compiler.Trigger(name=compiled.name, sql=GuardSql(**compiled.sql.kwargs))


class DeferredGuardSql(GuardSql):
    """The SQL that installs a guard which looks at the end of the transaction, when all has happened."""

    def get_template(self) -> str:
        create = "CREATE TRIGGER {pgid} {when} {operation} ON {table} FOR EACH"
        deferred = "CREATE CONSTRAINT TRIGGER {pgid} {when} {operation} ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH"
        return super().get_template().replace(create, deferred)


class DeferredGuard(pgtrigger.Trigger):
    """A guard that judges what a whole transaction leaves behind."""

    when = pgtrigger.After

    def compile(self, model) -> compiler.Trigger:
        compiled = super().compile(model)
        return compiler.Trigger(name=compiled.name, sql=DeferredGuardSql(**compiled.sql.kwargs))


def never_truncated(name: str) -> Guard:
    """A guard that refuses TRUNCATE of the whole table."""
    return Guard(
        name=name,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'The table % keeps published records; it is never emptied.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
    )
