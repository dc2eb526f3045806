"""From an invitation to an account."""

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from people.models import Invitation


class Gone(Exception):
    """The link works no longer: it was used, has expired, or its invitation was taken back."""


@transaction.atomic
def accept(*, token: str, user: User) -> User:
    """Save `user`, which a form has filled in, as the account that the link of `token` makes. Raises Gone; of two at once, one gets it."""
    invitation = Invitation.objects.open().with_token(token).select_for_update().first()
    if invitation is None:
        raise Gone
    user.is_staff = True
    user.save()
    user.groups.set(Group.objects.filter(name__in=invitation.roles))
    invitation.account, invitation.accepted_at = user, timezone.now()
    invitation.save(update_fields=["account", "accepted_at"])
    return user
