"""Words in, claims out: each way of writing that readers use."""

import pytest
from django.db import connection

from claims.editorial import publishing
from claims.models import Appearance, Claim, Term
from claims.text_search import Query, folded, searchable, without_chinese
from tests.factories import account, claim, piece, published, review, source

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return list(Claim.objects.search(Query(text)).order_by("id").values_list("statement", flat=True))


@pytest.mark.parametrize("text", ["blacklist", "blacklists", "BLACKLISTING", "fly", "cannot flies", "the blacklist of"])
def test_english_is_found_by_the_stem(text):
    published(statement="Blacklisted people fly nowhere.", answer="They cannot.")

    statements = found(text)

    assert statements == ["Blacklisted people fly nowhere."]


@pytest.mark.parametrize("text", ["the", "whitelist", "blacklisted penguins", "people-fly-south"])
def test_words_that_do_not_stand_there_find_nothing(text):
    published(statement="Blacklisted people fly nowhere.")

    assert found(text) == []


@pytest.mark.parametrize("statement", ["It is called 社会信用体系.", "It is called 社會信用體系."])
def test_chinese_is_found_in_either_script_and_by_one_character(statement):
    published(statement=statement)

    found_by = {text: found(text) for text in ("社会信用", "社會信用", "體系", "体系", "信", "會", "社会信用 called", "社会信用 體系")}

    assert set(map(tuple, found_by.values())) == {(statement,)}, found_by


@pytest.mark.parametrize("text", ["信用社会", "系体", "否", "社会信用 评分", "社会信用评分"])
def test_chinese_in_another_order_is_not_found(text):
    published(statement="It is called 社会信用体系.")

    assert found(text) == []


def test_pairs_of_neighbouring_runs_do_not_join_into_a_phrase():
    published(statement="社会, 会信 and 信用 stand apart.")

    assert (found("社会信用"), found("会信")) == ([], ["社会, 会信 and 信用 stand apart."])


@pytest.mark.parametrize("text", ["shehui xinyong", "Shèhuì xìnyòng", "XINYONG", '"shehui xinyong"'])
@pytest.mark.parametrize("statement", ["Shèhuì xìnyòng is a score.", "Shehui xinyong is a score."])
def test_pinyin_is_found_with_and_without_tone_marks(text, statement):
    published(statement=statement)

    assert found(text) == [statement]


GRAMMAR = {
    '"national score"': ["A national score."],
    '"score national"': ["A score, national."],
    '"national score': ["A national score."],
    "national score": ["A national score.", "A score, national."],
    "local OR national": ["A national score.", "A score, national.", "A local list."],
    "list OR penguin": ["A local list."],
    "penguin OR list local": ["A local list."],
    "score -local": ["A national score.", "A score, national."],
    'score -"national score"': ["A score, national."],
    "-score": ["A local list."],
    "-local名单": ["A national score.", "A score, national.", "A local list."],
    "-local -national": [],
    "OR list": ["A local list."],
    "list or": ["A local list."],
}


def test_quotes_or_and_minus_work():
    for statement in ("A national score.", "A score, national.", "A local list."):
        published(statement=statement, fact="One fact.", answer="One answer.", rationale="One reason.")

    found_by = {text: found(text) for text in GRAMMAR}

    assert found_by == GRAMMAR


@pytest.mark.parametrize("text", ["SC-0007", "sc-0007", "1.5", "1.5 points", '"1.5 points"', "state-media", "U.S.", "Hebei’s", "and/or"])
def test_references_numbers_and_joined_words_are_found_as_they_stand(text):
    published(claim(reference="SC-0007"), statement="State-media in Hebei say 1.5 points and/or a U.S. score.")

    assert len(found(text)) == 1


@pytest.mark.parametrize("text", ["-SC-0007", "1.6", "SC-0008", "state-owned"])
def test_joined_words_that_differ_are_not_found(text):
    published(claim(reference="SC-0007"), statement="State-media in Hebei say 1.5 points and/or a U.S. score.")

    assert found(text) == []


@pytest.mark.parametrize("text", ["Rongcheng handbook", "榮成手冊", "Harbour Press", "Evening Gazette"])
def test_source_titles_publishers_and_claimants_are_found(text):
    of = claim(appearances=0)
    Appearance.objects.create(claim=of, claimant="Evening Gazette", source=source())
    draft = review(of, evidence=1)
    piece(draft, source=source(title="The Rongcheng Handbook", original_title="荣成手册", publisher="Harbour Press", language="zh-Hans"))

    publishing.publish(review=publishing.submit(review=draft), approver=account())

    assert found(text) == [draft.statement]


@pytest.mark.parametrize(
    "text", ["shehuixinyong", "xinyongtixi", "shehuixinyongtixi", "Shèhuìxìnyòng", "she hui xin yong", "shehui  xinyong tixi", "xinyong tixi"]
)
def test_a_term_is_found_by_pinyin_written_together_or_apart(text):
    of = claim()
    of.terms.add(Term.objects.create(slug="tixi", hanzi="社会信用体系", pinyin="shèhuì xìnyòng tǐxì", english="social credit system"))

    published(of)

    assert found(text) == ["Everyone has a score."]
    assert found("shehuitixi") == found("hui xin") == []


@pytest.mark.parametrize("text", ["失信", "shixin", "Shīxìn", "untrustworthy"])
def test_glossary_terms_of_a_claim_are_found(text):
    of = claim()
    of.terms.add(Term.objects.create(slug="shixin", hanzi="失信", pinyin="shīxìn", english="being untrustworthy", explanation="…", sort_key="shixin"))

    published(of)

    assert found(text) == ["Everyone has a score."]


@pytest.mark.parametrize(
    "text",
    ["China’s “credit” — a ‘score’", "1999–2020", "–5", "v1.2–3", "state–media", "a’b—c", "http://x.cn/a–b", "me@x.cn’s", "社會’x", "“1.5”"],
)
def test_quotation_marks_and_dashes_count_as_the_blanks_that_they_are_to_the_parser(text):
    with connection.cursor() as cursor:
        whole, indexed = without_chinese(folded(text)), searchable(text)[0]
        cursor.execute("SELECT to_tsvector('english', %s)::text, to_tsvector('english', %s)::text", [whole, indexed])
        as_it_stands, as_indexed = cursor.fetchone()

    assert as_indexed == as_it_stands != ""


def test_a_match_in_the_statement_ranks_above_one_in_the_rationale():
    published(statement="It is about lists.", rationale="Penguins.")
    published(statement="It is about penguins.", rationale="Lists.")

    ranked = Claim.objects.search(Query("penguins")).best_match_first()

    assert [c.statement for c in ranked] == ["It is about penguins.", "It is about lists."]


@pytest.mark.parametrize("text", ["score", "社会信用", '"national score" OR 失信 -local', "SC-0007"])
def test_a_search_can_use_the_index(text):
    sql, parameters = Claim.objects.search(Query(text)).order_by().query.sql_with_params()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Bitmap Index Scan on claim_search" in plan


def test_only_text_of_the_current_review_is_searched():
    first = published(statement="It is about penguins.")

    published(first.claim, statement="It is about walruses.")

    assert (found("penguins"), found("walruses")) == ([], ["It is about walruses."])
