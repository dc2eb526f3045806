"""What stands beside the tables: README, licence, schemas, datapackage.json, and the sums of all files."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from claims.dumps.columns import Table
from claims.markup.links import link
from claims.models import Version
from claims.outputs.as_json import LICENCE
from claims.record import moment

MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".py": "text/x-python; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
"""Media types of the files of a dump, by how their names end."""
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
_LICENCE = f"""\
Our text and data: Creative Commons Attribution 4.0 International (CC BY 4.0), {LICENCE}
You may share and adapt them for any purpose, as long as you name us ({{site}}, {{home}}), link the licence and say what you changed.

Quotations belong to their authors: the columns evidence.quotation, evidence.translation, appearances.wording, and the titles of the sources.
"""


def describe(folder: Path, tables: list[Table], counts: dict[str, int], version: Version) -> None:
    """Write everything but the tables into `folder`; `counts` has the rows of each table."""
    (folder / "LICENSE.txt").write_text(_LICENCE.format(site=settings.SITE_NAME, home=link("/")), "utf-8")
    (folder / "README.md").write_text("\n".join(_readme(tables, counts, version)) + "\n", "utf-8")
    shutil.copyfile(settings.BASE_DIR / "docs" / "verify_ledger.py", folder / "verify_ledger.py")
    (folder / "schema").mkdir()
    for table in tables:
        _json(folder / "schema" / f"{table.name}.json", table.schema())
    _json(folder / PACKAGE, _package(folder, tables, counts, version))
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    (folder / SUMS).write_text("".join(f"{_sum(folder / name)}  {name}\n" for name in files), "utf-8")


def _package(folder: Path, tables: list[Table], counts: dict[str, int], version: Version) -> dict:
    """The Data Package. CSV files are its tables; JSON Lines and Parquet hold the same rows and stand as files, which it also has the sums of."""
    resources = []
    for table in tables:
        title = {"title": table.about[0].upper() + table.about[1:]}
        csv = _file(folder, f"csv/{table.name}.csv", table.name) | {"profile": "tabular-data-resource", "encoding": "utf-8"}
        resources.append(csv | title | {"rows": counts[table.name], "schema": table.schema()})
        for kind in ("jsonl", "parquet"):
            resources.append(_file(folder, f"{kind}/{table.name}.{kind}", f"{table.name}-{kind}") | {"type": "file"} | title)
    return {
        "profile": "data-package",
        "name": "social-credit-claims",
        "id": link("/data/"),
        "title": settings.SITE_NAME,
        "description": "Claims about China’s social credit system, each with its verdict and the evidence for it, source by source.",
        "homepage": link("/"),
        "version": str(version.number),
        "created": moment(version.at),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0 (quotations of others excepted)"}],
        "keywords": ["social credit system", "China", "fact check", "ClaimReview"],
        "resources": resources,
    }


def _file(folder: Path, name: str, resource: str) -> dict:
    path = folder / name
    media_type = MEDIA_TYPES[path.suffix].split(";")[0]
    described = {"name": resource, "path": name, "format": path.suffix[1:], "mediatype": media_type}
    return described | {"bytes": path.stat().st_size, "hash": f"sha256:{_sum(path)}"}


def _readme(tables: list[Table], counts: dict[str, int], version: Version) -> Iterator[str]:
    yield f"# {settings.SITE_NAME}: everything readers can see, as tables"
    yield f"\nVersion {version.number} of {moment(version.at)}, from {link('/')}. What a word means and how we check: {link('/methodology/')}\n"
    yield "- `csv/`, `jsonl/`, `parquet/`: the same tables in three formats, UTF-8. Moments are UTC."
    yield "- CSV: lists are JSON. A text that a spreadsheet would take for a formula has an apostrophe before it; the other formats have none."
    yield "- What is not known is empty in CSV, null in the others."
    yield "- `schema/`: each table as Table Schema. `datapackage.json`: all of it as a Data Package (`frictionless validate datapackage.json`)."
    yield f"- `{SUMS}`: check with `sha256sum --check {SUMS}`. `verify_ledger.py`: check with `python3 verify_ledger.py jsonl/ledger.jsonl`."
    yield "- `LICENSE.txt`: CC BY 4.0, quotations excepted."
    for table in tables:
        yield f"\n## {table.name}\n\nOne row is {table.about} {counts[table.name]} rows, in the order of {', '.join(table.key)}.\n"
        yield "| column | type | is |\n| --- | --- | --- |"
        for column in table.columns:
            values = f" One of {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
            yield f"| `{column.name}` | {column.kind.schema} | {column.about}{values} |"
        yield from (f"\n`{columns}` refers to {target}." for columns, target in table.refers.items())


def _json(path: Path, data: dict) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
