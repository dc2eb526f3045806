import io

import pytest
from django.core.management import CommandError, call_command

from tests.factories import published


@pytest.mark.usefixtures("own_database")
def test_the_command_says_what_it_made_and_where(tmp_path):
    published()
    out = io.StringIO()

    call_command("dump_data", tmp_path / "dump", stdout=out)

    assert out.getvalue().startswith("Version ")
    assert f" in {tmp_path / 'dump'}" in out.getvalue()
    assert (tmp_path / "dump" / "csv" / "claims.csv").read_text("utf-8").count("SC-") == 1


@pytest.mark.usefixtures("own_database")
def test_by_default_it_fills_what_the_site_serves(tmp_path, settings, client):
    settings.DUMP_FOLDER = tmp_path / "served"
    published()

    call_command("dump_data", verbosity=0, stdout=io.StringIO())

    assert client.head("/data/dump/SHA256SUMS").status_code == 200


@pytest.mark.usefixtures("own_database")
def test_it_refuses_a_folder_of_somebody_elses(tmp_path):
    (tmp_path / "mine").write_text("mine")

    with pytest.raises(CommandError, match="choose another place"):
        call_command("dump_data", tmp_path, stdout=io.StringIO())

    assert (tmp_path / "mine").read_text() == "mine"
