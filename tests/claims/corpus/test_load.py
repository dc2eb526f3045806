import pytest

from claims.corpus.dump import dump
from claims.corpus.load import CorpusRefused, load
from claims.models import Claim, Collection, Evidence, LedgerEntry, Review, Term, Topic
from claims.text_search import Query
from sources.models import Source
from tests import factories

pytestmark = pytest.mark.django_db
CLAIM, DRAFT, LIU, CAIXIN = "claims/SC-0001.yaml", "claims/SC-0002.yaml", "sources/liu2018.yaml", "sources/caixin2017.yaml"


def counts(report, state: str) -> dict[str, int]:
    return {kind: n for (kind, of), n in sorted(report.counts.items()) if of == state}


def refusals(corpus) -> list[str]:
    with pytest.raises(CorpusRefused) as raised:
        corpus.load()
    return [str(problem) for problem in raised.value.problems]


ALL = {"claim": 2, "collection": 1, "source": 2, "term": 1, "topic": 1}


def test_a_first_load_creates_everything(corpus):
    names = []

    report = load(corpus.root, step=names.append)

    assert counts(report, "created") == ALL
    assert (counts(report, "changed"), counts(report, "unchanged"), report.only_in_database) == ({}, {}, {})
    assert sorted(names) == ["SC-0001", "SC-0002", "caixin2017", "first-lesson", "liu2018", "xinyong"]


def test_a_second_load_changes_nothing(corpus):
    corpus.load()
    before = [list(model.objects.order_by("pk").values()) for model in (Source, Claim, Review, Evidence, Term, Collection, LedgerEntry)]

    report = corpus.load()

    assert counts(report, "unchanged") == ALL
    assert (counts(report, "created"), counts(report, "changed")) == ({}, {})
    assert [list(model.objects.order_by("pk").values()) for model in (Source, Claim, Review, Evidence, Term, Collection, LedgerEntry)] == before


def test_a_source_is_loaded_whole(corpus):
    corpus.load()

    liu, caixin = Source.objects.get(key="liu2018"), Source.objects.get(key="caixin2017")

    assert (liu.byline, liu.date, liu.url, liu.read, liu.standing) == (
        "Jun Liu, ForskerZonen",
        "2018-12-06",
        "https://example.org/liu",
        "full",
        "current",
    )
    assert (caixin.read, caixin.read_in, caixin.original_title, caixin.url) == ("cited", liu, "没有的分数", "")
    assert (caixin.standing, caixin.standing_note) == ("corrected", "A date was mended.")


def test_a_claim_is_loaded_and_published(corpus):
    corpus.load()

    claim = Claim.objects.get(reference="SC-0001")

    assert (claim.slug, claim.standing, claim.verdict, claim.first_made) == ("everyone-has-a-score", "published", "false", "2018")
    assert [topic.slug for topic in claim.topics.all()] == ["travel"]
    assert [(tie.tie, tie.other.reference) for tie in claim.links.all()] == [("related", "SC-0002")]
    assert (claim.current.author.username, claim.current.approver.username) == ("compilers", "second-readers")
    assert [(piece.source.key, piece.stance, piece.locator) for piece in claim.current.evidence.all()] == [
        ("liu2018", "refutes", "section 2"), ("caixin2017", "context", ""),
    ]  # fmt: skip


def test_a_draft_stays_a_draft(corpus):
    corpus.load()

    claim = Claim.objects.get(reference="SC-0002")

    assert (claim.standing, claim.current) == ("draft", None)
    assert (claim.reviews.get().state, claim.reviews.get().missing) == ("draft", "Nobody has been found who said so.")


def test_a_submitted_review_waits(corpus):
    corpus.edit(CLAIM, "state: published", "state: submitted")
    corpus.edit(CLAIM, "    published: '2026-11-22T12:00:00Z'\n", "")

    corpus.load()

    assert Review.objects.get(claim__reference="SC-0001").state == "submitted"
    assert counts(corpus.load(), "unchanged") == ALL


def test_terms_and_lessons_are_tied_to_their_claims(corpus):
    corpus.load()

    term, lesson = Term.objects.get(), Collection.objects.get()

    assert (term.sort_key, [claim.reference for claim in term.claims.all()]) == ("xinyong", ["SC-0001"])
    assert [(item.claim.reference, item.question) for item in lesson.items.all()] == [
        ("SC-0002", "Who takes the points away?"),
        ("SC-0001", "Who counts?"),
    ]
    assert [claim.reference for claim in Claim.objects.search(Query("xinyong"))] == ["SC-0001"]


def test_the_accounts_of_the_files_can_sign_in_nowhere(corpus):
    corpus.edit(CLAIM, "    confidence: high", "    confidence: high\n    author: jane\n    approver: joe")

    corpus.load()

    review = Review.objects.get(claim__reference="SC-0001")
    assert (review.author.username, review.approver.username) == ("jane", "joe")
    assert [account.is_active or account.has_usable_password() for account in (review.author, review.approver)] == [False, False]


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("topics/travel.yaml", "name: Travel", "name: Journeys", "topic"),
        (LIU, "    given: Jun\n", "", "source"),
        (DRAFT, "points.", "two points.", "claim"),
        (CLAIM, "  - claimant: A newspaper", "  - claimant: Another newspaper", "claim"),
        ("glossary/xinyong.yaml", "credit, trust", "credit; trust", "term"),
        ("collections/first-lesson.yaml", "minutes: '45'", "minutes: '50'", "collection"),
    ],
)  # fmt: skip
def test_a_changed_file_changes_its_row_and_no_other(corpus, tmp_path, file, old, new, kind):
    corpus.load()
    corpus.edit(file, old, new)

    report = corpus.load()

    assert counts(report, "changed") == {kind: 1}
    assert counts(corpus.load(), "unchanged") == ALL
    assert dump(tmp_path / "again") == (7, 7)
    assert (tmp_path / "again" / file).read_text() == (corpus.root / file).read_text()


def test_a_source_that_changes_kind_shows_on_the_claims_that_lean_on_it(corpus):
    corpus.load()
    corpus.edit(LIU, "kind: commentary", "kind: scholarship")
    corpus.edit(LIU, "A score for everyone?", "Kangaroo")

    corpus.load()

    assert Claim.objects.get(reference="SC-0001").source_kinds == ["journalism", "scholarship"]
    assert [claim.reference for claim in Claim.objects.search(Query("kangaroo"))] == ["SC-0001"]


def test_rows_that_no_file_has_are_kept_and_named(corpus):
    factories.source(key="only-here")
    factories.published(factories.claim(reference="SC-9000"))

    report = corpus.load()

    assert report.only_in_database["claim"] == ["SC-9000"]
    assert "only-here" in report.only_in_database["source"]
    assert Claim.objects.filter(reference="SC-9000").exists()


def test_hand_written_forms_of_the_same_data_are_unchanged(corpus):
    corpus.load()
    corpus.edit(CLAIM, "    confidence: high", "    confidence: high\n    author: compilers\n    approver: second-readers")
    corpus.edit(CLAIM, "    change: first\n", "")
    corpus.edit(CLAIM, "T12:00:00Z", "T12:00:00.000Z")
    corpus.edit(CLAIM, "    statement: Everyone in China has a score.", "    statement: >\n      Everyone in China\n      has a score.")
    corpus.edit(LIU, "link: seen", "link: seen\nstanding: current")

    assert counts(corpus.load(), "unchanged") == ALL


def test_a_gate_refuses_a_file_as_it_refuses_an_editor(corpus):
    corpus.edit(CLAIM, "    source: liu2018\n    date", "    url: https://example.org/\n    date")
    corpus.edit(CLAIM, "        locator: section 2\n", "")

    assert refusals(corpus) == [f"{CLAIM}:12: reviews.0: Add at least one piece of evidence with a finding and a locator (where in the source)."]
    assert not Source.objects.exists()


def test_every_claim_that_a_gate_refuses_is_named_at_once(corpus):
    corpus.edit(CLAIM, "        locator: section 2\n", "")
    corpus.edit(DRAFT, "state: draft", "state: submitted")

    problems = refusals(corpus)

    assert [problem.split(": ")[0] for problem in problems].count(f"{CLAIM}:12") == 1
    assert f"{DRAFT}:8: reviews.0: Choose a verdict." in problems


def test_a_warning_needs_a_note_in_the_file(corpus):
    corpus.edit(CLAIM, "    override_note: One of the two sources is known only through the other.\n", "")

    assert refusals(corpus) == [f"{CLAIM}:12: reviews.0: Fewer than two independent sources. Publish in spite of that only with a public note."]


def test_nobody_publishes_a_review_of_their_own(corpus):
    corpus.edit(CLAIM, "    confidence: high", "    confidence: high\n    author: jane\n    approver: jane")

    assert refusals(corpus) == [f"{CLAIM}:12: reviews.0: Whoever wrote a review cannot publish it. Ask a second person."]


def test_a_fault_anywhere_keeps_everything_out(corpus):
    corpus.edit("collections/first-lesson.yaml", "minutes: '45'", "minutes: long")

    assert refusals(corpus) == ["collections/first-lesson.yaml:6: minutes: “long” does not have the right form. A whole number from 0 to 9999."]
    assert not Topic.objects.exists()


def test_a_folder_without_files_is_refused(tmp_path):
    with pytest.raises(CorpusRefused) as raised:
        load(tmp_path)

    assert str(raised.value) == f"{tmp_path}:1: holds no corpus files; name the folder that holds sources/, claims/, …"


def test_a_claim_that_the_database_has_without_a_review_takes_those_of_the_file(corpus):
    factories.claim(reference="SC-0001", slug="everyone-has-a-score")

    report = corpus.load()

    assert counts(report, "changed") == {"claim": 1}
    assert Claim.objects.get(reference="SC-0001").standing == "published"


def test_an_open_review_takes_the_words_of_the_file(corpus):
    corpus.load()
    Review.objects.filter(claim__reference="SC-0002").update(statement="A cat costs its owner points.")

    report = corpus.load()

    assert counts(report, "changed") == {"claim": 1}
    assert Review.objects.get(claim__reference="SC-0002").statement == "A dog without a leash costs its owner points."


def test_claims_whose_source_cites_a_source_further_down_are_loaded(corpus):
    corpus.write(
        "sources/a-first.yaml", (corpus.root / CAIXIN).read_text().replace("caixin2017", "a-first").replace("read_in: liu2018", "read_in: caixin2017")
    )

    corpus.load()

    assert Source.objects.get(key="a-first").read_in.key == "caixin2017"
    assert counts(corpus.load(), "unchanged") == ALL | {"source": 3}
