from django.db import migrations, models

from claims.models import version


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
        migrations.RunSQL(version.INSTALL, version.REMOVE),
    ]
