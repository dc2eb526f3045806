"""Nobody publishes words of their own: each route that leads to publication, tried by whoever wrote the review."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from claims.editorial import publishing
from claims.models import LedgerEntry, Review
from people.roles import Role
from tests import factories
from tests.claims.corpus.conftest import TEXTS
from tests.desk import editor, filled, signed_in, submitted
from tests.factories import NOON
from tests.refusals import change, refused, sql

pytestmark = pytest.mark.django_db
WRITER = "Whoever wrote a review cannot publish it."


@pytest.fixture(params=[*Role.values, "superuser"])
def author(request) -> User:
    if request.param == "superuser":
        return factories.account(is_staff=True, is_superuser=True)
    return editor(request.param)


@pytest.fixture
def review(author) -> Review:
    """A review of `author` that waits for approval, and the promise that it stays so."""
    return submitted(author=author)


@pytest.fixture(autouse=True)
def nothing_was_published(db):
    yield
    assert not Review.objects.public().exists()
    assert not LedgerEntry.objects.exists()


def test_by_the_page_of_the_deed(author, review):
    response = signed_in(author).post(f"/admin/claims/review/{review.pk}/publish/")

    assert response.status_code == 403 or response.context["form"].non_field_errors() == [f"{WRITER} Ask a second person."]


def test_by_the_form(author, review):
    client, page = signed_in(author), f"/admin/claims/review/{review.pk}/change/"
    form = client.get(page)
    sent = filled(form) if form.status_code == 200 and form.context["adminform"].form.fields else {}

    client.post(page, sent | {"state": "published", "approver": factories.account().pk, "published_at": "2026-11-22", "_publish": ""})

    assert Review.objects.get(pk=review.pk).state == "submitted"


def test_by_an_action_on_the_list(author, review):
    client = signed_in(author)
    page = client.get("/admin/claims/review/")
    offered = {} if page.status_code == 403 else dict(page.context["cl"].model_admin.get_actions(page.wsgi_request))

    for name in {"publish", "publish_selected", *offered}:
        client.post("/admin/claims/review/", {"action": name, "_selected_action": review.pk})

    assert "publish" not in " ".join(offered)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_by_the_api(author, review, method):
    client = Client()
    client.force_login(author)

    response = getattr(client, method)(f"/api/v1/claims/{review.claim.reference}", {"state": "published"}, content_type="application/json")

    assert response.status_code == 405


def test_by_the_door_in_a_shell(author, review):
    with pytest.raises(publishing.Refused, match=WRITER):
        publishing.publish(review=review, approver=author)


def test_by_saving_the_row_in_a_shell(author, review):
    review.state, review.approver, review.published_at = "published", author, NOON

    with refused('"review_second_person"'):
        review.save()


def test_by_an_update_in_a_shell(author, review):
    with refused('"review_second_person"'):
        change(review, state="published", approver=author, published_at=NOON)


def test_by_sql(author, review):
    with refused('"review_second_person"'):
        sql("UPDATE claims_review SET state = 'published', approver_id = %s, published_at = now() WHERE id = %s", author.pk, review.pk)


def test_by_putting_another_name_in_the_place_of_the_author(author, review):
    with refused(WRITER):
        sql("UPDATE claims_review SET author_id = %s WHERE id = %s", factories.account().pk, review.pk)
        sql("UPDATE claims_review SET state = 'published', approver_id = %s, published_at = now() WHERE id = %s", author.pk, review.pk)


def test_by_getting_off_the_list_of_writers(author):
    review = submitted()
    review.writers.add(author)

    with refused("stays known as its writer"):
        review.writers.remove(author)


def test_by_getting_off_the_list_until_it_is_published(author):
    review = submitted()
    review.writers.add(author)

    with refused("it has no new writers"):
        review.writers.clear()
        change(review, state="published", approver=author, published_at=NOON)
        review.writers.add(author)


@pytest.mark.parametrize("statement", ["UPDATE claims_review_writers SET user_id = %s", "TRUNCATE claims_review_writers -- %s"])
def test_by_rewriting_the_list_of_writers(author, statement):
    review = submitted()
    review.writers.add(author)

    with refused("The writers of reviews are only added to."):
        sql(statement, factories.account().pk)


def test_by_a_corpus_file(author, tmp_path):
    for name, text in TEXTS.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        own = f"    author: {author.username}\n    approver: {author.username}\n    confidence: high"
        path.write_text(text.replace("    confidence: high", own), "utf-8")

    with pytest.raises(CommandError):
        call_command("load_corpus", tmp_path, stdout=io.StringIO(), stderr=io.StringIO())


def test_a_draft_goes_with_its_writers(author):
    draft = factories.review(author=author)
    draft.writers.add(factories.account())

    draft.delete()

    assert not Review.objects.exists()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
