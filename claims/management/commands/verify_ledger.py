"""manage.py verify_ledger: does the chain hold, and do the tables still say what it says?"""

from django.core.management.base import BaseCommand, CommandError

from claims.editorial.ledger import RELATED, first_disagreement, first_divergence, first_unrecorded
from claims.models import LedgerEntry


class Command(BaseCommand):
    help = "Recompute every digest of the ledger, and compare each entry with the review and the evidence in the tables. Exit code 1 on a divergence."

    def handle(self, **options):
        entries = LedgerEntry.objects.order_by("position")
        rows = entries.prefetch_related(*RELATED)
        if found := first_divergence(entries.iterator(chunk_size=500)) or first_disagreement(rows.iterator(chunk_size=200)):
            raise CommandError(f"The ledger diverges at entry {found.position}: {found.why}.")
        if review := first_unrecorded():
            raise CommandError(f"The ledger lacks an entry for review {review.claim.reference}/{review.number}, which is {review.state}.")
        self.stdout.write(f"{entries.count()} entries: OK")
