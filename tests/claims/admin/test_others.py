import pytest

from claims.models import Collection, LedgerEntry, Term, Topic
from tests import desk, factories
from tests.desk import filled, signed_in

pytestmark = pytest.mark.django_db


def _add(client, model: str, **sent):
    page = f"/admin/claims/{model}/add/"
    return client.post(page, filled(client.get(page)) | sent)


def _change(client, row, **sent):
    page = f"/admin/claims/{row._meta.model_name}/{row.pk}/change/"
    return client.post(page, filled(client.get(page)) | sent)


def test_a_topic_is_made_and_keeps_its_address():
    client = signed_in()

    _add(client, "topic", name="Trains", slug="trains", summary="What trains ask for.")
    topic = Topic.objects.get()
    _change(client, topic, name="Railways", slug="railways")

    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("Railways", "trains")


def test_a_term_is_written_in_plain_lines():
    client = signed_in()
    words = {"slug": "shehui", "hanzi": "社会", "pinyin": "shèhuì", "english": "society", "explanation": "The whole."}

    _add(client, "term", words="社会 | shèhuì | society", **words)

    term = Term.objects.get()
    assert (term.words, term.sort_key) == ([{"hanzi": "社会", "pinyin": "shèhuì", "gloss": "society"}], "shehui")


def test_claims_are_found_by_a_term_as_soon_as_they_have_it_and_no_longer_than_that():
    claim, term, client = factories.published().claim, desk.term(english="zebra crossing"), signed_in()

    _change(client, term, claims=[claim.pk])
    claim.refresh_from_db()
    with_term = "zebra" in claim.search_vector
    _change(client, term, claims=[])
    claim.refresh_from_db()

    assert (with_term, "zebra" in claim.search_vector) == (True, False)


def test_a_lesson_is_made_with_aims_plan_and_claims_in_order():
    first, second, term, client = factories.published().claim, factories.published().claim, desk.term(), signed_in()
    items = {
        "items-TOTAL_FORMS": 2, "items-0-claim": second.pk, "items-0-question": "Q2", "items-0-prompt": "P2", "items-1-claim": first.pk,
        "items-1-question": "Q1", "items-1-prompt": "P1", "items-1-order": 1,
    }  # fmt: skip
    texts = {"title": "Scores", "slug": "scores", "summary": "What a score is.", "level": "Ages 15 to 18", "minutes": 45}

    _add(client, "collection", aims="Tell lists from scores.\nName places.", plan="5 | Write.\n10 | Read.", terms=[term.pk], **texts, **items)

    lesson = Collection.objects.get()
    assert lesson.aims == ["Tell lists from scores.", "Name places."]
    assert lesson.plan == [{"minutes": "5", "text": "Write."}, {"minutes": "10", "text": "Read."}]
    assert ([item.claim for item in lesson.items.all()], list(lesson.terms.all())) == ([first, second], [term])


def test_a_faulty_plan_names_the_line_and_keeps_the_rest():
    lesson, client = desk.collection(), signed_in()

    response = _change(client, lesson, plan="ten | Write.", title="New title")

    form = response.context["adminform"].form
    assert form.errors == {"plan": ["Line 1: “ten” is not a whole number of minutes."]}
    assert (form["plan"].value(), form["title"].value()) == ("ten | Write.", "New title")


@pytest.mark.parametrize("model", ["topic", "term", "collection"])
def test_what_has_a_public_address_is_not_deleted(model):
    row = {"topic": factories.topic, "term": desk.term, "collection": desk.collection}[model]()
    client = signed_in(factories.account(is_staff=True, is_superuser=True))

    response = client.post(f"/admin/claims/{model}/{row.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert client.get(f"/admin/claims/{model}/{row.pk}/change/").context["absolute_url"] == row.get_absolute_url()


def test_the_ledger_is_only_looked_at():
    factories.published()
    entry, client = LedgerEntry.objects.get(), signed_in(factories.account(is_staff=True, is_superuser=True))
    page = f"/admin/claims/ledgerentry/{entry.pk}/"

    looked = [client.get("/admin/claims/ledgerentry/").status_code, client.get(f"{page}change/").status_code]
    tried = [
        client.get("/admin/claims/ledgerentry/add/"),
        client.post(f"{page}change/", {"deed": "withdrawn"}),
        client.post(f"{page}delete/", {"post": "yes"}),
    ]

    assert looked == [200, 200]
    assert [response.status_code for response in tried] == [403, 403, 403]
