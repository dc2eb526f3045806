"""Promises about the files themselves: what is required and why, and which way imports go."""

import ast
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import is_psycopg3

ROOT = Path(settings.BASE_DIR)
NOT_OURS = {".git", ".venv", "var", "__pycache__", ".ruff_cache", ".pytest_cache", "node_modules"}
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "registry.np" + "mjs", "deb.deb" + "ian.org", "security.deb" + "ian.org", "rubyg" + "ems.org"]

# What each part may not import. The parts of `claims` stand in the order of the house, lowest first.
FORBIDDEN = {
    "sources": ["claims", "people", "claims_site"],
    "claims": ["people", "claims_site"],
    "people": ["claims", "sources", "claims_site"],
    "claims.verdicts": ["claims.*", "sources"],
    "claims.guesses": ["claims.models", "claims.querysets", "claims.record", "claims.reading", "claims.outputs", "sources"],
    "claims.text_search": ["claims.*", "sources"],
    "claims.querysets": ["claims.models", "claims.record", "claims.editorial", "claims.reading", "claims.outputs", "claims.corpus", "claims.admin"],
    "claims.models": ["claims.record", "claims.editorial", "claims.reading", "claims.outputs", "claims.corpus", "claims.admin", "claims.urls"],
    "claims.record": ["claims.editorial", "claims.reading", "claims.outputs", "claims.corpus", "claims.admin", "claims.urls"],
    "claims.markup": [
        "claims.editorial",
        "claims.reading",
        "claims.outputs",
        "claims.corpus",
        "claims.admin",
        "claims.urls",
        "claims.templatetags",
        "claims.api",
    ],
    "claims.editorial": ["claims.api", "claims.reading", "claims.outputs", "claims.corpus", "claims.admin", "claims.urls", "claims.templatetags"],
    "claims.outputs": ["claims.api", "claims.reading", "claims.editorial", "claims.corpus", "claims.admin", "claims.urls", "claims.templatetags"],
    "claims.snapshot": ["claims.record", "claims.editorial", "claims.reading", "claims.outputs", "claims.corpus", "claims.admin", "claims.dumps"],
    "claims.dumps": ["claims.editorial", "claims.reading", "claims.api", "claims.corpus", "claims.admin", "claims.urls", "claims.templatetags"],
    "claims.reading": [
        "claims.api",
        "claims.corpus",
        "claims.admin",
        "claims.urls",
        "claims.templatetags",
        "claims.editorial.publishing",
        "claims.editorial.history",
    ],
    "claims.api": ["claims.corpus", "claims.admin", "claims.urls", "claims.templatetags", "claims.editorial"],
    "claims.corpus": [
        "claims.reading",
        "claims.api",
        "claims.outputs",
        "claims.admin",
        "claims.urls",
        "claims.templatetags",
        "claims.editorial.history",
    ],
    "claims.templatetags": ["claims.editorial", "claims.reading", "claims.outputs", "claims.corpus", "claims.admin", "claims.urls"],
    "claims_site.settings": ["claims", "sources", "people"],
    "claims_site.api_settings": ["claims", "sources", "people"],
}


def ours() -> list[Path]:
    """Every file of the project, without what is installed, built or kept by tools."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - NOT_OURS)
        found += [Path(folder) / name for name in sorted(names)]
    return [path for path in found if path.is_file()]


def code() -> list[Path]:
    return [path for path in ours() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ("claims_site", "claims", "sources", "people")]


def module(path: Path) -> str:
    """The dotted name of the module at `path`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> set[str]:
    """The dotted names that the file imports, `from a import b` as both a and a.b."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            origin = node.module if node.level == 0 else _beside(path, node)
            names |= {origin, *(f"{origin}.{alias.name}" for alias in node.names)}
    return names


def _beside(path: Path, node: ast.ImportFrom) -> str:
    """The module that `from .b import c` in the file at `path` means."""
    package = module(path.parent / "x").split(".")[: -node.level]
    return ".".join([*package, *filter(None, [node.module])])


def within(name: str, part: str) -> bool:
    return name.startswith("claims.") if part == "claims.*" else name == part or name.startswith(f"{part}.")


def trespasses(part: str, forbidden: list[str]) -> list[str]:
    """Every import inside `part` that goes to one of the `forbidden` parts."""
    files = [path for path in code() if within(module(path), part)]
    assert files, f"There is no {part}."
    return [f"{module(path)} imports {name}" for path in files for name in sorted(imported(path)) for other in forbidden if within(name, other)]


@pytest.mark.parametrize("part", FORBIDDEN)
def test_imports_go_one_way(part):
    assert trespasses(part, FORBIDDEN[part]) == []


def test_nobody_imports_the_site_or_the_tests():
    assert trespasses("claims", ["tests"]) + trespasses("sources", ["tests"]) + trespasses("claims_site", ["tests"]) == []


def test_a_wrong_direction_would_be_seen(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def f():\n    from claims.reading import filters\nimport claims_site.views\n")

    assert imported(wrong) == {"claims.reading", "claims.reading.filters", "claims_site.views"}
    assert "claims_site.embedded_pg.client" in imported(ROOT / "claims_site" / "embedded_pg" / "__init__.py")


def test_no_import_hides_in_a_function():
    hidden = []
    for path in code():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [f"{module(path)}.{node.name}" for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]

    assert hidden == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_requirement_is_pinned_and_says_why_it_is_there(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r "))]

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z]+\])?==[0-9][0-9a-z.]* +# .{10,}", line)] == []
    assert len(lines) > 5


def test_psycopg_3_is_not_installed_beside_psycopg_2():
    assert is_psycopg3 is False


def test_no_file_names_a_registry_host():
    files = ours()

    named = [f"{path.relative_to(ROOT)}: {host}" for path in files for host in REGISTRIES if host.encode() in path.read_bytes()]

    assert named == []
    assert len(files) > 100


def test_only_one_file_names_a_text_search_configuration():
    naming = [
        module(path) for path in code() if "migrations" not in path.parts and re.search(r"\bconfig=|to_ts(vector|query)", path.read_text("utf-8"))
    ]

    assert naming == ["claims.text_search"]
