"""Lines that fit, in Latin and in Han. Measured with ten units a character, twenty for Han, so that the expected lines can be counted by eye."""

import pytest
from PIL import Image, ImageDraw, features

from claims.outputs.preview import typesetting
from claims.outputs.preview.typesetting import Face, balanced, face, shortened, wrapped


def width(text: str) -> float:
    return sum(20 if ord(character) > 0x2E7F else 10 for character in text)


@pytest.mark.parametrize(
    ("text", "box", "lines"),
    [
        ("", 100, []),
        ("one two three", 70, ["one two", "three"]),
        ("one  two\nthree", 70, ["one two", "three"]),
        ("“one” (two), three.", 120, ["“one” (two),", "three."]),
        ("中国没有分数。", 60, ["中国没", "有分", "数。"]),
        ("守信激励，失信惩戒", 80, ["守信激", "励，失信", "惩戒"]),
        ("见《纲要》第三章", 80, ["见《纲", "要》第三", "章"]),
        ("score 分数 ok", 80, ["score 分", "数 ok"]),
        ("incomprehensibilities", 100, ["incomprehe", "nsibilitie", "s"]),
        ("a incomprehensible b", 100, ["a", "incomprehe", "nsible b"]),
    ],
)
def test_text_breaks_at_blanks_and_between_han_but_not_before_a_closing_mark(text, box, lines):
    assert wrapped(text, box, width) == lines
    assert all(width(line) <= box for line in lines)


def test_lines_are_made_even_without_adding_one():
    text = "one two three four five six seven"

    assert wrapped(text, 190, width) == ["one two three four", "five six seven"]
    assert balanced(text, 190, width) == ["one two three four", "five six seven"]
    assert balanced("aa bb cc dd ee", 110, width) == ["aa bb cc", "dd ee"]


def test_what_does_not_fit_is_marked_as_left_out():
    assert shortened(["one two,", "three"], 1, 80, width) == ["one two…"]
    assert shortened(["one two", "three"], 1, 60, width) == ["one…"]
    assert shortened(["one two", "three"], 2, 60, width) == ["one two", "three"]


def test_han_has_glyphs_of_its_own():
    def drawn(text: str) -> bytes:
        image = Image.new("L", (60, 60))
        face(40, 500).draw(ImageDraw.Draw(image), (5, 5), text, 255)
        return image.tobytes()

    missing = drawn("\U000e0fff")
    seen = {drawn(character) for character in "信用社会评分國黑"}

    assert len(seen) == 8
    assert missing not in seen


def test_quotation_marks_are_narrow_in_latin(monkeypatch):
    assert features.check("raqm"), "Pillow is built with libraqm, and FriBidi is there"
    assert face(40, 400).width("’") < 15

    monkeypatch.setattr(typesetting.features, "check", lambda name: False)
    plain = Face(40, 400)

    assert plain.width("“it’s”") == plain.width('"it\'s"') < 130
