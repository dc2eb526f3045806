"""manage.py lint_claimreview: does our markup, or somebody else’s, keep the rules of ClaimReview?"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.markup.claimreview import claimreview
from claims.markup.extract import Unreadable, claimreviews
from claims.markup.links import link
from claims.markup.lint import Finding, lint, lint_page
from claims.models import Claim
from claims.reading.loading import by_reference


class Command(BaseCommand):
    help = "Lint the ClaimReview of every published claim, or those in files (HTML or JSON). Exit code 1 on an error; warnings alone pass."

    def add_arguments(self, parser):
        parser.add_argument("references", nargs="*", help="Lint these claims only, as SC-0007.")
        parser.add_argument(
            "--file", action="append", type=Path, default=[], help="Lint a page or a JSON file in place of our claims; may be repeated."
        )
        parser.add_argument("--errors-only", action="store_true", help="Leave out the warnings.")

    def handle(self, *, references: list[str], file: list[Path], errors_only: bool, **options):
        self.today = timezone.now().astimezone(UTC).date()
        counts, linted = Counter(), 0
        for name, findings in self.in_files(file) if file else self.in_record(references):
            linted += 1
            for finding in findings:
                counts[finding.level] += 1
                if finding.level == "error" or not errors_only:
                    self.stdout.write(f"{name}  {finding.level}  {finding.path or '(whole)'}: {finding.message} [{finding.rule}]")
        words = f"{linted} linted, {counts['error']} errors, {counts['warning']} warnings."
        if counts["error"]:
            raise CommandError(words)
        self.stdout.write(words)

    def in_record(self, references: list[str]) -> Iterator[tuple[str, list[Finding]]]:
        claims = Claim.objects.published()
        if references:
            claims = claims.filter(reference__in=references)
            if missing := sorted(set(references) - set(claims.values_list("reference", flat=True))):
                raise CommandError(f"There is no published claim {', '.join(missing)}.")
        for claim, history, *_ in by_reference(claims):
            data = claimreview(claim, claim.current, history[::-1], link, settings.SITE_NAME)
            yield claim.reference, lint(data, page=link(claim.get_absolute_url()), today=self.today)

    def in_files(self, files: list[Path]) -> Iterator[tuple[str, list[Finding]]]:
        for path in files:
            try:
                blocks = claimreviews(path.read_text("utf-8"))
            except (OSError, UnicodeDecodeError, Unreadable) as error:
                raise CommandError(f"{path}: {error}") from None
            if not blocks:
                raise CommandError(f"{path}: there is no ClaimReview in it.")
            if path.suffix in (".html", ".htm"):
                yield path.name, lint_page(blocks, today=self.today)
            else:
                yield from ((f"{path.name} {number}", lint(block, today=self.today)) for number, block in enumerate(blocks, start=1))
