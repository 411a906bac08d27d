"""Reading in a list of people: looked at first, then done, and never twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from communities import services
from communities.enums import ImportState, Role, RowOutcome
from communities.models import (
    Community,
    Deelnemer,
    Ledenimport,
    Lidmaatschap,
    Organisatie,
    OrganisatieNaam,
)
from communities.services import inlezen
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.planner import plan_due
from tests.communities.lijsten import ALL, HEADING, as_csv, looked_at, read_in, row_of
from tests.factories import DeelnemerFactory, LidmaatschapFactory, OrganisatieFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]
PERSON = ("email", "first_name", "last_name", "organisatie", "job_title", "province", "is_active")


@pytest.fixture
def client(client_of: ClientOf, beheerder: Deelnemer) -> Client:
    """Return a signed-in beheerder."""
    return client_of(beheerder)


def state() -> list[Any]:
    """Return everything that an import could change."""
    return [
        list(Deelnemer.objects.order_by("pk").values(*PERSON)),
        list(Lidmaatschap.objects.order_by("pk").values()),
        list(Organisatie.objects.order_by("pk").values("pk", "name")),
        MessageEvent.objects.count(),
    ]


def outcomes(ledenimport: Ledenimport) -> list[str]:
    return list(ledenimport.regels.values_list("outcome", flat=True))


def test_dry_run_lists_new_known_and_wrong_rows_and_changes_nothing(
    client: Client, community: Community, deelnemer: Deelnemer, text_of: Words
) -> None:
    outside = DeelnemerFactory()
    content = as_csv(
        [
            HEADING,
            row_of("nieuw@lijst.voorbeeld.nl"),
            row_of(outside.email),
            row_of(deelnemer.email.upper()),
            row_of("geen adres"),
        ]
    )
    before = state()
    found = looked_at(client, content, community=community.pk)
    assert (found.state, found.done, found.total) == (ImportState.CHECKED, 4, 4)
    assert outcomes(found) == ["new", "changed", "known", "wrong"]
    assert state() == before
    page = client.get(f"/beheer/leden/inlezen/{found.pk}/?uitkomst=alle")
    words = text_of(page)
    for line in ("Nieuw 1 rij", "Krijgt een plek erbij 1 rij", "Staat er al 1 rij"):
        assert line in words
    assert "Dit is geen geldig e-mailadres." in words
    assert "Lees de 3 goede rijen in" in words


def test_second_run_of_the_same_list_changes_nothing(
    client: Client, community: Community, organisator: Deelnemer
) -> None:
    outside = DeelnemerFactory()
    kind = begrip("organisatietype", "gemeente")
    content = as_csv(
        [
            ALL,
            row_of("een@lijst.voorbeeld.nl", "Gemeente Lijst", "Adviseur", "Drenthe", "", ""),
            row_of("twee@lijst.voorbeeld.nl", "gemeente lijst", "", "", "", "koning"),
            row_of(outside.email),
        ]
    )
    choices = {"community": community.pk, "new_kind": kind.pk, "welcomes": "on"}
    first = read_in(client, content, **choices)
    assert (first.state, outcomes(first)) == (ImportState.DONE, ["new", "wrong", "changed"])
    after = state()
    second = read_in(client, content, **choices)
    assert (second.state, outcomes(second)) == (ImportState.DONE, ["known", "wrong", "known"])
    assert state() == after


def test_new_people_get_what_stands_in_their_row(
    client: Client, community: Community, other_community: Community, beheerder: Deelnemer
) -> None:
    kind = begrip("organisatietype", "gemeente")
    content = as_csv(
        [
            ALL,
            row_of(
                "noor@lijst.voorbeeld.nl",
                "Gemeente Lijst",
                "Adviseur",
                "Friesland",
                other_community.name.upper(),
                "Organisator",
            ),
            row_of("puck@lijst.voorbeeld.nl", "GEMEENTE LIJST"),
        ]
    )
    found = read_in(client, content, community=community.pk, new_kind=kind.pk, welcomes="on")
    noor = Deelnemer.objects.get(email="noor@lijst.voorbeeld.nl")
    assert (str(noor), noor.sort_name) == ("Noor van Haverkamp", "haverkamp noor van")
    assert (str(noor.organisatie), noor.job_title) == ("Gemeente Lijst", "Adviseur")
    assert str(noor.province) == "Fryslân"
    assert noor.roles == {other_community.pk: Role.ORGANISER}
    assert not noor.has_usable_password()
    assert noor.emailaddress_set.get().verified
    puck = Deelnemer.objects.get(email="puck@lijst.voorbeeld.nl")
    assert puck.roles == {community.pk: Role.MEMBER}
    assert puck.organisatie == noor.organisatie
    log = AuditEvent.objects.filter(subject_id=noor.pk, actor=beheerder).order_by("pk")
    assert [(line.action, line.data["ledenimport"]) for line in log] == [
        ("deelnemer.added", found.pk),
        ("lidmaatschap.added", found.pk),
    ]
    done = AuditEvent.objects.get(action="ledenimport.done")
    assert done.data == {"new": 2, "changed": 0, "known": 0, "wrong": 0}
    plan_due()
    welcome = Delivery.objects.filter(kind="deelnemer.welcome")
    assert {line.person_id for line in welcome} == {noor.pk, puck.pk}


def test_without_the_choice_nobody_gets_a_mail(client: Client) -> None:
    read_in(client, as_csv([HEADING, row_of("stil@lijst.voorbeeld.nl")]))
    assert Deelnemer.objects.filter(email="stil@lijst.voorbeeld.nl").exists()
    assert MessageEvent.objects.count() + len(mail.outbox) == 0


def test_existing_people_are_never_renamed(client: Client, community: Community) -> None:
    person = DeelnemerFactory(first_name="Femke", last_name="Ruiter", job_title="Directeur")
    person.emailaddress_set.create(email="Ander@lijst.voorbeeld.nl", verified=True)
    content = as_csv([ALL, row_of("ander@lijst.voorbeeld.nl", "Onbekend bv", "Stagiair")])
    read_in(client, content, community=community.pk)
    person = Deelnemer.objects.get(pk=person.pk)
    assert (str(person), person.job_title) == ("Femke Ruiter", "Directeur")
    assert person.roles == {community.pk: Role.MEMBER}


def test_somebody_in_two_communities_is_two_rows_and_one_account(
    client: Client, community: Community, other_community: Community
) -> None:
    address = "noor@lijst.voorbeeld.nl"
    content = as_csv(
        [
            ALL,
            row_of(address, "", "", "", community.name),
            row_of(address, "", "", "", other_community.name),
            row_of(address.upper(), "", "", "", community.name),
        ]
    )
    found = read_in(client, content)
    assert outcomes(found) == ["new", "changed", "wrong"]
    assert found.regels.last().errors == {"email": "Deze persoon staat ook op rij 2."}
    assert set(Deelnemer.objects.get(email=address).roles) == {community.pk, other_community.pk}


BAD = {
    "no address": (["", "Noor", "", "Haver"], "email", "Vul een e-mailadres in."),
    "bad address": (["noor@", "Noor", "", "Haver"], "email", "geen geldig e-mailadres"),
    "no first name": (["a@b.nl", "", "", "Haver"], "first_name", "Vul een voornaam in."),
    "no last name": (["a@b.nl", "Noor", "", ""], "last_name", "Vul een achternaam in."),
    "300 letters": (["a@b.nl", "N" * 300, "", "Haver"], "first_name", "hier passen 60 tekens in"),
    "formula": (["a@b.nl", "=cmd|' /C calc'!A0", "", "Haver"], "first_name", "een formule"),
    "formula in address": (["=1+1@b.nl", "Noor", "", "Haver"], "email", "een formule"),
    "organisation": (["a@b.nl", "N", "", "H", "Nergens"], "organisatie", "geen organisatie"),
    "area": (["a@b.nl", "N", "", "H", "", "", "Atlantis"], "province", "kennen dit gebied niet"),
    "community": (["a@b.nl", "N", "", "H", "", "", "", "Geheim"], "community", "geen community"),
    "role": (
        ["a@b.nl", "N", "", "H", "", "", "", "Bewoners in beeld", "koning"],
        "role",
        "Kies deelnemer of organisator.",
    ),
    "role without community": (
        ["a@b.nl", "N", "", "H", "", "", "", "", "deelnemer"],
        "role",
        "Bij een rol hoort een community.",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_wrong_stands_at_the_cell(
    client: Client, community: Community, text_of: Words, kind: str
) -> None:
    cells, column, why = BAD[kind]
    content = as_csv([ALL, cells, row_of("goed@lijst.voorbeeld.nl")])
    found = looked_at(client, content)
    row = found.regels.get(outcome=RowOutcome.WRONG)
    assert list(row.errors) == [column]
    page = client.get(f"/beheer/leden/inlezen/{found.pk}/").content.decode()
    marked = page.partition("cel--fout")[2].partition("</td>")[0]
    assert why in marked
    assert "Lees de ene goede rij in" in page
    read = client.post(f"/beheer/leden/inlezen/{found.pk}/start/")
    assert read.status_code == 302
    inlezen.work_on_imports(seconds=60)
    assert Deelnemer.objects.filter(email="goed@lijst.voorbeeld.nl").exists()
    assert not Deelnemer.objects.filter(email__in=["a@b.nl", "noor@"]).exists()


def test_closed_account_and_own_place_are_refused(
    client: Client, beheerder: Deelnemer, community: Community
) -> None:
    closed = DeelnemerFactory(is_active=False)
    content = as_csv([HEADING, row_of(closed.email), row_of(beheerder.email)])
    found = read_in_or_looked(client, content, community)
    assert [list(row.errors) for row in found.regels.all()] == [["email"], ["email"]]
    assert not Lidmaatschap.objects.exists()


def read_in_or_looked(client: Client, content: bytes, community: Community) -> Ledenimport:
    """Try to read in a list of which nothing may be good."""
    found = looked_at(client, content, community=community.pk)
    client.post(f"/beheer/leden/inlezen/{found.pk}/start/")
    inlezen.work_on_imports(seconds=60)
    return found


def test_former_name_finds_the_organisation(client: Client) -> None:
    organisatie = OrganisatieFactory(name="Ministerie van Morgen")
    OrganisatieNaam.objects.create(
        organisatie=organisatie, name="Ministerie van Gisteren", until=timezone.localdate()
    )
    content = as_csv([ALL, row_of("m@lijst.voorbeeld.nl", "ministerie van gisteren")])
    read_in(client, content)
    assert Deelnemer.objects.get(email="m@lijst.voorbeeld.nl").organisatie == organisatie


def test_rows_are_looked_at_again_after_the_organisation_was_made(client: Client) -> None:
    content = as_csv([ALL, row_of("m@lijst.voorbeeld.nl", "Gemeente Straks")])
    found = looked_at(client, content)
    path = f"/beheer/leden/inlezen/{found.pk}/"
    assert 'href="/beheer/organisaties/nieuw/"' in client.get(path).content.decode()
    OrganisatieFactory(name="Gemeente Straks")
    client.post(f"{path}opnieuw/")
    inlezen.work_on_imports(seconds=60)
    assert outcomes(found) == ["new"]
    client.post(f"{path}start/")
    response = client.post(f"{path}opnieuw/", follow=True)
    assert "Nakijken kan alleen voor het inlezen." in response.content.decode()


def test_wrong_rows_come_back_as_a_list_to_mend(client: Client) -> None:
    content = as_csv([HEADING, ["geen adres", "=1+1", "", "Haver"], row_of("goed@b.nl")])
    found = looked_at(client, content)
    response = client.get(f"/beheer/leden/inlezen/{found.pk}/fout/")
    text = response.getvalue().decode("utf-8-sig")
    assert "'=1+1" in text
    assert ";=1+1" not in text
    assert "Dit is geen geldig e-mailadres." in text
    assert "goed@b.nl" not in text
    mended = looked_at(
        client, text.replace("geen adres", "wel@b.nl").replace("'=1+1", "Noor").encode()
    )
    assert outcomes(mended) == ["new"]


def test_a_list_is_thrown_away_before_and_not_after(client: Client) -> None:
    content = as_csv([HEADING, row_of("weg@lijst.voorbeeld.nl")])
    found = looked_at(client, content)
    client.post(f"/beheer/leden/inlezen/{found.pk}/weg/")
    found.refresh_from_db()
    assert (found.state, found.regels.count()) == (ImportState.CANCELLED, 0)
    assert client.post(f"/beheer/leden/inlezen/{found.pk}/start/").status_code == 302
    inlezen.work_on_imports(seconds=60)
    assert not Deelnemer.objects.filter(email="weg@lijst.voorbeeld.nl").exists()
    done = read_in(client, content)
    response = client.post(f"/beheer/leden/inlezen/{done.pk}/weg/", follow=True)
    assert "is al ingelezen" in response.content.decode()
    assert done.regels.count() == 1


def test_what_changed_after_the_dry_run_counts(client: Client, beheerder: Deelnemer) -> None:
    address = "net@lijst.voorbeeld.nl"
    found = looked_at(client, as_csv([HEADING, row_of(address)]))
    assert outcomes(found) == ["new"]
    services.add_deelnemer(actor=beheerder, email=address, first_name="Net", last_name="Eerder")
    client.post(f"/beheer/leden/inlezen/{found.pk}/start/")
    inlezen.work_on_imports(seconds=60)
    assert outcomes(found) == ["known"]
    assert str(Deelnemer.objects.get(email=address)) == "Net Eerder"


def test_a_fault_stops_the_import_with_nothing_half_done_and_it_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch, text_of: Words
) -> None:
    monkeypatch.setattr(inlezen, "BATCH", 2)
    rows = [row_of(f"p{number}@lijst.voorbeeld.nl") for number in range(5)]
    found = looked_at(client, as_csv([HEADING, *rows]))
    client.post(f"/beheer/leden/inlezen/{found.pk}/start/")
    inlezen._one_batch(found.pk)
    with monkeypatch.context() as broken:

        def burst(*_: Any, **__: Any) -> None:
            raise RuntimeError("burst")

        broken.setattr(inlezen, "_give_places", burst)
        inlezen.work_on_imports(seconds=60)
    made = Deelnemer.objects.filter(email__endswith="@lijst.voorbeeld.nl")
    found.refresh_from_db()
    assert (found.state, found.done, made.count()) == (ImportState.FAILED, 2, 2)
    page = text_of(client.get(f"/beheer/leden/inlezen/{found.pk}/"))
    assert "Wat al gedaan is, blijft staan" in page
    client.post(f"/beheer/leden/inlezen/{found.pk}/start/")
    inlezen.work_on_imports(seconds=60)
    found.refresh_from_db()
    assert (found.state, found.done, made.count()) == (ImportState.DONE, 5, 5)


def test_an_account_made_at_the_same_moment_is_used(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = looked_at(client, as_csv([HEADING, row_of("net@lijst.voorbeeld.nl")]))
    client.post(f"/beheer/leden/inlezen/{found.pk}/start/")
    real, times = inlezen._make_accounts, []

    def clash(*args: Any) -> None:
        times.append(1)
        if len(times) == 1:
            raise IntegrityError("email")
        real(*args)

    monkeypatch.setattr(inlezen, "_make_accounts", clash)
    inlezen.work_on_imports(seconds=60)
    found.refresh_from_db()
    assert (found.state, len(times)) == (ImportState.DONE, 2)


def test_nobody_comes_into_a_community_that_ended(client: Client, community: Community) -> None:
    Community.objects.filter(pk=community.pk).update(ends_on=timezone.localdate())
    content = as_csv([ALL, row_of("laat@lijst.voorbeeld.nl", "", "", "", community.name)])
    found = looked_at(client, content)
    assert found.regels.get().errors == {"community": "Deze community is afgesloten."}


def test_a_list_cannot_be_started_twice(client: Client, beheerder: Deelnemer) -> None:
    found = looked_at(client, as_csv([HEADING, row_of("eens@lijst.voorbeeld.nl")]))
    inlezen.start_import(actor=beheerder, ledenimport=found)
    with pytest.raises(ValidationError):
        inlezen.start_import(actor=beheerder, ledenimport=found)
    LidmaatschapFactory()  # something else happens meanwhile
    inlezen.work_on_imports(seconds=60)
    assert Deelnemer.objects.filter(email="eens@lijst.voorbeeld.nl").count() == 1
