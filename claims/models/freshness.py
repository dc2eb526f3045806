"""Fresh or flagged: what is past its date says so."""

from datetime import date

from django.utils import timezone


class ReviewedByDate:
    """What has a `review_by` date."""

    review_by: date | None

    @property
    def is_overdue(self) -> bool:
        """Whether `review_by` lies before today (UTC); false without a date."""
        return self.review_by is not None and self.review_by < timezone.now().date()
