"""Factories with traits; each makes a valid row with as little around it as possible."""

from copy import copy
from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from bijeenkomsten.models import (
    Aanmelding,
    Agendapunt,
    Agendavoorstel,
    Bijeenkomst,
    Datumoptie,
    Datumprikker,
    Gast,
    Inbreng,
    Rondmail,
    Stap,
    Verslag,
    VerslagItem,
)
from casussen.enums import SectionKind
from casussen.models import (
    Casus,
    CasusSectie,
    Dilemma,
    Inwonersantwoord,
    Inwonersvraag,
    Positie,
    Standpunt,
    Toestemming,
)
from casussen.openbaar import public_mark, public_text
from communities.models import (
    Community,
    Deelnemer,
    Gesprek,
    Lidmaatschap,
    Lidmaatschapsverzoek,
    Nieuwsbericht,
    Onderwerp,
    Organisatie,
    Reactie,
    Uitnodiging,
)
from handboek.enums import Kind, State
from handboek.models import (
    Advies,
    AdviesLes,
    Bevinding,
    Hoofdstuk,
    Les,
    Lezersantwoord,
    Lijstitem,
    Publicatie,
    Rijksantwoord,
    Rijksvraag,
    Toepassing,
)
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.verantwoording.models import Datalek

PASSWORD = "welkom-bij-het-netwerk"


SHIPPED: list[list[Any]] = []  # the rows of the vocabularies, as the migrations left them
BEGRIPPEN: dict[tuple[str, str], Begrip] = {}


def bring_back_vocabularies() -> None:
    """Commit the vocabularies once more, when a test with real transactions flushed them away."""
    tables = (Schema, Begrip, Begrip.mapped_to.through)
    if not SHIPPED:
        SHIPPED.extend(list(model.objects.all()) for model in tables)
    elif not Schema.objects.exists():
        for model, rows in zip(tables, SHIPPED, strict=True):
            model.objects.bulk_create(map(copy, rows))


def begrip(schema: str, notation: str) -> Begrip:
    """Return a concept of the shipped vocabularies, as it was before any test changed it."""
    if not BEGRIPPEN:
        rows = Begrip.objects.select_related("schema")
        BEGRIPPEN.update({(row.schema.key, row.notation): row for row in rows})
    return copy(BEGRIPPEN[schema, notation])


class OrganisatieFactory(DjangoModelFactory[Organisatie]):
    class Meta:
        model = Organisatie

    name = factory.Sequence(lambda n: f"Gemeente Voorbeeld {n}")
    slug = factory.Sequence(lambda n: f"gemeente-voorbeeld-{n}")
    kind = factory.LazyFunction(lambda: begrip("organisatietype", "gemeente"))


class DeelnemerFactory(DjangoModelFactory[Deelnemer]):
    """An account that can log in with PASSWORD (hashed only when ``with_password``)."""

    class Meta:
        model = Deelnemer
        skip_postgeneration_save = True

    class Params:
        with_password = factory.Trait(password=PASSWORD)

    password = None
    email = factory.Sequence(lambda n: f"persoon{n}@voorbeeld.nl")
    first_name = "Puck"
    last_name = factory.Sequence(lambda n: f"Voorbeeld{n}")
    organisatie = factory.SubFactory(OrganisatieFactory)
    last_seen_on = factory.LazyFunction(timezone.localdate)  # the first page a day writes it

    @factory.post_generation
    def verified(self, create: bool, value: Any, **kwargs: Any) -> None:
        """Give the account a verified address, as after an invitation."""
        from allauth.account.models import EmailAddress

        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @classmethod
    def _create(cls, model_class: type[Deelnemer], *args: Any, **kwargs: Any) -> Deelnemer:
        return model_class.objects.create_user(**kwargs)


class CommunityFactory(DjangoModelFactory[Community]):
    class Meta:
        model = Community

    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Community {n}")
    slug = factory.Sequence(lambda n: f"community-{n}")
    central_question = "Hoe leren we van elkaar?"


class NieuwsberichtFactory(DjangoModelFactory[Nieuwsbericht]):
    """News that everybody reads; ``published_at=None`` makes it a draft."""

    class Meta:
        model = Nieuwsbericht

    title = factory.Sequence(lambda n: f"De netwerkdag komt eraan {n}")
    slug = factory.Sequence(lambda n: f"de-netwerkdag-komt-eraan-{n}")
    intro = "We kijken samen wat er in een jaar is geleerd."
    body = "Je bent welkom in Zwolle."
    author = factory.SubFactory(DeelnemerFactory, is_redacteur=True)
    published_at = factory.LazyFunction(timezone.now)


class LidmaatschapFactory(DjangoModelFactory[Lidmaatschap]):
    class Meta:
        model = Lidmaatschap

    community = factory.SubFactory(CommunityFactory)
    deelnemer = factory.SubFactory(DeelnemerFactory)


class UitnodigingFactory(DjangoModelFactory[Uitnodiging]):
    """An open invitation of an organiser to somebody without an account."""

    class Meta:
        model = Uitnodiging

    email = factory.Sequence(lambda n: f"genodigde{n}@voorbeeld.nl")
    first_name = "Noor"
    last_name = "Haverkamp"
    community = factory.SubFactory(CommunityFactory)
    invited_by = factory.LazyAttribute(
        lambda o: LidmaatschapFactory(community=o.community, role="organiser").deelnemer
    )
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class VerzoekFactory(DjangoModelFactory[Lidmaatschapsverzoek]):
    """A request that waits for an organiser."""

    class Meta:
        model = Lidmaatschapsverzoek

    community = factory.SubFactory(CommunityFactory)
    deelnemer = factory.SubFactory(DeelnemerFactory)
    email = factory.LazyAttribute(
        lambda o: o.deelnemer.email if o.deelnemer else "sam@voorbeeld.nl"
    )
    first_name = "Sam"
    last_name = "Pieters"
    organisation_name = "Gemeente Veldhage"
    motivation = "Ik wil leren hoe je bewoners vraagt."
    state = "waiting"
    confirmed_at = factory.LazyFunction(timezone.now)


class CasusFactory(DjangoModelFactory[Casus]):
    """A casus for its community only, with one section and Drenthe as its province."""

    class Meta:
        model = Casus
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"De bus die bleef rijden {n}")
    slug = factory.Sequence(lambda n: f"de-bus-die-bleef-rijden-{n}")
    summary = "Een lijn met weinig reizigers kost veel geld. Wat is hij waard voor het dorp?"
    learning_question = "Hoe weeg je bereikbaarheid mee?"
    community = factory.SubFactory(CommunityFactory)
    casushouder = factory.SubFactory(DeelnemerFactory)
    organisatie = factory.SubFactory(OrganisatieFactory)

    @factory.post_generation
    def province(self, create: bool, value: Any, **kwargs: Any) -> None:
        """Place the casus in a province, given by its notation."""
        self.provinces.add(begrip("provincie", value or "drenthe"))

    @factory.post_generation
    def body(self, create: bool, value: Any, **kwargs: Any) -> None:
        """Write the section about the approach."""
        CasusSectie.objects.create(
            casus=self,
            kind=SectionKind.APPROACH,
            body=value or "We vroegen eerst de reizigers. Daarna keken we naar de kosten.",
            updated_by=self.casushouder,
        )


class InwonersvraagFactory(DjangoModelFactory[Inwonersvraag]):
    """A question to residents about a public casus, open for two weeks more."""

    class Meta:
        model = Inwonersvraag

    casus = factory.SubFactory(CasusFactory, visibility="public")
    question = "Wat mis je het meest in je dorp?"
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    opened_by = factory.LazyAttribute(lambda vraag: vraag.casus.casushouder)


class InwonersantwoordFactory(DjangoModelFactory[Inwonersantwoord]):
    """An answer that everybody reads."""

    class Meta:
        model = Inwonersantwoord

    vraag = factory.SubFactory(InwonersvraagFactory)
    body = "Ik mis een bankje. Daar praat je met elkaar."
    state = "placed"
    decided_by = factory.LazyAttribute(lambda row: row.vraag.casus.casushouder)
    decided_at = factory.LazyFunction(timezone.now)


class DilemmaFactory(DjangoModelFactory[Dilemma]):
    class Meta:
        model = Dilemma

    question = factory.Sequence(lambda n: f"Sneller, of met meer mensen? {n}")
    slug = factory.Sequence(lambda n: f"sneller-of-met-meer-mensen-{n}")
    community = factory.SubFactory(CommunityFactory)
    author = factory.SubFactory(DeelnemerFactory)
    first_title = "Snel"
    first_text = "Dan is het dit jaar klaar."
    second_title = "Samen"
    second_text = "Dan leren mensen een vak."


class StandpuntFactory(DjangoModelFactory[Standpunt]):
    """A standpunt of the municipality, for the first side."""

    class Meta:
        model = Standpunt

    dilemma = factory.SubFactory(DilemmaFactory)
    layer = factory.LazyFunction(lambda: begrip("bestuurslaag", "gemeente"))
    side = "first"
    arguments = "Bewoners wachten al jaren."
    author = factory.SubFactory(DeelnemerFactory)


class PositieFactory(DjangoModelFactory[Positie]):
    class Meta:
        model = Positie

    dilemma = factory.SubFactory(DilemmaFactory)
    deelnemer = factory.SubFactory(DeelnemerFactory)
    moment = "before"
    leaning = 0


class GesprekFactory(DjangoModelFactory[Gesprek]):
    class Meta:
        model = Gesprek

    subject = factory.SubFactory(CasusFactory)


class ReactieFactory(DjangoModelFactory[Reactie]):
    class Meta:
        model = Reactie

    gesprek = factory.SubFactory(GesprekFactory)
    author = factory.SubFactory(DeelnemerFactory)
    body = "Bij ons hielp het om eerst te luisteren."


class OnderwerpFactory(DjangoModelFactory[Onderwerp]):
    class Meta:
        model = Onderwerp

    community = factory.SubFactory(CommunityFactory)
    author = factory.SubFactory(DeelnemerFactory)
    title = factory.Sequence(lambda n: f"Hoe doen jullie dit, deel {n}?")
    body = "Wij zoeken nog naar een manier."


class BijeenkomstFactory(DjangoModelFactory[Bijeenkomst]):
    """A meeting of two hours, a week from now, for its community only."""

    class Meta:
        model = Bijeenkomst

    title = factory.Sequence(lambda n: f"Casustafel {n}")
    slug = factory.Sequence(lambda n: f"casustafel-{n}")
    kind = factory.LazyFunction(lambda: begrip("bijeenkomstsoort", "casustafel"))
    community = factory.SubFactory(CommunityFactory)
    goal = "We kijken samen naar twee casussen."
    starts_at = factory.LazyFunction(
        lambda: (timezone.now() + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    place = "Het Huis van Voorbeeld, Assen"
    created_by = factory.SubFactory(DeelnemerFactory)


class AgendapuntFactory(DjangoModelFactory[Agendapunt]):
    class Meta:
        model = Agendapunt

    bijeenkomst = factory.SubFactory(BijeenkomstFactory)
    title = "Een casus bespreken"


class AgendavoorstelFactory(DjangoModelFactory[Agendavoorstel]):
    """A proposal that waits for an organiser."""

    class Meta:
        model = Agendavoorstel

    bijeenkomst = factory.SubFactory(BijeenkomstFactory)
    title = factory.Sequence(lambda n: f"Een eigen vraag {n}")
    explanation = "We lopen er allemaal tegenaan."
    proposed_by = factory.SubFactory(DeelnemerFactory)


class StapFactory(DjangoModelFactory[Stap]):
    class Meta:
        model = Stap

    agendapunt = factory.SubFactory(AgendapuntFactory)
    order = factory.Sequence(lambda n: n)
    title = "Vragen naar de feiten"
    minutes = 10


class InbrengFactory(DjangoModelFactory[Inbreng]):
    class Meta:
        model = Inbreng

    agendapunt = factory.SubFactory(AgendapuntFactory)
    kind = "advice"
    body = factory.Sequence(lambda n: f"Begin klein, met {n} mensen.")
    author = factory.SubFactory(DeelnemerFactory)


class AanmeldingFactory(DjangoModelFactory[Aanmelding]):
    class Meta:
        model = Aanmelding

    bijeenkomst = factory.SubFactory(BijeenkomstFactory)
    deelnemer = factory.SubFactory(DeelnemerFactory)
    answer = "yes"
    generation = 1


class GastFactory(DjangoModelFactory[Gast]):
    """Somebody without an account who confirmed their address."""

    class Meta:
        model = Gast

    bijeenkomst = factory.SubFactory(BijeenkomstFactory, visibility="public", guests_welcome=True)
    name = factory.Sequence(lambda n: f"Gast {n}")
    email = factory.Sequence(lambda n: f"gast{n}@voorbeeld.nl")
    confirmed_at = factory.LazyFunction(timezone.now)


class DatumprikkerFactory(DjangoModelFactory[Datumprikker]):
    """An open question which moment suits, for five more days."""

    class Meta:
        model = Datumprikker

    title = factory.Sequence(lambda n: f"Casustafel in het voorjaar {n}")
    kind = factory.LazyFunction(lambda: begrip("bijeenkomstsoort", "casustafel"))
    community = factory.SubFactory(CommunityFactory)
    goal = "We kijken samen naar twee casussen."
    minutes = 120
    place = "Het Huis van Voorbeeld, Assen"
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5))
    created_by = factory.SubFactory(DeelnemerFactory)


class DatumoptieFactory(DjangoModelFactory[Datumoptie]):
    class Meta:
        model = Datumoptie

    datumprikker = factory.SubFactory(DatumprikkerFactory)
    starts_at = factory.Sequence(
        lambda n: (timezone.now() + timedelta(days=10 + n)).replace(microsecond=0)
    )


class RondmailFactory(DjangoModelFactory[Rondmail]):
    """A draft to who said yes."""

    class Meta:
        model = Rondmail

    bijeenkomst = factory.SubFactory(BijeenkomstFactory)
    author = factory.SubFactory(DeelnemerFactory)
    subject = "Neem laarzen mee"
    body = "We lopen eerst een rondje buiten."


class VerslagFactory(DjangoModelFactory[Verslag]):
    class Meta:
        model = Verslag

    bijeenkomst = factory.SubFactory(BijeenkomstFactory)
    created_by = factory.SubFactory(DeelnemerFactory)


class VerslagItemFactory(DjangoModelFactory[VerslagItem]):
    class Meta:
        model = VerslagItem

    verslag = factory.SubFactory(VerslagFactory)
    agendapunt = factory.SubFactory(
        AgendapuntFactory, bijeenkomst=factory.SelfAttribute("..verslag.bijeenkomst")
    )
    body = "Reizigers vertelden dat de bus ook een ontmoetingsplek is."
    updated_by = factory.SubFactory(DeelnemerFactory)


class BevindingFactory(DjangoModelFactory[Bevinding]):
    class Meta:
        model = Bevinding

    quote = "We vroegen eerst de reizigers."
    casus = factory.SubFactory(CasusFactory)
    created_by = factory.SubFactory(DeelnemerFactory)


class LesFactory(DjangoModelFactory[Les]):
    """A les with one bevinding (in ``casus`` when given)."""

    class Meta:
        model = Les
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 1)
    conclusion = factory.Sequence(lambda n: f"Vraag reizigers voor je rekent ({n}).")
    community = factory.SubFactory(CommunityFactory)
    created_by = factory.SubFactory(DeelnemerFactory)

    @factory.post_generation
    def casus(self, create: bool, value: Any, **kwargs: Any) -> None:
        """Rest the les on a bevinding in this casus."""
        self.bevindingen.add(BevindingFactory(casus=value) if value else BevindingFactory())


class HoofdstukFactory(DjangoModelFactory[Hoofdstuk]):
    class Meta:
        model = Hoofdstuk

    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Begin bij mensen {n}")
    slug = factory.Sequence(lambda n: f"begin-bij-mensen-{n}")


class PublicatieFactory(DjangoModelFactory[Publicatie]):
    class Meta:
        model = Publicatie

    title = "Een onderzoek naar voorzieningen"
    authors = "Voorbeeldinstituut"
    year = 2025


class AdviesFactory(DjangoModelFactory[Advies]):
    """A draft; ``published=True`` makes it a published advies on one les."""

    class Meta:
        model = Advies
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            state=State.PUBLISHED,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SubFactory(DeelnemerFactory, is_redacteur=True),
        )

    number = factory.Sequence(lambda n: n + 1)
    kind = Kind.DO
    title = factory.Sequence(lambda n: f"Vraag reizigers voor je rekent {n}")
    hoofdstuk = factory.SubFactory(HoofdstukFactory)
    summary = "Dan weet je wat de bus waard is, ook voor wie er niet in zit."
    why = "Cijfers over reizigers tellen niet mee wat een halte voor een dorp doet."
    author = factory.SubFactory(DeelnemerFactory, is_redacteur=True)

    @factory.post_generation
    def les(self, create: bool, value: Any, **kwargs: Any) -> None:
        """Rest the advies on a les."""
        if value is not False:
            AdviesLes.objects.create(advies=self, les=value or LesFactory())


class LezersantwoordFactory(DjangoModelFactory[Lezersantwoord]):
    class Meta:
        model = Lezersantwoord

    advies = factory.SubFactory(AdviesFactory, published=True)
    useful = False
    token = factory.Sequence(lambda n: f"{n:064}")


class LijstitemFactory(DjangoModelFactory[Lijstitem]):
    class Meta:
        model = Lijstitem

    owner = factory.SubFactory(DeelnemerFactory)
    advies = factory.SubFactory(AdviesFactory, published=True)
    position = factory.Sequence(lambda n: n + 1)


class RijksvraagFactory(DjangoModelFactory[Rijksvraag]):
    """A question to the rijk that is open; ``placed=True`` gives it an answer that readers see."""

    class Meta:
        model = Rijksvraag

    class Params:
        placed = factory.Trait(
            answer="Ja, vanaf volgend jaar.",
            answered_by=factory.SubFactory(DeelnemerFactory),
            answered_at=factory.LazyFunction(timezone.now),
            placed_by=factory.SubFactory(DeelnemerFactory, is_redacteur=True),
        )

    les = factory.SubFactory(LesFactory)
    organisatie = factory.SubFactory(
        OrganisatieFactory,
        name=factory.Sequence(lambda n: f"Ministerie van Proef {n}"),
        kind=factory.LazyFunction(lambda: begrip("organisatietype", "ministerie")),
    )
    question = "Neemt het ministerie dit op?"
    asked_by = factory.SubFactory(DeelnemerFactory)


class RijksantwoordFactory(DjangoModelFactory[Rijksantwoord]):
    """An answer that waits for a second reader; ``returned=True`` gave it back."""

    class Meta:
        model = Rijksantwoord

    class Params:
        returned = factory.Trait(
            returned_at=factory.LazyFunction(timezone.now),
            returned_by=factory.SubFactory(DeelnemerFactory, is_redacteur=True),
            returned_reason="Haal de naam eruit.",
        )

    vraag = factory.SubFactory(RijksvraagFactory)
    writer = factory.SubFactory(DeelnemerFactory)
    answer = "Ja, dat nemen we op."


class ToepassingFactory(DjangoModelFactory[Toepassing]):
    """A report that waits; ``placed=True`` lets everybody read it, without weighing the advies."""

    class Meta:
        model = Toepassing

    class Params:
        placed = factory.Trait(
            state="placed",
            checked_by=factory.SubFactory(DeelnemerFactory, is_redacteur=True),
            checked_at=factory.LazyFunction(timezone.now),
        )

    advies = factory.SubFactory(AdviesFactory, published=True)
    organisatie = factory.SubFactory(OrganisatieFactory)
    subject = "120 huizen"
    province = factory.LazyFunction(lambda: begrip("provincie", "drenthe"))
    applied_on = date(2026, 10, 3)
    outcome = "worked"
    did = "We vroegen twee leerlingen per ploeg."
    result = "Negen mensen haalden een diploma."
    made_by = factory.SubFactory(DeelnemerFactory)


class ToestemmingFactory(DjangoModelFactory[Toestemming]):
    """A question to the organisation that waits; ``granted=True`` agrees to the text as it is."""

    class Meta:
        model = Toestemming

    class Params:
        granted = factory.Trait(
            state="granted",
            answered_at=factory.LazyFunction(timezone.now),
            text_mark=factory.LazyAttribute(lambda o: public_mark(o.casus)),
            text=factory.LazyAttribute(lambda o: public_text(o.casus)),
        )

    casus = factory.SubFactory(CasusFactory)
    contact_name = "Noor Haverkamp"
    contact_role = "Wethouder"
    contact_email = factory.Sequence(lambda n: f"contact{n}@voorbeeld.nl")
    asked_by = factory.LazyAttribute(lambda o: o.casus.casushouder)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=60))


class DatalekFactory(DjangoModelFactory[Datalek]):
    """A breach that somebody noticed an hour ago, and of which nothing is decided yet."""

    class Meta:
        model = Datalek

    title = factory.Sequence(lambda n: f"Lijst van community {n} naar de verkeerde groep")
    noticed_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    noticed_how = "een deelnemer"
    what = "Een beheerder mailde een lijst van deelnemers naar de verkeerde groep."
    people = "Ongeveer 40 deelnemers van één community."
    data = "Namen en e-mailadressen."
    created_by = factory.SubFactory(DeelnemerFactory, is_beheerder=True)
    changed_by = factory.LazyAttribute(lambda o: o.created_by)
