"""How often one address may ask. The count lies in the shared cache, under a keyed hash: we keep nobody's address."""

from django.utils.crypto import salted_hmac
from rest_framework.throttling import AnonRateThrottle


class PerAddress(AnonRateThrottle):
    def get_ident(self, request) -> str:
        """A name for the asker that does not tell the address."""
        return salted_hmac("claims.api.throttle", super().get_ident(request) or "").hexdigest()[:32]
