"""What templates show of claims: safe, tagged with its language, in words."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from claims.models import Claim
from claims.templatetags import claims as tags
from claims.text_search import MARK_OFF, MARK_ON
from claims.verdicts import Stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain", "Plain"),
        ("The 社会信用 system", 'The <span lang="zh-Hans">社会信用</span> system'),
        ("失信, 黑名单", '<span lang="zh-Hans">失信</span>, <span lang="zh-Hans">黑名单</span>'),
        ("《社会信用，2014》 is", '《<span lang="zh-Hans">社会信用，2014》</span> is'),
        ("3个A级 now", '3<span lang="zh-Hans">个A级</span> now'),
        ("信", '<span lang="zh-Hans">信</span>'),
        ("<b> & 信", '&lt;b&gt; &amp; <span lang="zh-Hans">信</span>'),
        ("<img onerror=", "&lt;img onerror="),
        (f"A {MARK_ON}score{MARK_OFF}", "A <mark>score</mark>"),
        (f"{MARK_ON}<script{MARK_OFF}", "<mark>&lt;script</mark>"),
        (f"A {MARK_ON}信用{MARK_OFF}.", 'A <span lang="zh-Hans"><mark>信用</mark></span>.'),
        (f"社会{MARK_ON}信用{MARK_OFF}体系", '<span lang="zh-Hans">社会<mark>信用</mark>体系</span>'),
        ("", ""),
        (None, ""),
    ],
)
def test_foreign_escapes_tags_chinese_and_marks_matches(text, expected):
    assert tags.foreign(text) == expected


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("Vertrauen", "de", '<span lang="de">Vertrauen</span>'),
        ("信用", "zh-Hant", '<span lang="zh-Hant">信用</span>'),
        ("trust in 信", "en-GB", 'trust in <span lang="zh-Hans">信</span>'),
        ("<b>", "de", '<span lang="de">&lt;b&gt;</span>'),
        ("", "de", ""),
    ],
)
def test_text_in_another_language_is_tagged_with_it(text, tag, expected):
    assert tags.in_language(text, tag) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One *word*.", "<p>One <em>word</em>.</p>\n"),
        ("[a](https://example.org/)", '<p><a href="https://example.org/">a</a></p>\n'),
        ("- 失信", '<ul>\n<li><span lang="zh-Hans">失信</span></li>\n</ul>\n'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<img src=x onerror=alert(1)", "<p>&lt;img src=x onerror=alert(1)</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>\n"),
        ("[x](vbscript:1)", "<p>[x](vbscript:1)</p>\n"),
        ("![x](https://example.org/a.png)", "<p></p>\n"),
        ('[x](https://example.org/ "on 信")', '<p><a href="https://example.org/" title="on 信">x</a></p>\n'),
        ("[x](https://example.org/信)", '<p><a href="https://example.org/%E4%BF%A1">x</a></p>\n'),
        ("# Not a page’s heading", "Not a page’s heading\n"),
        ("", ""),
        (None, ""),
    ],
)
def test_prose_is_markdown_without_markup_of_its_own(text, expected):
    assert tags.prose(text) == expected


def test_prose_may_hold_a_table_without_inline_style():
    shown = tags.prose("| a | b |\n|:-:|---|\n| 1 | 2 |")

    assert "<th>a</th>" in shown
    assert "style" not in shown


def test_headings_of_our_own_pages_can_be_linked():
    assert tags.page_prose("## How we <check>\n\ntext") == '<h2 id="how-we-ltcheckgt">How we &lt;check&gt;</h2>\n<p>text</p>\n'
    assert tags.page_prose("## Who we are") == '<h2 id="who-we-are">Who we are</h2>\n'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018", '<time datetime="2018">2018</time>'),
        ("2018-12", '<time datetime="2018-12">December 2018</time>'),
        ("2018-12-06", '<time datetime="2018-12-06">6 December 2018</time>'),
        ("", ""),
    ],
)
def test_partial_dates_are_printed_to_the_precision_known(value, expected):
    assert tags.partial(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 2), '<time datetime="2026-11-02">2 November 2026</time>'),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), '<time datetime="2026-11-22">22 November 2026</time>'),
        (None, ""),
    ],
)
def test_days_and_moments_are_printed_as_days(value, expected):
    assert tags.day(value) == expected


@pytest.mark.parametrize(
    ("counts", "words", "marks"),
    [
        ((1, 0, 0), ["1 refutes", "0 support"], 1),
        ((2, 1, 1), ["2 refute", "1 supports", "1 context"], 4),
        ((6, 2, 0), ["6 refute", "2 support"], 8),
        ((7, 0, 9), ["7 refute", "0 support", "9 context"], 2),
    ],
)
def test_the_strip_shows_a_mark_a_source_up_to_six_and_always_the_number(counts, words, marks):
    refuting, supporting, contextual = counts

    strip = tags.strip_of(Claim(refuting=refuting, supporting=supporting, contextual=contextual))

    assert strip.count("<svg") == marks
    assert [part.rpartition("</i>")[2].partition("<")[0] for part in strip.split("</span> ")] == words


def test_the_strip_of_a_page_is_that_of_a_list():
    groups = [(Stance.SUPPORTS, ["a"]), (Stance.REFUTES, ["b", "c"]), (Stance.CONTEXT, [])]

    assert tags.evidence_strip(groups) == tags.strip_of(Claim(refuting=2, supporting=1))


def test_a_verdict_is_shape_and_word():
    assert tags.verdict("mostly-false", "span") == (
        '<span class="verdict v-mostly-false"><svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><use href="#m-mostly-false"/></svg> '
        '<span><span class="vh">Verdict: </span>Mostly false</span></span>'
    )
    assert (tags.verdict_label("mixed"), tags.verdict_meaning("mixed")) == ("Mixed", "Parts of the claim hold and parts do not.")


def test_icons_are_hidden_from_those_who_listen():
    assert all('aria-hidden="true"' in tags.icon(name) for name in ("close", "menu", "search", "filter", "next", "appearance"))


NUMBERS = [(1, "claim", "1 claim"), (0, "claim", "0 claims"), (2, "entry,entries", "2 entries"), (1, "entry,entries", "1 entry")]


@pytest.mark.parametrize(("n", "noun", "expected"), NUMBERS)
def test_numbers_agree_with_their_nouns(n, noun, expected):
    assert tags.plural(n, noun) == expected


@pytest.mark.parametrize(("path", "expected"), [("/claims/", ' aria-current="page"'), ("/claims/score/", ' aria-current="true"'), ("/sources/", "")])
def test_the_menu_says_where_the_reader_is(path, expected):
    context = Context({"request": RequestFactory().get(path)})

    assert Template('{% current "/claims/" %}').render(context) == expected


def test_the_menu_says_nothing_without_a_request():
    assert Template('{% current "/claims/" %}').render(Context()) == ""


def test_long_lists_of_pages_have_gaps():
    shown = list(tags.elided(Paginator(range(100), 5), 10))

    assert shown == [1, "…", 8, 9, 10, 11, 12, "…", 20]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (tags.language_name("zh-Hans"), "Chinese"),
        (tags.language_name("tlh"), "tlh"),
        (tags.host("https://www.example.org/a?b"), "example.org"),
        (tags.place("china"), "China (nationwide)"),
        (tags.item({"from": "2018"}, "from"), "2018"),
        (tags.item({}, "from"), ""),
    ],
)
def test_small_words(shown, expected):
    assert shown == expected
