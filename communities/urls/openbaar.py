"""What the network tells everybody, and what everybody may ask it: news, contact, the terms."""

from django.urls import URLPattern, path

from communities.views import contact, nieuws, volgen, voorwaarden
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

FOLLOW = "nieuws/volgen/"
urlpatterns: list[URLPattern] = [
    path("nieuws/", briefly(public(nieuws.NieuwsView.as_view())), name="nieuws"),
    path("nieuws/atom.xml", public(nieuws.feed), name="nieuws_feed"),
    path(FOLLOW, public(volgen.follow), name="nieuws_volgen"),
    path(f"{FOLLOW}gevraagd/", public(volgen.asked), name="nieuws_volgen_gevraagd"),
    path(f"{FOLLOW}bevestig/<str:token>/", public(volgen.confirm), name="nieuws_volgen_bevestig"),
    path(f"{FOLLOW}stop/<str:token>/", public(volgen.stop), name="nieuws_volgen_stop"),
    path(
        "nieuws/<slug:slug>/",
        briefly(public(nieuws.NieuwsberichtView.as_view())),
        name="nieuwsbericht",
    ),
    path("contact/", public(contact.contact), name="contact"),
    path("contact/gestuurd/", public(contact.sent), name="contact_gestuurd"),
    path("voorwaarden/", briefly(public(voorwaarden.current)), name="voorwaarden"),
    path(
        "voorwaarden/<int:number>/",
        briefly(public(voorwaarden.version)),
        name="voorwaarden_versie",
    ),
]
