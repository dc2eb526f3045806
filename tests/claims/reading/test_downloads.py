import hashlib
import json

import pytest
from justhtml import JustHTML

from claims.dumps.folder import replaced

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served")]


@pytest.fixture
def served(corpus_dump, settings):
    settings.DUMP_FOLDER = corpus_dump


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("csv/claims.csv", "text/csv; charset=utf-8"),
        ("jsonl/claims.jsonl", "application/jsonl; charset=utf-8"),
        ("parquet/claims.parquet", "application/vnd.apache.parquet"),
        ("datapackage.json", "application/json"),
        ("README.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_comes_as_it_stands_with_its_type_and_sum(client, corpus_dump, name, media_type):
    answer = client.get(f"/data/dump/{name}", headers={"accept-encoding": "gzip"})
    body = answer.getvalue()

    assert body == (corpus_dump / name).read_bytes()
    assert answer["Content-Type"] == media_type
    assert answer["ETag"] == f'"{hashlib.sha256(body).hexdigest()}"'
    assert answer["Content-Length"] == str(len(body))
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "licenses/by/4.0" in answer["Link"]


def test_a_download_can_be_continued_but_not_with_another_file(client, corpus_dump):
    whole = (corpus_dump / "csv/claims.csv").read_bytes()
    tag = client.head("/data/dump/csv/claims.csv")["ETag"]
    rest = client.get("/data/dump/csv/claims.csv", headers={"range": "bytes=1000-", "if-range": tag})
    other = client.get("/data/dump/csv/claims.csv", headers={"range": "bytes=1000-", "if-range": '"another"'})
    one = client.get("/data/dump/csv/claims.csv", headers={"range": "bytes=7-7"})
    beyond = client.get("/data/dump/csv/claims.csv", headers={"range": "bytes=99999999-"})

    assert (rest.status_code, rest["Content-Range"], rest.getvalue()) == (206, f"bytes 1000-{len(whole) - 1}/{len(whole)}", whole[1000:])
    assert (other.status_code, other.getvalue()) == (200, whole)
    assert (one.status_code, one.getvalue()) == (200, whole)
    assert beyond.status_code == 416


def test_who_has_the_file_gets_304(client):
    tag = client.head("/data/dump/csv/claims.csv")["ETag"]

    assert client.get("/data/dump/csv/claims.csv", headers={"if-none-match": tag}).status_code == 304
    assert client.head("/data/dump/csv/topics.csv", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("name", ["csv/nothing.csv", "../secret_key", "csv", "csv/", "%2e%2e/secret_key", "csv/claims.csv%00"])
def test_only_files_of_the_dump_are_given_out(client, name):
    assert client.get(f"/data/dump/{name}").status_code == 404


def test_the_page_lists_each_file_with_size_and_sum(client, corpus_dump):
    page = JustHTML(client.get("/data/").content.decode(), strict=True, sanitize=False)
    rows = page.query("table.dump tbody tr")
    links = [a.attrs["href"] for row in rows for a in row.query("a")]

    assert len(rows) == 19
    assert len(links) == 57
    assert {client.head(address).status_code for address in links} == {200}
    assert (corpus_dump / "SHA256SUMS").read_text().splitlines()[0] in page.query_one("#dump ~ details pre").to_html()


def test_the_data_set_names_each_file_for_programs(client, corpus_dump):
    page = JustHTML(client.get("/data/").content.decode(), strict=True, sanitize=False)
    blocks = [json.loads(node.children[0].data) for node in page.query("script[type='application/ld+json']")]
    (data,) = [block for block in blocks if block["@type"] == "Dataset"]
    (form,) = [form for form in data["distribution"] if form["name"] == "parquet/claims.parquet"]

    assert form == {
        "@type": "DataDownload",
        "name": "parquet/claims.parquet",
        "encodingFormat": "application/vnd.apache.parquet",
        "contentUrl": "http://127.0.0.1:8000/data/dump/parquet/claims.parquet",
        "contentSize": f"{(corpus_dump / 'parquet/claims.parquet').stat().st_size} B",
        "sha256": hashlib.sha256((corpus_dump / "parquet/claims.parquet").read_bytes()).hexdigest(),
    }


def test_a_new_dump_is_seen_at_once_by_who_has_the_old_page(client, corpus_dump, settings, tmp_path):
    settings.DUMP_FOLDER = tmp_path / "dump"
    old = client.get("/data/")
    with replaced(settings.DUMP_FOLDER) as folder:
        for name in ("datapackage.json", "SHA256SUMS"):
            (folder / name).write_bytes((corpus_dump / name).read_bytes())
    new = client.get("/data/", headers={"if-none-match": old["ETag"]})

    assert b"No dump has been made" in old.content
    assert new.status_code == 200
    assert b"parquet/claims.parquet" in new.content
    assert client.get("/data/", headers={"if-none-match": new["ETag"]}).status_code == 304


def test_without_a_dump_a_file_is_not_there_and_says_why(client, settings, tmp_path):
    settings.DUMP_FOLDER = tmp_path / "dump"

    answer = client.get("/data/dump/csv/claims.csv")

    assert answer.status_code == 404
    assert b"No dump has been made yet." in answer.content
