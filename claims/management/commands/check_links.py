"""manage.py check_links: are the sources still there, and do they still say what they said? What is not so raises alarms on the editors' desk."""

from collections import Counter
from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.editorial import alarms
from claims.models import Weight
from sources.link_check.fetch import fetch
from sources.link_check.judging import Difference, Outcome
from sources.link_check.run import AT_A_TIME, PAUSE, check, due


class Command(BaseCommand):
    help = "Ask for each source that was not checked lately, a few at a time, one at a time a host. Stop it when you like: it goes on where it was."

    def add_arguments(self, parser):
        parser.add_argument("keys", nargs="*", help="Check these sources only, whenever they were checked last.")
        parser.add_argument("--days", type=float, default=7, help="Leave out what was checked in the last so many days (default 7).")
        parser.add_argument("--at-a-time", type=int, default=AT_A_TIME, help=f"How many hosts are asked at the same time (default {AT_A_TIME}).")
        parser.add_argument("--pause", type=float, default=PAUSE, help=f"Seconds before a host is asked again (default {PAUSE:g}).")

    def handle(self, *, keys: list[str], days: float, at_a_time: int, pause: float, verbosity: int, **options):
        if days < 0 or pause < 0 or not 1 <= at_a_time <= 32:
            raise CommandError("--days and --pause are 0 or more, --at-a-time is 1 to 32.")
        sources = due(days=days, keys=keys)
        if missing := sorted(set(keys) - {source.key for source in sources}):
            raise CommandError(f"There is no source with an address and the key {', '.join(missing)}.")
        agent = f"Mozilla/5.0 (compatible; SocialCreditClaims-LinkCheck/1; +{settings.SITE_URL}/about/)"
        counts = Counter()
        with tqdm(total=len(sources), desc="Checking links", unit="source", disable=None if verbosity else True, file=self.stderr._out) as bar:
            for kept in check(sources, fetch=partial(fetch, agent=agent), at_a_time=at_a_time, pause=pause):
                counts[kept.outcome] += 1
                counts[kept.difference] += 1
                bar.update()
                if kept.outcome in (Outcome.GONE, Outcome.FORBIDDEN) or kept.difference in (Difference.LARGE, Difference.NOTICE):
                    words = kept.get_difference_display() if kept.outcome == Outcome.OK else f"{kept.get_outcome_display()}. {kept.problem}"
                    bar.write(f"{kept.source.key}: {words} {kept.address}", file=self.stdout._out)
        told = [f"{counts[outcome]} {outcome.label.lower()}" for outcome in Outcome if counts[outcome]]
        told += [f"{counts[d]} {d.label.lower()}" for d in (Difference.SMALL, Difference.NOTICE, Difference.LARGE) if counts[d]]
        self.stdout.write(f"{sum(counts[outcome] for outcome in Outcome)} checked" + "".join(f", {words}" for words in told) + ".")
        raised = alarms.raise_due()
        only = sum(alarm.weight == Weight.ONLY for alarm in raised)
        self.stdout.write(f"{len(raised)} new alarms" + (f", {only} of them where the source is the only leg" if only else "") + ".")
