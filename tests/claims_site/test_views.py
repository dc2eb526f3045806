"""Home, the standing pages, the choice of colours, and what machines ask of a server."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from claims.editorial import publishing
from claims.models import Claim, Collection, Term, Topic
from claims.reading import kept_rows
from claims.verdicts import Verdict
from tests.factories import NOON, account, claim, published, review, source, topic

in_database = pytest.mark.django_db


def everything(rows: int) -> None:
    """`rows` of everything that the home page lists, and a draft."""
    for n in range(rows):
        first = published(claim(topics=[topic()]), at=NOON + timedelta(hours=n), statement=f"Statement {n}.")
        published(first.claim, change="correction", reason=f"Reason {n}.", statement=f"Statement {n}.", at=NOON + timedelta(days=1, hours=n))
        Collection.objects.create(slug=f"lesson-{n}", title=f"Lesson {n}", summary="…", level="…", minutes=45)
    Term.objects.create(
        slug="shehui-xinyong-tixi", hanzi="社会信用体系", pinyin="shèhuì xìnyòng tǐxì", english="social credit system", explanation="…"
    )
    review(claim(topics=[topic(name="Topic of drafts only")]), statement="A secret draft.")


@in_database
@pytest.mark.parametrize("rows", [1, 6])
def test_home_takes_six_queries_whatever_the_number_of_rows(client, rows, page_queries):
    everything(rows)

    with page_queries(6, index=True):  # the featured claim; its topics; the latest ones; lessons; changes with their claims; the term
        response = client.get("/")

    assert len(response.context["latest"]) == min(rows, 5)


@in_database
def test_home_shows_the_scale_with_counts_the_latest_claims_and_changes_and_no_draft(client):
    everything(1)

    response = client.get("/")
    text = response.content.decode()

    assert [(verdict, n) for verdict, n in response.context["verdicts"] if n] == [(Verdict.FALSE, 1)]
    assert len(response.context["verdicts"]) == 8
    assert all(f'href="/claims/?verdict={verdict}"' in text for verdict in Verdict.values)
    assert "“Statement 0.”" in text
    assert '<a href="/corrections/#' in text
    assert 'lang="zh-Hans">' in text
    assert "secret draft" not in text
    assert "Topic of drafts only" not in text


def _new_version():
    of = Claim.objects.get(slug="score")
    publishing.publish(review=publishing.submit(review=review(of, answer="There are lists.")), approver=account(), at=NOON + timedelta(days=1))


def _rename_topic():
    Topic.objects.update(name="Scoring")


@pytest.mark.parametrize("change", [_new_version, _rename_topic])
def test_home_keeps_claims_until_they_change(own_database, django_assert_num_queries, change):
    published(claim(slug="score", topics=[topic(name="Scores")]))
    with override_settings(FINISHED_ANSWERS=0):
        before = Client().get("/").content
        with django_assert_num_queries(7):  # the version; begin; the snapshot with its version; lessons; changes; the term; commit
            again = Client().get("/").content

        change()
        kept = Client().get("/").content
        for rows in (kept_rows.CARDS, kept_rows.HTML):
            rows.forget()
        anew = Client().get("/").content

    assert before == again
    assert before != kept == anew


@in_database
def test_home_answers_without_any_claim(client):
    text = client.get("/").content.decode()

    assert "Browse all 0 claims" in text
    assert "No published review has been changed so far." in text


@in_database
@pytest.mark.parametrize(("address", "heading"), [("/methodology/", "How we check"), ("/about/", "About"), ("/data/", "Data and feeds")])
def test_standing_pages_are_read(client, address, heading):
    published()

    text = client.get(address).content.decode()

    assert f"<h1>{heading}</h1>" in text
    assert len(text) > 8000


@in_database
@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize(("address", "queries", "index"), [("/methodology/", 0, True), ("/about/", 0, False), ("/data/", 3, True)])
def test_standing_pages_take_few_queries_whatever_the_number_of_rows(client, rows, address, queries, index, page_queries):
    for _ in range(rows):
        published(claim(topics=[topic()]))

    with page_queries(queries, index=index):  # data: two of coverage, and the last ledger entry
        response = client.get(address)

    assert response.status_code == 200


@in_database
def test_the_data_page_names_the_latest_digest(client):
    digest = published().ledger_entries.get().digest

    assert f"of entry 1: <code>{digest}</code>" in client.get("/data/").content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_of_colours_is_kept_in_a_cookie_and_leads_back(client, theme):
    response = client.post("/appearance/", {"theme": theme, "back": "/claims/?q=a"})

    cookie = response.cookies["theme"]
    assert (response.status_code, response["Location"]) == (302, "/claims/?q=a")
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (theme, True, "Lax", 31_536_000)
    assert f"color-scheme:{theme}" in client.get("/theme.css").content.decode()


def test_going_back_to_the_devices_colours_drops_the_cookie(client):
    client.cookies["theme"] = "dark"

    response = client.post("/appearance/", {"theme": "auto"})

    assert response["Location"] == "/"
    assert response.cookies["theme"]["max-age"] == 0
    assert client.get("/theme.css").content == b""


@pytest.mark.parametrize("back", ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "javascript:alert(1)", ""])
def test_the_choice_never_leads_to_another_site(client, back):
    assert client.post("/appearance/", {"theme": "dark", "back": back})["Location"] == "/"


@pytest.mark.parametrize("theme", ["", "red", "dark}body{display:none"])
def test_another_colour_is_refused(client, theme):
    response = client.post("/appearance/", {"theme": theme})

    assert response.status_code == 400
    assert "theme" not in response.cookies


@pytest.mark.parametrize("theme", ["red", "dark}body{display:none", ""])
def test_a_forged_cookie_writes_no_style(client, theme):
    client.cookies["theme"] = theme

    response = client.get("/theme.css")

    assert response.content == b""
    assert (response["Cache-Control"], response["Content-Type"]) == ("private, no-cache", "text/css; charset=utf-8")


def test_the_choice_is_only_posted(client):
    assert client.get("/appearance/").status_code == 405


def test_healthz_needs_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@in_database
def test_readyz_waits_for_published_claims(client):
    review()
    before = client.get("/readyz")
    published()

    after = client.get("/readyz")

    assert (before.status_code, before.json()) == (503, {"ready": False})
    assert (after.status_code, after.json()) == (200, {"ready": True})


@in_database
def test_readyz_says_no_when_the_database_does_not_answer(client):
    def broken(*_):
        raise DatabaseError("The server is gone.")

    with connection.execute_wrapper(broken):
        response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"ready": False})


def test_robots_are_kept_from_the_desk_and_shown_the_sitemap(client):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /account/\nDisallow: /appearance/\n\nSitemap: http://127.0.0.1:8000/sitemap.xml\n"
    )


@in_database
def test_the_old_feed_address_leads_to_the_feed(client):
    response = client.get("/feed.atom")

    assert (response.status_code, response["Location"]) == (301, "/claims.atom")


@in_database
def test_the_sitemap_has_public_pages_only(client, page_queries):
    of = published(claim(slug="score")).claim
    publishing.withdraw(review=published(claim(slug="gone")), reason="It rested on a forged document.")
    review(claim(slug="secret"))
    topic(slug="lists")
    source(key="doc")

    # number of sources: one file is enough; when anything last changed; number and rows of claims and sources, when these were last leant on; number
    # of lessons (none); the index once more, which nobody keeps here
    with page_queries(13, index=True):
        text = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://127.0.0.1:8000/claims/score/</loc>" in text
    assert [f"http://127.0.0.1:8000{path}</loc>" in text for path in ("/", "/topics/lists/", "/sources/doc/", "/data/")] == [True] * 4
    assert f"<lastmod>{of.published_at.date()}</lastmod>" in text
    assert "/claims/gone/" not in text
    assert "/claims/secret/" not in text
