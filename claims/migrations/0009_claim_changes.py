from django.db import migrations, models

from claims.models import changes

FIRST = ("claims_claim", "claims_claimtopic")


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0008_merged"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimChange",
            fields=[
                ("claim_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("xact", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.RunSQL(changes.functions(*FIRST) + changes.triggers(*FIRST), changes.removal(*FIRST)),
    ]
