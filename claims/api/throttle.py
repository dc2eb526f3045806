"""How often one address may ask: so many times from its first question on, then afresh. One limit for all processes, counted in the database.

The count lies under a keyed hash: we keep nobody's address.
"""

from django.utils.crypto import salted_hmac
from rest_framework.throttling import AnonRateThrottle

from claims.models import Asker


class PerAddress(AnonRateThrottle):
    def allow_request(self, request, view) -> bool:
        if self.rate is None:
            return True
        asked, self.left = Asker.count(self.get_ident(request), most=self.num_requests, stretch=self.duration)
        return asked <= self.num_requests

    def wait(self) -> float:
        """Seconds until the count starts afresh."""
        return self.left

    def get_ident(self, request) -> str:
        """A name for the asker that does not tell the address."""
        return salted_hmac("claims.api.throttle", super().get_ident(request) or "").hexdigest()[:32]
