import pytest

from claims.models import Review
from sources.models import Source
from tests import factories
from tests.desk import filled, signed_in

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


def near(of: str, **query) -> str:
    return text(signed_in().get(f"/admin/{of}/near/", query))


def test_the_script_is_told_which_sources_are_like_it():
    known = factories.source(key="liu2018", title="Social credit in <China>", url="https://example.org/long-name")

    told = near("sources/source", url="http://www.example.org/long-name/", title="")

    assert "1 like this is there already" in told
    assert f'<a href="/admin/sources/source/{known.pk}/change/" target="_blank" rel="noopener">liu2018: Social credit in &lt;China&gt;' in told
    assert "the same address" in told
    assert near("sources/source", url=known.url, besides=known.pk) == ""


def test_the_script_is_told_which_claims_are_like_it_with_verdict_and_fact():
    claim = factories.published(statement="Every citizen has a social credit score.").claim

    told = near("claims/review", statement="Every citizen has got a social credit score.")

    assert f"{claim.reference} “Every citizen has a social credit score.”" in told
    assert "False: Nobody has a national score." in told


@pytest.mark.parametrize("query", [{}, {"besides": "x", "title": " "}, {"besides": "²", "statement": "x" * 3000}, {"besides": "9" * 30}])
@pytest.mark.parametrize("of", ["sources/source", "claims/review"])
def test_odd_questions_find_nothing(of, query):
    assert near(of, **query) == ""


@pytest.mark.parametrize(("query", "status"), [({"title": "\x00"}, 400), ({"statement": "x" * 9000}, 414)])
@pytest.mark.parametrize("of", ["sources/source", "claims/review"])
def test_what_is_no_question_is_refused(of, query, status):
    assert signed_in().get(f"/admin/{of}/near/", query).status_code == status


def test_who_may_not_see_the_rows_is_not_told():
    client = signed_in(factories.account(is_staff=True))

    assert client.get("/admin/sources/source/near/?title=Anything").status_code == 403


def new_source(**fields) -> dict:
    form = filled(signed_in().get("/admin/sources/source/add/"))
    values = {"key": "new2026", "title": "A new document", "language": "en", "publisher": "A publisher", "kind": "journalism", "link": "seen"}
    return form | values | {"url": "https://example.org/a-new-one", "read": "full", "summary": "What it says.", "authors-TOTAL_FORMS": "0"} | fields


def test_without_script_the_form_asks_once_whether_it_is_another_source():
    known, client = factories.source(url="https://example.org/long-name"), signed_in()
    sent = new_source(url="http://www.example.org/long-name/")

    asked = client.post("/admin/sources/source/add/", sent)
    saved = client.post("/admin/sources/source/add/", sent | {"_another": "1"})

    assert "Is it there already? Open it and go on with it" in text(asked)
    assert f"/admin/sources/source/{known.pk}/change/" in text(asked)
    assert '<input type="checkbox" name="_another" value="1"> This is another one' in text(asked)
    assert (asked.status_code, saved.status_code, Source.objects.filter(key="new2026").count()) == (200, 302, 1)


def test_a_source_like_no_other_is_saved_at_once_and_so_is_one_whose_address_stays():
    factories.source(title="Something quite different", url="https://example.org/other")
    client = signed_in()

    client.post("/admin/sources/source/add/", new_source())
    made = Source.objects.get(key="new2026")
    factories.source(url=f"{made.url}/")
    page = f"/admin/sources/source/{made.pk}/change/"
    client.post(page, filled(client.get(page)) | {"summary": "Said better."})

    made.refresh_from_db()
    assert made.summary == "Said better."


def test_the_form_of_a_review_asks_before_a_claim_is_checked_twice():
    client, claim = signed_in(), factories.claim()
    known = factories.published(statement="Every citizen has a social credit score.").claim
    sent = filled(client.get("/admin/claims/review/add/")) | {"claim": claim.pk, "statement": "Every citizen has a social-credit score."}

    asked = client.post("/admin/claims/review/add/", sent)
    saved = client.post("/admin/claims/review/add/", sent | {"_another": "1"})

    assert f"{known.reference} “Every citizen has a social credit score.”" in text(asked)
    assert (asked.status_code, saved.status_code) == (200, 302)
    assert Review.objects.get(claim=claim).statement == "Every citizen has a social-credit score."


def test_the_fields_tell_the_script_where_to_ask():
    page = text(signed_in().get("/admin/sources/source/add/"))

    assert page.count('data-near="/admin/sources/source/near/"') == 4
    assert "js/near.js" in page
