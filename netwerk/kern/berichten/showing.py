"""Showing a mail on a page: in a frame, with its inline styles, and able to do nothing at all."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

MAIL: Any = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": True,
}
PAGE: Any = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}


def the_mail[View: Callable[..., Any]](view: View) -> View:
    """Let a view give the HTML of a mail, as a document for in a page of ours."""
    return xframe_options_sameorigin(csp_override(MAIL)(view))


def page_around_it[View: Callable[..., Any]](view: View) -> View:
    """Let the page of a view show such a document in a frame."""
    return csp_override(PAGE)(view)
