from django.db import migrations

from claims.models import changes

# Rows of up to half a page stay as they are, in their table. From 2 kB up they would be compressed, which takes longer than all their indexes,
# saves a fifth, and puts many search vectors into another table, to be fetched from there for each match that is ranked.
WHOLE = "ALTER TABLE {table} SET (toast_tuple_target = 4080);"
BACK = "ALTER TABLE {table} RESET (toast_tuple_target);"
TABLES = ("claims_claim", "claims_ledgerentry")


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0014_asker"),
    ]

    operations = [
        migrations.RunSQL(changes.functions(*changes.NOTED), migrations.RunSQL.noop),
        migrations.RunSQL("".join(WHOLE.format(table=table) for table in TABLES), "".join(BACK.format(table=table) for table in TABLES)),
    ]
