"""What editors say to each other about a review. Each word stays, with who said it and when; readers see none of it."""

from django.contrib.auth.models import AbstractUser

from claims.editorial.gates import Fault
from claims.editorial.publishing import Refused
from claims.models import Comment, Review


def comment(*, review: Review, author: AbstractUser, text: str) -> Comment:
    """Add what `author` says to the thread of `review`, in whatever state it is. Raises Refused when it says nothing."""
    if not text.strip():
        raise Refused([Fault("needs_text", "Write the comment first.")])
    return Comment.objects.create(review=review, author=author, text=text.strip())
