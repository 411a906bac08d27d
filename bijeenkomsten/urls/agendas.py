"""Addresses of one's own calendar: the page about it, and the feeds that need no login.

Whoever has the key in the address reads what its owner may see; so it stands in no log
(``netwerk.kern.logregels``).
"""

from django.urls import URLPattern, path

from bijeenkomsten.views import agendas
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("mijn/agenda/", agendas.explain, name="mijn_agenda"),
    path("mijn/agenda/nieuw-adres/", agendas.renew, name="mijn_agenda_nieuw"),
    path("agenda/<slug:key>/mijn.ics", public(agendas.personal_feed), name="agenda_mijn"),
    path(
        "agenda/<slug:key>/<slug:community>.ics",
        public(agendas.community_feed),
        name="agenda_community",
    ),
]
