import pytest

from sources.models import Source, SourceAuthor
from tests import factories
from tests.desk import filled, signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/sources/source/add/"
NEW = {
    "key": "liu2018", "title": "Social credit", "language": "en", "kind": "journalism", "publisher": "A paper", "date": "2018-12",
    "url": "example.org/a", "link": "seen", "read": "full", "summary": "What it says.",
}  # fmt: skip


def _page(source: Source) -> str:
    return f"/admin/sources/source/{source.pk}/change/"


def _errors(response) -> dict:
    return response.context["adminform"].form.errors


def test_a_source_is_made_by_hand_with_its_authors_in_order():
    client = signed_in()
    authors = {
        "authors-TOTAL_FORMS": 2, "authors-0-family": "Liu", "authors-0-given": "Jun", "authors-0-order": 2, "authors-1-literal": "State Council",
        "authors-1-order": 1,
    }  # fmt: skip

    response = client.post(ADD, filled(client.get(ADD)) | NEW | authors)

    source = Source.objects.get()
    assert response.status_code == 302
    assert (source.key, source.date.printed, source.url, source.byline) == (
        "liu2018",
        "December 2018",
        "https://example.org/a",
        "State Council, Jun Liu",
    )


def test_authors_change_places():
    source, client = factories.source(), signed_in()
    for position, family in enumerate(["A", "B", "C"]):
        SourceAuthor.objects.create(source=source, position=position, family=family)

    client.post(_page(source), filled(client.get(_page(source))) | {"authors-0-order": 3, "authors-1-order": 1, "authors-2-order": 2})

    assert [author.family for author in source.authors.all()] == ["B", "C", "A"]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"language": "Chinese"}, "language", "Use a short code such as en, zh-Hans or zh-Hant."),
        ({"date": "06/12/2018"}, "date", "“06/12/2018” is not a date like 2018, 2018-12 or 2018-12-06."),
        ({"url": ""}, "__all__", "“No address to link” goes with an empty address, and the others with an address."),
        ({"read": "cited"}, "__all__", "Name the citing source exactly when this one is known through another source."),
        ({"standing": "retracted"}, "__all__", "Say why the source is no longer current."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(change, field, message):
    client = signed_in()

    response = client.post(ADD, filled(client.get(ADD)) | NEW | change)

    assert _errors(response)[field] == [message]
    assert response.context["adminform"].form["title"].value() == "Social credit"


def test_a_source_is_not_known_through_itself():
    source, client = factories.source(), signed_in()

    response = client.post(_page(source), filled(client.get(_page(source))) | {"read": "cited", "read_in": source.pk})

    assert _errors(response)["read_in"] == ["A source cannot be known through itself. Choose the other source."]


def test_the_short_name_stays():
    source, client = factories.source(key="liu2018"), signed_in()

    client.post(_page(source), filled(client.get(_page(source))) | {"key": "liu2019", "title": "New title"})

    source.refresh_from_db()
    assert (source.key, source.title) == ("liu2018", "New title")


@pytest.mark.parametrize("words", ["liu20", "social cre", "社会信用", "daily exa"])
def test_a_source_is_found_while_typing_by_name_titles_and_publisher(words):
    factories.source(key="liu2018", title="Social credit", original_title="社会信用体系", publisher="The Daily Example", date="2018-12-06")
    factories.source(key="other", title="Another", publisher="Elsewhere")
    asked = {"app_label": "claims", "model_name": "evidence", "field_name": "source", "term": words}

    results = signed_in().get("/admin/autocomplete/", asked).json()["results"]

    assert [row["text"] for row in results] == ["liu2018: Social credit (2018)"]


def test_no_source_can_be_deleted():
    source = factories.source()

    response = signed_in(factories.account(is_staff=True, is_superuser=True)).post(f"/admin/sources/source/{source.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert Source.objects.filter(pk=source.pk).exists()


def test_the_list_filters_by_kind_reading_standing_and_language():
    factories.source(key="wanted", kind="law", read="excerpt", language="zh-Hans")
    factories.source(kind="law", read="full", language="zh-Hans")

    page = signed_in().get("/admin/sources/source/?kind__exact=law&read__exact=excerpt&standing__exact=current&language__exact=zh-Hans")

    assert [source.key for source in page.context["cl"].result_list] == ["wanted"]
