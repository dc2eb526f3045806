from django.db import migrations, models

from claims.models import version

TABLES = (
    "sources_source", "sources_sourceauthor",
    "claims_topic", "claims_claim", "claims_claimtopic", "claims_claimlink", "claims_formerslug", "claims_appearance",
    "claims_review", "claims_evidence", "claims_collection", "claims_collectionitem", "claims_collection_terms",
    "claims_term", "claims_term_claims", "claims_ledgerentry",
)


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0001_record"),
        ("sources", "0002_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="content_version_single")],
            },
        ),
        migrations.RunSQL(version.FUNCTION + version.watching(*TABLES), version.REMOVE),
    ]
