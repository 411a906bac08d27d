"""Addresses of this app; what is open to visitors without an account says ``public``.

What shows all of them the same is ``kept``: reading it asks the database nothing.
"""

from django.urls import URLPattern, path, re_path

from handboek import urls_gebruik
from handboek.views import (
    begin,
    desk,
    feed,
    harvesting,
    herkennen,
    lessen,
    lijst,
    reading,
    rijk,
    verbanden,
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
    path(
        "vragen-aan-het-rijk/",
        kept(public(rijk.RijksvragenView.as_view())),
        name="rijksvragen",
    ),
    path("vragen-aan-het-rijk/<int:pk>/", kept(public(rijk.question)), name="rijksvraag"),
    path("vragen-aan-het-rijk/<int:pk>/antwoord/", rijk.answer, name="rijk_answer"),
    path("redactie/", desk.DeskView.as_view(), name="redactie"),
    path("redactie/nieuw/", desk.AdviesCreateView.as_view(), name="create"),
    path("redactie/<int:number>/", desk.WorkView.as_view(), name="werk"),
    path("redactie/<int:number>/bewerk/", desk.AdviesUpdateView.as_view(), name="update"),
    path("redactie/<int:number>/lever-in/", desk.SubmitView.as_view(), name="submit"),
    path("redactie/<int:number>/publiceer/", desk.PublishView.as_view(), name="publish"),
    path("redactie/<int:number>/geef-terug/", desk.ReturnView.as_view(), name="return"),
    path("redactie/<int:number>/trek-in/", desk.WithdrawView.as_view(), name="withdraw"),
    path("redactie/<int:number>/nieuwe-versie/", desk.RenewView.as_view(), name="renew"),
    path("redactie/<int:number>/nagekeken/", desk.CheckView.as_view(), name="check"),
    path("redactie/<int:number>/lessen/", desk.LinkLesView.as_view(), name="link_les"),
    path(
        "redactie/<int:number>/lessen/<int:les>/los/",
        desk.UnlinkLesView.as_view(),
        name="unlink_les",
    ),
    path(
        "redactie/<int:number>/lessen/<int:les>/afgehandeld/",
        desk.SettleView.as_view(),
        name="settle",
    ),
    path(
        "redactie/<int:number>/achteraf/<int:terugblik>/afgehandeld/",
        desk.SettleLaterView.as_view(),
        name="settle_later",
    ),
    path(
        "redactie/<int:number>/herkenningen/<int:herkenning>/afgehandeld/",
        herkennen.SettleHerkenningView.as_view(),
        name="settle_herkenning",
    ),
    path("redactie/<int:number>/verbanden/", verbanden.TieView.as_view(), name="tie"),
    path(
        "redactie/<int:number>/verbanden/<int:verband>/los/",
        verbanden.UntieView.as_view(),
        name="untie",
    ),
    path("redactie/signalen/<int:pk>/", desk.HandleSignaalView.as_view(), name="signaal"),
    *urls_gebruik.urlpatterns,
]
