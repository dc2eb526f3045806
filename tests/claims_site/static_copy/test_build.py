"""A copy of a small site with one of everything: whole, without a broken link, and the same bytes each time."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection

from claims_site.static_copy import build as building
from claims_site.static_copy.build import CopyFailed, build
from tests import small_site
from tests.copies import Copied

_A_FEW = """
import sys
from pathlib import Path
import django; django.setup()
from claims_site.static_copy.build import _makers
folder, jobs, *addresses = sys.argv[1:]
with _makers(Path(folder), int(jobs)) as (copy, make):
    assert not [made.fault for made in make(addresses) if made.fault]
"""
"""A program of its own, as the command is: a test's process has threads and sockets that no helper should take over."""
pytestmark = pytest.mark.usefixtures("on_small_site")


@pytest.fixture(scope="module")
def walked(small_copy) -> Copied:
    return Copied(small_copy)


def sums(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_nothing_in_it_leads_nowhere(walked):
    assert walked.broken == []
    assert walked.pages > 100


def test_only_the_api_and_oembed_are_left_to_the_original(walked):
    assert {address for address in walked.live if not address.startswith(("/api/v1/", "/oembed"))} == {"/"}


@pytest.mark.parametrize(
    "name",
    [
        "index.html", "claims/index.html", "claims/page=2/index.html", "claims/verdict=false/index.html", "claims/sort=oldest/index.html",
        "claims/topic=law/index.html", "claims/status=overdue/index.html", "claims.json", "claims,page=2.json", "claims.csv", "claims.atom",
        "claims,verdict=false.csv", "claims/score/index.html", "claims/score.json", "claims/score/reviews/1/index.html",
        "claims/score/history/index.html",
        "claims/score/embed/index.html", "claims/score/reviews/1/embed/index.html", "claims/score/preview.png", "claims/score/reviews/1/qr.svg",
        "claims/score/reviews/2/cite/bibtex.bib", "claims/score/handout/index.html", "claims/gone/index.html", "claims/rating/index.html",
        "sources/index.html", "sources/liu2018/index.html", "sources/kind=law/index.html", "collections/lesson/answers=open/index.html",
        "collections/lesson/class/claim=2,guess=false/index.html", "glossary/index.html", "corrections.atom", "ledger.jsonl", "data/index.html",
        "data/dump/parquet/claims.parquet", "data/dump/schema/claims.json", "api/docs/index.html", "api/v1/openapi.json", "claimreview.json",
        "sitemap.xml", "robots.txt", "feed.atom", "static/css/site.css", "static/js/copy.js", "copy/index.html", "copy/search/index.html",
    ],
)  # fmt: skip
def test_it_has_everything_that_the_site_has(small_copy, name):
    assert (small_copy / name).stat().st_size > 0


def test_drafts_are_not_in_it(small_copy):
    assert [name for name in sums(small_copy) if "draft" in name] == []
    assert [path for path in small_copy.rglob("*") if path.is_file() and b"SC-0009" in path.read_bytes()] == []


def test_it_says_of_every_page_that_it_is_a_copy_and_of_which_version_and_day(small_copy):
    told = json.loads((small_copy / "copy.json").read_text())
    words = f"A copy of Social Credit Claims, version {told['version']} of its record, made on "
    pages = [path for path in small_copy.rglob("*.html") if "embed" not in path.parts and "SC-" not in str(path) and "rating" not in path.parts]

    assert [path for path in pages if words not in path.read_text("utf-8")] == []
    assert told["of"] == "http://127.0.0.1:8000"


def test_no_form_waits_for_a_server_and_no_script_is_needed(small_copy):
    pages = {path: path.read_text("utf-8") for path in small_copy.rglob("*.html")}

    assert [path for path, text in pages.items() if "<form" in text] == []
    assert [path.parent.name for path, text in pages.items() if "<script src" in text] == ["search"]


def test_short_links_and_former_addresses_lead_on(small_copy):
    short = json.loads((small_copy / "claims/score.json").read_text())["reference"]
    page = (small_copy / short / "index.html").read_text()

    assert '<meta http-equiv="refresh" content="0; url=../claims/score/index.html">' in page
    assert '<a href="../../claims/score/reviews/1/index.html">' in (small_copy / short / "1/index.html").read_text()
    assert "url=../score/index.html" in (small_copy / "claims/rating/index.html").read_text()


def test_names_suit_any_file_system(small_copy):
    names = list(sums(small_copy))

    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if any(letter in name for letter in '\\:*?"<>|')] == []
    assert max(map(len, names)) < 200


def test_the_sums_cover_all_other_files(small_copy):
    listed = dict(reversed(line.split("  ", 1)) for line in (small_copy / "SHA256SUMS").read_text().splitlines())
    found = sums(small_copy)
    del found["SHA256SUMS"]

    assert listed == found


def test_another_build_gives_the_same_bytes(small_copy, settings, tmp_path):
    settings.DUMP_FOLDER = small_copy.parent.parent / "dump"
    heard = []

    with small_site.shown():
        _, files = build(tmp_path / "copy", step=lambda done, known: heard.append((done, known)))

    assert sums(tmp_path / "copy") == sums(small_copy)
    assert files == len(sums(small_copy)) == heard[-1][0] + 2
    assert heard[-1][0] == heard[-1][1]


def test_helpers_make_the_same_pages_of_one_snapshot(small_copy, settings, tmp_path):
    addresses = [
        "/claims/score/",
        "/claims/travel/",
        "/topics/",
        "/data/",
        "/claims.json",
        "/copy/search/",
        "/preview.png",
        "/claims/list/preview.png",
    ]
    addresses += ["/claims/list/reviews/1/preview.png"]
    environment = os.environ | {"DATABASE_NAME": connection.settings_dict["NAME"], "EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name}
    environment |= {"DEBUG": "yes", "DJANGO_SETTINGS_MODULE": "claims_site.settings", "DUMP_FOLDER": str(tmp_path / "dump")}
    made = [tmp_path / str(jobs) for jobs in (1, 2)]

    for folder in made:
        command = [sys.executable, "-c", _A_FEW, str(folder), folder.name, *addresses]
        subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
        )

    assert sums(made[0]) == sums(made[1])
    assert len(sums(made[0])) == len(addresses)


def test_a_fault_of_the_site_stops_it_and_leaves_the_earlier_copy(small_copy, tmp_path):
    target = tmp_path / "copy"
    target.mkdir()
    (target / "copy.json").write_bytes((small_copy / "copy.json").read_bytes())

    with mock.patch.object(building, "_STARTS", ("/nowhere/",)), pytest.raises(CopyFailed, match=r"/nowhere/ answered 404"):
        build(target)

    assert [path.name for path in target.iterdir()] == ["copy.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".copy.lock", "copy"]


def test_a_day_that_ends_meanwhile_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "_crawl", lambda make, step: (0, []))
    days = iter([date(2026, 11, 25), date(2026, 11, 26)])
    monkeypatch.setattr(building, "_today", lambda: next(days))

    with pytest.raises(CopyFailed, match="A day ended"):
        build(tmp_path / "copy")
