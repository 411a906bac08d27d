"""Addresses of this app; what is open to visitors without an account says ``public``.

What shows all of them the same is ``kept``: reading it asks the database nothing.
"""

from django.urls import URLPattern, path, re_path

from handboek.urls import downloads, gebruik, redactie, uitgaven
from handboek.views import (
    begin,
    feed,
    harvesting,
    herkennen,
    instemming,
    lessen,
    lijst,
    publicaties,
    reading,
    rijk,
    rijksantwoorden,
    versies,
    waar,
)
from netwerk.kern.kept_pages import kept
from netwerk.kern.policy import public

app_name = "handboek"
urlpatterns: list[URLPattern] = [
    path("", kept(public(begin.index)), name="index"),
    path("bewijskracht/", kept(public(begin.evidence)), name="bewijskracht"),
    path("waar-sta-je/", kept(public(waar.waar_sta_je)), name="waar"),
    path("adviezen/", kept(public(lijst.adviezen)), name="lijst"),
    path("atom.xml", public(feed.feed), name="feed"),
    path(
        "hoofdstukken/<int:number>-<slug:slug>/",
        kept(public(lijst.HoofdstukView.as_view())),
        name="hoofdstuk",
    ),
    path(
        "adviezen/<int:number>-<slug:slug>/",
        kept(public(reading.AdviesView.as_view())),
        name="advies",
    ),
    path("adviezen/<int:number>/", public(reading.ShortAddressView.as_view()), name="kort"),
    path(
        "adviezen/<int:number>/versies/",
        kept(public(versies.VersionsView.as_view())),
        name="versies",
    ),
    path(
        "adviezen/<int:number>/versies/<int:version>/",
        kept(public(versies.VersionView.as_view())),
        name="versie",
    ),
    path("wijzigingen/", kept(public(versies.changes)), name="wijzigingen"),
    path("wijzigingen/atom.xml", public(versies.feed), name="wijzigingen_feed"),
    path("lessen/", lessen.LessenView.as_view(), name="lessen"),
    path("lessen/<int:number>/bewerk/", lessen.change, name="les_bewerk"),
    path("lessen/<int:number>/vraag-het-rijk/", rijk.ask, name="rijk_ask"),
    path("lessen/<int:number>/herken/", herkennen.recognise, name="herken"),
    path(
        "lessen/<int:number>/herkenningen/<int:pk>/neem-terug/",
        herkennen.take_back,
        name="neem_terug",
    ),
    path("lessen/<int:number>/", kept(public(lessen.LesView.as_view())), name="les"),
    re_path(
        r"^oogst/(?P<soort>casus|verslag)/(?P<slug>[-\w]+)/$",
        harvesting.HarvestView.as_view(),
        name="harvest",
    ),
    path(
        "oogst/reactie/<int:pk>/",
        harvesting.HarvestReactieView.as_view(),
        name="harvest_reactie",
    ),
    path(
        "oogst/inwoners/<int:pk>/",
        harvesting.HarvestAntwoordView.as_view(),
        name="harvest_antwoord",
    ),
    path("instemming/<slug:slug>/", instemming.consent, name="instemming"),
    path("publicaties/", kept(public(publicaties.PublicatiesView.as_view())), name="publicaties"),
    path("redactie/publicaties/nieuw/", publicaties.create, name="publicatie_nieuw"),
    path("redactie/publicaties/<int:pk>/", publicaties.change, name="publicatie"),
    path("redactie/publicaties/<int:pk>/eronder/", publicaties.tie, name="publicatie_bij"),
    re_path(
        r"^redactie/publicaties/(?P<pk>\d{1,18})/(?P<soort>les|advies)/(?P<number>\d{1,9})/los/$",
        publicaties.untie,
        name="publicatie_los",
    ),
    path(
        "vragen-aan-het-rijk/",
        kept(public(rijk.RijksvragenView.as_view())),
        name="rijksvragen",
    ),
    path("vragen-aan-het-rijk/<int:pk>/", kept(public(rijk.question)), name="rijksvraag"),
    path("vragen-aan-het-rijk/<int:pk>/antwoord/", rijk.answer, name="rijk_answer"),
    path("vragen-aan-het-rijk/<int:pk>/neem-terug/", rijk.take_back, name="rijk_terug"),
    path("redactie/rijk/", rijksantwoorden.queue, name="redactie_rijk"),
    path("redactie/rijk/<int:pk>/", rijksantwoorden.read, name="rijk_lees_na"),
    path("redactie/rijk/<int:pk>/plaats/", rijksantwoorden.place, name="rijk_plaats"),
    path("redactie/rijk/<int:pk>/geef-terug/", rijksantwoorden.give_back, name="rijk_geef_terug"),
    *downloads.urlpatterns,
    *redactie.urlpatterns,
    *gebruik.urlpatterns,
    *uitgaven.urlpatterns,
]
