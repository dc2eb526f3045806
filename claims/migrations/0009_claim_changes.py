from django.db import migrations, models

from claims.models import changes


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
        migrations.RunSQL(changes.INSTALL, changes.REMOVE),
    ]
