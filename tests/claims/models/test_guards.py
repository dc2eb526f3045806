"""The guards as a stranger with a database shell meets them, and as Python code that asks django-pgtrigger to look away."""

from contextlib import nullcontext

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection

from claims.models.guards import DeferredGuard, Guard, SetGuard
from tests import factories
from tests.refusals import refused, sql

pytestmark = pytest.mark.django_db


def guards() -> dict[str, pgtrigger.Trigger]:
    """Every guard by its name in the database. Other triggers, that keep notes, may be told to look away."""
    every = [(trigger, model) for model in apps.get_models() for trigger in getattr(model._meta, "triggers", [])]
    return {trigger.get_pgid(model): trigger for trigger, model in every if isinstance(trigger, Guard | SetGuard | DeferredGuard)}


INSERT_EVIDENCE = """
    INSERT INTO claims_evidence (review_id, source_id, position, stance, finding, locator, quotation, quotation_language, translation)
    SELECT claims_review.id, claims_appearance.source_id, 99, 'context', 'It came later.', '', '', '', '' FROM claims_review, claims_appearance
"""
ARRIVES = """
    INSERT INTO claims_review
    SELECT (json_populate_record(r, '{"id": 987654, "number": 99, "change": "update", "reason": "More is known.", %s}')).* FROM claims_review r
"""
ARRIVES_PUBLISHED = ARRIVES % '"state": "published"'
ARRIVES_WITHDRAWN = ARRIVES % '"state": "withdrawn", "withdrawn_at": "2099-01-01 00:00Z", "withdrawn_reason": "A source was forged."'
BECOMES_PUBLISHED = f"""{ARRIVES % '"state": "draft"'}; UPDATE claims_review SET state = 'published' WHERE state = 'draft'"""
DEEDS = [
    ("review_frozen", "never changes", "UPDATE claims_review SET fact = 'Another fact.'"),
    ("review_frozen", "never changes", "UPDATE claims_review SET state = 'draft', approver_id = NULL, published_at = NULL"),
    ("review_frozen", "never deleted", "DELETE FROM claims_review"),
    ("review_arrives", "has no evidence", ARRIVES_PUBLISHED),
    ("review_arrives", "is published before it is withdrawn", ARRIVES_WITHDRAWN),
    ("review_gates", "has no evidence", BECOMES_PUBLISHED),
    ("review_never_truncated", "claims_review keeps published records", "TRUNCATE claims_review CASCADE"),
    ("review_never_truncated", "keeps published records", "TRUNCATE claims_claim CASCADE"),
    ("evidence_frozen", "Evidence of a published review", "UPDATE claims_evidence SET finding = 'Another finding.'"),
    ("evidence_frozen", "Evidence of a published review", "DELETE FROM claims_evidence"),
    ("evidence_complete", "Evidence of a published review", INSERT_EVIDENCE),
    ("evidence_never_truncated", "claims_evidence keeps published records", "TRUNCATE claims_evidence"),
    ("evidence_never_truncated", "keeps published records", "TRUNCATE sources_source CASCADE"),
    ("ledger_append_only", "append-only", "UPDATE claims_ledgerentry SET record = '{}'"),
    ("ledger_append_only", "append-only", "DELETE FROM claims_ledgerentry"),
    ("ledger_never_truncated", "claims_ledgerentry keeps published records", "TRUNCATE claims_ledgerentry"),
    ("comment_unchanged", "never changes", "UPDATE claims_comment SET text = 'I said no such thing.'"),
    ("comment_lasts", "goes only with its draft", "DELETE FROM claims_comment"),
    ("comment_never_truncated", "claims_comment keeps published records", "TRUNCATE claims_comment"),
]


@pytest.mark.parametrize("looking_away", [nullcontext, pgtrigger.ignore], ids=["plain", "ignored"])
@pytest.mark.parametrize(("guard", "words", "statement"), DEEDS)
def test_a_guard_refuses_and_cannot_be_ignored(guard, words, statement, looking_away):
    factories.comment(factories.published())

    with looking_away(), refused(words):
        sql(statement)


def test_every_guard_is_tried_above():
    declared = {guard.name for guard in guards().values()}
    history = {name for name in declared if name.endswith(("_events_append_only", "_not_emptied"))} | {"addition_append_only"}

    assert declared - history == {guard for guard, _, _ in DEEDS}  # the others are tried in tests/sources/test_history.py


def test_a_guard_that_is_named_cannot_be_ignored_either():
    published = factories.published()

    with pgtrigger.ignore("claims.Review:review_frozen"), refused("never changes"):
        sql("UPDATE claims_review SET fact = 'Another fact.' WHERE id = %s", published.pk)


def test_every_guard_is_in_the_database_and_asks_nobody_whether_to_look_away():
    with connection.cursor() as cursor:
        cursor.execute("SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE 'pgtrigger%'")
        installed = dict(cursor.fetchall())

    assert set(guards()) <= set(installed)
    assert [name for name in guards() if "ignore" in installed[name]] == []


def test_what_looks_at_whole_statements_scans_no_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.proname, coalesce(p.proconfig, '{}') FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE (t.tgnewtable IS NOT NULL OR t.tgoldtable IS NOT NULL) AND p.prosrc NOT LIKE '%INSERT INTO sources_addition%'"
        )
        settings = dict(cursor.fetchall())

    of_sets = {name for name, guard in guards().items() if isinstance(guard, SetGuard)}
    assert of_sets | {"claims_claim_noted", "claims_evidence_noted"} <= set(settings)
    assert {name for name, made in settings.items() if "enable_seqscan=off" not in made} == set()


@pytest.mark.parametrize("guard", ["claims.Review:review_frozen", "claims.Review:review_gates", "claims.LedgerEntry:ledger_append_only"])
def test_installing_a_guard_anew_does_not_weaken_it(guard):
    factories.published()

    pgtrigger.install(guard)

    with pgtrigger.ignore(), refused("never changes"):
        sql("UPDATE claims_review SET fact = 'Another fact.'")


def test_guards_run_before_the_change_or_after_its_statement_or_at_the_end_of_its_transaction():
    moments = {(type(guard), guard.when) for guard in guards().values()}

    assert moments == {(Guard, pgtrigger.Before), (SetGuard, pgtrigger.After), (DeferredGuard, pgtrigger.After)}
