"""The function that keeps guards from being switched off (claims/models/guards.py)."""

from django.db import migrations

from claims.models.guards import CREATE_NEVER_IGNORE, DROP_NEVER_IGNORE


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(CREATE_NEVER_IGNORE, DROP_NEVER_IGNORE)]
