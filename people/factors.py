"""Second factors: an authenticator app or a passkey. Recovery codes stand in for one that is lost, and are none by themselves."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: AbstractBaseUser) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def is_last_factor(factor: Authenticator) -> bool:
    """Whether its owner would be left without one."""
    return not Authenticator.objects.filter(user_id=factor.user_id, type__in=FACTORS).exclude(pk=factor.pk).exists()


def used_in_session(request: HttpRequest) -> bool:
    """Whether the second factor was shown in this session: at sign-in, or when it was set up."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
