"""What tests of the editors' desk need beyond tests/factories.py: people who sign in, rows in between states, and forms as a browser sends them."""

import time
from itertools import count

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group, User
from django.test import Client

from claims.editorial import publishing
from claims.models import Claim, Collection, Review, Term
from people.roles import Role
from tests import factories

_numbers = count(1)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def editor(*roles: str, **fields) -> User:
    """Somebody of the desk, in the `roles` given; a publisher, who may do all of it, when none is."""
    made = factories.account(is_staff=True, **fields)
    made.groups.set(Group.objects.filter(name__in=roles or [Role.PUBLISHER]))
    return made


def with_factor(user: User, secret: str = SECRET) -> User:
    """`user`, with an authenticator app set up."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret)
    return user


def signed_in(user: User | None = None) -> Client:
    """A client whose session is that of `user` after the password and, for the desk, the second factor."""
    client, user = Client(), user or editor()
    client.force_login(user)
    if user.is_staff:
        with_factor(user)
        session = client.session
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
    return client


def submitted(of: Claim | None = None, **fields) -> Review:
    return publishing.submit(review=factories.review(of, **fields))


def term(**fields) -> Term:
    defaults = {
        "slug": f"term-{next(_numbers)}", "hanzi": "社会信用", "pinyin": "shèhuì xìnyòng", "english": "social credit",
        "sort_key": "shehui xinyong", "words": [{"hanzi": "社会", "pinyin": "shèhuì", "gloss": "society"}], "explanation": "What the word means.",
    }  # fmt: skip
    return Term.objects.create(**defaults | fields)


def collection(**fields) -> Collection:
    defaults = {
        "slug": f"lesson-{next(_numbers)}", "title": "A lesson", "summary": "What it teaches.", "level": "Ages 15 to 18", "minutes": 45,
        "aims": ["Tell lists from scores."], "plan": [{"minutes": "10", "text": "Read the claims."}],
    }  # fmt: skip
    return Collection.objects.create(**defaults | fields)


def filled(response) -> dict[str, str | list[str]]:
    """What a browser would send back from the change form in `response`, untouched; without a button."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                sent[bound.html_name] = value
    return sent


def opened(client: Client, at: str) -> dict:
    """What a browser would send back from the page of a draft at `at`, with what it began from."""
    page = client.get(at)
    return filled(page) | {"seen": page.context["seen"]}


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
