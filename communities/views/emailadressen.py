"""A person's e-mail addresses: allauth's page, that mails and says only what is so."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.views import EmailView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from netwerk.kern.policy import SIGNED_IN

GONE = "account/email/email_gone"
CHOICES = ("action_primary", "action_remove", "action_send")


class EmailadressenView(EmailView):
    """Adding, confirming, choosing and removing addresses."""

    permission = SIGNED_IN

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for an address where a button needs one; the page of allauth says nothing then."""
        if not request.POST.get("email") and not request.POST.keys().isdisjoint(CHOICES):
            messages.info(request, "Kies eerst een adres.")
            return HttpResponseRedirect(self.get_success_url())
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Change nothing, and mail nothing, when mail goes there already."""
        address = self._get_email_address(request)
        if address and address.primary:
            messages.info(request, f"Je mail gaat al naar {address.email}. Er is niets veranderd.")
            return None
        return super()._action_primary(request, *args, **kwargs)

    def _action_send(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Send no link for an address that is confirmed."""
        address = self._get_email_address(request)
        if address and address.verified:
            messages.info(request, f"{address.email} is al bevestigd.")
            return None
        return super()._action_send(request, *args, **kwargs)

    def _action_remove(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Tell the address that went as well: whoever lost it to a stranger reads mail there."""
        address: EmailAddress | None = self._get_email_address(request)
        response = super()._action_remove(request, *args, **kwargs)
        if response and address and address.verified:
            context = {"deleted_email": address.email}
            get_adapter().send_notification_mail(GONE, request.user, context, email=address.email)
        return response
