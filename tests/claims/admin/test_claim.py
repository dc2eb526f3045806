import pytest

from claims.models import Appearance, Claim, FormerSlug
from tests import factories
from tests.desk import filled, signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/claim/add/"


def _page(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/change/"


def _errors(response) -> dict:
    return response.context["adminform"].form.errors


def test_a_claim_is_made_by_hand_with_appearance_topic_and_tie():
    source, topic, whole = factories.source(), factories.topic(), factories.claim(reference="SC-0069")
    client = signed_in()
    sent = filled(client.get(ADD)) | {
        "slug": "trains-ask", "appearances-0-claimant": "A blog", "appearances-0-source": source.pk, "claimtopic_set-0-topic": topic.pk,
        "links-TOTAL_FORMS": 1, "links-0-tie": "part_of", "links-0-other": whole.pk,
    }  # fmt: skip

    response = client.post(ADD, sent)

    claim = Claim.objects.get(slug="trains-ask")
    assert (response.status_code, response["Location"]) == (302, _page(claim))
    assert (claim.reference, claim.appearances.get().claimant, list(claim.topics.all())) == ("SC-0070", "A blog", [topic])
    assert (claim.links.get().other, claim.links.get().tie) == (whole, "part_of")


@pytest.mark.parametrize("reference", ["SC-0069", "SC-0050"])
def test_a_reference_given_before_is_refused_and_the_next_one_named(reference):
    factories.claim(reference="SC-0069")
    client = signed_in()

    response = client.post(ADD, filled(client.get(ADD)) | {"slug": "trains-ask", "reference": reference})

    assert _errors(response)["reference"] == [f"{reference} has been given already. The next free one is SC-0070."]
    assert response.context["adminform"].form["slug"].value() == "trains-ask"


def test_an_appearance_needs_a_source_or_an_address():
    client = signed_in()

    response = client.post(ADD, filled(client.get(ADD)) | {"slug": "trains-ask", "appearances-0-claimant": "A blog"})

    assert b"Say where it appeared: a source or an address." in response.content
    assert not Claim.objects.exists()


def test_a_claim_is_not_tied_to_itself():
    claim, client = factories.claim(), signed_in()
    tie = {"links-TOTAL_FORMS": 1, "links-0-tie": "related", "links-0-other": claim.pk}

    response = client.post(_page(claim), filled(client.get(_page(claim))) | tie)

    assert "That is this claim itself." in response.content.decode()


def test_appearances_are_put_in_the_order_of_their_numbers():
    claim, client = factories.claim(appearances=3), signed_in()
    first, second, third = claim.appearances.all()
    sent = filled(client.get(_page(claim))) | {"appearances-2-order": 1, "appearances-0-order": 5, "appearances-1-DELETE": "on"}

    response = client.post(_page(claim), sent)

    assert response.status_code == 302
    assert list(Appearance.objects.values_list("pk", "position")) == [(third.pk, 0), (first.pk, 1)]
    assert not Appearance.objects.filter(pk=second.pk).exists()


def test_readers_see_a_changed_appearance_at_once():
    claim, client = factories.published().claim, signed_in()

    client.post(_page(claim), filled(client.get(_page(claim))) | {"appearances-0-date": "2014-06", "appearances-0-claimant": "Zebra Weekly"})

    claim.refresh_from_db()
    assert claim.first_made == "2014-06"
    assert "zebra" in claim.search_vector


def test_the_old_address_of_a_published_claim_keeps_leading_to_it():
    claim, client = factories.claim(slug="old-address"), signed_in()
    factories.published(claim)

    client.post(_page(claim), filled(client.get(_page(claim))) | {"slug": "new-address"})
    redirect = client.get("/claims/old-address/")

    assert (redirect.status_code, redirect["Location"]) == (301, "/claims/new-address/")


def test_an_address_taken_back_is_no_longer_a_former_one():
    claim, client = factories.claim(slug="now"), signed_in()
    factories.published(claim)
    FormerSlug.objects.create(slug="before", claim=claim)

    client.post(_page(claim), filled(client.get(_page(claim))) | {"slug": "before"})

    assert list(claim.former_slugs.values_list("slug", flat=True)) == ["now"]


def test_a_draft_claim_leaves_no_old_address():
    claim, client = factories.claim(), signed_in()

    client.post(_page(claim), filled(client.get(_page(claim))) | {"slug": "new-address"})

    assert not FormerSlug.objects.exists()


def test_the_former_address_of_another_claim_is_refused():
    other, client = factories.claim(reference="SC-0069"), signed_in()
    FormerSlug.objects.create(slug="taken", claim=other)

    response = client.post(ADD, filled(client.get(ADD)) | {"slug": "taken"})

    assert _errors(response)["slug"] == ["This address leads to SC-0069 for ever. Choose another one."]


def test_the_page_of_a_claim_leads_to_what_comes_next():
    bare, published, open_one = factories.claim(), factories.published(), factories.review()
    client = signed_in()

    pages = [client.get(_page(claim)).content.decode() for claim in (bare, published.claim, open_one.claim)]

    assert f'href="/admin/claims/review/add/?claim={bare.pk}"' in pages[0]
    assert f'href="/admin/claims/review/{published.pk}/new/"' in pages[1]
    assert f'<a href="/admin/claims/review/{open_one.pk}/change/">Go on with the open review</a>' in pages[2]


def test_no_claim_can_be_deleted_or_given_another_reference():
    claim, client = factories.claim(reference="SC-0001"), signed_in(factories.account(is_staff=True, is_superuser=True))

    deleting = client.get(f"/admin/claims/claim/{claim.pk}/delete/")
    client.post(_page(claim), filled(client.get(_page(claim))) | {"reference": "SC-0002"})

    claim.refresh_from_db()
    assert (deleting.status_code, claim.reference) == (403, "SC-0001")


def test_the_list_takes_the_same_queries_whatever_the_number_of_rows(django_assert_num_queries):
    client = signed_in()
    factories.published(factories.claim(topics=[factories.topic()]))
    client.get("/admin/claims/claim/")
    for _ in range(3):
        factories.published(factories.claim(topics=[factories.topic()]))

    # session, user, second factor, roles, topics and editors of the filters, 2 counts, claims, their places under topics, topics, reviews
    with django_assert_num_queries(12):
        response = client.get("/admin/claims/claim/?q=score&standing__exact=published")

    assert response.context["cl"].result_count == 4
