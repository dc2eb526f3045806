"""The forms of signing in, where ours differ from django-allauth's, and the form of an invitation."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import User

_MALFORMED = (KeyError, TypeError, ValueError, AttributeError)  # what the libraries below raise on JSON that is no answer of a browser


def _shown(user: User, kind: str) -> None:
    """Who sets a factor up has just shown it: it is not asked for again in this session."""
    record_authentication(context.request, user, method="mfa", type=kind)


class ActivateApp(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code that the app shows"
        self.fields["code"].widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})

    def clean_code(self) -> str:
        code = super().clean_code()
        _shown(self.user, "totp")
        return code


class AddPasskey(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name"
        self.fields["name"].help_text = "To tell it from your other ones: my phone, the blue key."
        self.fields["passwordless"].label = "Sign in with it alone, without the password"
        self.fields["passwordless"].help_text = "It then asks for your finger, your face or its PIN."
        self.fields["passwordless"].initial = True

    def clean(self) -> dict:
        try:
            cleaned = super().clean()
        except _MALFORMED as fault:
            raise forms.ValidationError("That is no passkey. Try again.") from fault
        if not self.errors:
            _shown(self.user, "webauthn")
        return cleaned


class _WellFormed:
    """For the forms that take a passkey's answer."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except _MALFORMED as fault:
            raise forms.ValidationError("That is no passkey. Try again.") from fault


class SignInWithPasskey(_WellFormed, LoginWebAuthnForm):
    pass


class ShowPasskey(_WellFormed, AuthenticateWebAuthnForm):
    pass


class ShowPasskeyAgain(_WellFormed, ReauthenticateWebAuthnForm):
    pass


class JoinForm(BaseUserCreationForm):
    """What somebody who was invited chooses: a name to sign in with, and a password."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")
        labels = {"username": "Name to sign in with"}
        help_texts = {
            "username": "Letters, digits and @ . + - _",
            "email": "For resetting your password, and nothing else. You can leave it empty.",
        }
