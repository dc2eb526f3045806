"""Golden citations: a claim, a person, a Chinese author, a missing date, partial dates."""

import json
from dataclasses import replace
from datetime import date

import pytest

from claims.outputs import citations
from claims.outputs.citations import FORMATS, Name, Work

READ = date(2026, 11, 23)
CLAIM = Work(
    key="SC-0002-1", title="Misleading: “Low scores bar people from trains.”", authors=(Name(literal="Social Credit Claims"),),
    publisher="Social Credit Claims", date="2026-11-22", url="https://example.org/claims/low/reviews/1/", accessed=READ, version="SC-0002, version 1",
)  # fmt: skip
ARTICLE = Work("liu2018", "China’s social credit system", (Name("Liu", "Jun"),), "ScienceNordic", "2018-12-06", "https://example.org/a", READ)
CHINESE = Work("wang2015", "Social credit", (Name("王", "小明"), Name("Dai", "Xin")), "Peking University", "2015", "https://example.org/b", READ)
UNDATED = Work("notice", "Is there a score?", (), "CCTV", "", "https://example.org/c", READ)


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            CLAIM,
            "Social Credit Claims. (2026, November 22). Misleading: “Low scores bar people from trains.” (SC-0002, version 1). "
            "https://example.org/claims/low/reviews/1/",
        ),
        (ARTICLE, "Liu, J. (2018, December 6). China’s social credit system. ScienceNordic. https://example.org/a"),
        (CHINESE, "王小明, & Dai, X. (2015). Social credit. Peking University. https://example.org/b"),
        (UNDATED, "Is there a score? (n.d.). CCTV. Retrieved November 23, 2026, from https://example.org/c"),
        (replace(ARTICLE, date="2018-12"), "Liu, J. (2018, December). China’s social credit system. ScienceNordic. https://example.org/a"),
    ],
)
def test_apa(work, expected):
    assert citations.apa(work) == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            CLAIM,
            "“Misleading: ‘Low scores bar people from trains.’” Social Credit Claims, SC-0002, version 1, 22 Nov. 2026, "
            "https://example.org/claims/low/reviews/1/. Accessed 23 Nov. 2026.",
        ),
        (ARTICLE, "Liu, Jun. “China’s social credit system.” ScienceNordic, 6 Dec. 2018, https://example.org/a. Accessed 23 Nov. 2026."),
        (CHINESE, "王小明, and Xin Dai. “Social credit.” Peking University, 2015, https://example.org/b. Accessed 23 Nov. 2026."),
        (UNDATED, "“Is there a score?” CCTV, https://example.org/c. Accessed 23 Nov. 2026."),
    ],
)
def test_mla(work, expected):
    assert citations.mla(work) == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            CLAIM,
            "“Misleading: ‘Low scores bar people from trains,’” Social Credit Claims, SC-0002, version 1, November 22, 2026, "
            "https://example.org/claims/low/reviews/1/.",
        ),
        (ARTICLE, "Jun Liu, “China’s social credit system,” ScienceNordic, December 6, 2018, https://example.org/a."),
        (UNDATED, "“Is there a score?,” CCTV, accessed November 23, 2026, https://example.org/c."),
    ],
)
def test_chicago_note(work, expected):
    assert citations.chicago_note(work) == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            CLAIM,
            "Social Credit Claims. 2026. “Misleading: ‘Low scores bar people from trains.’” SC-0002, version 1. November 22, 2026. "
            "https://example.org/claims/low/reviews/1/.",
        ),
        (ARTICLE, "Liu, Jun. 2018. “China’s social credit system.” ScienceNordic. December 6, 2018. https://example.org/a."),
        (UNDATED, "“Is there a score?” n.d. CCTV. Accessed November 23, 2026. https://example.org/c."),
    ],
)
def test_chicago_author_date(work, expected):
    assert citations.chicago_author_date(work) == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (ARTICLE, "Liu, J. (2018) China’s social credit system, ScienceNordic. Available at: https://example.org/a (Accessed: 23 November 2026)."),
        (UNDATED, "Is there a score? (no date) CCTV. Available at: https://example.org/c (Accessed: 23 November 2026)."),
        (replace(ARTICLE, url=""), "Liu, J. (2018) China’s social credit system, ScienceNordic."),
    ],
)
def test_harvard(work, expected):
    assert citations.harvard(work) == expected


def test_bibtex_keeps_the_case_of_titles_and_escapes_tex():
    entry = citations.bibtex(replace(CHINESE, title="50% & more"))

    assert entry == (
        "@online{wang2015,\n  author = {{王小明} and Dai, Xin},\n  title = {{50\\% \\& more}},\n  year = {2015},\n"
        "  publisher = {Peking University},\n  url = {https://example.org/b},\n  urldate = {2026-11-23},\n  language = {en}\n}\n"
    )


def test_ris_has_one_tag_a_line_and_ends():
    record = citations.ris(ARTICLE)

    assert record.split("\r\n") == [
        "TY  - ELEC", "AU  - Liu, Jun", "TI  - China’s social credit system", "PB  - ScienceNordic", "PY  - 2018", "DA  - 2018/12/06",
        "UR  - https://example.org/a", "Y2  - 2026/11/23", "LA  - en", "ID  - liu2018", "ER  - ", "",
    ]  # fmt: skip


def test_csl_json_dates_have_only_the_parts_that_are_known():
    (item,) = json.loads(citations.csl_json(replace(CHINESE, date="2015-03")))

    assert item["issued"] == {"date-parts": [[2015, 3]]}
    assert item["author"] == [{"family": "王", "given": "小明"}, {"family": "Dai", "given": "Xin"}]
    assert "issued" not in json.loads(citations.csl_json(UNDATED))[0]


def test_more_than_two_authors_are_shortened_by_mla_only():
    three = replace(ARTICLE, authors=(Name("Liu", "Jun"), Name("Dai", "Xin"), Name(literal="MERICS")))

    assert citations.mla(three).startswith("Liu, Jun, et al. ")
    assert citations.apa(three).startswith("Liu, J., Dai, X., & MERICS. (2018")
    assert citations.chicago_note(three).startswith("Jun Liu, Xin Dai, and MERICS, ")


def test_every_format_names_its_media_type_and_gives_text():
    for label, make, media_type, ending in FORMATS.values():
        assert label
        assert "/" in media_type
        assert ending
        assert "2018" in make(ARTICLE)
