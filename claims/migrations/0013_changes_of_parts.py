from django.db import migrations, models

from claims.models import changes

FIRST = ("claims_claim", "claims_claimtopic")
PARTS = (
    "claims_review", "claims_evidence", "claims_alarm", "claims_appearance", "claims_claimlink", "sources_source", "sources_sourceauthor",
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0012_review_log"),
        ("sources", "0005_duplicates"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceChange",
            fields=[
                ("source_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("xact", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.RunSQL(changes.functions(*FIRST, *PARTS) + changes.triggers(*PARTS), changes.removal(*PARTS)),
    ]
