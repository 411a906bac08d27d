"""The beheer of news, questions, terms and the statement of accessibility, at /beheer/."""

from django.urls import URLPattern, path

from communities.views.beheer import nieuws, toegankelijkheid, voorwaarden, vragen

NEWS = "nieuws/<int:pk>/"
TERMS = "voorwaarden/"
urlpatterns: list[URLPattern] = [
    path("nieuws/", nieuws.NieuwsView.as_view(), name="beheer_nieuws"),
    path("nieuws/nieuw/", nieuws.write, name="beheer_nieuws_nieuw"),
    path(NEWS, nieuws.look, name="beheer_nieuwsbericht"),
    path(f"{NEWS}veranderen/", nieuws.change, name="beheer_nieuws_veranderen"),
    path(f"{NEWS}publiceren/", nieuws.publish, name="beheer_nieuws_publiceren"),
    path(f"{NEWS}intrekken/", nieuws.withdraw, name="beheer_nieuws_intrekken"),
    path(f"{NEWS}mailen/", nieuws.mail, name="beheer_nieuws_mailen"),
    path(f"{NEWS}mailen/opgemaakt/", nieuws.as_it_looks, name="beheer_nieuws_opgemaakt"),
    path("vragen/", vragen.VragenView.as_view(), name="beheer_vragen"),
    path("vragen/<int:pk>/", vragen.handle, name="beheer_vraag"),
    path(TERMS, voorwaarden.VoorwaardenView.as_view(), name="beheer_voorwaarden"),
    path(f"{TERMS}schrijven/", voorwaarden.write, name="beheer_voorwaarden_schrijven"),
    path(f"{TERMS}publiceren/", voorwaarden.publish, name="beheer_voorwaarden_publiceren"),
    path("toegankelijkheid/", toegankelijkheid.state, name="beheer_toegankelijkheid"),
]
