"""What changed lately, so that what is kept in memory can be brought forward without reading everything again.

The database notes, for each claim and each source, the last transaction that touched its row or a row of what belongs to it. A reader who knows
that all transactions before number x were over when it last read asks for those with a number of x or more. No commit is missed: one that was still
running then has a number of x or more, however late it commits. A claim may be read once too often; that is harmless.
"""

from typing import NamedTuple

from django.db import connection, models

# The plan is made at the first statement of a session, perhaps on tables that are almost empty, and kept. It must be right for large ones too, so
# nothing is scanned, and what belongs to a changed row is looked up for that row: a join might begin with the other table.
_FUNCTION = """
    CREATE OR REPLACE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    DECLARE
        this bigint := pg_current_xact_id()::text::bigint;
    BEGIN
        INSERT INTO {notes} ({column}, xact)
        SELECT touched, this FROM ({touched}) AS parts (touched)
        WHERE touched IS NOT NULL AND touched NOT IN (SELECT {column} FROM {notes} WHERE xact = this)
        ON CONFLICT ({column}) DO UPDATE SET xact = EXCLUDED.xact;
        RETURN NULL;
    END $$;
"""
_TRIGGER = """
    CREATE TRIGGER {table}_noted_{event} AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_noted();
"""
_CLAIM, _SOURCE = ("claims_claimchange", "claim_id"), ("claims_sourcechange", "source_id")
_OF_REVIEW = "SELECT DISTINCT (SELECT claim_id FROM claims_review WHERE id = changed.review_id) FROM changed"
NOTED = {
    "claims_claim": (_CLAIM, "SELECT id FROM changed"),
    "claims_claimtopic": (_CLAIM, "SELECT DISTINCT claim_id FROM changed"),
    "claims_review": (_CLAIM, "SELECT claim_id FROM changed UNION SELECT merged_into_id FROM changed"),
    "claims_evidence": (_CLAIM, _OF_REVIEW),
    "claims_alarm": (_CLAIM, _OF_REVIEW),
    "claims_appearance": (_CLAIM, "SELECT DISTINCT claim_id FROM changed"),
    "claims_claimlink": (_CLAIM, "SELECT claim_id FROM changed UNION SELECT other_id FROM changed"),
    "sources_source": (_SOURCE, "SELECT id FROM changed"),
    "sources_sourceauthor": (_SOURCE, "SELECT DISTINCT source_id FROM changed"),
}
"""The tables that claims, lists of them and their pages are made from: where a change is noted, and what the changed rows belong to."""


def functions(*tables: str) -> str:
    """The SQL of the functions that note changes of `tables`; it replaces older ones."""
    return "".join(
        _FUNCTION.format(table=table, notes=notes, column=column, touched=touched) for table in tables for (notes, column), touched in [NOTED[table]]
    )


def triggers(*tables: str) -> str:
    """The SQL of the triggers that call them."""
    events = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    return "".join(_TRIGGER.format(table=table, event=event, rows=rows) for table in tables for event, rows in events)


def removal(*tables: str) -> str:
    """The SQL that takes both away."""
    return "".join(f"DROP FUNCTION {table}_noted() CASCADE;" for table in tables)


class Changed(NamedTuple):
    """Primary keys of the claims and sources that were touched."""

    claims: frozenset[int]
    sources: frozenset[int]

    def __or__(self, other: "Changed") -> "Changed":
        return Changed(self.claims | other.claims, self.sources | other.sources)

    def meets(self, other: "Changed") -> bool:
        """Whether something is in both."""
        return not (self.claims.isdisjoint(other.claims) and self.sources.isdisjoint(other.sources))


NOTHING = Changed(frozenset(), frozenset())


class ClaimChange(models.Model):
    """The last transaction that touched a claim's row, topics, appearances or ties, one of its reviews or their evidence, or an alarm about one.

    Written by triggers only. It outlives the claim, so that a deletion is noticed too.
    """

    claim_id = models.BigIntegerField(primary_key=True)
    xact = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"claim {self.claim_id} in {self.xact}"


class SourceChange(models.Model):
    """The same of a source and its authors."""

    source_id = models.BigIntegerField(primary_key=True)
    xact = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"source {self.source_id} in {self.xact}"


_SINCE = """
    WITH now (ends, ours) AS (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_current_xact_id_if_assigned()::text::bigint)
    SELECT ARRAY(SELECT claim_id FROM claims_claimchange, now WHERE xact >= %(xact)s AND xact < ends OR xact = ours),
           ARRAY(SELECT source_id FROM claims_sourcechange, now WHERE xact >= %(xact)s AND xact < ends OR xact = ours)
"""
_CLAIMS_SINCE = """
    WITH now (ends, ours) AS (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_current_xact_id_if_assigned()::text::bigint)
    SELECT ARRAY(SELECT claim_id FROM claims_claimchange, now WHERE xact >= %(xact)s AND xact < ends OR xact = ours LIMIT %(limit)s)
"""


def since(xact: int) -> Changed:
    """What transactions numbered `xact` or more touched. One query.

    After a restore the tables hold numbers from another server's life; those that this one has not reached are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, {"xact": xact})
        claims, sources = cursor.fetchone()
    return Changed(frozenset(claims), frozenset(sources))


def claims_since(xact: int, *, most: int) -> list[int] | None:
    """The claims among them; None when they are more than `most`."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMS_SINCE, {"xact": xact, "limit": most + 1})
        claims = cursor.fetchone()[0]
    return claims if len(claims) <= most else None


def horizon() -> int:
    """The number below which every transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]
