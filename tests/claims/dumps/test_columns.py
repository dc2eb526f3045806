from datetime import UTC, date, datetime

import pytest

from claims.dumps.columns import DAY, MOMENT, NUMBER, PARTIAL_DATE, TEXT, TEXTS, Column, Table


@pytest.mark.parametrize(
    ("kind", "stored", "given"),
    [
        (TEXT, "score", "score"),
        (TEXT, "", None),
        (TEXT, None, None),
        (NUMBER, 0, 0),
        (DAY, date(2027, 11, 22), "2027-11-22"),
        (MOMENT, datetime(2026, 11, 22, 12, 0, 0, 250, tzinfo=UTC), "2026-11-22T12:00:00.000250Z"),
        (TEXTS, ["a", "b"], ["a", "b"]),
        (TEXTS, [], []),
    ],
)
def test_a_value_is_one_that_json_can_hold_and_what_is_not_known_is_null(kind, stored, given):
    assert Column("x", "What it is.", kind).value(stored) == given


def test_a_value_may_be_shown_in_another_way_than_it_is_stored():
    column = Column("page", "Its page.", shown=lambda slug: f"https://claims.example/{slug}/")

    assert (column.value("score"), column.value("")) == ("https://claims.example/score/", None)


def test_a_column_says_what_its_values_are_held_to():
    verdict = Column("verdict", "Our verdict.", required=True, values=("true", "false")).described()
    since = Column("since", "When.", PARTIAL_DATE).described()

    assert verdict == {
        "name": "verdict",
        "type": "string",
        "description": "Our verdict.",
        "constraints": {"required": True, "enum": ["true", "false"]},
    }
    assert since["constraints"]["pattern"].startswith("^[0-9]{4}")
    assert "constraints" not in Column("note", "A note.").described()


def test_a_table_of_the_program_gives_its_rows_and_its_schema():
    table = Table(
        "pairs", "a pair.", lambda: [("a", 1), ("b", 2)], [Column("k", "Key."), Column("n", "Number.", NUMBER)], ["k"], {"k n": "others x y"}
    )

    assert len(table) == 2
    assert list(table.records()) == [{"k": "a", "n": 1}, {"k": "b", "n": 2}]
    assert table.schema()["primaryKey"] == ["k"]
    assert table.schema()["foreignKeys"] == [{"fields": ["k", "n"], "reference": {"resource": "others", "fields": ["x", "y"]}}]
