import json

import pytest

from claims_site.static_copy.place import FORMAT, NotOurs, replaced


def fill(target, words: str) -> None:
    with replaced(target) as folder:
        (folder / "copy.json").write_text(json.dumps({"format": FORMAT}))
        (folder / "page").write_text(words)


def test_an_earlier_copy_is_replaced_as_a_whole(tmp_path):
    target = tmp_path / "copy"
    fill(target, "old")
    (target / "left").write_text("over")

    fill(target, "new")

    assert (target / "page").read_text() == "new"
    assert sorted(path.name for path in target.iterdir()) == ["copy.json", "page"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".copy.lock", "copy"]


def test_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "copy").mkdir()

    fill(tmp_path / "copy", "new")

    assert (tmp_path / "copy/page").read_text() == "new"


def test_a_build_that_fails_leaves_the_earlier_copy(tmp_path):
    fill(tmp_path / "copy", "old")

    with pytest.raises(ZeroDivisionError), replaced(tmp_path / "copy") as folder:
        (folder / "page").write_text(str(1 / 0))

    assert (tmp_path / "copy/page").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".copy.lock", "copy"]


@pytest.mark.parametrize("mark", [None, "", "{}", "[]", '{"format": "another"}'])
def test_anything_else_is_left_alone(tmp_path, mark):
    target = tmp_path / "home"
    target.mkdir()
    (target / "page").write_text("mine")
    if mark is not None:
        (target / "copy.json").write_text(mark)

    with pytest.raises(NotOurs, match="no copy of the site"):
        fill(target, "new")

    assert (target / "page").read_text() == "mine"


def test_a_file_is_left_alone(tmp_path):
    (tmp_path / "copy").write_text("mine")

    with pytest.raises(NotOurs):
        fill(tmp_path / "copy", "new")

    assert (tmp_path / "copy").read_text() == "mine"
