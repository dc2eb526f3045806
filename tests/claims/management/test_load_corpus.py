import io

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim
from tests import factories

pytestmark = pytest.mark.django_db
TOPIC = "slug: travel\nname: Travel\nposition: '7'\nsummary: Trains, planes and who may not board them in which year.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "travel.yaml").write_text(TOPIC)
    return tmp_path


def run(folder, **options) -> tuple[str, str]:
    """What the command writes to standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    call_command("load_corpus", str(folder), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_it_reports_what_was_created_changed_and_unchanged(folder):
    first, _ = run(folder)
    second, _ = run(folder)

    assert first == (
        "topics:      1 created, 0 changed, 0 unchanged\n"
        "sources:     0 created, 0 changed, 0 unchanged\n"
        "claims:      0 created, 0 changed, 0 unchanged\n"
        "terms:       0 created, 0 changed, 0 unchanged\n"
        "collections: 0 created, 0 changed, 0 unchanged\n"
    )
    assert second.startswith("topics:      0 created, 0 changed, 1 unchanged\n")


def test_it_names_what_only_the_database_has(folder):
    factories.source(key="liu2018")
    factories.source(key="daum2024")

    out, _ = run(folder)

    assert out.endswith("Only in the database, not in the files: source daum2024, liu2018\n")


def test_it_lists_every_fault_with_its_place_and_loads_nothing(folder):
    (folder / "topics" / "lists.yaml").write_text(TOPIC.replace("name: Travel\n", "").replace("'7'", "seven"))

    with pytest.raises(CommandError) as raised:
        run(folder)

    assert str(raised.value) == (
        "Nothing was loaded: 2 fault(s) in the corpus.\n"
        "topics/lists.yaml:1: the field “name” is missing; add it.\n"
        "topics/lists.yaml:2: position: “seven” does not have the right form. A whole number from 0 to 9999."
    )
    assert not Claim.objects.exists()
    assert raised.value.returncode == 1


def test_it_says_when_a_folder_holds_no_corpus(tmp_path):
    with pytest.raises(CommandError, match="holds no corpus files"):
        run(tmp_path / "nowhere")


class Terminal(io.StringIO):
    """Where somebody looks on."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("screen", "verbosity", "shown"), [(Terminal(), 1, True), (Terminal(), 0, False), (io.StringIO(), 1, False)])
def test_a_bar_shows_on_a_terminal_how_far_it_is(folder, screen, verbosity, shown):
    call_command("load_corpus", str(folder), stdout=io.StringIO(), stderr=screen, verbosity=verbosity)

    assert ("Loading the corpus:" in screen.getvalue()) is shown
    assert bool(screen.getvalue()) is shown
