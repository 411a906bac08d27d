"""Somebody who left traces everywhere, and the background that works without waiting."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from bijeenkomsten.models import Verslag
from casussen.enums import CasusRole
from casussen.models import Casus, CasusDeelname, CasusSectie, Publicatieverzoek
from communities.enums import RowOutcome
from communities.models import (
    Abonnement,
    Accountmail,
    Akkoord,
    Community,
    Contactbericht,
    Deelnemer,
    ImportRegel,
    Inzage,
    Ledenimport,
    Lidmaatschapsverzoek,
    Rechtenregel,
    Rechtenreview,
    Uitnodiging,
    Voorwaarden,
)
from communities.services import post_reactie
from netwerk.kern.audit.services import record
from netwerk.kern.avg.werk import work
from netwerk.kern.berichten.models import (
    Delivery,
    FailedAddress,
    InboundMail,
    MessageEvent,
    Preference,
)
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import (
    AanmeldingFactory,
    AdviesFactory,
    BevindingFactory,
    BijeenkomstFactory,
    CasusFactory,
    DeelnemerFactory,
    DilemmaFactory,
    LesFactory,
    LidmaatschapFactory,
    LijstitemFactory,
    ReactieFactory,
    RijksantwoordFactory,
    RondmailFactory,
    ToepassingFactory,
    VerslagFactory,
    VerslagItemFactory,
)

NAME = "Zonnebloem van der Zwaluwstaart"
EMAIL = "z.zwaluwstaart@voorbeeld.nl"
OLD_EMAIL = "vroeger.zwaluwstaart@voorbeeld.nl"
PHONE = "06-87654321"


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """Keep uploads and copies in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT  # type: ignore[no-any-return]


@pytest.fixture
def background(django_capture_on_commit_callbacks: Any) -> Callable[[], None]:
    """Return a function that does all that the background has to do now, mail too."""

    def run() -> None:
        for _ in range(3):
            with django_capture_on_commit_callbacks(execute=True):
                work(seconds=30)
            plan_due()
            send_due()

    return run


@pytest.fixture
def person(community: Community, files: Path) -> Deelnemer:
    """Return a member of the community with an easily recognised name and a full profile."""
    made: Deelnemer = DeelnemerFactory(
        first_name="Zonnebloem",
        infix="van der",
        last_name="Zwaluwstaart",
        email=EMAIL,
        phone=PHONE,
        about=f"Ik ben {NAME} en ik luister graag.",
        job_title="Adviseur Zwaluwstaart",
        ask_about="Vraag Zwaluwstaart over bussen",
        password="welkom-bij-het-netwerk",
    )
    made.photo.save("zwaluwstaart.webp", ContentFile(b"foto van Zwaluwstaart"))
    made.expertise.add("Zwaluwstaarten tellen")
    LidmaatschapFactory(community=community, deelnemer=made)
    return made


@pytest.fixture
def traces(person: Deelnemer, organisator: Deelnemer, community: Community) -> dict[str, Any]:
    """Leave traces of the person in every corner, and name them in the words of others."""
    named = f"Dat zei {NAME} ook; bel {PHONE} of mail {EMAIL}."
    casus = _casussen(person, organisator, community, named)
    left = _meetings(person, organisator, community, named) | {"casus": casus}
    left |= _handboek(person, community, casus, named)
    _conversations(person, organisator, community, casus, named)
    _joining(person, organisator, community)
    _accounts(person, organisator)
    _mail(person, organisator, casus)
    return left


def _casussen(person: Any, organisator: Any, community: Any, named: str) -> Casus:
    casus: Casus = CasusFactory(
        community=community, casushouder=person, summary=named, body=named, title="De bus"
    )
    sectie = CasusSectie.objects.get(casus=casus)
    sectie.body, sectie.version, sectie.updated_by = f"{named} Ja.", 2, person
    sectie.save()
    other = CasusFactory(community=community, body=f"Met {NAME} liep het goed.")
    CasusDeelname.objects.create(casus=other, deelnemer=person, role=CasusRole.CO_AUTHOR)
    Publicatieverzoek.objects.create(
        casus=other, wanted="public", requested_by=person, decided_by=organisator, note=named
    )
    DilemmaFactory(community=community, author=person, first_text=named)
    return casus


def _meetings(person: Any, organisator: Any, community: Any, named: str) -> dict[str, Any]:
    meeting = BijeenkomstFactory(community=community, created_by=organisator, goal=named)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=person, needs=f"Dieet van {NAME}")
    RondmailFactory(bijeenkomst=meeting, author=person, body=named)
    verslag: Verslag = VerslagFactory(bijeenkomst=meeting, created_by=person)
    item = VerslagItemFactory(verslag=verslag, body=named, updated_by=person)
    item.body, item.version = f"{named} Einde.", 2
    item.save()
    return {"verslag": verslag, "item": item, "meeting": meeting}


def _handboek(person: Any, community: Any, casus: Casus, named: str) -> dict[str, Any]:
    bevinding = BevindingFactory(casus=casus, created_by=person, quote=f"Dat zei {NAME} ook")
    les = LesFactory(created_by=person, community=community, context=named, casus=casus)
    les.bevindingen.add(bevinding)
    advies = AdviesFactory(author=person, summary=named, les=les, published=True)
    ToepassingFactory(advies=advies, made_by=person, did=f"Ik, {NAME}, deed dit.", result=named)
    RijksantwoordFactory(writer=person, answer=f"Bel {NAME}.")
    LijstitemFactory(owner=person, note=f"Vraag {NAME}.")
    advies.why = f"{named} Daarom."
    advies.save()
    return {"les": les, "bevinding": bevinding, "advies": advies}


def _conversations(person: Any, organisator: Any, community: Any, casus: Casus, named: str) -> None:
    first = post_reactie(actor=person, subject=community, body=f"Ik ben {NAME}.")
    post_reactie(actor=organisator, subject=community, body=f"Dag {NAME}!", parent=first)
    post_reactie(actor=organisator, subject=casus, body=named)
    ReactieFactory(author=person, removed_at=timezone.now(), removed_by=person, body="")


def _joining(person: Any, organisator: Any, community: Any) -> None:
    later = timezone.now() + timedelta(days=7)
    who = {"email": EMAIL, "first_name": "Zonnebloem", "last_name": "Zwaluwstaart"}
    invited = {"community": community, "invited_by": organisator, "expires_at": later}
    Uitnodiging.objects.create(**who, **invited, state="accepted", accepted_by=person)
    Uitnodiging.objects.create(**invited, email="ander@voorbeeld.nl", note=f"{NAME} raadde je aan.")
    Uitnodiging.objects.create(
        community=community,
        invited_by=person,
        expires_at=later,
        email="vriend@voorbeeld.nl",
        note=f"Groet, {NAME}",
    )
    Lidmaatschapsverzoek.objects.create(
        **who, community=community, deelnemer=person, motivation="Ik wil meedoen", state="granted"
    )
    Lidmaatschapsverzoek.objects.create(**who, community=community, motivation=f"Ik, {NAME}.")
    lijst = Ledenimport.objects.create(file_name=f"{NAME}.csv", uploaded_by=organisator)
    cells = {"email": EMAIL, "achternaam": "Zwaluwstaart"}
    ImportRegel.objects.create(
        ledenimport=lijst, number=2, cells=cells, outcome=RowOutcome.values[0]
    )
    Abonnement.objects.create(email=EMAIL)
    Contactbericht.objects.create(name=NAME, email=EMAIL, body=f"Ik ben {NAME}.")


def _accounts(person: Any, organisator: Any) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=person, email=OLD_EMAIL, verified=True, primary=False)
    Accountmail.objects.create(email=EMAIL, stem="account/email/x", content={"user": NAME})
    terms = Voorwaarden.objects.create(version=77, text="Wees aardig.", published_by=person)
    Akkoord.objects.create(deelnemer=person, voorwaarden=terms)
    review = Rechtenreview.objects.create(
        scope="members", due_on=timezone.localdate(), note=f"{NAME} mag weg"
    )
    Rechtenregel.objects.create(review=review, deelnemer=person)
    Inzage.objects.create(
        beheerder=organisator, deelnemer=person, reason=f"{NAME} vroeg het", ends_at=timezone.now()
    )
    kind = ContentType.objects.get_for_model(Deelnemer)
    LogEntry.objects.create(
        user=organisator,
        content_type=kind,
        object_id=str(person.pk),
        object_repr=NAME,
        action_flag=CHANGE,
    )
    Client().force_login(person, "allauth.account.auth_backends.AuthenticationBackend")


def _mail(person: Any, organisator: Any, casus: Casus) -> None:
    record(actor=person, action="deelnemer.profile_changed", subject=person)
    Preference.objects.create(person=person, kind="gesprek.reactie", frequency="daily")
    now = timezone.now()
    FailedAddress.objects.create(person=person, email=OLD_EMAIL, first_at=now, last_at=now)
    InboundMail.objects.create(
        fingerprint="z" * 64,
        envelope_to="antwoord+1.a@in.voorbeeld.nl",
        raw=f"From: {NAME} <{EMAIL}>".encode(),
        person=person,
        words=f"Groet, {NAME}",
        due_at=now,
        outcome="refused",
    )
    event = MessageEvent.objects.first()
    assert event is not None
    event.data = event.data | {"note": NAME}
    event.save()
    digest = _delivery(event, person, "1")
    Delivery.objects.filter(pk=_delivery(event, person, "2").pk).update(digest=digest)


def _delivery(event: MessageEvent, person: Any, key: str) -> Delivery:
    return Delivery.objects.create(
        event=event,
        kind="gesprek.reactie",
        person=person,
        data={"reactie_id": 1, "naam": NAME},
        dedupe_key=f"zwaluw:{key}",
        message_id=f"<{key}@testserver>",
        state="sent",
        due_at=event.created_at,
        expires_at=event.created_at + timedelta(days=3),
    )
