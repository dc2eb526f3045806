import pytest

from sources.models import Source
from tests import factories
from tests.desk import messages_of, signed_in

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


def page_of(source: Source) -> str:
    return f"/admin/sources/source/{source.pk}/merge/"


def test_both_stand_side_by_side_before_anything_is_done():
    goes, stays = factories.source(title="A title"), factories.source(title="Another <title>")
    goes.authors.create(position=0, literal="A ministry")
    factories.piece(factories.review(), source=goes)

    shown = signed_in().get(page_of(goes), {"into": stays.pk})

    assert ("Title", "A title", "Another <title>", True) in shown.context["sides"]
    assert ("Authors", "A ministry", "", True) in shown.context["sides"]
    assert "<td>Another &lt;title&gt;</td>" in text(shown)
    assert "1 piece of evidence in open reviews, 0 appearances and 0 sources known through it will point at" in text(shown)
    assert Source.objects.get(pk=goes.pk).merged_into is None


def test_the_button_merges_and_leads_to_the_source_that_stays():
    goes, stays, client = factories.source(), factories.source(), signed_in()

    done = client.post(page_of(goes), {"into": stays.pk}, follow=True)

    assert done.redirect_chain == [(f"/admin/sources/source/{stays.pk}/change/", 302)]
    assert messages_of(done) == [f"{goes.key} was merged into {stays.key}, and its address leads here."]
    assert Source.objects.get(pk=goes.pk).merged_into == stays


def test_the_one_that_went_is_read_only_says_where_it_went_and_is_not_offered():
    goes, stays, client = factories.source(key="goes-away"), factories.source(), signed_in()
    client.post(page_of(goes), {"into": stays.pk})

    shown = client.get(f"/admin/sources/source/{goes.pk}/change/")
    asked = {"app_label": "claims", "model_name": "evidence", "field_name": "source", "term": "goes-away"}
    offered = client.get("/admin/autocomplete/", asked).json()["results"]

    assert f"<strong>Merged into {stays.key}.</strong>" in text(shown)
    assert 'name="_save"' not in text(shown)
    assert offered == []
    assert client.get(page_of(goes)).status_code == 403
    assert "goes-away" in text(client.get("/admin/sources/source/?q=goes-away"))


def test_what_cannot_be_merged_says_why():
    goes, stays, client = factories.source(), factories.source(), signed_in()
    Source.objects.filter(pk=stays.pk).update(read="cited", read_in=goes)

    refused = client.post(page_of(goes), {"into": stays.pk})

    assert "They cannot be merged:" in text(refused)
    assert f"{stays.key} is known through {goes.key}" in text(refused)
    assert Source.objects.get(pk=goes.pk).merged_into is None


@pytest.mark.parametrize(
    ("into", "words"), [("", "Choose the source that stays."), ("999999", "Select a valid choice"), ("x", "Select a valid choice")]
)
def test_a_choice_that_is_none_is_refused(into, words):
    source = factories.source()

    assert words in text(signed_in().post(page_of(source), {"into": into}))
    assert words in text(signed_in().get(page_of(source), {"into": into}))


def test_the_page_begins_with_a_choice_and_is_linked_from_the_source():
    source, client = factories.source(), signed_in()

    assert "What happens" not in text(client.get(page_of(source)))
    assert page_of(source) in text(client.get(f"/admin/sources/source/{source.pk}/change/"))
    assert client.get("/admin/sources/source/999/merge/").status_code == 404


def test_who_may_not_change_sources_merges_none():
    source, client = factories.source(), signed_in(factories.account(is_staff=True))

    assert client.get(page_of(source)).status_code == 403
    assert client.post(page_of(source), {"into": factories.source().pk}).status_code == 403
