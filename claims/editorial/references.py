"""The next reference for a claim. One that was ever given is never given again, not even when its claim is gone."""

import re

from django.contrib.admin.models import LogEntry

from claims.models import Claim

_REFERENCE = re.compile(r"SC-([0-9]{4,})")


def highest() -> int:
    """The highest number ever given: to a claim that is there, or to one that only the admin's log remembers."""
    texts = list(Claim.objects.values_list("reference", flat=True))
    texts += LogEntry.objects.filter(content_type__app_label="claims", content_type__model="claim").values_list("object_repr", flat=True)
    return max((int(found[1]) for text in texts if (found := _REFERENCE.match(text))), default=0)


def next_reference() -> str:
    return f"SC-{highest() + 1:04d}"
