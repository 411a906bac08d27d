"""What the audit log says of acts on people, their places and what they say."""

from collections.abc import Iterable, Mapping
from typing import Any

from communities.enums import MeldingState, Role, Verdict
from communities.models import Community, Deelnemer, Inzage, Organisatie
from netwerk.kern.audit.words import Names, names_of, say, titled, values_of

titled(Community)
titled(Deelnemer)
titled(Organisatie)


def _people(ids: Iterable[int]) -> Names:
    return {person.pk: str(person) for person in Deelnemer.objects.filter(pk__in=ids)}


def _communities(ids: Iterable[int]) -> Names:
    return dict(Community.objects.filter(pk__in=ids).values_list("pk", "name"))


def _reasons(ids: Iterable[int]) -> Names:
    return dict(Inzage.objects.filter(pk__in=ids).values_list("pk", "reason"))


names_of("person", _people)
names_of("community", _communities)
names_of("inzage", _reasons)
values_of("role", dict(Role.choices))
values_of("before", dict(Role.choices))
values_of("verdict", dict(Verdict.choices))
values_of("outcome", dict(MeldingState.choices))


def _network_roles(data: Mapping[str, Any]) -> str:
    words = [
        f"{name.removeprefix('is_')} {'erbij' if on else 'eraf'}"
        for name, on in sorted(data.items())
        if name.startswith("is_")
    ]
    return f"Rollen in het netwerk: {', '.join(words)}"


say(
    "Mensen",
    {
        "deelnemer.added": "Account gemaakt",
        "deelnemer.profile_changed": "Profiel aangepast",
        "deelnemer.deactivated": "Account uitgezet",
        "deelnemer.reactivated": "Account weer aangezet",
        "deelnemer.logged_out": "Overal uitgelogd",
        "deelnemer.second_step_reset": "Tweede stap gewist",
        "inloggen.peak": (
            "Veel mislukte pogingen om in te loggen",
            "{number} mislukte pogingen om in te loggen, in tien minuten",
        ),
        "apisleutel.made": "API-sleutel gemaakt",
        "apisleutel.withdrawn": "API-sleutel ingetrokken",
        "voorwaarden.agreed": "Akkoord met de voorwaarden",
        "leden.exported": "Leden gedownload",
        "ledenimport.uploaded": "Lijst met leden geüpload",
        "ledenimport.checked_again": "Lijst met leden opnieuw nagekeken",
        "ledenimport.started": "Inlezen van leden begonnen",
        "ledenimport.cancelled": "Inlezen van leden afgebroken",
        "ledenimport.done": "Leden ingelezen",
    },
)
say(
    "Communities en organisaties",
    {
        "community.added": "Community gemaakt",
        "community.changed": "Community aangepast",
        "community.closed": "Community afgesloten",
        "community.reopened": "Community weer geopend",
        "organisatie.added": "Organisatie toegevoegd",
        "organisatie.changed": "Organisatie aangepast",
        "organisatie.renamed": "Organisatie hernoemd",
        "organisatie.name_added": "Andere naam van een organisatie toegevoegd",
        "organisatie.name_removed": "Andere naam van een organisatie weggehaald",
        "organisatie.merged": "Organisaties samengevoegd",
        "organisatie.ended": "Organisatie opgeheven",
        "organisatie.revived": "Organisatie bestaat weer",
        "organisatie.deleted": "Organisatie verwijderd",
    },
)
say(
    "Nieuws en vragen",
    {
        "nieuws.written": "Nieuws geschreven",
        "nieuws.changed": "Nieuws aangepast",
        "nieuws.published": "Nieuws gepubliceerd",
        "nieuws.withdrawn": "Nieuws ingetrokken",
        "nieuws.mailed": "Nieuws gemaild",
        "abonnement.asked": "Nieuws per mail aangevraagd",
        "abonnement.confirmed": "Nieuws per mail bevestigd",
        "abonnement.stopped": "Nieuws per mail gestopt",
        "abonnement.bounced": "Nieuws per mail gestopt omdat mail terugkwam",
        "contact.handled": "Vraag afgehandeld",
        "contact.reopened": "Vraag wacht weer op antwoord",
        "voorwaarden.written": (
            "Voorwaarden geschreven",
            "Voorwaarden versie {version} geschreven",
        ),
        "voorwaarden.published": (
            "Voorwaarden vastgesteld",
            "Voorwaarden versie {version} vastgesteld",
        ),
        "toegankelijkheid.stated": (
            "Toegankelijkheidsverklaring aangepast",
            "Toegankelijkheidsverklaring aangepast: status {status}, van {stated_on}",
        ),
    },
)
say(
    "Rollen",
    {
        "deelnemer.network_roles_changed": ("Rollen in het netwerk", _network_roles),
        "deelnemer.staff_changed": (
            "Toegang tot de techniek",
            lambda data: f"Toegang tot de techniek {'erbij' if data.get('is_staff') else 'eraf'}",
        ),
        "lidmaatschap.added": (
            "Toegevoegd aan een community",
            "Toegevoegd aan {community} als {role}",
        ),
        "lidmaatschap.role_changed": ("Rol in een community", "Rol in {community}: nu {role}"),
        "lidmaatschap.removed": ("Weggehaald uit een community", "Weggehaald uit {community}"),
    },
)
say(
    "Meedoen",
    {
        "uitnodiging.sent": ("Uitgenodigd", "Uitgenodigd voor {community} als {role}"),
        "uitnodiging.resent": ("Opnieuw uitgenodigd", "Opnieuw uitgenodigd voor {community}"),
        "uitnodiging.revoked": ("Uitnodiging ingetrokken", "Uitnodiging voor {community} weg"),
        "uitnodiging.declined": ("Uitnodiging afgeslagen", "Wil niet meedoen in {community}"),
        "uitnodiging.accepted": (
            "Uitnodiging aangenomen",
            "Kwam in {community} na uitnodiging",
        ),
        "verzoek.asked": ("Gevraagd om mee te doen", "Gevraagd om mee te doen in {community}"),
        "verzoek.approved": ("Toegelaten", "Toegelaten in {community}"),
        "verzoek.declined": ("Niet toegelaten", "Niet toegelaten in {community}"),
        "verzoek.withdrawn": ("Verzoek ingetrokken", "Vraagt niet meer om {community}"),
    },
)
say(
    "Gesprekken",
    {
        "reactie.posted": "Reactie geplaatst",
        "reactie.edited": "Reactie bewerkt",
        "reactie.removed": "Reactie verwijderd",
        "reactie.restored": "Reactie teruggezet",
        "reactie.erased": "Tekst van een verwijderde reactie gewist",
        "onderwerp.started": "Onderwerp begonnen",
        "onderwerp.edited": "Onderwerp bewerkt",
        "onderwerp.removed": "Onderwerp verwijderd",
        "onderwerp.restored": "Onderwerp teruggezet",
        "onderwerp.erased": "Tekst van een verwijderd onderwerp gewist",
        "gesprek.answered": "Reactie aangewezen als het antwoord",
        "gesprek.answer_taken_back": "Het antwoord is geen antwoord meer",
        "gesprek.closed": "Gesprek gesloten",
        "gesprek.reopened": "Gesprek weer geopend",
        "peiling.started": "Peiling begonnen",
        "peiling.closed": "Peiling gesloten",
    },
)
say(
    "Meldingen",
    {
        "melding.made": "Gemeld dat een tekst hier niet hoort",
        "melding.decided": ("Besloten over een melding", "Besloten over een melding: {outcome}"),
        "melding.objected": "Gevraagd om een besluit opnieuw te bekijken",
        "melding.reviewed": (
            "Opnieuw besloten over een melding",
            "Opnieuw besloten over een melding: {outcome}",
        ),
        "melding.reconsidered": (
            "Teruggekomen op een besluit over een melding",
            "Teruggekomen op een besluit over een melding: {outcome}",
        ),
    },
)
say(
    "Toezicht",
    {
        "inzage.started": ("Meekijken begonnen", "Meekijken begonnen, omdat: {inzage}"),
        "inzage.stopped": "Meekijken gestopt",
        "review.opened": "Rechten nakijken begonnen",
        "review.judged": ("Rechten van iemand nagekeken", "Rechten nagekeken: {verdict}"),
        "review.reopened": "Oordeel over rechten teruggenomen",
        "review.signed": "Rechten nakijken getekend",
        "cijfers.exported": "Cijfers gedownload",
    },
)
