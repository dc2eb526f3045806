"""The dump that is there now: what /data/ says of it, and its files."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from claims.dumps.description import MEDIA_TYPES, PACKAGE, SUMS
from claims.markup.standing import Download

_LABELS = {"csv": "CSV", "jsonl": "JSON Lines", "parquet": "Parquet"}
_ONE_BYTE = re.compile(r"bytes=([0-9]+)-\1")


@dataclass(frozen=True)
class File:
    """One file of the dump: its name there, its address here, its size in bytes."""

    name: str
    label: str
    media_type: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True)
class DumpedTable:
    name: str
    rows: int
    files: list[File]


@dataclass(frozen=True)
class Dumped:
    """A dump: the content version and its moment, the tables with their files, and all sums as text."""

    version: str
    at: datetime
    tables: list[DumpedTable]
    sums: str


def dumped() -> Dumped | None:
    """The dump that is served now; None when there is none."""
    folder = settings.DUMP_FOLDER.resolve()  # one dump throughout, though another may take its place meanwhile
    try:
        package, sums = json.loads((folder / PACKAGE).read_text("utf-8")), (folder / SUMS).read_text("utf-8")
    except OSError:
        return None
    tables: dict[str, DumpedTable] = {}
    for resource in package["resources"]:
        table = Path(resource["path"]).stem
        tables.setdefault(table, DumpedTable(table, resource.get("rows", 0), [])).files.append(_file(resource))
    return Dumped(package["version"], datetime.fromisoformat(package["created"]), list(tables.values()), sums)


def names() -> list[str]:
    """The names of all files of the dump that is served now."""
    return sorted(_sums(settings.DUMP_FOLDER.resolve()))


def _file(resource: dict) -> File:
    path = resource["path"]
    sha256 = resource["hash"].removeprefix("sha256:")
    return File(path, _LABELS[resource["format"]], resource["mediatype"], reverse("dump_file", args=[path]), resource["bytes"], sha256)


def distribution(dump: Dumped) -> list[Download]:
    """The files of `dump` as forms of the data set."""
    return [Download(f"{file.name}", file.media_type, file.url, file.size, file.sha256) for table in dump.tables for file in table.files]


@require_safe
def dump_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the dump as it stands on disk, so that its sum holds; in parts for whoever asks for a range. Only names that the sums list."""
    folder = settings.DUMP_FOLDER.resolve()
    sums = _sums(folder)
    if name not in sums:
        raise Http404(f"The dump has no file “{name}”." if sums else "No dump has been made yet.")
    tag, path = f'"{sums[name]}"', folder / name
    headers = {"Content-Type": MEDIA_TYPES[path.suffix], "ETag": tag, "Access-Control-Allow-Origin": "*", "Accept-Ranges": "bytes"}
    if path.suffix[1:] in _LABELS:
        headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressed on the way, neither the sum nor a range would be that of the file
    asked = request.META.get("HTTP_RANGE", "")
    if _ONE_BYTE.fullmatch(asked) or request.META.get("HTTP_IF_RANGE", tag) != tag:  # WhiteNoise takes one byte for none, and knows no If-Range
        request.META.pop("HTTP_RANGE", None)
    return WhiteNoiseMiddleware.serve(StaticFile(str(path), list(headers.items())), request)


def _sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of the dump in `folder`, the list of them included; empty without a dump."""
    try:
        listed = (folder / SUMS).read_bytes()
    except OSError:
        return {}
    sums = dict(reversed(line.split("  ", 1)) for line in listed.decode().splitlines())
    return sums | {SUMS: hashlib.sha256(listed).hexdigest()}
