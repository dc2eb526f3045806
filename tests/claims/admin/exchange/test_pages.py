import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import Claim
from sources.models import Source
from tests import desk, factories

pytestmark = pytest.mark.django_db
IMPORT = "/admin/sources/source/import/"


def send(client, data: bytes, name: str = "rows.csv", table: str = "sources", page: str = IMPORT):
    return client.post(page, {"table": table, "file": SimpleUploadedFile(name, data)})


def test_a_list_is_exported_as_it_is_filtered():
    factories.source(key="one", kind="law", title="失信被执行人")
    factories.source(key="two", kind="policy")

    response = desk.signed_in().get("/admin/sources/source/export/sources.csv", {"kind__exact": "law"})

    lines = response.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["key", "one"]
    assert "失信被执行人" in lines[1]
    assert response["Content-Disposition"].startswith('attachment; filename="sources-20')


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
@pytest.mark.parametrize(("model", "table"), [("claim", "claims"), ("claim", "appearances"), ("review", "reviews"), ("review", "evidence")])
def test_every_table_goes_out_and_comes_in_unchanged(kind, model, table):
    factories.published(factories.claim(topics=[factories.topic()]))
    factories.review()
    client = desk.signed_in()

    data = client.get(f"/admin/claims/{model}/export/{table}.{kind}").content
    page = send(client, data, f"rows.{kind}", table, f"/admin/claims/{model}/import/")

    assert page.context["counts"] == {"skip": len(page.context["form"].rows)}
    assert "There is nothing to import." in page.text


def test_a_file_is_looked_at_first_and_taken_when_the_button_is_pressed():
    factories.source(key="doc", title="Old title")
    client = desk.signed_in()

    page = send(client, b"key,title\ndoc,New title\n")
    assert "1 to change" in page.text
    assert Source.objects.get(key="doc").title == "Old title"

    done = client.post(IMPORT, {"kept": page.context["kept"]}, follow=True)
    assert desk.messages_of(done) == ["rows.csv: 0 new, 1 changed, 0 unchanged."]
    assert Source.objects.get(key="doc").title == "New title"


def test_what_changed_since_it_was_looked_at_keeps_everything_out():
    of = factories.claim(slug="score")
    client = desk.signed_in()
    page = send(client, f"reference,slug\n{of.reference},new\n,other\n".encode(), "a.csv", "claims", "/admin/claims/claim/import/")
    factories.claim(slug="other")

    late = client.post("/admin/claims/claim/import/", {"kept": page.context["kept"]})

    assert "Something changed since you looked at it." in late.text
    assert Claim.objects.get(pk=of.pk).slug == "score"


def test_a_kept_file_belongs_to_its_sender_and_to_its_page():
    factories.source(key="doc", title="Old title")
    page = send(desk.signed_in(), b"key,title\ndoc,New title\n")

    for client, address in ((desk.signed_in(), IMPORT), (desk.signed_in(), "/admin/claims/claim/import/")):
        response = client.post(address, {"kept": page.context["kept"]}, follow=True)
        assert desk.messages_of(response) == ["That file is no longer here. Send it again."]
    assert Source.objects.get(key="doc").title == "Old title"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"key\n", "a.csv", "no row in the file"), (b"k\xff", "a.csv", "not UTF-8"), (b"x", "a.exe", "must end in .csv"),
        (b"x" * 10_000_001, "a.csv", "10,000,000 at most"), (b"key,nonsense\na,b\n", "a.csv", "no column “nonsense”"),
        (b"key,title,kind\n<script>,x,y\n", "a.csv", "&lt;script&gt;"),
    ],
)  # fmt: skip
def test_a_file_that_will_not_do_is_answered_with_why(data, name, words):
    page = send(desk.signed_in(), data, name)

    assert words in page.text
    assert not Source.objects.exists()


def test_a_request_of_a_hundred_megabytes_is_refused_by_its_length():
    response = desk.signed_in().generic("POST", IMPORT, b"--x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="100000000")

    assert response.status_code == 413
    assert "100,000,000 bytes" in response.text


def test_a_page_that_is_not_there_or_not_theirs_is_refused():
    outsider = desk.signed_in(factories.account(is_staff=True))

    assert desk.signed_in().get("/admin/sources/source/export/claims.csv").status_code == 404
    assert desk.signed_in().get("/admin/sources/source/export/sources.xml").status_code == 404
    assert outsider.get("/admin/sources/source/export/sources.csv").status_code == 403
    assert outsider.get(IMPORT).status_code == 403


@pytest.mark.parametrize("query", ["id__exact=x", "standing__bogus=1", "due=soon&nothing=1"])
def test_an_export_of_a_list_that_cannot_be_is_refused(query):
    assert desk.signed_in().get(f"/admin/claims/claim/export/claims.csv?{query}").status_code == 400
