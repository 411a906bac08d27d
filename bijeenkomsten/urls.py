"""Addresses of this app; what is open to visitors without an account says ``public``."""

from django.urls import URLPattern, path

from bijeenkomsten.views import agenda, feed, meeting, organise, rondmail, verslag
from netwerk.kern.policy import public

app_name = "bijeenkomsten"
urlpatterns: list[URLPattern] = [
    path("", public(meeting.MeetingListView.as_view()), name="list"),
    path("atom.xml", public(feed.feed), name="feed"),
    path("nieuw/", organise.MeetingCreateView.as_view(), name="create"),
    path("<slug:slug>/", public(meeting.MeetingDetailView.as_view()), name="detail"),
    path("<slug:slug>/agenda.ics", public(meeting.calendar_file), name="ics"),
    path("<slug:slug>/aanmelden/", meeting.register, name="register"),
    path("<slug:slug>/deelnemers/", meeting.attendee_list, name="attendees"),
    path("<slug:slug>/wijzigen/", organise.MeetingUpdateView.as_view(), name="update"),
    path("<slug:slug>/afgelasten/", organise.cancel, name="cancel"),
    path("<slug:slug>/herstellen/", organise.restore, name="restore"),
    path("<slug:slug>/mails/", rondmail.log, name="mails"),
    path("<slug:slug>/mails/nieuw/", rondmail.write, name="mail_new"),
    path("<slug:slug>/mails/<int:number>/", rondmail.look, name="mail"),
    path("<slug:slug>/mails/<int:number>/opmaak/", rondmail.as_it_looks, name="mail_html"),
    path("<slug:slug>/mails/<int:number>/wijzigen/", rondmail.change, name="mail_change"),
    path("<slug:slug>/mails/<int:number>/proef/", rondmail.try_out, name="mail_test"),
    path("<slug:slug>/mails/<int:number>/versturen/", rondmail.send, name="mail_send"),
    path("<slug:slug>/mails/<int:number>/weggooien/", rondmail.discard, name="mail_discard"),
    path("<slug:slug>/programma/", agenda.agenda, name="agenda"),
    path("<slug:slug>/programma/<int:number>/", agenda.change, name="agenda_change"),
    path("<slug:slug>/programma/<int:number>/verplaatsen/", agenda.move, name="agenda_move"),
    path("<slug:slug>/programma/<int:number>/weghalen/", agenda.remove, name="agenda_remove"),
    path("<slug:slug>/verslag/", public(verslag.read), name="verslag"),
    path("<slug:slug>/verslag/beginnen/", verslag.start, name="verslag_start"),
    path("<slug:slug>/verslag/vaststellen/", verslag.finalise, name="verslag_finalise"),
    path("<slug:slug>/verslag/<int:number>/", verslag.write, name="verslag_write"),
]
