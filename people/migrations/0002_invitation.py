import django.contrib.postgres.fields
import django.db.models.deletion
import people.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='So that you know it again; they choose the name to sign in with themselves.', max_length=100, verbose_name='for whom')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('contributor', 'Contributor'), ('editor', 'Editor'), ('publisher', 'Publisher'), ('administrator', 'Administrator')], max_length=13), size=None)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('expires_at', models.DateTimeField(default=people.models._in_a_week, editable=False, verbose_name='valid until')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted')),
                ('account', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('roles__contained_by', ['contributor', 'editor', 'publisher', 'administrator']), ('roles__len__gt', 0)), name='invitation_roles_known'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('account__isnull', True)), models.Q(('accepted_at__isnull', False), ('account__isnull', False)), _connector='OR'), name='invitation_accepted_by_somebody')],
            },
        ),
    ]
