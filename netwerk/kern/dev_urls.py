"""Addresses that exist only with the development switch: components, and the mail reader."""

from django.urls import URLPattern, path

from netwerk.kern import dev_views
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("_componenten/", public(dev_views.componenten), name="components"),
    path("_componenten/mail/", public(dev_views.mailonderdelen), name="mail_components"),
]
