"""Which way a claim leans goes from its file into the database and back."""

import pytest
from django.db import IntegrityError

from claims.corpus import files, shapes
from claims.corpus.load import load
from claims.models import Claim
from tests.factories import claim

pytestmark = pytest.mark.django_db


def test_the_leaning_is_loaded_changed_and_dumped_again(tmp_path):
    draft = {"number": "1", "state": "draft", "change": "first", "statement": "Everyone has a score."}
    data = {"reference": "SC-8001", "slug": "everyone", "topics": ["scores"], "leaning": "overstates", "reviews": [draft]}
    files.write(
        tmp_path, "topic", {"slug": "scores", "name": "Scores", "position": "1", "summary": "Claims about scores of any kind, and who gives them."}
    )
    files.write(tmp_path, "claim", data)

    load(tmp_path)
    first = shapes.all_of("claim")["SC-8001"]
    files.write(tmp_path, "claim", data | {"leaning": "neither"})
    load(tmp_path)

    assert first == data
    assert Claim.objects.get(reference="SC-8001").leaning == "neither"


def test_a_claim_without_a_leaning_has_none_in_its_file():
    made = claim()

    assert "leaning" not in shapes.claim(made)


def test_the_database_knows_no_other_leaning():
    with pytest.raises(IntegrityError, match="claim_leaning_known"):
        claim(leaning="sideways")
