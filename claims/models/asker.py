"""How often each address has asked the API lately, for all processes together.

One row an address, and one statement a question. The table is not logged: it is written at each question, and a crash of the server, after which it
is empty, costs nothing but a few questions more than the limit.
"""

from django.db import connection, models

UNLOGGED = "ALTER TABLE claims_asker SET UNLOGGED"
LOGGED = "ALTER TABLE claims_asker SET LOGGED"
_COUNT = """
    INSERT INTO claims_asker AS known (name, until, asked) VALUES (%(name)s, statement_timestamp() + %(stretch)s * interval '1 second', 1)
    ON CONFLICT (name) DO UPDATE SET
        asked = CASE WHEN known.until <= statement_timestamp() THEN 1 ELSE LEAST(known.asked, %(most)s) + 1 END,
        until = CASE WHEN known.until <= statement_timestamp() THEN EXCLUDED.until ELSE known.until END
    RETURNING asked, extract(epoch FROM until - statement_timestamp())::float
"""
_TIDY = """
    DELETE FROM claims_asker WHERE name IN (
        SELECT name FROM claims_asker WHERE until <= statement_timestamp() ORDER BY until LIMIT %s FOR UPDATE SKIP LOCKED
    )
"""
_AT_ONCE = 10


class Asker(models.Model):
    """An address, under a name that does not tell it, with the number of its questions since its count began, and the moment the count is over."""

    name = models.UUIDField(primary_key=True)
    until = models.DateTimeField(db_index=True)
    asked = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.asked}"

    @classmethod
    def count(cls, name: str, *, most: int, stretch: int) -> tuple[int, float]:
        """Count one more question of `name` (32 hexadecimal digits).

        Returns the number of its questions in its present stretch of so many seconds, at most `most` + 1, and the seconds left of that.
        Whoever begins a stretch clears away some that are over, so the table holds about as many rows as there are askers.
        """
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, {"name": name, "most": most, "stretch": stretch})
            asked, left = cursor.fetchone()
            if asked == 1:
                cursor.execute(_TIDY, [_AT_ONCE])
        return asked, left
