"""Every error of the API as problem details (RFC 9457), with a header that says when to come back where there is one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from rest_framework.exceptions import APIException, NotFound, Throttled

from claims.reading.responses import problem_response

_TITLES = {
    404: "There is no such thing here.",
    405: "The API is read-only: ask with GET, HEAD or OPTIONS.",
    406: "The API answers with application/json only.",
    429: "Too many requests. Wait a little; to have everything, take the list in pages of 100 or the dump.",
}


class Refused(APIException):
    """The query string is not understood; `faults` maps parameters to what is wrong with them."""

    status_code = 400

    def __init__(self, faults: dict[str, list[str]]):
        super().__init__("The query string is not understood.")
        self.faults = faults


class Moved(Exception):
    """What was here has another address for ever."""

    def __init__(self, address: str):
        super().__init__(address)
        self.address = address


def problem(error: Exception, context: dict) -> HttpResponse | None:
    """The answer to `error`, for DRF's EXCEPTION_HANDLER; None for a fault of our own, which goes to the log."""
    if isinstance(error, Moved):
        return HttpResponsePermanentRedirect(error.address)
    if isinstance(error, Http404):
        error = NotFound(str(error))
    if not isinstance(error, APIException) or isinstance(error, PermissionDenied):
        return None
    title = str(error.detail) if error.status_code in (400, 404) else _TITLES.get(error.status_code, str(error.detail))
    response = problem_response(error.status_code, title, getattr(error, "faults", {}))
    if isinstance(error, Throttled) and error.wait is not None:
        response["Retry-After"] = str(max(1, round(error.wait)))
    return response
