"""What to offer when words find nothing, and which glossary terms they name."""

import pytest

from claims.models import ContentVersion, Term
from claims.reading.index.current import current
from claims.reading.suggestions import did_you_mean, terms_for
from tests.factories import published, review

pytestmark = pytest.mark.django_db


def term(slug: str, hanzi: str, pinyin: str, english: str, sort_key: str) -> Term:
    return Term.objects.create(slug=slug, hanzi=hanzi, pinyin=pinyin, english=english, sort_key=sort_key, explanation="…")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("blaklist", "blacklist"),
        ("Blaklist", "blacklist"),
        ("blacklist pengins", "blacklist penguins"),
        ("blacklist", ""),
        ("qwertyuiop", ""),
        ("", ""),
        ("社会", ""),
        ("abc", ""),
        ("penguinz 社會", ""),
        ("a" * 200, ""),
    ],
)
def test_a_misspelt_word_is_replaced_by_the_nearest_that_claims_use(text, suggestion):
    published(statement="A blacklist of penguins.")

    assert did_you_mean(text, current()) == suggestion


def test_a_suggestion_always_finds_something():
    published(statement="A blacklist.")
    published(statement="The penguins.")

    assert did_you_mean("blaklist penguins", current()) == ""
    assert did_you_mean("blaklist OR penguins", current()) == "blacklist OR penguins"


def test_words_of_drafts_are_not_suggested():
    review(statement="A secret blacklist.")

    assert did_you_mean("blaklist", current()) == ""


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("社会信用", ["system", "credit"]),
        ("社會信用體系", ["system"]),
        ("失信", ["breach"]),
        ("shixin", ["breach"]),
        ("Shīxìn", ["breach"]),
        ("shehui xinyong tixi", ["system"]),
        ("shi xin", ["breach"]),
        ("shehuixinyongtixi", ["system"]),
        ("shehuixinyong", ["system", "credit"]),
        ("she hui xin yong", ["system", "credit"]),
        ("social credit", ["system", "credit"]),
        ("Breach", ["breach"]),
        ("soc", []),
        ("penguin", []),
        ("   ", []),
    ],
)
def test_terms_are_named_by_characters_pinyin_or_english(text, slugs):
    term("breach", "失信", "shīxìn", "breach of trust", "shixin")
    term("system", "社会信用体系", "shèhuì xìnyòng tǐxì", "social credit system", "shehui xinyong tixi")
    term("credit", "社会信用", "shèhuì xìnyòng", "social credit", "shehui xinyong")

    assert {found.slug for found in terms_for(text, ContentVersion.now())} == set(slugs)


def test_at_most_three_terms_are_offered():
    for n in range(5):
        term(f"t{n}", f"信{n}", "xìn", f"trust {n}", "xin")

    assert len(terms_for("信", ContentVersion.now())) == 3


def test_the_page_explains_a_term_that_the_search_names(client):
    term("breach", "失信", "shīxìn", "breach of trust", "shixin")

    page = client.get("/claims/?q=shixin").content.decode()

    assert '<a href="/glossary/#breach"><span lang="zh-Hans">失信</span> <span lang="zh-Latn-pinyin">shīxìn</span>, breach of trust</a>' in page
