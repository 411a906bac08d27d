"""Why somebody with a role needs a second step, and how to make it."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from communities import tweede_stap
from netwerk.kern.pages import only_with
from netwerk.kern.policy import SIGNED_IN

NEXT = "na_tweede_stap"  # in the session: where the person was going


@only_with(SIGNED_IN, "GET")
def explain(request: HttpRequest) -> HttpResponse:
    """Explain, and lead to what the person has already or can set up."""
    wanted = request.GET.get("next", "")
    if wanted.startswith("/") and not wanted.startswith(("//", "/\\")):
        request.session[NEXT] = wanted
    target = request.session.get(NEXT, reverse("dashboard"))
    if not tweede_stap.is_missing(request):
        request.session.pop(NEXT, None)
        return redirect(target)
    kinds = {each.type for each in tweede_stap.own(request.user)}
    again = "mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn"
    context = {
        "kinds": kinds,
        "again_url": f"{reverse(again)}?{urlencode({'next': target})}" if kinds else "",
    }
    return render(request, "account/tweede_stap.html", context)


class RemovePasskeyView(RemoveWebAuthnView):
    """allauth's page, which does not ask by itself whether a passkey may go."""

    permission = SIGNED_IN

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse to remove the last second step of who needs one."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response
