"""Many sources: a few at a time, one at a time a host, with a pause before a host is asked again.

Each answer is kept as it comes, so a run that was stopped goes on where it was: what has been checked since is no longer due.
"""

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from sources.link_check.answer import Answer
from sources.link_check.judging import Before, Outcome, difference, outcome
from sources.link_check.text import Measures
from sources.models import LinkCheck, Source

Fetch = Callable[[str], Answer]
AT_A_TIME = 4
PAUSE = 2.0


def due(*, days: float, keys: Iterable[str] = ()) -> list[Source]:
    """The sources with an address that were not checked in the last `days` and whose host does not ask us to wait; never checked ones first.

    With `keys`, these sources, whenever they were checked last. One that was merged into another is looked after by that one.
    """
    rows = Source.objects.exclude(url="").filter(merged_into=None).with_last_check()
    if keys:
        return list(rows.filter(key__in=keys).order_by("key"))
    resting = {host_of(check.final_address) for check in LinkCheck.objects.filter(retry_at__gt=Now())}
    found = rows.checked_before(timezone.now() - timedelta(days=days))
    return [source for source in found if host_of(source.url) not in resting]


def host_of(address: str) -> str:
    """The host that an address names, in lower case; the empty string where it names none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def check(sources: list[Source], *, fetch: Fetch, at_a_time: int = AT_A_TIME, pause: float = PAUSE) -> Iterator[LinkCheck]:
    """Ask for each of `sources`, keep what it answers, and give it on as it comes. `pause` in seconds, between two questions to a host.

    A host that asks us to wait is not asked again in this run.
    """
    waiting: dict[str, deque[Source]] = defaultdict(deque)
    for source in sources:
        waiting[host_of(source.url)].append(source)
    free_at = dict.fromkeys(waiting, 0.0)
    running = {}
    with ThreadPoolExecutor(at_a_time) as pool:
        while running or waiting:
            now = time.monotonic()
            for host in [host for host in waiting if free_at[host] <= now][: at_a_time - len(running)]:
                source = waiting[host].popleft()
                running[pool.submit(fetch, source.url)] = (host, source)
                free_at[host] = float("inf")  # until its answer is there
                if not waiting[host]:
                    del waiting[host]
            if not running:
                time.sleep(max(0.0, min(free_at[host] for host in waiting) - now))
                continue
            until = min((free_at[host] for host in waiting), default=float("inf")) - now
            done, _ = wait(running, timeout=None if until == float("inf") else max(until, 0.01), return_when=FIRST_COMPLETED)
            for future in done:
                host, source = running.pop(future)
                kept = keep(source, future.result())
                free_at[host] = time.monotonic() + pause
                if kept.outcome == Outcome.LATER:
                    waiting.pop(host, None)
                yield kept


@transaction.atomic
def keep(source: Source, answer: Answer) -> LinkCheck:
    """Write down what the address of `source` answered, judged beside what it answered before."""
    now, before = timezone.now(), _before(source)
    measures = answer.measures
    judged = outcome(answer, before, now)
    return LinkCheck.objects.create(
        source=source,
        at=now,
        address=answer.address,
        final_address=answer.final_address[:2000],
        outcome=judged,
        difference=difference(measures, before.measures) if judged == Outcome.OK else "",
        status=answer.status,
        media_type=answer.media_type[:100],
        size=answer.size,
        digest=measures.digest if measures else "",
        fingerprint=f"{measures.fingerprint:016x}" if measures and measures.fingerprint is not None else "",
        notices=measures.notices if measures else 0,
        problem=answer.problem[:400],
        retry_at=answer.retry_at,
    )


def _before(source: Source) -> Before:
    """What earlier checks of the same address say; a new address starts afresh."""
    checks = LinkCheck.objects.filter(source=source, address=source.url).order_by("-at")
    last_ok = checks.filter(outcome=Outcome.OK).first()
    failing = checks.filter(outcome__in=[Outcome.FAILING, Outcome.GONE])
    if last_ok:
        failing = failing.filter(at__gt=last_ok.at)
    since = failing.order_by("at").values_list("at", flat=True).first()
    return Before(since, last_ok and Measures(last_ok.digest, int(last_ok.fingerprint, 16) if last_ok.fingerprint else None, last_ok.notices))
