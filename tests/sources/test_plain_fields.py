from sources.plain_fields import OneParagraph


def test_line_breaks_of_pasted_text_become_blanks():
    field = OneParagraph(required=False)

    assert field.clean("One  sentence\r\nover two lines. ") == "One sentence over two lines."
    assert field.clean(None) == ""
