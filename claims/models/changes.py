"""Which claims changed lately, so that what is kept in memory can be brought forward without reading everything again.

The database notes, for each claim, the last transaction that touched its row or its topics. A reader who knows that all transactions before number x
were over when it last read asks for the claims with a number of x or more. No commit is missed: one that was still running then has a number of x or
more, however late it commits. A claim may be read once too often; that is harmless.
"""

from django.db import connection, models

_FUNCTION = """
    CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO claims_claimchange (claim_id, xact)
        SELECT DISTINCT {column}, pg_current_xact_id()::text::bigint FROM changed
        ON CONFLICT (claim_id) DO UPDATE SET xact = EXCLUDED.xact WHERE claims_claimchange.xact <> EXCLUDED.xact;
        RETURN NULL;
    END $$;
"""
_TRIGGER = """
    CREATE TRIGGER {name}_{event} AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
_NOTED = {"claims_claim": "id", "claims_claimtopic": "claim_id"}
"""The tables that the index in memory is made from (claims/reading/index), and their column with the claim."""


def _install() -> str:
    parts = []
    for table, column in _NOTED.items():
        name = f"{table}_noted"
        parts.append(_FUNCTION.format(name=name, column=column))
        parts += [
            _TRIGGER.format(name=name, event=event, table=table, rows=rows)
            for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
        ]
    return "".join(parts)


INSTALL = _install()
REMOVE = "".join(f"DROP FUNCTION {table}_noted() CASCADE;" for table in _NOTED)


class ClaimChange(models.Model):
    """The last transaction that touched a claim; written by triggers only. It outlives the claim, so that a deletion is noticed too."""

    claim_id = models.BigIntegerField(primary_key=True)
    xact = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"claim {self.claim_id} in {self.xact}"

    @classmethod
    def since(cls, xact: int) -> list[int]:
        """The claims that transactions numbered `xact` or more touched, as primary keys.

        After a restore the table holds numbers from another server's life; those that this one has not reached are left out.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT claim_id FROM claims_claimchange WHERE xact >= %s AND xact < pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
                " OR xact = pg_current_xact_id_if_assigned()::text::bigint",
                [xact],
            )
            return [claim for (claim,) in cursor]

    @staticmethod
    def horizon() -> int:
        """The number below which every transaction is over."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            return cursor.fetchone()[0]
