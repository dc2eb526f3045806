"""schemathesis asks every address what its description allows, and what it forbids, and holds the answers to the description."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from claims.api.description import description
from claims_site.wsgi import application

pytestmark = pytest.mark.django_db

PATHS = [
    "/api/v1/", "/api/v1/claims", "/api/v1/claims/{reference}", "/api/v1/claims/{reference}/reviews",
    "/api/v1/claims/{reference}/reviews/{number}", "/api/v1/reviews", "/api/v1/sources", "/api/v1/sources/{key}", "/api/v1/topics",
    "/api/v1/topics/{slug}", "/api/v1/collections", "/api/v1/collections/{slug}", "/api/v1/glossary",
    "/api/v1/glossary/{slug}", "/api/v1/corrections",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def whole_corpus(on_corpus):
    """These tests read the whole corpus."""


@pytest.fixture(autouse=True)
def open_door(db, monkeypatch):
    """No throttle, and the connection of the test stays open between requests."""
    monkeypatch.setattr("claims.api.throttle.PerAddress.THROTTLE_RATES", {"anon": None})
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_every_address_is_asked():
    assert sorted(description()["paths"]) == sorted(PATHS)


def _possible(case) -> bool:
    """Whether a request that the description allows makes sense as a whole: what a schema cannot say about two parameters at once."""
    query = case.query or {}
    ordered = not (query.get("from") and query.get("to")) or str(query["from"]) <= f"{query['to']}~"
    return "cursor" not in query and ordered and (query.get("sort") != "relevance" or bool(str(query.get("q", "")).strip()))


ALLOWED = [pytest.param(path, GenerationMode.POSITIVE, id=f"{path} allowed") for path in PATHS]
FORBIDDEN = [pytest.param(path, GenerationMode.NEGATIVE, id=f"{path} forbidden") for path in PATHS[1:]]  # the first takes nothing that could be wrong


@pytest.mark.parametrize(("path", "mode"), ALLOWED + FORBIDDEN)
def test_schemathesis_finds_nothing(path, mode):
    schema = schemathesis.openapi.from_dict(description())
    schema.app = application
    asked = []

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        if mode == GenerationMode.NEGATIVE or _possible(case):
            asked.append(case.call_and_validate(headers={"Accept-Encoding": "identity"}))

    ask()
    assert asked
