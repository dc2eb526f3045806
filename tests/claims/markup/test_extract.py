import pytest

from claims.markup.extract import Unreadable, claimreviews

ONE = '{"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://a.example/1"}'
REVIEW = {"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://a.example/1"}


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"\ufeff{ONE}",
        f"[{ONE}]",
        '{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {"@type": ["ClaimReview"], "url": "https://a.example/1"}]}',
        '{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [{"item": [{"@type": "ClaimReview", "url": "https://a.example/1"}]}]}',
        f'<!DOCTYPE html><script>let a = "<b>";</script><script type="application/ld+json">{ONE}</script><p>{ONE}</p>',
        f"<html><head><script type='Application/LD+JSON; charset=utf-8'>[{ONE}]</script>",
        f"<p><![endif]--><script class=a>1</script><script id='>' type=application/ld+json>{ONE}",
        f"<!-- <script type='application/ld+json'>{{old</script> --><script\ntype = 'application/ld+json' >{ONE}</SCRIPT>",
        ONE.replace('"ClaimReview"', '"https://schema.org/ClaimReview"'),
        f'{{"@type": "WebPage"}}\n\n{ONE}\n',
    ],
)
def test_a_claimreview_is_found_wherever_it_stands(text):
    (found,) = claimreviews(text)

    assert found | {"@type": "ClaimReview"} == REVIEW


@pytest.mark.parametrize("text", ["{}", "[1, null]", '{"@type": "WebPage"}', "<p>Nothing</p>", "<script type='application/ld+json'>{}</script>"])
def test_there_may_be_none(text):
    assert claimreviews(text) == []


@pytest.mark.parametrize("text", ["", "{", "ClaimReview", "<script type='application/ld+json'>{not json}</script>", "[" * 100_000])
def test_what_is_not_json_is_said(text):
    with pytest.raises(Unreadable, match="This is not JSON"):
        claimreviews(text)


def test_a_line_that_is_not_json_is_named():
    with pytest.raises(Unreadable, match="line 3"):
        claimreviews('{"a": 1}\n{"b": 2}\n{"c": \n')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"item":' * 50_000 + "1" + "}" * 50_000, "nested too deeply"),
        ("[" + "[]," * 500_000 + "[]]", "500,002 objects and lists; 400,000 at most"),
        ('{"@type": "ClaimReview", "identifier": ' + "9" * 5_000 + "}", "cannot be read|can be read"),
    ],
)
def test_a_file_that_is_meant_to_hurt_is_refused_in_words(text, words):
    with pytest.raises(Unreadable, match=words):
        claimreviews(text)


@pytest.mark.parametrize("piece", ["<", "<!--", "<![", "</script", "<script ", "<script type='application/ld+json' ", "<a b='"])
def test_a_page_that_never_ends_what_it_begins_holds_nothing(piece):
    assert claimreviews(f"<p>{piece * 100_000}") == []
