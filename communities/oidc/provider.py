"""allauth's OpenID Connect, as strict as OIDC NLGOV asks: PKCE, state, nonce, a signed token."""

import secrets
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

RANDOM_BYTES = 32  # 256 bits; OIDC NLGOV asks for at least 128
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")


class StrictAdapter(OpenIDConnectOAuth2Adapter):
    """Talks to the provider, and believes only what it signed for us."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider tells of itself; it must be the one that was configured."""
        config: dict[str, Any] = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if str(config.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
            raise OAuth2Error("The provider calls itself by another name.")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Refuse a login without a signed token, or whose two answers are about two people."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("There is no ID token.")
        login = super().complete_login(request, app, token, **kwargs)
        data = login.account.extra_data
        if data["userinfo"].get("sub") != data["id_token"].get("sub"):
            raise OAuth2Error("The token and the user info are about two people.")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Check signature, issuer, audience and time, also when TLS brought the token."""
        if jwt.get_unverified_header(id_token).get("alg") not in ALGORITHMS:
            raise OAuth2Error("The token is signed in another way.")
        decoded: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if "exp" not in decoded:
            raise OAuth2Error("The token works for ever.")
        return decoded


class Provider(OpenIDConnectProvider):
    """The one provider of the settings; the address line cannot change what is asked of it."""

    oauth2_adapter_class = StrictAdapter
    pkce_enabled_default = True

    def redirect(
        self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **kw: Any
    ) -> HttpResponse:
        """Send a nonce along, and remember it with the state."""
        nonce = secrets.token_urlsafe(RANDOM_BYTES)
        kw["auth_params"] = self.get_auth_params() | {"nonce": nonce}
        kw["scope"] = self.get_scope()
        response: HttpResponse = super().redirect(
            request, "login", next_url=next_url, data=data, nonce=nonce, **kw
        )
        return response

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Count an address as verified only when the provider says exactly that."""
        addresses: list[EmailAddress] = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = address.verified in (True, "true")
        return addresses


provider_classes = [Provider]
