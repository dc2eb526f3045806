"""A folder is there as a whole or not at all: also when two write at once, and when one is killed."""

import signal
import subprocess
import sys
import threading

import pytest
from django.conf import settings

from claims.dumps.folder import NotOurs, replaced, state

_FILLING = """
import sys, time
from pathlib import Path
from claims.dumps.folder import replaced
with replaced(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half")
    print("filling", flush=True)
    time.sleep(60)
"""


def fill(target, text: str) -> None:
    with replaced(target) as folder:
        (folder / "a").write_text(text)
        (folder / "b").write_text(text)


def beside(target) -> list[str]:
    """The folders that were filled for `target` and are still there."""
    return [path.name for path in target.parent.glob(f".{target.name}.*") if path.is_dir()]


def test_a_folder_takes_the_place_of_the_one_before(tmp_path):
    target = tmp_path / "dump"
    fill(target, "old")
    old = state(target)
    with (target / "a").open() as reader:
        fill(target, "new")
        kept = reader.read()

    assert (target / "a").read_text() == (target / "b").read_text() == "new"
    assert kept == "old"
    assert state(target) != old
    assert state(target)[1] >= old[1]


def test_the_folder_before_stays_until_the_next_time(tmp_path):
    target = tmp_path / "dump"
    for text in ("first", "second", "third"):
        fill(target, text)

    assert len(beside(target)) == 2
    assert {(tmp_path / name / "a").read_text() for name in beside(target)} == {"second", "third"}


def test_a_folder_that_cannot_be_filled_changes_nothing(tmp_path):
    target = tmp_path / "dump"
    fill(target, "old")

    with pytest.raises(ZeroDivisionError), replaced(target) as folder:
        (folder / "a").write_text(str(1 / 0))

    assert (target / "a").read_text() == "old"
    assert len(beside(target)) == 1


def test_a_killed_writer_leaves_the_old_folder_and_the_next_one_clears_up(tmp_path):
    target = tmp_path / "dump"
    fill(target, "old")
    writer = subprocess.Popen([sys.executable, "-c", _FILLING, target], cwd=settings.BASE_DIR, stdout=subprocess.PIPE)
    with writer:
        assert writer.stdout.readline() == b"filling\n"
        writer.send_signal(signal.SIGKILL)
    after_the_kill = (target / "a").read_text(), len(beside(target))
    fill(target, "new")

    assert after_the_kill == ("old", 2)
    assert (target / "a").read_text() == "new"
    assert not any((tmp_path / name / "half").exists() for name in beside(target))


def test_a_second_writer_waits_for_the_first(tmp_path):
    target, order = tmp_path / "dump", []
    with replaced(target) as folder:
        second = threading.Thread(target=lambda: (fill(target, "second"), order.append("second")))
        second.start()
        (folder / "a").write_text("first")
        waiting = beside(target)
        order.append("first")
    second.join(10)

    assert waiting == [folder.name]
    assert order == ["first", "second"]
    assert (target / "a").read_text() == "second"


def test_an_empty_folder_may_be_replaced(tmp_path):
    target = tmp_path / "dump"
    target.mkdir()

    fill(target, "new")

    assert (target / "a").read_text() == "new"


def test_what_is_not_ours_is_not_touched(tmp_path):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    (tmp_path / "elsewhere").symlink_to("full")

    for name in ("file", "full", "elsewhere"):
        with pytest.raises(NotOurs, match="this program did not make it"):
            fill(tmp_path / name, "new")

    assert (tmp_path / "full" / "mine").read_text() == (tmp_path / "elsewhere" / "mine").read_text() == (tmp_path / "file").read_text() == "mine"


def test_no_folder_has_no_state(tmp_path):
    name, moment = state(tmp_path / "dump")

    assert (name, moment.year) == ("", 1970)
