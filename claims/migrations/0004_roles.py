from django.db import migrations

from claims.models import writers


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_desk'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='claim',
            options={'ordering': ['reference'], 'permissions': [('amend_shown', 'Can change claims and sources that readers see')]},
        ),
        migrations.AlterModelOptions(
            name='review',
            options={'ordering': ['claim', 'number'], 'permissions': [('edit_others_review', 'Can change and delete drafts of others'), ('submit_review', 'Can hand a draft over for approval'), ('return_review', 'Can give a review back to its author'), ('publish_review', 'Can publish what others wrote'), ('withdraw_review', 'Can withdraw a review'), ('correct_review', 'Can start a correction or a retraction')]},
        ),
        migrations.RunSQL(writers.INSTALL, writers.REMOVE),
    ]
