"""Joining by a link, one's own sessions, and the removal of a passkey. Everything else about signing in is django-allauth's, in our templates."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people import joining
from people.adapters import FactorAdapter
from people.forms import JoinForm
from people.models import Invitation
from people.roles import Role


@never_cache
@sensitive_post_parameters("password1", "password2")
@ratelimit.decorator(app="allauth.account", action="signup")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation: choose a name and a password, and be signed in. 410 when the link works no longer."""
    invitation = Invitation.objects.open().with_token(token).select_related("invited_by").first()
    form = JoinForm(request.POST if request.method == "POST" else None, label_suffix="")
    if invitation and request.method == "POST" and form.is_valid():
        try:
            user = joining.accept(token=token, user=form.save(commit=False))
        except joining.Gone:
            invitation = None
        else:
            login = Login(user=user, redirect_url=reverse("mfa_index"))
            return perform_password_login(request, {"username": user.get_username()}, login)
    if invitation is None:
        return TemplateResponse(request, "people/gone.html", status=410)
    roles = [Role(role).label.lower() for role in invitation.roles]
    return TemplateResponse(request, "people/join.html", {"invitation": invitation, "roles": roles, "form": form})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in. POST `session` ends that one, without it all others."""
    found = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        named = request.POST.get("session")
        ended = [session for session in found if (str(session.pk) == named if named else not session.is_current())]
        for session in ended:
            session.end()
        messages.success(request, f"Signed out in {len(ended)} other place{'' if len(ended) == 1 else 's'}.")
        return HttpResponseRedirect(reverse("usersessions_list"))
    found.sort(key=lambda session: (not session.is_current(), -session.created_at.timestamp()))
    return TemplateResponse(request, "usersessions/usersession_list.html", {"sessions": found})


@login_required
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """As django-allauth does it, but for the only second factor of somebody of the desk."""
    passkey = get_object_or_404(Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN)
    adapter = FactorAdapter()
    if not adapter.can_delete_authenticator(passkey):
        messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
        return HttpResponseRedirect(reverse("mfa_list_webauthn"))
    return remove_webauthn(request, pk=pk)
