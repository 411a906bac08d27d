"""What comes of a login elsewhere: into the account with the same verified address, or a page."""

import logging
import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest
from django.shortcuts import render

from communities.oidc.provider import RANDOM_BYTES
from communities.services.leden import holder_of

logger = logging.getLogger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Makes no accounts, and links only on an address that is verified there and here."""

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """Return a name for the state that nobody guesses."""
        return secrets.token_urlsafe(RANDOM_BYTES)

    def get_requests_session(self) -> Any:
        """Talk to the addresses that the provider tells, and to none where one of them leads."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Any, str] | None:
        """Return whose account has a verified address, if it is verified there and here.

        An address that somebody only filled in here may be that of another.
        """
        found: tuple[Any, str] | None = super().authenticate_by_email(sociallogin)
        return found if found and holder_of(found[1]) == found[0] else None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Check the nonce; show a page to who has no account here, or an unverified address."""
        token = sociallogin.account.extra_data.get("id_token", {})
        nonce = sociallogin.state.get("nonce")
        if not nonce or token.get("nonce") != nonce:
            raise OAuth2Error("The token answers another question.")
        if sociallogin.is_existing:
            return
        verified = any(address.verified for address in sociallogin.email_addresses)
        reason = "unknown" if verified else "unverified"
        logger.warning("Single sign-on refused: the address is %s.", reason)
        context = {"provider": sociallogin.provider, "reason": reason}
        page = render(request, "socialaccount/geen_account.html", context, status=403)
        raise ImmediateHttpResponse(page)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Write down what kind of thing went wrong; the words of a provider may hold names."""
        what = type(exception).__name__ if exception else str(error)
        logger.warning("Single sign-on failed: %s.", what)
