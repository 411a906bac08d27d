"""Addresses that exist only with the development switch: components, and the mail reader."""

from django.urls import URLPattern, path

from netwerk.kern import dev_mail, dev_views
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("_componenten/", public(dev_views.componenten), name="components"),
    path("_componenten/mail/", public(dev_views.mailonderdelen), name="mail_components"),
    path("dev/mail/", public(dev_mail.mail_list), name="dev_mail"),
    path("dev/mail/<str:name>/", public(dev_mail.mail_detail), name="dev_mail_detail"),
    path("dev/mail/<str:name>/html/", public(dev_mail.mail_html), name="dev_mail_html"),
    path(
        "dev/mail/<str:name>/bijlage/<int:number>/",
        public(dev_mail.mail_attachment),
        name="dev_mail_attachment",
    ),
]
