"""An example of every message of the registry, from real rows, and how it becomes a mail.

What may not be read in any mail holds the word CANARY.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import (
    Aanmelding,
    Aanwezigheid,
    Actiepunt,
    Agendapunt,
    Bijeenkomst,
    Dagbericht,
    Nabeeld,
    Wijzigingsvoorstel,
)
from bijeenkomsten.services import answer
from casussen.models import (
    Casus,
    Dilemma,
    Inwonersantwoord,
    Publicatieverzoek,
    Schrijfuitnodiging,
    Terugblik,
    Verhaal,
)
from communities.enums import Role
from communities.models import (
    Abonnement,
    Accountmail,
    Community,
    Contactbericht,
    Deelnemer,
    Gesprek,
    Inzage,
    Lidmaatschap,
    Organisatie,
    Reactie,
    Rechtenreview,
    Vermelding,
    Zaak,
)
from communities.services import post_reactie, report
from handboek.enums import State as AdviesState
from handboek.enums import UitgaveState
from handboek.models import Herkenning, Instemming, Rijksvraag, Uitgave, Weglating
from handboek.services import bevriezen
from handboek.taal import PROSE
from netwerk.kern.avg.models import Gegevensexport, SlapendAccount, Verwijderverzoek
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.mail import Mail, compose
from netwerk.kern.berichten.models import (
    Delivery,
    Frequency,
    InboundMail,
    MessageEvent,
    Overzicht,
    State,
)
from netwerk.kern.berichten.registry import AddressMessage, Message
from netwerk.kern.berichten.services import announce
from netwerk.kern.zoeken.models import Zoekopdracht
from tests.factories import (
    AanmeldingFactory,
    AdviesFactory,
    AgendavoorstelFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DatumprikkerFactory,
    DeelnemerFactory,
    DilemmaFactory,
    GastFactory,
    InwonersvraagFactory,
    LesFactory,
    LidmaatschapFactory,
    LijstitemFactory,
    NieuwsberichtFactory,
    OnderwerpFactory,
    OrganisatieFactory,
    PositieFactory,
    RijksantwoordFactory,
    RijksvraagFactory,
    RondmailFactory,
    StandpuntFactory,
    ToepassingFactory,
    ToestemmingFactory,
    UitnodigingFactory,
    VerslagFactory,
    VerslagItemFactory,
    VerzoekFactory,
    begrip,
)

CANARY = "kanarievogel"
NOT_FOR_MAIL = f"Wat binnen de community blijft: {CANARY}."
UNTOLD = dict.fromkeys((part for part in PROSE if part != "title"), NOT_FOR_MAIL)  # of an advies
START = datetime(2027, 1, 28, 9, 0, tzinfo=UTC)  # 10.00 uur in the Netherlands


@dataclass
class Situation:
    """What an example of each message needs."""

    community: Community
    bijeenkomst: Bijeenkomst
    deelnemer: Deelnemer
    organisator: Deelnemer
    redacteur: Deelnemer
    recipient: Deelnemer


def situation_of(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, redacteur: Deelnemer
) -> Situation:
    """Return a meeting of a closed community, with a canary in all that is said about it."""
    bijeenkomst = BijeenkomstFactory(
        community=community,
        title="Casustafel: leerplekken",
        starts_at=START,
        ends_at=START + timedelta(hours=5, minutes=30),
        online_link="https://video.voorbeeld.nl/geheim",
        goal=NOT_FOR_MAIL,
        bring_along=NOT_FOR_MAIL,
    )
    Agendapunt.objects.create(
        bijeenkomst=bijeenkomst, title=f"Over de {CANARY}", explanation=NOT_FOR_MAIL
    )
    return Situation(community, bijeenkomst, deelnemer, organisator, redacteur, deelnemer)


def _accountmail(situation: Situation) -> tuple[Model, dict[str, Any]]:
    row = Accountmail.objects.create(
        email=situation.recipient.email,
        stem="account/email/password_reset_key",
        content={"password_reset_url": "http://testserver/account/password/reset/key/1-x/"},
    )
    return row, {}


def _casus(situation: Situation) -> Casus:
    return CasusFactory(
        community=situation.community,
        casushouder=situation.deelnemer,
        summary=NOT_FOR_MAIL,
        learning_question=NOT_FOR_MAIL,
    )


def _advies(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return AdviesFactory(state=AdviesState.REVIEW, **UNTOLD), {}


def _returned(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """A draft that came back: of its text nothing is told, only why."""
    advies = AdviesFactory(
        state=AdviesState.DRAFT,
        author=situation.recipient,
        returned_reason="Schrijf nog op wanneer het niet werkt.",
        **UNTOLD,
    )
    return advies, {}


def _to_check(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """An advies that must be looked at; nothing of its text is told."""
    advies = AdviesFactory(published=True, review_at=timezone.localdate(), **UNTOLD)
    return advies, {"day": timezone.localdate().isoformat()}


def _report(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """A report that was not placed; of the report itself nothing is told, only why not."""
    report = ToepassingFactory(
        made_by=situation.recipient,
        state="refused",
        reason="Er staat een naam in.",
        **dict.fromkeys(("did", "result"), NOT_FOR_MAIL),
    )
    return report.advies, {"toepassing_id": report.pk}


def _recognised(situation: Situation) -> tuple[Model, dict[str, Any]]:
    les = LesFactory(community=situation.community, observation=NOT_FOR_MAIL, context=NOT_FOR_MAIL)
    said = Herkenning.objects.create(
        les=les,
        casus=_casus(situation),
        community=situation.community,
        stance="recognised",
        words=NOT_FOR_MAIL,
        made_by=situation.deelnemer,
    )
    return les, {"herkenning_id": said.pk}


def _of_the_rijk(person: Deelnemer, community: Community) -> Organisatie:
    """Let somebody who takes part work at a new organisation of the rijk."""
    ministerie: Organisatie = OrganisatieFactory(
        name="Ministerie van Proef",
        slug=f"proef-{Organisatie.objects.count()}",
        kind=begrip("organisatietype", "ministerie"),
    )
    Deelnemer.objects.filter(pk=person.pk).update(organisatie=ministerie)
    if not person.lidmaatschappen.exists():
        LidmaatschapFactory(community=community, deelnemer=person)
    return ministerie


def _rijksvraag(state: str) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """A question about a les; of the answer nothing is told."""

    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        more: dict[str, Any] = {}
        if state == "answered":
            more = {"placed": True, "answer": NOT_FOR_MAIL, "asked_by": situation.recipient}
        if state == "withdrawn":
            more = {
                "withdrawn_at": timezone.now(),
                "withdrawn_by": situation.organisator,
                "withdrawn_reason": "Het staat al in een brief.",
            }
        vraag = RijksvraagFactory(
            les=LesFactory(community=situation.community, observation=NOT_FOR_MAIL),
            organisatie=_of_the_rijk(situation.recipient, situation.community),
            **more,
        )
        return vraag.les, {"vraag_id": vraag.pk}

    return make


def _rijksantwoord(*, returned: bool) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """An answer that waits for who gets the mail, or that came back to them."""

    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        les, data = _rijksvraag("open")(situation)
        writer = situation.recipient if returned else situation.organisator
        Deelnemer.objects.filter(pk=situation.recipient.pk).update(is_redacteur=not returned)
        antwoord = RijksantwoordFactory(
            vraag=Rijksvraag.objects.get(pk=data["vraag_id"]),
            writer=writer,
            answer=NOT_FOR_MAIL,
            returned=returned,
        )
        return les, data | {"antwoord_id": antwoord.pk, "writer_id": writer.pk}

    return make


def _placed(situation: Situation) -> tuple[Model, dict[str, Any]]:
    les, data = _rijksvraag("answered")(situation)
    return les, data | {"writer_id": situation.recipient.pk}


def _closed_casus(situation: Situation) -> Casus:
    """A casus of who gets the mail, which not everybody may read."""
    casus: Casus = CasusFactory(
        community=situation.community,
        casushouder=situation.recipient,
        visibility="community",
        summary=NOT_FOR_MAIL,
    )
    return casus


def _consent_to_les(state: str) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """The question whether a les may become public, or the answer for its redacteur."""

    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        casus = _closed_casus(situation)
        les = LesFactory(casus=casus, observation=NOT_FOR_MAIL, context=NOT_FOR_MAIL)
        advies = AdviesFactory(les=les, author=situation.recipient, why=NOT_FOR_MAIL)
        answered = {"answered_by": situation.organisator, "answered_at": timezone.now()}
        row = Instemming.objects.create(
            les=les,
            casus=casus,
            state=state,
            text=les.mark(),
            asked_by=situation.organisator,
            reason="Wij zijn te herkennen." if state == "no" else "",
            **({} if state == "asked" else answered),
        )
        if state == "asked":
            return casus, {}
        Deelnemer.objects.filter(pk=situation.recipient.pk).update(is_redacteur=True)
        return advies, {"instemmingen": [row.pk], "asked_by": [situation.recipient.pk]}

    return make


def _on_a_casus(situation: Situation) -> tuple[Model, dict[str, Any]]:
    casus = _closed_casus(situation)
    advies = AdviesFactory(
        published=True, les=LesFactory(casus=casus), why=NOT_FOR_MAIL, how=NOT_FOR_MAIL
    )
    return advies, {"casussen": [casus.pk]}


def _own_list(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """The list of who gets the mail, beside one of somebody else with a note."""
    advies = AdviesFactory(published=True, why=NOT_FOR_MAIL, how=NOT_FOR_MAIL)
    LijstitemFactory(owner=situation.recipient, advies=advies, note="Voor het overleg.")
    LijstitemFactory(advies=advies, note=NOT_FOR_MAIL)
    return situation.recipient, {}


def _datumprikker(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return DatumprikkerFactory(
        community=situation.community, goal=NOT_FOR_MAIL, stop_reason=NOT_FOR_MAIL
    ), {}


def _about_meeting(**data: Any) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        data.setdefault("person_id", situation.deelnemer.pk)
        return situation.bijeenkomst, data

    return make


def _guest(
    answer: str = "yes", *, confirmed: bool = True, **data: Any
) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """Return a guest at the address of who gets the mail, and what they answered."""

    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        guest = GastFactory(
            bijeenkomst=situation.bijeenkomst,
            name=situation.recipient.first_name if confirmed else NOT_FOR_MAIL,
            email=situation.recipient.email,
            organisation=NOT_FOR_MAIL,
            confirmed_at=timezone.now() if confirmed else None,
            needs="" if confirmed else NOT_FOR_MAIL,
        )
        if confirmed:
            AanmeldingFactory(
                bijeenkomst=situation.bijeenkomst,
                deelnemer=None,
                gast=guest,
                answer=answer,
                calendar_sent=True,
                needs=NOT_FOR_MAIL,
                waiting_since=timezone.now() if answer == "waiting" else None,
                offered_until=START - timedelta(days=1)
                if answer == "waiting" and "offers" in data
                else None,
            )
        return situation.bijeenkomst, data | {"gast_id": guest.pk, "addressee": guest.pk}

    return make


def _guest_mail(situation: Situation) -> tuple[Model, dict[str, Any]]:
    subject, data = _rondmail(situation)
    return subject, data | _guest()(situation)[1]


def _asked(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return situation.bijeenkomst, {"community_id": situation.community.pk}


def _offer(
    answer: str, until: datetime | None
) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        said = {
            "answer": answer,
            "waiting_since": until and timezone.now(),
            "offered_until": until,
            "offers": 1,
            "needs": NOT_FOR_MAIL,
        }
        Aanmelding.objects.update_or_create(
            said, bijeenkomst=situation.bijeenkomst, deelnemer=situation.deelnemer
        )
        return situation.bijeenkomst, {"person_id": situation.deelnemer.pk, "offers": 1}

    return make


def _reactie(situation: Situation) -> tuple[Model, dict[str, Any]]:
    first = post_reactie(actor=situation.deelnemer, subject=situation.community, body=NOT_FOR_MAIL)
    answer = post_reactie(
        actor=situation.organisator,
        subject=situation.community,
        body=NOT_FOR_MAIL,
        parent=first,
    )
    MessageEvent.objects.all().delete()
    return situation.community, {"reactie_id": answer.pk}


def _antwoord(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """A post of who gets it, that became the answer."""
    subject, data = _reactie(situation)
    post = Reactie.objects.filter(pk=data["reactie_id"])
    post.update(author=situation.recipient)
    Gesprek.objects.filter(reacties__in=post).update(answer=data["reactie_id"])
    return subject, data


def _vermeld(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """A post that names who gets it."""
    subject, data = _reactie(situation)
    row = {"reactie_id": data["reactie_id"], "deelnemer": situation.recipient}
    Vermelding.objects.get_or_create(**row)
    return subject, data | {"people": [situation.recipient.pk]}


def _consent(situation: Situation, **fields: Any) -> tuple[Model, dict[str, Any]]:
    """Return the consent that a contact gave: its own row, at the address of who gets the mail."""
    casus = _casus(situation)
    row = ToestemmingFactory(
        casus=casus,
        asked_by=situation.organisator,
        contact_name=situation.recipient.first_name,
        contact_email=situation.recipient.email,
        note="We spraken elkaar in maart.",
        answer_note=NOT_FOR_MAIL,
        **fields,
    )
    return row, {}


def _asked_consent(situation: Situation) -> tuple[Model, dict[str, Any]]:
    row, _ = _consent(situation)
    return row, {"times": 1}


def _about_consent(situation: Situation) -> tuple[Model, dict[str, Any]]:
    row, _ = _consent(situation, granted=True)
    return row.casus, {"toestemming_id": row.pk}  # type: ignore[attr-defined]


def _casusreactie(situation: Situation) -> tuple[Model, dict[str, Any]]:
    LidmaatschapFactory(community=situation.community, deelnemer=situation.redacteur)
    casus = _casus(situation)
    reactie = post_reactie(actor=situation.organisator, subject=casus, body=NOT_FOR_MAIL)
    MessageEvent.objects.all().delete()
    return casus, {"reactie_id": reactie.pk}


def _verzoek(situation: Situation, **fields: Any) -> tuple[Model, dict[str, Any]]:
    casus = _casus(situation)
    verzoek = Publicatieverzoek.objects.create(
        casus=casus,
        wanted="public",
        requested_by=situation.deelnemer,
        note=NOT_FOR_MAIL,
        **fields,
    )
    return casus, {"verzoek_id": verzoek.pk}


def _decided(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return _verzoek(
        situation, state="granted", decided_by=situation.organisator, reason=NOT_FOR_MAIL
    )


def _terugblik(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """Ask the recipient about a casus of theirs; the answer to an earlier question is a canary."""
    casus = _casus(situation)
    Casus.objects.filter(pk=casus.pk).update(casushouder=situation.recipient)
    casus.refresh_from_db()
    today = timezone.localdate()
    Terugblik.objects.create(
        casus=casus,
        months=6,
        due_on=today,
        outcome="partly",
        body=NOT_FOR_MAIL,
        answered_by=situation.recipient,
        answered_at=timezone.now(),
    )
    row = Terugblik.objects.create(casus=casus, months=12, due_on=today)
    return casus, {"terugblik_id": row.pk, "months": 12, "due": today.isoformat()}


def _verhaal(state: str) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """A story of a casus of which nothing may be in a mail, its title and organisation neither."""

    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        words = dict.fromkeys(("summary", "body"), NOT_FOR_MAIL)
        casus = CasusFactory(
            community=situation.community,
            title=f"Over de {CANARY}",
            organisatie__name=f"Gemeente {CANARY} {timezone.now():%f}",
        )
        row = Verhaal.objects.create(
            casus=casus,
            title="De avond waar niemand kwam",
            slug=f"de-avond-{casus.pk}",
            area_type=begrip("gebiedstype", "niet-stedelijk"),
            state=state,
            created_by=casus.casushouder,
            requested_by=casus.casushouder,
            decided_by=situation.organisator if state == "published" else None,
            decided_at=timezone.now() if state == "published" else None,
            reason=NOT_FOR_MAIL,
            **words,
        )
        return row, {"granted": True} if state == "published" else {}

    return make


def _writer_asked(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """Ask the recipient for a casus that they do not read; the note is text for them."""
    row = Schrijfuitnodiging.objects.create(
        casus=CasusFactory(summary=NOT_FOR_MAIL, learning_question=NOT_FOR_MAIL),
        deelnemer=situation.recipient,
        role="co_author",
        note="Schrijf je mee?",
        invited_by=situation.organisator,
    )
    return situation.recipient, {"schrijfuitnodiging_id": row.pk, "times": 1}


def _writer_answered(situation: Situation) -> tuple[Model, dict[str, Any]]:
    casus = _casus(situation)
    row = Schrijfuitnodiging.objects.create(
        casus=casus,
        deelnemer=situation.organisator,
        role="expert",
        state="accepted",
        note=NOT_FOR_MAIL,
        invited_by=situation.recipient,
    )
    return casus, {"schrijfuitnodiging_id": row.pk}


def _overzicht(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """One post that waits for the overview of who gets it."""
    subject, data = _reactie(situation)
    preferences.set_frequency(
        person=situation.recipient,
        message=registry.get("gesprek.reactie"),
        frequency=Frequency.DAILY,
    )
    with transaction.atomic():
        announce(kind="gesprek.reactie", subject=subject, actor=situation.organisator, **data)
    event = MessageEvent.objects.get()
    Delivery.objects.create(
        event=event,
        kind="gesprek.reactie",
        person=situation.recipient,
        data=data,
        dedupe_key="rea:1",
        message_id="<waiting@testserver>",
        state=State.WAITING,
        due_at=event.created_at,
        expires_at=event.created_at + timedelta(days=3),
    )
    overview = Overzicht.objects.create(frequency=Frequency.DAILY, day=timezone.localdate())
    return overview, {}


def _rondmail(situation: Situation) -> tuple[Model, dict[str, Any]]:
    rondmail = RondmailFactory(
        bijeenkomst=situation.bijeenkomst,
        author=situation.organisator,
        subject="Neem laarzen mee",
        body="We lopen buiten.\n\nKijk op https://voorbeeld.nl/route.",
    )
    return situation.bijeenkomst, {"rondmail_id": rondmail.pk}


def _verslag(situation: Situation, state: str) -> Any:
    """Minutes of a meeting where everybody of the community was."""
    verslag = VerslagFactory(bijeenkomst=situation.bijeenkomst, state=state)
    VerslagItemFactory(verslag=verslag, body=NOT_FOR_MAIL)
    Aanwezigheid.objects.get_or_create(
        bijeenkomst=situation.bijeenkomst, deelnemer=situation.recipient
    )
    return verslag


def _nabeeld(*, asked: bool) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """A look back that the recipient wrote and got back, or may decide about."""

    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        meeting, person = situation.bijeenkomst, situation.recipient
        if person.pk != situation.deelnemer.pk:
            LidmaatschapFactory(community=situation.community, deelnemer=person)
        Deelnemer.objects.filter(pk=person.pk).update(is_redacteur=asked)
        VerslagFactory(bijeenkomst=meeting).writers.add(person)
        row = Nabeeld.objects.create(
            bijeenkomst=meeting,
            body=NOT_FOR_MAIL,
            reason=NOT_FOR_MAIL,
            updated_by=situation.organisator if asked else person,
            asked_at=timezone.now() if asked else None,
        )
        return row, {} if asked else {"outcome": "terug"}

    return make


def _verslag_check(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return _verslag(situation, "check"), {"until": "2027-02-11"}


def _verslag_answered(situation: Situation) -> tuple[Model, dict[str, Any]]:
    verslag = _verslag(situation, "check")
    voorstel = Wijzigingsvoorstel.objects.create(
        item=verslag.items.get(),
        proposed_by=situation.recipient,
        body=NOT_FOR_MAIL,
        state="declined",
        reason=NOT_FOR_MAIL,
    )
    return verslag, {"voorstel_id": voorstel.pk}


def _proposal(state: str) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        voorstel = AgendavoorstelFactory(
            bijeenkomst=situation.bijeenkomst,
            proposed_by=situation.deelnemer,
            title=f"Over de {CANARY}",
            explanation=NOT_FOR_MAIL,
            reason=NOT_FOR_MAIL,
            state=state,
        )
        return situation.bijeenkomst, {"voorstel_id": voorstel.pk}

    return make


def _actiepunt(**data: Any) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def example(situation: Situation) -> tuple[Model, dict[str, Any]]:
        punt = Actiepunt.objects.create(
            bijeenkomst=situation.bijeenkomst,
            text=NOT_FOR_MAIL,
            owner=situation.recipient,
            due_on=date(2027, 2, 11),
            noted_by=situation.organisator,
        )
        return punt, data | {"person_id": situation.recipient.pk}

    return example


def _afterwards(situation: Situation) -> tuple[Model, dict[str, Any]]:
    Aanwezigheid.objects.get_or_create(
        bijeenkomst=situation.bijeenkomst, deelnemer=situation.recipient
    )
    return situation.bijeenkomst, {}


def _daily(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """Somebody signed up for a meeting that the recipient organises, and needs something."""
    LidmaatschapFactory(
        community=CommunityFactory(), deelnemer=situation.recipient, role=Role.ORGANISER
    )
    [leads] = Lidmaatschap.objects.filter(deelnemer=situation.recipient, role=Role.ORGANISER)
    meeting = BijeenkomstFactory(community=leads.community, goal=NOT_FOR_MAIL, slug="dagelijks")
    now = timezone.now()
    answer(
        actor=DeelnemerFactory(first_name="Wil"),
        bijeenkomst=meeting,
        answer=Answer.YES,
        needs=NOT_FOR_MAIL,
    )
    row = Dagbericht.objects.create(
        day=timezone.localdate(), since=now - timedelta(days=1), until=now + timedelta(minutes=1)
    )
    return row, {}


def _refused(situation: Situation) -> tuple[Model, dict[str, Any]]:
    mail = InboundMail.objects.create(
        fingerprint="a" * 64,
        envelope_to="antwoord+1.aaaaaaaaaaaaaaaa@in.voorbeeld.nl",
        person=situation.recipient,
        outcome="refused",
        reason="Dit gesprek is gesloten.",
        words="Bij ons hielp wandelen.",
        due_at=timezone.now(),
    )
    about = ["bijeenkomsten.bijeenkomst", situation.bijeenkomst.pk]
    return mail, {"url": "/casussen/", "about": about, "placed": False}


def _news(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """News whose text is on the site only, for somebody who follows it too."""
    follower, _ = Abonnement.objects.get_or_create(
        email=situation.recipient.email, defaults={"confirmed_at": timezone.now()}
    )
    nieuws = NieuwsberichtFactory(body=NOT_FOR_MAIL)
    return nieuws, {"addressee": follower.pk}


def _follower(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return Abonnement.objects.create(email=situation.recipient.email), {}


def _question(body: str) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        return Contactbericht.objects.create(
            name="Sam Pieters", email=situation.recipient.email, body=body
        ), {}

    return make


def _inzage(situation: Situation) -> tuple[Model, dict[str, Any]]:
    inzage = Inzage.objects.create(
        beheerder=DeelnemerFactory(first_name="Bente", is_beheerder=True),
        deelnemer=situation.recipient,
        reason="Je vroeg om hulp.",
        ends_at=timezone.now() + timedelta(minutes=30),
    )
    return situation.recipient, {"inzage_id": inzage.pk}


def _review(situation: Situation) -> tuple[Model, dict[str, Any]]:
    Deelnemer.objects.filter(pk=situation.recipient.pk).update(is_beheerder=True)
    review = Rechtenreview.objects.create(
        scope="privileged", due_on=date(2026, 12, 31), note=NOT_FOR_MAIL
    )
    return review, {}


def _gegevensexport(situation: Situation) -> tuple[Model, dict[str, Any]]:
    now = timezone.now()
    export = Gegevensexport.objects.create(
        person=situation.recipient,
        state="ready",
        ready_at=now,
        expires_at=now + timedelta(days=7),
    )
    return export, {}


def _verwijderverzoek(situation: Situation) -> tuple[Model, dict[str, Any]]:
    due = timezone.now() + timedelta(days=7)
    request = Verwijderverzoek.objects.create(
        person=situation.recipient, due_at=due, reason=NOT_FOR_MAIL
    )
    return request, {}


def _slapend(situation: Situation) -> tuple[Model, dict[str, Any]]:
    SlapendAccount.objects.create(person=situation.recipient, warned_at=timezone.now())
    return situation.recipient, {}


def _uitnodiging(situation: Situation) -> tuple[Model, dict[str, Any]]:
    row = UitnodigingFactory(
        community=situation.community,
        email=situation.recipient.email,
        first_name=situation.recipient.first_name,
        last_name=situation.recipient.last_name,
        invited_by=situation.organisator,
    )
    return row, {"times": 1}


def _about_uitnodiging(situation: Situation) -> tuple[Model, dict[str, Any]]:
    row = UitnodigingFactory(
        community=situation.community, invited_by=situation.organisator, note=NOT_FOR_MAIL
    )
    return situation.community, {"uitnodiging_id": row.pk}


def _unconfirmed(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """A request of who has no account: nothing that was typed is mailed."""
    return VerzoekFactory(
        community=situation.community,
        deelnemer=None,
        email=situation.recipient.email,
        first_name=CANARY,
        motivation=NOT_FOR_MAIL,
        state="unconfirmed",
    ), {}


def _lidmaatschapsverzoek(**fields: Any) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        decided = {"decided_by": situation.organisator} if fields else {}
        row = VerzoekFactory(
            community=situation.community,
            deelnemer=situation.recipient,
            motivation=NOT_FOR_MAIL,
            **fields,
            **decided,
        )
        return situation.community, {"verzoek_id": row.pk}

    return make


def _dilemma(situation: Situation) -> Dilemma:
    words = ("first_text", "second_text", "affects", "tried", "outcome", "state_reason")
    return DilemmaFactory(
        community=situation.community,
        author=situation.deelnemer,
        **dict.fromkeys(words, NOT_FOR_MAIL),
    )


def _standpunt(situation: Situation) -> tuple[Model, dict[str, Any]]:
    dilemma = _dilemma(situation)
    standpunt = StandpuntFactory(
        dilemma=dilemma, author=situation.organisator, arguments=NOT_FOR_MAIL
    )
    return dilemma, {"standpunt_id": standpunt.pk}


def _inwonersantwoord(situation: Situation) -> tuple[Model, dict[str, Any]]:
    casus = CasusFactory(
        community=situation.community, casushouder=situation.deelnemer, visibility="public"
    )
    vraag = InwonersvraagFactory(casus=casus)
    antwoord = Inwonersantwoord.objects.create(
        vraag=vraag, body=NOT_FOR_MAIL, name=CANARY, place=NOT_FOR_MAIL
    )
    return casus, {"vraag_id": vraag.pk, "oldest": antwoord.pk, "day": "2026-06-01"}


def _talked(situation: Situation) -> tuple[Model, dict[str, Any]]:
    dilemma = _dilemma(situation)
    PositieFactory(dilemma=dilemma, deelnemer=situation.deelnemer, leaning=2)
    dilemma.round = "after"
    dilemma.save()
    return dilemma, {}


def _onderwerp(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """A topic in a community of who gets the mail; of its text only the title is told."""
    if situation.recipient.pk != situation.deelnemer.pk:
        LidmaatschapFactory(community=situation.community, deelnemer=situation.recipient)
    topic = OnderwerpFactory(
        community=situation.community,
        author=situation.organisator,
        title="Meten zonder cijfers",
        body=NOT_FOR_MAIL,
    )
    return topic, {}


def _onderwerpreactie(situation: Situation) -> tuple[Model, dict[str, Any]]:
    topic, _ = _onderwerp(situation)
    reactie = post_reactie(actor=situation.organisator, subject=topic, body=NOT_FOR_MAIL)
    MessageEvent.objects.all().delete()
    return topic, {"reactie_id": reactie.pk}


def _zaak(**fields: Any) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """A case about a post with a canary, reported by somebody with a canary for a name."""

    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        writer = LidmaatschapFactory(community=situation.community).deelnemer
        reporter = LidmaatschapFactory(
            community=situation.community, deelnemer__last_name=CANARY
        ).deelnemer
        reactie = post_reactie(actor=writer, subject=situation.community, body=NOT_FOR_MAIL)
        Deelnemer.objects.filter(pk=situation.recipient.pk).update(is_redacteur=True)
        zaak = report(actor=reporter, thing=reactie, reason="other", explanation=NOT_FOR_MAIL).zaak
        Lidmaatschap.objects.filter(community=situation.community, role="organiser").delete()
        if fields:
            Zaak.objects.filter(pk=zaak.pk).update(
                decided_by=situation.organisator, decided_at=timezone.now(), **fields
            )
            zaak.refresh_from_db()
        MessageEvent.objects.all().delete()
        return zaak, {"outcome": fields["state"]} if fields else {}

    return make


def _search(situation: Situation) -> tuple[Model, dict[str, Any]]:
    casus = CasusFactory(
        community=situation.community,
        visibility="public",
        title="Leerplekken in het groen",
        summary=NOT_FOR_MAIL,
    )
    row = Zoekopdracht.objects.create(
        person=situation.recipient,
        name="Groen in de wijk",
        place="zoeken",
        choices="q=groen",
        frequency="daily",
        due_at=timezone.now(),
    )
    return row, {"found": {"casus": [casus.pk]}}


def _edition(state: UitgaveState) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    """An edition: of its foreword nothing is told."""

    def made(situation: Situation) -> tuple[Model, dict[str, Any]]:
        final = state == UitgaveState.FINAL
        maker, second = (DeelnemerFactory(is_redacteur=True) for _ in range(2))
        row = Uitgave.objects.create(
            year=2027,
            number=1,
            name="Wat we leerden",
            foreword=NOT_FOR_MAIL,
            state=state,
            total=1,
            made_by=maker,
            edited_by=maker,
            agreed_by=second if final else None,
            day=timezone.localdate() if final else None,
            published_at=timezone.now() if final else None,
        )
        return row, {}

    return made


def _to_take_out(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """What has to go from an edition, and why, is told on the page alone."""
    advies = AdviesFactory(published=True, **UNTOLD)
    maker = DeelnemerFactory(is_redacteur=True)
    made = bevriezen.begin(
        actor=maker, name="Wat we leerden", foreword="", year=2027, keys=[advies.pk]
    )
    bevriezen.freeze_some(made)
    asked = Weglating.objects.create(
        rij=made.adviezen.get(), parts=["hoe"], reason=NOT_FOR_MAIL, asked_by=maker
    )
    return advies, {"weglating": asked.pk}


EXAMPLES: dict[str, Callable[[Situation], tuple[Model, dict[str, Any]]]] = {
    "account.mail": _accountmail,
    "actiepunt.due": _actiepunt(day="2027-02-11"),
    "actiepunt.given": _actiepunt(version=1),
    "advies.rests_on_casus": _on_a_casus,
    "advies.returned": _returned,
    "advies.review_asked": _advies,
    "advies.review_due": _to_check,
    "advies.review_soon": _to_check,
    "avg.erased": _verwijderverzoek,
    "avg.erasure_asked": _verwijderverzoek,
    "avg.export_ready": _gegevensexport,
    "avg.inactive": _slapend,
    "bijeenkomst.asked": _asked,
    "agendavoorstel.decided": _proposal("declined"),
    "agendavoorstel.made": _proposal("pending"),
    "bijeenkomst.afterwards": _afterwards,
    "bijeenkomst.cancelled": _about_meeting(sequence=1),
    "bijeenkomst.daily": _daily,
    "bijeenkomst.mail": _rondmail,
    "bijeenkomst.mail_needed": _rondmail,
    "bijeenkomst.mail_test": _rondmail,
    "bijeenkomst.moved": _about_meeting(sequence=1),
    "bijeenkomst.offer_passed": _offer(Answer.MAYBE, None),
    "bijeenkomst.place_offered": _offer(Answer.WAITING, START - timedelta(days=1)),
    "bijeenkomst.published": _about_meeting(),
    "bijeenkomst.registered": _about_meeting(generation=1),
    "bijeenkomst.reminder": _about_meeting(starts_at=START.isoformat()),
    "bijeenkomst.restored": _about_meeting(sequence=1),
    "bijeenkomst.series_published": _about_meeting(),
    "bijeenkomst.unregistered": _about_meeting(generation=1),
    "datumprikker.chosen": _about_meeting(),
    "datumprikker.opened": _datumprikker,
    "datumprikker.reminder": _datumprikker,
    "datumprikker.stopped": _datumprikker,
    "casus.reactie": _casusreactie,
    "casus.public_changed": _about_consent,
    "contact.asked": _question("Mag onze gemeente meedoen?"),
    "contact.received": _question(NOT_FOR_MAIL),
    "apisleutel.made": lambda situation: (situation.deelnemer, {"sleutel": 0}),
    "deelnemer.welcome": lambda situation: (situation.deelnemer, {}),
    "dilemma.standpunt": _standpunt,
    "dilemma.talked": _talked,
    "gesprek.antwoord": _antwoord,
    "gesprek.gevolgd": _reactie,
    "gesprek.reactie": _reactie,
    "gesprek.vermeld": _vermeld,
    "gast.again": _guest(),
    "gast.cancelled": _guest(sequence=1),
    "gast.confirm": _guest(confirmed=False),
    "gast.known": lambda s: (s.bijeenkomst, {"person_id": s.recipient.pk}),
    "gast.mail": _guest_mail,
    "gast.mail_needed": _guest_mail,
    "gast.moved": _guest(sequence=1),
    "gast.offer_passed": _guest("maybe", offers=1),
    "gast.place_offered": _guest("waiting", offers=1),
    "gast.registered": _guest(generation=1),
    "gast.reminder": _guest(starts_at=START.isoformat()),
    "gast.restored": _guest(sequence=1),
    "gast.unregistered": _guest("no", generation=1),
    "gast.waits": _guest("waiting"),
    "instemming.answered": _consent_to_les("no"),
    "instemming.asked": _consent_to_les("asked"),
    "instemming.reminded": _consent_to_les("asked"),
    "inwoners.answered": _inwonersantwoord,
    "inzage.started": _inzage,
    "les.recognised": _recognised,
    "lijst.mailed": _own_list,
    "mail.refused": _refused,
    "nabeeld.asked": _nabeeld(asked=True),
    "nabeeld.decided": _nabeeld(asked=False),
    "nieuws.confirm": _follower,
    "nieuws.deelnemers": _news,
    "nieuws.follows": _follower,
    "nieuws.volgers": _news,
    "onderwerp.reactie": _onderwerpreactie,
    "onderwerp.started": _onderwerp,
    "overzicht": _overzicht,
    "publicatieverzoek.asked": _verzoek,
    "publicatieverzoek.decided": _decided,
    "rijksantwoord.placed": _placed,
    "rijksantwoord.returned": _rijksantwoord(returned=True),
    "rijksantwoord.written": _rijksantwoord(returned=False),
    "rijksvraag.answered": _rijksvraag("answered"),
    "rijksvraag.asked": _rijksvraag("open"),
    "rijksvraag.reminded": _rijksvraag("open"),
    "rijksvraag.withdrawn": _rijksvraag("withdrawn"),
    "schrijfuitnodiging.answered": _writer_answered,
    "schrijfuitnodiging.sent": _writer_asked,
    "terugblik.asked": _terugblik,
    "terugblik.reminded": _terugblik,
    "toepassing.decided": _report,
    "toestemming.answered": _about_consent,
    "toestemming.asked": _asked_consent,
    "toestemming.published": lambda s: _consent(s, granted=True),
    "toestemming.withdrawn": _about_consent,
    "uitnodiging": _uitnodiging,
    "uitnodiging.accepted": _about_uitnodiging,
    "uitnodiging.wanted": _about_uitnodiging,
    "verhaal.asked": _verhaal("review"),
    "verhaal.decided": _verhaal("published"),
    "zoekopdracht.found": _search,
    "verslag.answered": _verslag_answered,
    "verslag.check": _verslag_check,
    "verzoek.asked": _lidmaatschapsverzoek(),
    "verzoek.confirm": _unconfirmed,
    "verzoek.decided": _lidmaatschapsverzoek(state="declined", reason="Er is geen plek."),
    "verzoek.known": lambda s: (s.community, {"person_id": s.recipient.pk}),
    "review.opened": _review,
    "review.overdue": _review,
    "zaak.reported": _zaak(state="kept", decision="Het mag hier staan."),
    "zaak.waiting": _zaak(),
    "zaak.written": _zaak(state="removed", was_removed=True, decision="Het is niet van jou."),
    "uitgave.published": _edition(UitgaveState.FINAL),
    "uitgave.ready": _edition(UitgaveState.READY),
    "weglating.asked": _to_take_out,
}


WITHOUT_EXAMPLE = "add an example to EXAMPLES (tests/berichten/situations.py)"


def deliver(message: Message, situation: Situation, person: Deelnemer) -> tuple[Delivery, Model]:
    """Return an unsaved delivery to somebody, with its subject, as the planner makes it.

    A message to an address without an account goes to that of its subject, whoever ``person`` is.
    """
    situation.recipient = person
    assert message.key in EXAMPLES, WITHOUT_EXAMPLE
    subject, data = EXAMPLES[message.key](situation)
    with transaction.atomic():
        event = announce(kind=message.follows, subject=subject, actor=situation.organisator, **data)
    to_address = isinstance(message, AddressMessage)
    pk = data.get("addressee", subject.pk) if to_address else person.pk
    delivery = Delivery(
        event=event,
        kind=message.key,
        person=None if to_address else person,
        data=message.data(event) | ({"addressee": pk} if to_address else {}),
        dedupe_key=message.dedupe_key(event, pk),
        message_id="<x@testserver>",
        due_at=message.due_at(event),
        expires_at=message.expires_at(event),
    )
    if isinstance(message, AddressMessage):
        delivery.addressee = message.addressee(delivery, subject)
        assert delivery.addressee is not None
    assert len(delivery.dedupe_key) <= 160
    assert delivery.due_at < delivery.expires_at
    return delivery, subject


def render(message: Message, situation: Situation, person: Deelnemer) -> Mail:
    """Compose a message for somebody, as the sender would."""
    delivery, subject = deliver(message, situation, person)
    return compose(message, delivery, subject)


def html_of(mail: Mail) -> str:
    """Return the HTML part."""
    [html] = [str(part.content) for part in mail.alternatives if part.mimetype == "text/html"]
    return html
