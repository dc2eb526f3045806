"""What django-allauth asks of us: who may sign up, what a second factor is called, how its secret is kept."""

import base64
import hashlib

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.safestring import mark_safe

from people.factors import has_factor, is_last_factor

_TOO_MANY = ("too_many_login_attempts", "rate_limited")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "This name and this password do not belong together.",
        "incorrect_code": "That code is not right. Wait for the next one and try again.",
    }

    def validation_error(self, code, *args):
        """An attempt too many ends on a page of its own with status 429, not on the form."""
        if code in _TOO_MANY:
            raise ImmediateHttpResponse(respond_429(self.request))
        return super().validation_error(code, *args)

    def is_open_for_signup(self, request) -> bool:
        """Never: an account comes from an invitation."""
        return False

    def post_login(self, request, user, **kwargs):
        """Whoever has no second factor yet has typed the password just now; to set one up it is not asked for again."""
        if not has_factor(user):
            record_authentication(request, user, method="password", reauthenticated=True)
        return super().post_login(request, user, **kwargs)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Wait for the next one and try again.",
        "cannot_delete_authenticator": "This is your only second factor, and the desk asks for one. Add another one first.",
    }

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        """A QR code of `url` to stand inside a page."""
        return mark_safe(segno.make(url, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))  # only squares

    def can_delete_authenticator(self, authenticator) -> bool:
        return not (authenticator.user.is_staff and is_last_factor(authenticator))

    def encrypt(self, text: str) -> str:
        return _sealed().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _sealed().decrypt(encrypted_text.encode()).decode()


def _sealed() -> MultiFernet:
    """Seals with a key made from SECRET_KEY, opens with one made from any of its predecessors too: a copy of the database alone gives no codes."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"people.factors:" + key.encode()).digest())) for key in keys])
