import pytest
from django.contrib.auth.models import Group, User

from people.roles import Role
from tests import factories
from tests.desk import editor, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/auth/user/"


def _page(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def _roles(*names: str) -> list[int]:
    return [Group.objects.get(name=name).pk for name in names]


def test_the_list_says_who_has_which_role():
    editor(Role.EDITOR, Role.ADMINISTRATOR, username="anna")
    factories.account("root", is_staff=True, is_superuser=True)

    page = signed_in(editor(Role.ADMINISTRATOR, username="zoe")).get(LIST).content.decode()

    assert '<td class="field-roles">Editor, Administrator</td>' in page
    assert '<td class="field-roles">Superuser</td>' in page


def test_roles_open_and_close_the_desk():
    user, client = factories.account(), signed_in(editor(Role.ADMINISTRATOR))

    client.post(_page(user), {"groups": _roles("editor", "publisher"), "is_active": "on"})
    opened = User.objects.get(pk=user.pk).is_staff
    client.post(_page(user), {"is_active": "on"})

    assert (opened, User.objects.get(pk=user.pk).is_staff) == (True, False)


@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "user_permissions", "username", "password"])
def test_only_roles_and_names_can_be_sent(field):
    user, client = factories.account("boris"), signed_in(editor(Role.ADMINISTRATOR))
    before = User.objects.filter(pk=user.pk).values_list("is_superuser", "is_staff", "username", "password").get()

    client.post(_page(user), {"is_active": "on", field: "1"})

    assert User.objects.filter(pk=user.pk).values_list("is_superuser", "is_staff", "username", "password").get() == before
    assert not user.user_permissions.exists()


def test_nobody_changes_their_own_roles_or_shuts_themselves_out():
    user = editor(Role.ADMINISTRATOR)

    signed_in(user).post(_page(user), {"first_name": "Anna", "groups": _roles("publisher")})

    user.refresh_from_db()
    assert (user.first_name, user.is_active, [group.name for group in user.groups.all()]) == ("Anna", True, ["administrator"])


def test_a_superuser_is_changed_by_superusers_only():
    root = factories.account(is_staff=True, is_superuser=True)

    answers = [signed_in(user).post(_page(root), {"first_name": "Root"}).status_code for user in (editor(Role.ADMINISTRATOR), root)]

    assert answers == [403, 302]


@pytest.mark.parametrize("page", [f"{LIST}add/", "/admin/auth/group/", f"{LIST}1/delete/"])
def test_accounts_are_neither_made_nor_deleted_here_and_roles_not_edited(page):
    assert signed_in(factories.account(is_staff=True, is_superuser=True)).get(page).status_code in (302, 403, 404)
