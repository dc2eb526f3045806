"""The table of docs/editing.md, row by row and column by column: each deed is done, or refused, for real."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, Permission

from people.roles import MAY, Role, may
from tests import factories
from tests.desk import editor, signed_in, submitted
from tests.people.deeds import DEEDS

pytestmark = pytest.mark.django_db


def _table() -> dict[str, dict[str, bool]]:
    """For each deed that the docs name: the roles, and whether they may."""
    text = (settings.BASE_DIR / "docs" / "editing.md").read_text("utf-8")
    lines = text.split("| deed | ")[1].split("\n\n")[0].splitlines()
    roles = [cell.strip() for cell in lines[0].strip("| ").split("|")]
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines[2:]]
    return {name: dict(zip(roles, (cell == "yes" for cell in cells), strict=True)) for name, *cells in rows}


TABLE = _table()


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("name", DEEDS)
def test_a_role_may_do_what_the_docs_say_and_nothing_else(name, role):
    user = editor(role)

    response, done = DEEDS[name](user)

    assert done is TABLE[name][role]
    if not done and name != "publish my own":
        assert response.status_code == 403
        assert "You may not do this" in response.content.decode()
        assert f"You are signed in as {user.username}." in response.content.decode()


def test_the_docs_name_every_deed_and_every_role():
    assert set(TABLE) == set(DEEDS)
    assert {role for row in TABLE.values() for role in row} == set(Role.values)


@pytest.mark.parametrize("name", DEEDS)
def test_staff_without_a_role_do_nothing(name):
    response, done = DEEDS[name](factories.account(is_staff=True))

    assert done is False
    assert response.status_code == 403 or name == "publish my own"


def test_each_role_is_a_group_from_the_migrations():
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_every_permission_of_the_table_exists():
    known = {f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")}

    assert set().union(*MAY.values()) - known == set()


def test_every_page_of_the_desk_is_somebodys():
    seen = set().union(*MAY.values())

    assert [model._meta.label for model in admin.site._registry if f"{model._meta.app_label}.view_{model._meta.model_name}" not in seen] == []


def test_a_group_that_is_no_role_gives_nothing_nor_does_a_permission_kept_in_the_database():
    user = factories.account(is_staff=True)
    user.groups.add(Group.objects.create(name="friends"))
    user.groups.get().permissions.set(Permission.objects.all())
    user.user_permissions.set(Permission.objects.all())

    assert user.get_all_permissions() == may(["friends"]) == set()


def test_somebody_who_was_switched_off_may_do_nothing():
    assert editor(Role.PUBLISHER, is_active=False).get_all_permissions() == set()


def test_a_superuser_may_do_everything_but_publish_their_own():
    user = factories.account(is_staff=True, is_superuser=True)

    results = {name: deed(user)[1] for name, deed in DEEDS.items()}

    assert [name for name, done in results.items() if not done] == ["publish my own"]


@pytest.mark.parametrize(("role", "offered"), [("contributor", set()), ("editor", {"_publish", "_return"}), ("publisher", {"_publish", "_return"})])
def test_what_one_may_not_do_is_not_offered_on_a_review_that_waits(role, offered):
    page = signed_in(editor(role)).get(f"/admin/claims/review/{submitted().pk}/change/").content.decode()

    assert {name for name in ("_publish", "_return", "_submit", "_save") if f'name="{name}"' in page} - {"_save"} == offered


@pytest.mark.parametrize(("role", "offered"), [("contributor", {"new"}), ("editor", {"new"}), ("publisher", {"new", "withdraw"})])
def test_what_one_may_not_do_is_not_offered_on_a_review_that_readers_see(role, offered):
    review = factories.published()

    page = signed_in(editor(role)).get(f"/admin/claims/review/{review.pk}/change/").content.decode()

    assert {name for name in ("new", "withdraw") if f"/admin/claims/review/{review.pk}/{name}/" in page} == offered
