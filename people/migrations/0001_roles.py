from django.db import migrations

ROLES = ("contributor", "editor", "publisher", "administrator")


def make(apps, schema_editor):
    """The four groups. Members of the one group of before, which could do all of it, become publishers."""
    Group = apps.get_model("auth", "Group")
    for name in ROLES:
        Group.objects.get_or_create(name=name)
    before = Group.objects.filter(name="Editors").first()
    if before:
        Group.objects.get(name="publisher").user_set.add(*before.user_set.all())
        before.delete()


class Migration(migrations.Migration):

    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
