"""Every deed that a role allows or not, done through the admin as its pages do it. docs/editing.md names them.

Each function makes what it needs, does the deed signed in as `user`, and returns the answer and whether it was done.
"""

import json
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from claims.models import Alarm, Claim, Collection, Review, Term, Topic
from people.models import Invitation
from sources.models import Source
from tests import factories
from tests.claims.editorial.arriving import theirs
from tests.desk import filled, signed_in, submitted

Done = tuple[HttpResponse, bool]
DEEDS: dict[str, Callable[[User], Done]] = {}
_REVIEWS, _CLAIMS, _SOURCES = "/admin/claims/review/", "/admin/claims/claim/", "/admin/sources/source/"


def deed(function: Callable[[User], Done]) -> Callable[[User], Done]:
    """A deed of the table; its name there is the function's."""
    DEEDS[function.__name__.replace("_", " ")] = function
    return function


def _read(page: str, user: User) -> Done:
    response = signed_in(user).get(page)
    return response, response.status_code == 200


@deed
def read_a_draft(user: User) -> Done:
    return _read(f"{_REVIEWS}{factories.review().pk}/change/", user)


@deed
def preview_a_draft(user: User) -> Done:
    return _read(f"{_REVIEWS}{factories.review().pk}/preview/", user)


@deed
def import_ClaimReviews(user: User) -> Done:
    data = json.dumps(theirs()).encode()
    client, page = signed_in(user), f"{_CLAIMS}claimreviews/"
    looked = client.post(page, {"file": SimpleUploadedFile("a.json", data)})
    kept = looked.context.get("kept", "") if looked.status_code == 200 else ""
    return client.post(page, {"kept": kept, "take": "1"}), Review.objects.exists()


@deed
def look_at_the_ledger(user: User) -> Done:
    return _read("/admin/claims/ledgerentry/", user)


@deed
def look_at_accounts(user: User) -> Done:
    return _read("/admin/auth/user/", user)


def _add(page: str, user: User, sent: dict, made: Callable[[], bool]) -> Done:
    """The form at `page`, filled in and sent; where the form itself is refused, what a browser would send is sent all the same."""
    client = signed_in(user)
    form = client.get(page)
    rows = {key: value for prefix in ("evidence", "appearances", "claimtopic_set", "links", "items", "authors") for key, value in _none(prefix)}
    response = client.post(page, (filled(form) if form.status_code == 200 else rows) | sent)
    return response, made()


def _none(prefix: str) -> list[tuple[str, int]]:
    return [(f"{prefix}-TOTAL_FORMS", 0), (f"{prefix}-INITIAL_FORMS", 0)]


@deed
def add_a_claim(user: User) -> Done:
    place = {"appearances-0-claimant": "A blog", "appearances-0-url": "https://example.org/", "appearances-0-language": "en"}
    sent = {"reference": "SC-99999", "slug": "trains-ask", **place}
    return _add(f"{_CLAIMS}add/", user, sent, Claim.objects.filter(slug="trains-ask").exists)


@deed
def add_a_source(user: User) -> Done:
    sent = {
        "key": "train2019", "title": "Trains", "language": "en", "publisher": "A paper", "date": "2019", "kind": "journalism",
        "url": "https://example.org/", "link": "seen", "read": "full", "standing": "current", "summary": "It says so.",
    }  # fmt: skip
    return _add(f"{_SOURCES}add/", user, sent, Source.objects.filter(key="train2019").exists)


@deed
def write_a_draft(user: User) -> Done:
    claim = factories.claim()
    return _add(f"{_REVIEWS}add/?claim={claim.pk}", user, {"claim": claim.pk, "statement": "Trains ask."}, claim.reviews.filter(author=user).exists)


def _change(row, page: str, user: User, field: str, value: str) -> Done:
    return _add(f"{page}{row.pk}/change/", user, {field: value}, type(row).objects.filter(pk=row.pk, **{field: value}).exists)


@deed
def change_my_draft(user: User) -> Done:
    return _change(factories.review(author=user), _REVIEWS, user, "fact", "It is not so.")


@deed
def change_a_draft_of_others(user: User) -> Done:
    return _change(factories.review(), _REVIEWS, user, "fact", "It is not so.")


@deed
def change_a_claim_not_yet_published(user: User) -> Done:
    return _change(factories.claim(), _CLAIMS, user, "slug", "begun-elsewhere")


@deed
def change_a_claim_that_readers_see(user: User) -> Done:
    return _change(factories.published().claim, _CLAIMS, user, "slug", "another-address")


@deed
def change_a_source_that_readers_see(user: User) -> Done:
    return _change(factories.published().evidence.first().source, _SOURCES, user, "title", "Another title")


def _delete(review: Review, user: User) -> Done:
    response = signed_in(user).post(f"{_REVIEWS}{review.pk}/delete/", {"post": "yes"})
    return response, not Review.objects.filter(pk=review.pk).exists()


@deed
def delete_my_draft(user: User) -> Done:
    return _delete(factories.review(author=user), user)


@deed
def delete_a_draft_of_others(user: User) -> Done:
    return _delete(factories.review(), user)


def _submit(review: Review, user: User) -> Done:
    return _add(f"{_REVIEWS}{review.pk}/change/", user, {"_submit": ""}, Review.objects.filter(pk=review.pk, state="submitted").exists)


@deed
def submit_my_draft(user: User) -> Done:
    return _submit(factories.review(author=user), user)


@deed
def submit_a_draft_of_others(user: User) -> Done:
    return _submit(factories.review(), user)


def _deed(review: Review, name: str, user: User, sent: dict, **after: str) -> Done:
    response = signed_in(user).post(f"{_REVIEWS}{review.pk}/{name}/", sent)
    return response, Review.objects.filter(claim=review.claim, **after).exists()


@deed
def take_back_my_own(user: User) -> Done:
    return _deed(submitted(author=user), "return", user, {"note": "Not yet."}, state="draft")


@deed
def return_a_review(user: User) -> Done:
    return _deed(submitted(), "return", user, {"note": "Add the law."}, state="draft")


@deed
def publish_what_others_wrote(user: User) -> Done:
    return _deed(submitted(), "publish", user, {}, state="published")


@deed
def publish_my_own(user: User) -> Done:
    return _deed(submitted(author=user), "publish", user, {}, state="published")


@deed
def withdraw(user: User) -> Done:
    return _deed(factories.published(), "withdraw", user, {"reason": "It was forged."}, state="withdrawn")


@deed
def start_an_update(user: User) -> Done:
    return _deed(factories.published(), "new", user, {"change": "update", "reason": "News."}, state="draft", change="update")


@deed
def start_a_correction(user: User) -> Done:
    return _deed(factories.published(), "new", user, {"change": "correction", "reason": "A slip."}, state="draft", change="correction")


@deed
def close_an_alarm(user: User) -> Done:
    review = factories.published()
    alarm = Alarm.objects.create(review=review, source=review.evidence.first().source, kind="gone", weight=1, raised_at=timezone.now())
    response = signed_in(user).post(f"/admin/claims/alarm/{alarm.pk}/change/", {"reason": "It is back."})
    return response, Alarm.objects.filter(pk=alarm.pk, closed_by=user, reason="It is back.").exists()


@deed
def manage_topics(user: User) -> Done:
    sent = {"name": "Trains", "slug": "trains", "summary": "About trains.", "position": 1}
    return _add("/admin/claims/topic/add/", user, sent, Topic.objects.filter(slug="trains").exists)


@deed
def manage_terms(user: User) -> Done:
    sent = {"hanzi": "火车", "pinyin": "huǒchē", "english": "train", "slug": "huoche", "words": "火车 | huǒchē | train", "explanation": "It runs."}
    return _add("/admin/claims/term/add/", user, sent, Term.objects.filter(slug="huoche").exists)


@deed
def manage_collections(user: User) -> Done:
    sent = {
        "title": "Trains", "slug": "trains", "summary": "About trains.", "level": "All", "minutes": 45, "aims": "Tell trains apart.",
        "plan": "45 | Read.", "position": 1,
    }  # fmt: skip
    return _add("/admin/claims/collection/add/", user, sent, Collection.objects.filter(slug="trains").exists)


@deed
def change_roles(user: User) -> Done:
    other, group = factories.account(), Group.objects.get(name="editor")
    response = signed_in(user).post(f"/admin/auth/user/{other.pk}/change/", {"groups": group.pk, "is_active": "on"})
    return response, other.groups.filter(name="editor").exists()


@deed
def invite_somebody(user: User) -> Done:
    return _add("/admin/people/invitation/add/", user, {"name": "Zoe", "roles": "editor"}, Invitation.objects.filter(name="Zoe").exists)


@deed
def end_sessions_of_others(user: User) -> Done:
    other, client = factories.account(), Client()
    client.force_login(other)
    session = UserSession.objects.create(user=other, ip="192.0.2.1", session_key=client.session.session_key)
    response = signed_in(user).post(f"/admin/auth/user/{other.pk}/sessions/", {"session": session.pk})
    return response, not Session.objects.filter(pk=session.session_key).exists()
