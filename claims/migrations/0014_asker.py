from django.db import migrations, models

from claims.models import asker


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0013_changes_of_parts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Asker',
            fields=[
                ('name', models.UUIDField(primary_key=True, serialize=False)),
                ('until', models.DateTimeField(db_index=True)),
                ('asked', models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL(asker.UNLOGGED, asker.LOGGED),
    ]
