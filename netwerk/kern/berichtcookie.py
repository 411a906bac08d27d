"""The cookie that holds "Je bent ingelogd." until the next page, with the prefix of our others."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class OwnCookieStorage(CookieStorage):
    """Django has no setting for the name; ``__Host-`` keeps it from other hosts of the domain."""

    cookie_name = settings.MESSAGE_COOKIE_NAME


class Storage(FallbackStorage):
    """In the cookie, and what does not fit in there in the session, as Django does."""

    storage_classes = (OwnCookieStorage, SessionStorage)
