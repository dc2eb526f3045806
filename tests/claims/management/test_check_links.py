import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sources.models import LinkCheck, Source
from tests import factories

pytestmark = pytest.mark.django_db


def told(*args, **options) -> str:
    out = io.StringIO()
    call_command("check_links", *args, stdout=out, stderr=io.StringIO(), verbosity=0, **options)
    return out.getvalue()


def test_it_asks_nobody_on_this_machine_and_says_so():
    factories.source(key="ours", url="http://127.0.0.1:1/secret")

    assert told(pause=0.0).splitlines() == [
        "ours: Not on the public internet. 127.0.0.1 leads to 127.0.0.1, which is not on the public internet. http://127.0.0.1:1/secret",
        "1 checked, 1 not on the public internet.",
        "0 new alarms.",
    ]
    assert LinkCheck.objects.get().outcome == "forbidden"
    assert told().splitlines() == ["0 checked.", "0 new alarms."]


@pytest.mark.parametrize(
    ("args", "options", "words"),
    [(["nobody"], {}, "no source with an address and the key nobody"), ([], {"at_a_time": 0}, "1 to 32"), ([], {"days": -1.0}, "0 or more")],
)
def test_what_it_cannot_do_it_refuses(args, options, words):
    with pytest.raises(CommandError, match=words):
        told(*args, **options)


def test_what_it_finds_gone_raises_alarms_and_names_those_that_are_the_only_leg():
    source = factories.source(key="ours", url="http://127.0.0.1:1/law")
    draft = factories.review(evidence=0, override_note="One source only.")
    factories.piece(draft, source=source)
    factories.publishing.publish(review=factories.publishing.submit(review=draft), approver=factories.account(), at=factories.NOON)
    for other in Source.objects.all():
        outcome = "gone" if other == source else "ok"
        LinkCheck.objects.create(source=other, at=timezone.now(), address=other.url, final_address=other.url, outcome=outcome)

    assert told(days=7.0).splitlines() == ["0 checked.", "1 new alarms, 1 of them where the source is the only leg."]
