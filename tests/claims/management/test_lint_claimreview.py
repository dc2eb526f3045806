import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("lint_claimreview", *arguments, stdout=out, **options)
    return out.getvalue()


def test_each_published_claim_is_linted_and_no_draft():
    factories.published(factories.claim(reference="SC-0001"))
    factories.published(factories.claim(reference="SC-0002"), statement="Everyone " * 9 + "has one.")
    factories.review(factories.claim(reference="SC-0003"), statement="False: a draft.")

    assert run() == (
        "SC-0002  warning  claimReviewed: It has 89 characters; lists of fact checks cut it after 75. [GOOGLE]\n2 linted, 0 errors, 1 warnings.\n"
    )
    assert run(errors_only=True) == "2 linted, 0 errors, 1 warnings.\n"


def test_one_claim_may_be_named():
    factories.published(factories.claim(reference="SC-0001"))
    factories.published(factories.claim(reference="SC-0002"))

    assert run("SC-0002") == "1 linted, 0 errors, 0 warnings.\n"
    with pytest.raises(CommandError, match="There is no published claim SC-0009"):
        run("SC-0002", "SC-0009")


def test_a_page_of_somebody_else_is_linted_and_an_error_fails_the_command(tmp_path, capsys):
    block = json.dumps({"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "x"})
    page = tmp_path / "check.html"
    page.write_text(f'<script type="application/ld+json">{block}</script>' * 2, "utf-8")

    out = io.StringIO()
    with pytest.raises(CommandError, match="1 linted, 5 errors, "):
        call_command("lint_claimreview", file=[page], errors_only=True, stdout=out)

    assert "check.html  error  (whole): The page has 2 ClaimReviews; give it one. [GOOGLE]" in out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"{", "This is not JSON"), (b"{}", "there is no ClaimReview in it"), (b"\xff\xfe{", "decode byte"), (None, "No such file")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content, said):
    path = tmp_path / "feed.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=said):
        run(file=[path])
