"""allauth's two pages of OpenID Connect; a provider that is away or talks nonsense is a page."""

from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from communities.oidc.provider import StrictAdapter
from netwerk.kern.policy import OPEN, needs

type View = Callable[[HttpRequest, str], HttpResponse]
TROUBLE = (RequestException, OAuth2Error, KeyError, TypeError, ValueError)


def answered(view: View) -> View:
    """Show the page of what went wrong, whatever the provider does; 404 when there is none."""

    @wraps(view)
    def safe(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            provider = get_adapter().get_provider(request, provider_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        try:
            return view(request, provider_id)
        except TROUBLE as error:
            page: HttpResponse = render_authentication_error(request, provider, exception=error)
            return page

    return needs(OPEN)(safe)


@answered
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider."""
    view = OAuth2LoginView.adapter_view(StrictAdapter(request, provider_id))
    response: HttpResponse = view(request)
    return response


@answered
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the answer of the provider."""
    view = OAuth2CallbackView.adapter_view(StrictAdapter(request, provider_id))
    response: HttpResponse = view(request)
    return response
