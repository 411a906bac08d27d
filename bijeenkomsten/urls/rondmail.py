"""Addresses of what an organiser mails."""

from django.urls import URLPattern, path

from bijeenkomsten.views import rondmail

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/mails/", rondmail.log, name="mails"),
    path("<slug:slug>/mails/nieuw/", rondmail.write, name="mail_new"),
    path("<slug:slug>/mails/<int:number>/", rondmail.look, name="mail"),
    path("<slug:slug>/mails/<int:number>/opmaak/", rondmail.as_it_looks, name="mail_html"),
    path("<slug:slug>/mails/<int:number>/wijzigen/", rondmail.change, name="mail_change"),
    path("<slug:slug>/mails/<int:number>/proef/", rondmail.try_out, name="mail_test"),
    path("<slug:slug>/mails/<int:number>/versturen/", rondmail.send, name="mail_send"),
    path("<slug:slug>/mails/<int:number>/weggooien/", rondmail.discard, name="mail_discard"),
]
