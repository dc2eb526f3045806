"""One number that grows with everything readers can see.

Whatever the site shows is a function of the tables named here. At the end of each transaction that changed a row of one of them, the database
advances the number, once; so an answer made at one number stays right as long as the number stands. Entity tags, `Last-Modified` and caches need
nothing else. A deferred trigger does it at the commit, as the last thing: the row is locked for that moment only, and never while a transaction
still waits for another lock.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection, models

SEEN = (
    "sources_source", "sources_sourceauthor",
    "claims_topic", "claims_claim", "claims_claimtopic", "claims_claimlink", "claims_formerslug", "claims_appearance",
    "claims_review", "claims_evidence", "claims_collection", "claims_collectionitem", "claims_collection_terms",
    "claims_term", "claims_term_claims", "claims_ledgerentry", "claims_alarm",
)  # fmt: skip
"""Tables that readers see rows of. A change of a draft advances the number too: needless, and harmless."""

FUNCTION = """
    CREATE OR REPLACE FUNCTION claims_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO claims_contentversion (id, number, at) VALUES (1, 1, clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET number = claims_contentversion.number + 1, at = clock_timestamp();
        RETURN NULL;
    END $$;
"""
# The first changed row of a transaction notes that it has spoken for all, so a million rows do not wait in a queue to say the same. The note is gone
# when the transaction, or the savepoint within which it was made, is rolled back, as is what it spoke for.
_TRIGGER = """
    CREATE CONSTRAINT TRIGGER claims_content_changed AFTER INSERT OR UPDATE OR DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (
        CASE WHEN current_setting('claims.advanced_in', true) IS DISTINCT FROM pg_current_xact_id()::text
        THEN set_config('claims.advanced_in', pg_current_xact_id()::text, true) IS NOT NULL ELSE false END
    ) EXECUTE FUNCTION claims_content_changed();
"""
REMOVE = "DROP FUNCTION claims_content_changed() CASCADE;"
_NOW = "SELECT number, at, pg_current_xact_id_if_assigned() IS NOT NULL FROM (SELECT) AS one LEFT JOIN claims_contentversion ON true"


def watching(*tables: str) -> str:
    """The SQL that makes changes of `tables` advance the number. A migration that adds a table to SEEN runs it."""
    return "".join(_TRIGGER.format(table=table) for table in tables)


def unwatching(*tables: str) -> str:
    """The SQL that undoes `watching`."""
    return "".join(f"DROP TRIGGER claims_content_changed ON {table};" for table in tables)


class Version(NamedTuple):
    """The number, and the moment (aware, UTC) at which it was reached.

    It is `unsettled` when a transaction asks that has written: it sees rows which no number counts yet, so what it makes is nobody else's.
    """

    number: int
    at: datetime
    unsettled: bool = False


class ContentVersion(models.Model):
    """The state of everything public: a single row, written by triggers only."""

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="content_version_single")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def now(cls, *, after: str = "") -> Version:
        """The version at this moment, in one cheap query. An answer whose rows are read afterwards is at least as new.

        `after` is SQL that goes before it in the same message to the database.
        """
        with connection.cursor() as cursor:
            cursor.execute(after + _NOW)
            number, at, unsettled = cursor.fetchone()
        return Version(number or 0, at or datetime(1970, 1, 1, tzinfo=UTC), unsettled)
