import io
import json
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from claims_site.static_copy import build as building
from tests.factories import published


@pytest.mark.usefixtures("own_database")
def test_the_command_makes_a_dump_of_the_same_version_and_says_what_it_made(tmp_path, settings):
    settings.DUMP_FOLDER = tmp_path / "dump"
    published()
    out = io.StringIO()

    with (
        mock.patch.object(building, "_STARTS", ("/data/",)),
        mock.patch.object(building.Maker, "make", lambda self, address: self._write(address, b"", set())),
    ):
        call_command("build_static", tmp_path / "copy", "--jobs", "1", stdout=out, stderr=io.StringIO())

    version = json.loads((tmp_path / "copy/copy.json").read_text())["version"]
    assert json.loads((tmp_path / "dump/datapackage.json").read_text())["version"] == str(version)
    assert f"Version {version}, " in out.getvalue()
    assert (tmp_path / "copy/data/dump/csv/claims.csv").exists()


@pytest.mark.django_db
def test_it_refuses_a_folder_of_somebody_elses_and_no_helpers(tmp_path, settings):
    settings.DUMP_FOLDER = tmp_path / "dump"
    (tmp_path / "mine").write_text("mine")

    with pytest.raises(CommandError, match="At least one process"):
        call_command("build_static", tmp_path / "copy", "--jobs", "0")
    with mock.patch("claims_site.management.commands.build_static.call_command"), pytest.raises(CommandError, match="no copy of the site"):
        call_command("build_static", tmp_path, "--jobs", "1")

    assert (tmp_path / "mine").read_text() == "mine"
