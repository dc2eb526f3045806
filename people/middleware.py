"""The desk opens to a second factor only."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from people.factors import has_factor, used_in_session


class SecondFactor:
    """Leads staff away from the desk: those without a second factor to where one is set up, those who have not shown it yet to where it is asked for.

    Other pages are passed on untouched: asking who is there would make them vary by cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")) and request.user.is_staff:
            if not has_factor(request.user):
                return HttpResponseRedirect(reverse("mfa_index"))
            if not used_in_session(request):
                back = urlencode({"next": request.get_full_path() if request.method == "GET" else reverse("admin:index")})
                return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{back}")
        return self.get_response(request)
