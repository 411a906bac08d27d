"""Communities and what is said in them, at /communities/."""

from django.urls import URLPattern, path

from communities.views import (
    antwoord,
    balans,
    communities,
    gesprek_sluiten,
    gesprekken,
    herkenbaar,
    meldingen,
    naamkeuze,
    nieuw,
    onderwerpen,
    peilingen,
    reactieconcepten,
    reactiegeschiedenis,
    threads,
    uitnodigingen,
    vertrek,
    verzoeken,
)
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

ABOUT = "gesprek/<int:content_type_id>/<int:object_id>/"
TOPICS = "<slug:slug>/onderwerpen/"
INVITATIONS = "<slug:slug>/uitnodigingen/"
REQUESTS = "<slug:slug>/verzoeken/"
urlpatterns: list[URLPattern] = [
    path("", briefly(public(communities.CommunityListView.as_view())), name="list"),
    path(
        "gesprek/<int:content_type_id>/<int:object_id>/reageer/",
        gesprekken.reageer,
        name="reageer",
    ),
    path(f"{ABOUT}concept/", reactieconcepten.keep, name="reactie_concept"),
    path(f"{ABOUT}mensen/", naamkeuze.people, name="mensen"),
    path(f"{ABOUT}concept/weg/", reactieconcepten.discard, name="reactie_concept_weg"),
    path(f"{ABOUT}nieuw/", nieuw.new_posts, name="gesprek_nieuw"),
    path("reacties/<int:pk>/", gesprekken.reactie, name="reactie"),
    path("reacties/<int:pk>/antwoord/", antwoord.answer, name="reactie_antwoord"),
    path("reacties/<int:pk>/gesprek/", threads.thread, name="thread"),
    path("reacties/<int:pk>/herkenbaar/", herkenbaar.mark, name="reactie_herkenbaar"),
    path("reacties/<int:pk>/bewerk/", gesprekken.edit, name="reactie_edit"),
    path("reacties/<int:pk>/geschiedenis/", reactiegeschiedenis.history, name="reactie_history"),
    path("reacties/<int:pk>/verwijder/", gesprekken.remove, name="reactie_remove"),
    path("reacties/<int:pk>/zet-terug/", gesprekken.restore, name="reactie_restore"),
    path("reacties/<int:pk>/meld/", meldingen.report_reactie, name="reactie_meld"),
    path("reacties/<int:pk>/besluit/", meldingen.why, name="reactie_besluit"),
    path(f"{ABOUT}sluiten/", gesprek_sluiten.close, name="gesprek_sluiten"),
    path(f"{ABOUT}peiling/", peilingen.create, name="peiling_nieuw"),
    path("peilingen/<int:pk>/", peilingen.peiling, name="peiling"),
    path("peilingen/<int:pk>/kies/", peilingen.vote, name="peiling_kies"),
    path("peilingen/<int:pk>/sluiten/", peilingen.close, name="peiling_sluiten"),
    path(TOPICS, onderwerpen.OnderwerpListView.as_view(), name="onderwerpen"),
    path(f"{TOPICS}nieuw/", onderwerpen.create, name="onderwerp_nieuw"),
    path(f"{TOPICS}<int:pk>/", onderwerpen.onderwerp, name="onderwerp"),
    path(f"{TOPICS}<int:pk>/bewerk/", onderwerpen.edit, name="onderwerp_bewerk"),
    path(f"{TOPICS}<int:pk>/verwijder/", onderwerpen.remove, name="onderwerp_verwijder"),
    path(f"{TOPICS}<int:pk>/zet-terug/", onderwerpen.restore, name="onderwerp_terug"),
    path(f"{TOPICS}<int:pk>/meld/", meldingen.report_onderwerp, name="onderwerp_meld"),
    path(
        "<slug:slug>/",
        briefly(public(communities.CommunityDetailView.as_view())),
        name="detail",
    ),
    path("<slug:slug>/binnen/", communities.CommunityInsideView.as_view(), name="inside"),
    path("<slug:slug>/verlaten/", vertrek.leave, name="verlaten"),
    path("<slug:slug>/leden/", communities.MemberListView.as_view(), name="members"),
    path("<slug:slug>/balans/", balans.community, name="balans"),
    path("<slug:slug>/meedoen/", public(verzoeken.ask), name="verzoek_doen"),
    path(REQUESTS, verzoeken.VerzoekenView.as_view(), name="verzoeken"),
    path(f"{REQUESTS}<int:pk>/", verzoeken.decide, name="verzoek"),
    path(INVITATIONS, uitnodigingen.UitnodigingenView.as_view(), name="uitnodigingen"),
    path(f"{INVITATIONS}nieuw/", uitnodigingen.invite, name="uitnodigingen_nieuw"),
    path(f"{INVITATIONS}verlopen/", uitnodigingen.resend_expired, name="uitnodigingen_verlopen"),
    path(f"{INVITATIONS}<int:pk>/opnieuw/", uitnodigingen.resend, name="uitnodiging_opnieuw"),
    path(f"{INVITATIONS}<int:pk>/intrekken/", uitnodigingen.revoke, name="uitnodiging_intrekken"),
]
