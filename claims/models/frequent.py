"""Which published claims hold each of the words that most hold, so that nobody has to go through a third of all rows to find them.

The rows are notes and no content: whoever finds none, or none that is fit to use, asks the search index instead.
They say what was so when they were made. What changed since, claims_claimchange tells by the numbers of transactions, and these mean something only
in the life of one server: after a restore on another one they begin anew. So each row bears the mark of the life it was made in.
"""

from django.db import models

# Of a table that was made anew, as by a restore, the number is another one, even on the same server.
LIFE = """
    CREATE FUNCTION claims_life() RETURNS text LANGUAGE plpgsql STABLE AS $$
    BEGIN
        RETURN (SELECT system_identifier FROM pg_control_system()) || '/' || 'claims_frequentword'::regclass::oid;
    EXCEPTION WHEN insufficient_privilege THEN
        RETURN NULL;
    END $$;
"""
NO_LIFE = "DROP FUNCTION claims_life();"
PLAIN = "ALTER TABLE claims_frequentword ALTER COLUMN keys SET STORAGE EXTERNAL"  # bitmaps are small as they are, and to unpack them takes longer


class FrequentWord(models.Model):
    """The published claims that hold a word, as their search vectors have it; under "" all of them."""

    lexeme = models.TextField(primary_key=True)
    keys = models.BinaryField(help_text="Primary keys of claims, as a serialised Roaring bitmap.")
    horizon = models.BigIntegerField(help_text="Every transaction below this number was over when the claims were read.")
    life = models.TextField(help_text="Of the server and the table, as claims_life() has it. In another life the horizon says nothing.")

    def __str__(self) -> str:
        return self.lexeme
