"""Invitations: how somebody comes to have an account."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.roles import Role

VALID = timedelta(days=7)


def _in_a_week():
    return timezone.now() + VALID


class InvitationQuerySet(models.QuerySet):
    def open(self) -> "InvitationQuerySet":
        """Those whose link still works."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(digest=digest(token))


class Invitation(models.Model):
    """A link that makes one account, once, within a week. Only a digest of the link is kept: who reads the table cannot use it."""

    name = models.CharField("for whom", max_length=100, help_text="So that you know it again; they choose the name to sign in with themselves.")
    roles = ArrayField(models.CharField(max_length=13, choices=Role.choices))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations", editable=False)
    created_at = models.DateTimeField("made", auto_now_add=True)
    expires_at = models.DateTimeField("valid until", default=_in_a_week, editable=False)
    accepted_at = models.DateTimeField("accepted", null=True, editable=False)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="invitation")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(roles__contained_by=Role.values) & Q(roles__len__gt=0), name="invitation_roles_known"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, account__isnull=True) | Q(accepted_at__isnull=False, account__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()

    @property
    def standing(self) -> str:
        """In a word or two: accepted, open or expired."""
        return "accepted" if self.accepted_at else "open" if self.is_open else "expired"

    def new_token(self) -> str:
        """A token for the link, which replaces the one before. It is to be seen now: nobody can read it later."""
        token = secrets.token_urlsafe(32)
        self.digest = digest(token)
        return token


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
