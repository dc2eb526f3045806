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
