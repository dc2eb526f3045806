"""Triggers for what must never change and for what must not go unseen, declared on the models and held by the database.

django-pgtrigger lets a session switch its triggers off (`pgtrigger.ignore`): the SQL that it installs begins each trigger by asking whether it is
to be ignored, and with each trigger it also writes the function that answers. Ours are therefore installed by SQL of our own, which does not ask.
"""

import pgtrigger
from pgtrigger import compiler


class WatcherSql(compiler.UpsertTriggerSql):
    """The SQL that installs a watcher, of rows that meet a condition or of all rows of a statement.

    Migrations hold instances: a change of the template asks for a new migration.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER LANGUAGE plpgsql AS $$
                BEGIN
                    {func}
                END;
            $$;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table} {referencing} FOR EACH {level} {condition} EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class GuardSql(WatcherSql):
    """The SQL that installs a guard, which looks at every row and at no other."""

    def get_template(self) -> str:
        return super().get_template().replace(" {referencing}", "").replace(" {condition}", "")


class SetGuardSql(WatcherSql):
    """The SQL that installs a guard of whole statements.

    Its queries are planned once a session, perhaps while the tables are almost empty, and must suit large ones too. So none scans a whole table, and
    they look up what belongs to an arrived row for that row: a join might begin with the other table.
    """

    def get_template(self) -> str:
        planned = "LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS"
        return super().get_template().replace("LANGUAGE plpgsql AS", planned)


class NeverIgnored:
    """For a trigger class: installed by `sql_class`, which gives no session a way to switch it off."""

    sql_class: type[compiler.UpsertTriggerSql]

    def compile(self, model) -> compiler.Trigger:
        compiled = super().compile(model)
        return compiler.Trigger(name=compiled.name, sql=self.sql_class(**compiled.sql.kwargs))


class Guard(NeverIgnored, pgtrigger.Trigger):
    """A trigger before a row's change, to refuse it."""

    sql_class = GuardSql
    when = pgtrigger.Before


class DeferredGuardSql(GuardSql):
    """The SQL that installs a guard which looks at the end of the transaction, when all has happened."""

    def get_template(self) -> str:
        create = "CREATE TRIGGER {pgid} {when} {operation} ON {table} FOR EACH"
        deferred = "CREATE CONSTRAINT TRIGGER {pgid} {when} {operation} ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH"
        return super().get_template().replace(create, deferred)


class DeferredGuard(NeverIgnored, pgtrigger.Trigger):
    """A guard that judges what a whole transaction leaves behind."""

    sql_class = DeferredGuardSql
    when = pgtrigger.After


class SetGuard(NeverIgnored, pgtrigger.Trigger):
    """A guard that judges all rows of a statement at once, which `referencing` names, and refuses the statement. COPY is faster for it."""

    sql_class = SetGuardSql
    when = pgtrigger.After
    level = pgtrigger.Statement


class Watcher(NeverIgnored, pgtrigger.Trigger):
    """A trigger after a change, to write it down."""

    sql_class = WatcherSql
    when = pgtrigger.After


def never_truncated(name: str) -> Guard:
    """A guard that refuses TRUNCATE of the whole table."""
    return Guard(
        name=name,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'The table % keeps published records; it is never emptied.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
    )


def append_only(name: str) -> list[Guard]:
    """Guards of a table whose rows are only ever added."""
    refusal = "RAISE EXCEPTION 'The table % is append-only.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
    changes = Guard(name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete, func=refusal)
    return [changes, Guard(name=f"{name}_not_emptied", operation=pgtrigger.Truncate, level=pgtrigger.Statement, func=refusal)]
