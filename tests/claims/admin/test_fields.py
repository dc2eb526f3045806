import pytest
from django.forms import ValidationError

from claims.admin.fields import Lines, Places, Rows

WORDS = {"hanzi": "characters", "pinyin": "pinyin", "gloss": "meaning"}
PLAN = {"minutes": "minutes", "text": "what happens"}


def test_lines_become_a_list_without_blank_ones():
    field = Lines(longest=300)

    found = field.clean("A law.\r\n\r\n  A   score.  \n")

    assert found == ["A law.", "A score."]


def test_a_list_is_shown_one_a_line_and_counts_as_unchanged():
    field = Lines(longest=300)

    assert field.prepare_value(["A law.", "A score."]) == "A law.\nA score."
    assert not field.has_changed(["A law.", "A score."], "A law.\r\nA score.")


def test_each_line_that_is_too_long_is_named():
    field = Lines(longest=5)

    with pytest.raises(ValidationError) as raised:
        field.clean("short\nmuch too long\n\nthis too")

    assert raised.value.messages == [
        "Line 2 has 13 characters; 5 at most. Shorten it, or make it two lines.",
        "Line 4 has 8 characters; 5 at most. Shorten it, or make it two lines.",
    ]


def test_places_are_kept_as_they_stand_in_addresses():
    field = Places()

    found = field.clean("China, United States,rongcheng, , china")

    assert found == ["china", "united-states", "rongcheng"]
    assert field.prepare_value(found) == "china, united-states, rongcheng"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("china, 荣成", "“荣成” has no Latin letters. Write the name as in English or pinyin."),
        ("x" * 81, f"“{'x' * 81}” is too long for a place; 80 characters at most."),
    ],
)
def test_a_place_that_fits_no_address_is_named(text, message):
    field = Places()

    with pytest.raises(ValidationError) as raised:
        field.clean(text)

    assert raised.value.messages == [message]


def test_rows_are_read_part_by_part():
    field = Rows(parts=WORDS)

    found = field.clean("社会 | shèhuì | society\n\n信用|xìnyòng|credit")

    assert found == [{"hanzi": "社会", "pinyin": "shèhuì", "gloss": "society"}, {"hanzi": "信用", "pinyin": "xìnyòng", "gloss": "credit"}]
    assert field.prepare_value(found) == "社会 | shèhuì | society\n信用 | xìnyòng | credit"


def test_every_faulty_row_is_named_with_what_to_write():
    field = Rows(parts=PLAN, numbers=("minutes",), longest=20)

    with pytest.raises(ValidationError) as raised:
        field.clean("10 | Read.\nTalk.\nten | Write.\n5 |\n5 | This step is far too long.")

    assert raised.value.messages == [
        "Line 2: write minutes | what happens, with a bar between them. It says “Talk.”.",
        "Line 3: “ten” is not a whole number of minutes.",
        "Line 4: write minutes | what happens, with a bar between them. It says “5 |”.",
        "Line 5: 26 characters are too many; 20 at most.",
    ]


def test_what_was_typed_is_shown_again_as_it_was():
    assert Rows(parts=PLAN).prepare_value("ten | Write.") == "ten | Write."
    assert Places().prepare_value("荣成") == "荣成"
    assert Lines(longest=5).prepare_value("much too long") == "much too long"
