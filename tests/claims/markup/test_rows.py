"""A row says the same of a claim, whether it was read whole or only the columns that a row shows; and nothing in it is markup but our own."""

import re
from datetime import date

import pytest
import time_machine
from django.utils.html import conditional_escape

from claims.markup.rows import LISTED, Listed, Row
from claims.models import Claim
from tests.factories import claim, published, topic

pytestmark = pytest.mark.django_db


def listed(of: Claim) -> Listed:
    return Listed(*Claim.objects.with_first_topic().values_list(*LISTED).get(pk=of.pk))


@pytest.mark.parametrize("today", ["2026-12-01", "2026-12-02"])
@pytest.mark.parametrize("topics", [[], ["One"], ["Two & more", "One"]])
def test_a_row_of_columns_is_the_row_of_the_claim(topics, today):
    of = published(claim(topics=[topic(name=name) for name in topics]), review_by=date(2026, 12, 1), evidence=3).claim

    with time_machine.travel(today, tick=False):
        assert Row.of(listed(of)) == Row.of(of)


def test_a_row_says_verdict_statement_fact_evidence_topic_and_date():
    of = published(claim(topics=[topic(name="Lists & <more>")]), statement="A <b>bold</b> 信用.", fact="None & nothing.", as_of="2025-03").claim

    assert re.sub("<svg.*?</svg>", "◆", conditional_escape(Row.of(of))).splitlines() == [
        '<li class="row">',
        '  <p class="verdict v-false">◆ <span><span class="vh">Verdict: </span>False</span></p>',
        "  <div>",
        f'    <h3><a href="/claims/{of.slug}/">“A &lt;b&gt;bold&lt;/b&gt; <span lang="zh-Hans">信用</span>.”</a></h3>',
        '    <p class="finding">None &amp; nothing.</p>',
        "  </div>",
        '  <p class="meta"><span class="strip"><span class="s-refutes"><i aria-hidden="true">◆◆</i>2 refute</span> '
        '<span class="s-supports"><i aria-hidden="true"></i>0 support</span></span><span>Lists &amp; &lt;more&gt;</span>'
        '<span>As of <time datetime="2025-03">March 2025</time></span></p>',
        "</li>",
    ]


def test_an_overdue_row_says_so_and_a_tight_one_says_neither_evidence_nor_topic():
    of = published(claim(topics=[topic(name="Lists")]), review_by=date(2026, 12, 1)).claim
    with time_machine.travel("2026-12-02", tick=False):
        row = conditional_escape(Row.of(of, tight=True))

    assert "<strong>Overdue for review.</strong>" in row
    assert "Lists" not in row
    assert "refute" not in row


def test_the_two_texts_can_be_put_in_anew():
    row = Row.of(published(statement="One.", fact="Two.").claim)

    assert row.showing("<mark>One</mark>.", "2.") == conditional_escape(row).replace("One.", "<mark>One</mark>.").replace("Two.", "2.")
