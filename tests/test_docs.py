"""Docs that cannot rot: what README and docs/ name exists, and what exists is named there."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import get_resolver

from claims.outputs.citations import FORMATS
from claims.reading.filters import SORTS, ClaimFilter
from claims.verdicts import System, Verdict
from sources.models import Kind

ROOT = settings.BASE_DIR
README = (ROOT / "README.md").read_text("utf-8")
API = (ROOT / "docs" / "api.md").read_text("utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
EVERY_DOC = README + "".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("**/*.md")))


def test_every_make_target_of_the_readme_exists_and_every_target_is_documented():
    targets = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE))

    assert set(re.findall(r"`make ([a-z-]+)", README)) | {"run", "test"} <= targets
    assert targets == {name for name in targets if f"make {name}" in README + OPERATIONS}


@pytest.mark.parametrize("command", sorted(name for name, app in get_commands().items() if app in ("claims", "sources", "people", "claims_site")))
def test_every_command_is_documented(command):
    assert f"manage.py {command}" in OPERATIONS


@pytest.mark.parametrize("name", sorted(ClaimFilter.base_filters))
def test_every_filter_is_documented(name):
    assert f"`{name}`" in API


@pytest.mark.parametrize("value", [*Verdict.values, *System.values, *Kind.values, *SORTS, *FORMATS])
def test_every_value_that_a_program_may_send_is_documented(value):
    assert f"`{value}`" in API


def test_every_setting_is_documented():
    settings_files = (ROOT / "claims_site").glob("*settings.py")
    read = {name for file in settings_files for name in re.findall(r'env\.\w+\("([A-Z_]+)"', file.read_text("utf-8"))}

    assert {name for name in read if f"`{name}`" not in OPERATIONS} == set()
    assert read >= {"SECRET_KEY", "API_RATE"}


def test_every_local_link_of_the_docs_leads_to_a_file():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("**/*.md")]
    links = [(page.parent, target) for page in pages for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")) if "://" not in target]

    assert [target for folder, target in links if not (folder / target).exists()] == []
    assert len(links) > 50


def test_every_data_address_is_documented():
    names = (
        "claims_json",
        "claims_csv",
        "claims_atom",
        "claims_json_feed",
        "claim_json",
        "cite_claim",
        "embed",
        "qr_svg",
        "qr_png",
        "oembed",
        "handout",
        "collection_handout",
        "corrections_atom",
        "corrections_json_feed",
        "ledger_jsonl",
    )
    known = get_resolver().reverse_dict
    addresses = [known.getlist(name)[0][0][0][0].replace("%(slug)s", "<slug>").replace("%(style)s", "<format>") for name in names]

    assert [address for address in addresses if f"/{address}" not in API] == []


def test_each_decision_has_a_number_of_its_own_and_bears_it():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]

    assert numbers == list(range(1, len(decisions) + 1))
    assert [path.name for path, n in zip(decisions, numbers, strict=True) if not path.read_text("utf-8").startswith(f"# {n}. ")] == []
