"""manage.py corpus_report: what the record covers, and where it is thin."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand

from claims.reading.coverage import Coverage, Table, coverage

_LONGEST_BAR = 40


class Command(BaseCommand):
    help = "Print how many published claims and how many sources there are of each sort, and which claims are thin or overdue."

    def handle(self, **options):
        report = coverage()
        self.stdout.write("\n".join(_lines(report)))


def _lines(report: Coverage) -> Iterator[str]:
    yield f"{report.total} published claims, {report.sources} sources"
    for table in report.tables:
        yield from _table(table)
    yield from ("", "Claims by leaning")
    for lean in report.leanings:
        judged = ", ".join(f"{n} {verdict.label.lower()}" for verdict, n in lean.verdicts)
        yield f"  {lean.label:<34}{lean.n:>5}  {judged}".rstrip()
    yield from ("", f"Evidence per claim: at least {report.least}, median {report.median}, at most {report.most}")
    named = ", ".join(claim.reference for claim in report.named) + (", …" if report.thin > len(report.named) else "")
    yield f"Claims with fewer than two independent publishers: {report.thin}" + (f" ({named})" if named else "")
    yield f"Overdue reviews: {report.overdue}"


def _table(table: Table) -> Iterator[str]:
    yield from ("", table.title)
    for row in table.rows:
        bar = "█" * round(row.share * _LONGEST_BAR / 100)
        yield f"  {row.label:<34}{row.n:>5}  {bar}".rstrip()
