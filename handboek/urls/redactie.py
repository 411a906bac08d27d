"""Addresses of the desk: writing, deciding, and the new text of a published advies."""

from django.urls import URLPattern, path

from handboek.views import desk, herkennen, schrijven, verbanden, volgorde, werkversies

urlpatterns: list[URLPattern] = [
    path("redactie/", desk.DeskView.as_view(), name="redactie"),
    path("redactie/nieuw/", schrijven.AdviesCreateView.as_view(), name="create"),
    path("redactie/<int:number>/", desk.WorkView.as_view(), name="werk"),
    path("redactie/<int:number>/bewerk/", schrijven.AdviesUpdateView.as_view(), name="update"),
    path("redactie/<int:number>/lever-in/", desk.SubmitView.as_view(), name="submit"),
    path("redactie/<int:number>/publiceer/", desk.PublishView.as_view(), name="publish"),
    path("redactie/<int:number>/geef-terug/", desk.ReturnView.as_view(), name="return"),
    path("redactie/<int:number>/trek-in/", desk.WithdrawView.as_view(), name="withdraw"),
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
    path("redactie/hoofdstukken/", volgorde.ChaptersView.as_view(), name="hoofdstukken"),
    path(
        "redactie/hoofdstukken/<int:pk>/",
        volgorde.ChapterView.as_view(),
        name="hoofdstuk_volgorde",
    ),
    path(
        "redactie/hoofdstukken/<int:pk>/plaats/",
        volgorde.MoveChapterView.as_view(),
        name="hoofdstuk_plaats",
    ),
    path(
        "redactie/<int:number>/plaats/",
        volgorde.MoveAdviesView.as_view(),
        name="advies_plaats",
    ),
    path("redactie/signalen/<int:pk>/", desk.HandleSignaalView.as_view(), name="signaal"),
    path(
        "redactie/<int:number>/werkversie/",
        werkversies.WerkversieView.as_view(),
        name="werkversie",
    ),
    path(
        "redactie/<int:number>/werkversie/begin/",
        werkversies.StartView.as_view(),
        name="werkversie_begin",
    ),
    path(
        "redactie/<int:number>/werkversie/bewerk/",
        werkversies.ChangeView.as_view(),
        name="werkversie_bewerk",
    ),
    path(
        "redactie/<int:number>/werkversie/lever-in/",
        werkversies.SubmitView.as_view(),
        name="werkversie_inleveren",
    ),
    path(
        "redactie/<int:number>/werkversie/publiceer/",
        werkversies.PublishView.as_view(),
        name="werkversie_publiceer",
    ),
    path(
        "redactie/<int:number>/werkversie/geef-terug/",
        werkversies.ReturnView.as_view(),
        name="werkversie_terug",
    ),
    path(
        "redactie/<int:number>/werkversie/gooi-weg/",
        werkversies.DiscardView.as_view(),
        name="werkversie_weg",
    ),
]
