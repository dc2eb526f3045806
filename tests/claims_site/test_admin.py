import pytest
from django.test import Client

from tests import factories
from tests.desk import signed_in

pytestmark = pytest.mark.django_db


def _policy(response) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize("page", ["/admin/", "/admin/claims/review/", "/admin/claims/review/add/", "/admin/jsi18n/", "/admin/password_change/"])
def test_the_desk_allows_inline_styles_and_nothing_else_beyond_the_readers_policy(page):
    desk, readers = _policy(signed_in().get(page)), _policy(Client().get("/"))

    assert desk.pop("style-src") == "'self' 'unsafe-inline'"
    assert readers.pop("style-src") == "'self'"
    assert desk == readers
    assert desk["script-src"] == "'self'"


@pytest.mark.parametrize("page", ["/claims/", "/sources/", "/admin/login/", "/nowhere/"])
def test_pages_outside_the_desk_keep_the_strict_policy(page):
    assert _policy(signed_in(factories.account()).get(page))["style-src"] == "'self'"


@pytest.mark.parametrize("page", ["/admin/", "/admin/claims/claim/add/", "/admin/claims/review/add/", "/admin/sources/source/"])
def test_no_page_of_the_desk_holds_an_inline_script_or_handler(page):
    content = signed_in().get(page).content.decode()

    assert content.count("<script") == content.count("<script src=") + content.count('<script id="django-admin') + content.count(
        '<script type="application/json"'
    )
    assert " onclick=" not in content


def test_the_desk_lists_work_in_the_order_in_which_it_is_done():
    page = signed_in().get("/admin/")

    names = {app["app_label"]: [model["object_name"] for model in app["models"]] for app in page.context["app_list"]}
    assert names == {"claims": ["Claim", "Review", "Alarm", "Topic", "Term", "Collection", "LedgerEntry"], "sources": ["Source"]}


def test_nothing_is_deleted_by_the_dozen():
    factories.source()

    page = signed_in(factories.account(is_staff=True, is_superuser=True)).get("/admin/sources/source/")

    assert page.context["action_form"] is None


def test_the_desk_sends_strangers_to_the_one_place_where_people_sign_in():
    response = Client().get("/admin/login/?next=/admin/claims/claim/")

    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=%2Fadmin%2Fclaims%2Fclaim%2F")


@pytest.mark.parametrize(("page", "where"), [("login", "/admin/"), ("password_change", "/account/password/change/"), ("logout", "/account/logout/")])
def test_what_djangos_admin_keeps_for_itself_leads_to_our_pages(page, where):
    assert signed_in().get(f"/admin/{page}/")["Location"] == where
