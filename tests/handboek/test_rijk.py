"""Row 115: "Wat doet het rijk hiermee?" at a les, with the answer or the days that it is open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.models import Community, Deelnemer, Organisatie
from handboek import services
from handboek.models import Advies, Les, Rijksantwoord, Rijksvraag, RijksvraagEvent
from handboek.services.rijk import TOO_OFTEN
from handboek.tasks import remind_rijk
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import (
    DeelnemerFactory,
    LesFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    begrip,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
MakeAdvies = Callable[..., Advies]
QUESTION = "Neemt het ministerie op hoe snel mensen antwoord krijgen?"


@pytest.fixture
def ministerie() -> Organisatie:
    return OrganisatieFactory(
        name="Ministerie van Proef", kind=begrip("organisatietype", "ministerie")
    )


@pytest.fixture
def ambtenaar(ministerie: Organisatie) -> Deelnemer:
    return LidmaatschapFactory(deelnemer__organisatie=ministerie).deelnemer


@pytest.fixture
def les(community: Community, organisator: Deelnemer) -> Les:
    return LesFactory(community=community, created_by=organisator)


@pytest.fixture
def vraag(les: Les, organisator: Deelnemer, ministerie: Organisatie) -> Rijksvraag:
    return services.ask_rijk(actor=organisator, les=les, organisatie=ministerie, question=QUESTION)


def ago(vraag: Rijksvraag, days: int) -> None:
    moment = timezone.localtime() - timedelta(days=days)
    Rijksvraag.objects.filter(pk=vraag.pk).update(asked_at=moment)


def place(vraag: Rijksvraag, writer: Deelnemer, redacteur: Deelnemer, answer: str) -> Rijksvraag:
    antwoord = services.answer_rijksvraag(actor=writer, vraag=vraag, answer=answer)
    return services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())


def deliver() -> None:
    plan_due()
    send_due()


def test_an_organiser_asks_and_the_page_counts_the_days(
    les: Les, organisator: Deelnemer, ministerie: Organisatie, ambtenaar: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(organisator)
    page = reverse("handboek:rijk_ask", args=[les.number])
    assert page in client.get(les.get_absolute_url()).text
    missing = client.post(page, {"organisatie": "", "question": "Wat dan?"})
    assert "Kies een organisatie." in missing.text
    assert "Wat dan?" in missing.text
    other = OrganisatieFactory(name="Gemeente Elders")
    refused = client.post(page, {"organisatie": other.pk, "question": QUESTION})
    assert "Kies een organisatie uit de lijst." in refused.text
    done = client.post(page, {"organisatie": ministerie.pk, "question": QUESTION}, follow=True)
    assert "1 deelnemer van Ministerie van Proef krijgt er mail over." in done.text
    vraag = Rijksvraag.objects.get()
    ago(vraag, 23)
    text = client.get(les.get_absolute_url()).text
    assert "Al 23 dagen open." in text
    assert QUESTION in text
    ago(vraag, 0)
    assert "Vandaag gevraagd." in client.get(les.get_absolute_url()).text


def test_who_asks(
    les: Les, deelnemer: Deelnemer, ander_lid: Deelnemer, redacteur: Deelnemer,
    ministerie: Organisatie,
) -> None:  # fmt: skip
    asked = {"les": les, "organisatie": ministerie, "question": QUESTION}
    for person in (deelnemer, ander_lid, les.created_by):
        if person.is_organiser(les.community_id):
            continue
        with pytest.raises(PermissionDenied):
            services.ask_rijk(actor=person, **asked)
    services.ask_rijk(actor=redacteur, **asked)
    with pytest.raises(ValidationError):
        services.ask_rijk(actor=redacteur, **asked)
    with pytest.raises(ValidationError):
        services.ask_rijk(actor=redacteur, **(asked | {"organisatie": OrganisatieFactory()}))


def test_people_of_the_organisation_answer_and_nobody_else(
    vraag: Rijksvraag, deelnemer: Deelnemer, organisator: Deelnemer, ambtenaar: Deelnemer,
    redacteur: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    page = reverse("handboek:rijk_answer", args=[vraag.pk])
    outside = DeelnemerFactory(organisatie=vraag.organisatie)
    for person in (deelnemer, organisator, outside):
        with pytest.raises(PermissionDenied):
            services.answer_rijksvraag(actor=person, vraag=vraag, answer="Ja.")
    client = client_of(ambtenaar)
    empty = client.post(page, {"answer": " ", "seen": vraag.mark()})
    assert "Schrijf het antwoord op." in empty.text
    client.post(page, {"answer": "Ja, vanaf volgend jaar.", "seen": vraag.mark()})
    antwoord = Rijksantwoord.objects.get()
    services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())
    text = client_of(deelnemer).get(vraag.les.get_absolute_url()).text
    assert "Ja, vanaf volgend jaar." in text
    assert "Antwoord van Ministerie van Proef" in text
    assert "open." not in text


def test_a_redacteur_answers_on_behalf_and_says_so(
    vraag: Rijksvraag, redacteur: Deelnemer, redacteur2: Deelnemer, client_of: ClientOf
) -> None:
    page = reverse("handboek:rijk_answer", args=[vraag.pk])
    assert "namens haar opschreef" in client_of(redacteur).get(page).text
    client_of(redacteur).post(page, {"answer": "Nee, want het mag niet.", "seen": vraag.mark()})
    antwoord = Rijksantwoord.objects.get()
    with pytest.raises(PermissionDenied):
        services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())
    services.place_rijksantwoord(actor=redacteur2, antwoord=antwoord, seen=antwoord.mark())
    text = client_of(redacteur).get(vraag.get_absolute_url()).text
    assert "Namens Ministerie van Proef opgeschreven door de redactie" in text


def test_a_changed_answer_shows_what_stood_before(
    vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer, deelnemer: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    place(vraag, ambtenaar, redacteur, "Ja, in 2027.")
    first = Rijksvraag.objects.get().answered_at
    place(vraag, ambtenaar, redacteur, "Toch niet.")
    assert RijksvraagEvent.objects.filter(pgh_obj=vraag).count() == 3
    assert Rijksvraag.objects.get().answered_at == first
    text = client_of(deelnemer).get(vraag.get_absolute_url()).text
    assert "Wat er eerder stond" in text
    assert text.index("Toch niet.") < text.index("Ja, in 2027.")
    assert "Aangepast op" in text
    les = client_of(deelnemer).get(vraag.les.get_absolute_url()).text
    assert "Ja, in 2027." not in les
    assert "Aangepast op" in les


def test_two_answers_at_once_lose_nothing(
    vraag: Rijksvraag, ambtenaar: Deelnemer, client_of: ClientOf
) -> None:
    seen = vraag.mark()
    services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer="De eerste.")
    page = client_of(ambtenaar).post(
        reverse("handboek:rijk_answer", args=[vraag.pk]), {"answer": "De tweede.", "seen": seen}
    )
    assert "Iemand anders heeft dit net gewijzigd" in page.text
    assert "De tweede." in page.text
    assert Rijksantwoord.objects.get().answer == "De eerste."


def test_every_advies_on_the_les_shows_it(
    make_advies: MakeAdvies, ministerie: Organisatie, redacteur: Deelnemer, redacteur2: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    advies = make_advies()
    les = advies.lessen.get()
    vraag = services.ask_rijk(actor=redacteur, les=les, organisatie=ministerie, question=QUESTION)
    ago(vraag, 1)
    visitor = client_of(None)
    page = visitor.get(advies.get_absolute_url(), follow=True).text
    assert "Al 1 dag open." in page
    place(vraag, redacteur, redacteur2, "Ja, dat doen we.")
    for url in (advies.get_absolute_url(), les.get_absolute_url(), vraag.get_absolute_url()):
        page = visitor.get(url, follow=True)
        assert "Ja, dat doen we." in page.text
        assert "csrfmiddlewaretoken" not in page.text
        assert redacteur.get_full_name() not in page.text
        assert redacteur2.get_full_name() not in page.text


def test_open_ones_are_for_the_network_and_answers_for_who_reads_the_les(
    make_advies: MakeAdvies, les: Les, ministerie: Organisatie, redacteur: Deelnemer,
    redacteur2: Deelnemer, deelnemer: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    public = make_advies().lessen.get()
    asked = {"actor": redacteur, "organisatie": ministerie}
    rows = {
        key: services.ask_rijk(les=row, question=f"Vraag {key}?", **asked)
        for key, row in (("binnen", les), ("buiten", public))
    }
    page = reverse("handboek:rijksvragen")
    inside = client_of(deelnemer).get(page).text
    assert [f"Vraag {key}?" in inside for key in rows] == [True, True]
    assert "Vraag" not in client_of(None).get(page).text.split("<main", 1)[1].replace(
        "Vragen aan het Rijk", ""
    )
    for row in rows.values():
        place(row, redacteur, redacteur2, "Ja.")
    outside = client_of(None).get(page).text
    assert [f"Vraag {key}?" in outside for key in rows] == [False, True]
    assert client_of(None).get(rows["binnen"].get_absolute_url()).status_code in {302, 404}
    both = client_of(deelnemer).get(page, {"stand": "beantwoord"}).text
    assert [f"Vraag {key}?" in both for key in rows] == [True, True]


def test_mail_when_asked_once_more_after_thirty_days_and_when_answered(
    vraag: Rijksvraag, ambtenaar: Deelnemer, organisator: Deelnemer, redacteur: Deelnemer,
    mailoutbox: list[Any],
) -> None:  # fmt: skip
    LidmaatschapFactory()  # somebody of another organisation
    deliver()
    assert [mail.to for mail in mailoutbox] == [[ambtenaar.email]]
    assert QUESTION in mailoutbox[0].body
    remind_rijk()
    deliver()
    assert len(mailoutbox) == 1
    ago(vraag, 30)
    remind_rijk()
    remind_rijk()
    deliver()
    assert [mail.to for mail in mailoutbox[1:]] == [[ambtenaar.email]]
    assert "Dagen open: 30" in mailoutbox[1].body
    place(vraag, ambtenaar, redacteur, "Ja.")
    place(vraag, ambtenaar, redacteur, "Nee.")
    remind_rijk()
    deliver()
    told = [mail.to for mail in mailoutbox[2:]]
    assert sorted(told) == sorted([[organisator.email], [ambtenaar.email], [ambtenaar.email]])


def test_what_was_answered_meanwhile_is_not_asked_again(
    vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer, redacteur2: Deelnemer,
    mailoutbox: list[Any],
) -> None:  # fmt: skip
    plan_due()
    place(vraag, redacteur, redacteur2, "Ja.")
    send_due()
    assert ambtenaar.email not in [mail.to[0] for mail in mailoutbox]


def test_lists_ask_no_more_for_many_questions(
    les: Les, ministerie: Organisatie, redacteur: Deelnemer, redacteur2: Deelnemer,
    deelnemer: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    def queries() -> list[int]:
        found = []
        for url in (
            reverse("handboek:rijksvragen"),
            reverse("handboek:rijksvragen") + "?stand=beantwoord",
            les.get_absolute_url(),
        ):
            with CaptureQueriesContext(connection) as captured:
                client_of(deelnemer).get(url)
            found.append(len(captured))
        return found

    def ask(number: int) -> None:
        rows = []
        for place in range(number):
            done = place % 2 == 0
            rows.append(
                Rijksvraag(
                    les=les,
                    organisatie=ministerie,
                    question=QUESTION,
                    asked_by=redacteur,
                    answer="Ja." if done else "",
                    answered_by=redacteur if done else None,
                    answered_at=timezone.now() if done else None,
                    placed_by=redacteur2 if done else None,
                )
            )
        Rijksvraag.objects.bulk_create(rows)

    ask(2)
    few = queries()
    ask(50)
    assert queries() == few
    page = client_of(deelnemer).get(reverse("handboek:rijksvragen"))
    assert "pagina=2" in page.text


def test_asking_and_taking_back_without_end_is_no_way_to_mail_a_ministry(
    les: Les, ministerie: Organisatie, redacteur: Deelnemer
) -> None:
    for _ in range(3):
        vraag = services.ask_rijk(
            actor=redacteur, les=les, organisatie=ministerie, question=QUESTION
        )
        services.take_back_rijksvraag(actor=redacteur, vraag=vraag, reason="Toch niet.")
    with pytest.raises(ValidationError) as refused:
        services.ask_rijk(actor=redacteur, les=les, organisatie=ministerie, question=QUESTION)
    assert refused.value.messages == [TOO_OFTEN]
