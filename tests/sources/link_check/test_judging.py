from datetime import UTC, datetime, timedelta

import pytest

from sources.link_check.answer import Answer
from sources.link_check.judging import Before, Outcome, difference, outcome
from sources.link_check.text import Measures

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NEVER, TODAY, YESTERDAY = Before(), Before(NOW - timedelta(hours=23)), Before(NOW - timedelta(hours=25))


def got(status: int | None, **fields) -> Answer:
    return Answer("https://example.org/", "https://example.org/", status, size=fields.pop("size", 100), **fields)


@pytest.mark.parametrize(
    ("answer", "before", "expected"),
    [
        (got(200), NEVER, "ok"), (got(200), YESTERDAY, "ok"), (got(200, size=0), NEVER, "failing"), (got(410), NEVER, "gone"),
        (got(404), NEVER, "failing"), (got(404), TODAY, "failing"), (got(404), YESTERDAY, "gone"), (got(500), YESTERDAY, "gone"),
        (got(None, problem="no host"), NEVER, "failing"), (got(None, problem="no host"), YESTERDAY, "gone"),
        (got(403), YESTERDAY, "refused"), (got(401), NEVER, "refused"), (got(451), YESTERDAY, "refused"),
        (got(429), YESTERDAY, "later"), (got(503, retry_at=NOW), YESTERDAY, "later"), (got(503), NEVER, "failing"),
        (got(None, forbidden=True), YESTERDAY, "forbidden"),
    ],
)  # fmt: skip
def test_a_page_is_gone_only_when_it_stays_away(answer, before, expected):
    assert outcome(answer, before, NOW) == Outcome(expected)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (Measures("a", 1, 0), None, ""), (None, Measures("a", 1, 0), ""), (Measures("a", 1, 0), Measures("a", 1, 0), "same"),
        (Measures("b", 3, 0), Measures("a", 1, 0), "small"), (Measures("b", 3, 1), Measures("a", 1, 0), "notice"),
        (Measures("b", 2**64 - 1, 0), Measures("a", 1, 0), "large"), (Measures("b", None, 0), Measures("a", None, 0), "large"),
        (Measures("b", 3, 0), Measures("a", 1, 2), "small"),
    ],
)  # fmt: skip
def test_texts_are_compared_by_how_far_they_are_apart(now, before, expected):
    assert difference(now, before) == expected
