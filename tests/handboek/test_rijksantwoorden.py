"""Row 115: an answer of the rijk is read by nobody before a second person placed it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from communities.models import Deelnemer, Organisatie
from handboek import services
from handboek.models import Advies, Les, Rijksantwoord, Rijksvraag
from handboek.tasks import remind_rijk
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import (
    LidmaatschapFactory,
    OrganisatieFactory,
    RijksantwoordFactory,
    RijksvraagFactory,
    begrip,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
SECRET = "Kanarieplan voor 2031."
OLD = "Vanaf 2029 misschien."


@pytest.fixture
def ministerie() -> Organisatie:
    return OrganisatieFactory(
        name="Ministerie van Proef", kind=begrip("organisatietype", "ministerie")
    )


@pytest.fixture
def ambtenaar(ministerie: Organisatie) -> Deelnemer:
    person = LidmaatschapFactory(deelnemer__organisatie=ministerie).deelnemer
    return Deelnemer.objects.get(pk=person.pk)


@pytest.fixture
def les(make_advies: Callable[..., Advies]) -> Les:
    """Return a les that everybody reads, under a published advies."""
    return make_advies().lessen.get()


@pytest.fixture
def vraag(les: Les, ministerie: Organisatie, organisator: Deelnemer) -> Rijksvraag:
    return RijksvraagFactory(les=les, organisatie=ministerie, asked_by=organisator)


@pytest.fixture
def antwoord(vraag: Rijksvraag, ambtenaar: Deelnemer) -> Rijksantwoord:
    return services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer=SECRET)


def everywhere(vraag: Rijksvraag) -> list[str]:
    """Return every page and feed on which an answer could stand."""
    advies = vraag.les.adviezen.get()
    return [
        vraag.get_absolute_url(),
        vraag.les.get_absolute_url(),
        advies.get_absolute_url(),
        reverse("handboek:rijksvragen"),
        reverse("handboek:rijksvragen") + "?stand=beantwoord",
        reverse("handboek:feed"),
        reverse("handboek:wijzigingen_feed"),
        reverse("search") + "?q=Kanarieplan",
        reverse("sitemap_part", args=["rijksvragen", 1]),
    ]


def who_reads(text: str, vraag: Rijksvraag, clients: dict[str, Client]) -> dict[str, set[str]]:
    """Return {who: the addresses on which they read a text}."""
    found: dict[str, set[str]] = {}
    for who, client in clients.items():
        pages = {url: client.get(url, follow=True).content.decode() for url in everywhere(vraag)}
        found[who] = {url for url, page in pages.items() if text in page}
    return found


def deliver() -> None:
    plan_due()
    send_due()


def act(antwoord: Rijksantwoord, name: str) -> str:
    return reverse(f"handboek:{name}", args=[antwoord.pk])


def test_nobody_reads_an_answer_before_a_second_person_placed_it(
    antwoord: Rijksantwoord, vraag: Rijksvraag, ambtenaar: Deelnemer, deelnemer: Deelnemer,
    organisator: Deelnemer, beheerder: Deelnemer, redacteur: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    colleague = LidmaatschapFactory(deelnemer__organisatie=vraag.organisatie).deelnemer
    others = {
        "visitor": client_of(None),
        "member": client_of(deelnemer),
        "asker": client_of(organisator),
        "beheerder": client_of(beheerder),
        "colleague": client_of(colleague),
    }
    own_page = {vraag.get_absolute_url()}
    assert who_reads(SECRET, vraag, others | {"writer": client_of(ambtenaar)}) == {
        **{who: set[str]() for who in others},
        "writer": own_page,
    }
    for client in others.values():
        assert client.get(act(antwoord, "rijk_lees_na"), follow=True).status_code in {200, 404}
        assert SECRET not in client.get(act(antwoord, "rijk_lees_na"), follow=True).text
    page = client_of(ambtenaar).get(vraag.get_absolute_url()).text
    assert "Je antwoord wacht op een tweede lezer" in page
    assert "Er is nog geen antwoord." in page
    desk = client_of(redacteur).get(act(antwoord, "rijk_lees_na"))
    assert SECRET in desk.text
    done = client_of(redacteur).post(
        act(antwoord, "rijk_plaats"), {"seen": antwoord.mark()}, follow=True
    )
    assert "Het antwoord staat bij de les." in done.text
    assert vraag.get_absolute_url() in who_reads(SECRET, vraag, others)["visitor"]
    assert vraag.les.get_absolute_url() in who_reads(SECRET, vraag, others)["visitor"]
    assert not Rijksantwoord.objects.exists()


def test_a_changed_answer_is_placed_again_and_the_last_one_stands_meanwhile(
    vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer, deelnemer: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    first = services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer=OLD)
    services.place_rijksantwoord(actor=redacteur, antwoord=first, seen=first.mark())
    page = reverse("handboek:rijk_answer", args=[vraag.pk])
    form = client_of(ambtenaar).get(page)
    assert OLD in form.text
    seen = form.context["form"]["seen"].value()
    same = client_of(ambtenaar).post(page, {"answer": OLD, "seen": seen})
    assert "Dit antwoord staat er al zo." in same.text
    client_of(ambtenaar).post(page, {"answer": SECRET, "seen": seen})
    waiting = Rijksantwoord.objects.get()
    others = {"visitor": client_of(None), "member": client_of(deelnemer)}
    assert not any(who_reads(SECRET, vraag, others).values())
    assert vraag.get_absolute_url() in who_reads(OLD, vraag, others)["visitor"]
    assert "Wat er eerder stond" not in client_of(None).get(vraag.get_absolute_url()).text
    both = client_of(redacteur).get(act(waiting, "rijk_lees_na")).text
    assert both.index(OLD) < both.index(SECRET)
    services.place_rijksantwoord(actor=redacteur, antwoord=waiting, seen=waiting.mark())
    text = client_of(None).get(vraag.get_absolute_url()).text
    assert text.index(SECRET) < text.index("Wat er eerder stond") < text.index(OLD)


def test_what_came_back_is_no_part_of_the_history_that_readers_see(
    antwoord: Rijksantwoord, vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(redacteur)
    empty = client.post(act(antwoord, "rijk_geef_terug"), {"reason": " "})
    assert empty.status_code == 422
    assert "Schrijf op wat er nog moet gebeuren." in empty.text
    client.post(act(antwoord, "rijk_geef_terug"), {"reason": "Wie zegt dit?"})
    assert client.post(act(antwoord, "rijk_plaats"), {"seen": antwoord.mark()}).status_code == 403
    own = client_of(ambtenaar).get(vraag.get_absolute_url()).text
    assert "Je antwoord kwam terug" in own
    assert "Wie zegt dit?" in own
    form = client_of(ambtenaar).get(reverse("handboek:rijk_answer", args=[vraag.pk])).text
    assert SECRET in form
    assert "Wie zegt dit?" in form
    again = services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer=OLD)
    assert again.pk == antwoord.pk
    services.place_rijksantwoord(actor=redacteur, antwoord=again, seen=again.mark())
    text = client_of(None).get(vraag.get_absolute_url()).text
    assert OLD in text
    assert SECRET not in text
    assert "Wie zegt dit?" not in text


def test_a_redacteur_never_places_an_own_answer(
    vraag: Rijksvraag, redacteur: Deelnemer, redacteur2: Deelnemer, ambtenaar: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    own = services.answer_rijksvraag(actor=redacteur, vraag=vraag, answer=SECRET)
    assert own.on_behalf
    for person in (redacteur, ambtenaar):
        with pytest.raises(PermissionDenied):
            services.place_rijksantwoord(actor=person, antwoord=own, seen=own.mark())
        with pytest.raises(PermissionDenied):
            services.return_rijksantwoord(actor=person, antwoord=own, reason="Nee.")
    page = client_of(redacteur).get(act(own, "rijk_lees_na")).text
    assert "Jij schreef dit antwoord." in page
    assert "Plaats dit antwoord" not in page
    assert "Plaats dit antwoord" in client_of(redacteur2).get(act(own, "rijk_lees_na")).text
    services.place_rijksantwoord(actor=redacteur2, antwoord=own, seen=own.mark())
    with pytest.raises(IntegrityError), transaction.atomic():
        Rijksvraag.objects.filter(pk=vraag.pk).update(placed_by=redacteur)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rijksvraag.objects.filter(pk=vraag.pk).update(placed_by=None)


def test_nobody_places_words_that_changed_since_they_were_read(
    antwoord: Rijksantwoord, vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer,
    redacteur2: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    read = antwoord.mark()
    services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer="Iets heel anders.")
    page = client_of(redacteur).post(act(antwoord, "rijk_plaats"), {"seen": read}, follow=True)
    assert "De schrijver paste het antwoord net aan." in page.text
    assert "Iets heel anders." in page.text
    assert Rijksvraag.objects.get().answer == ""
    with pytest.raises(ChangedMeanwhileError):
        services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=read)
    antwoord.refresh_from_db()
    services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())
    with pytest.raises(ValidationError):
        services.place_rijksantwoord(actor=redacteur2, antwoord=antwoord, seen=antwoord.mark())
    gone = client_of(redacteur2).post(act(antwoord, "rijk_plaats"), {"seen": read})
    assert gone.status_code == 404


def test_a_writer_who_works_elsewhere_now_is_pointed_out(
    antwoord: Rijksantwoord, ambtenaar: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    page = act(antwoord, "rijk_lees_na")
    assert "Let op:" not in client_of(redacteur).get(page).text
    Deelnemer.objects.filter(pk=ambtenaar.pk).update(
        organisatie=OrganisatieFactory(name="Gemeente Elders")
    )
    assert "staat nu een andere organisatie" in client_of(redacteur).get(page).text
    Deelnemer.objects.filter(pk=ambtenaar.pk).update(organisatie=None)
    assert "staat nu geen organisatie" in client_of(redacteur).get(page).text


def test_nobody_keeps_a_colleague_from_answering(
    antwoord: Rijksantwoord, vraag: Rijksvraag, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    colleague = LidmaatschapFactory(deelnemer__organisatie=vraag.organisatie).deelnemer
    form = client_of(colleague).get(reverse("handboek:rijk_answer", args=[vraag.pk])).text
    assert SECRET not in form
    other = services.answer_rijksvraag(actor=colleague, vraag=vraag, answer=OLD)
    read = antwoord.mark()
    services.place_rijksantwoord(actor=redacteur, antwoord=other, seen=other.mark())
    assert list(Rijksantwoord.objects.all()) == [antwoord]
    with pytest.raises(ChangedMeanwhileError):  # another answer stands now than was read beside it
        services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=read)


def test_redacteuren_hear_that_it_waits_and_the_writer_what_became_of_it(
    vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer, redacteur2: Deelnemer,
    organisator: Deelnemer, mailoutbox: list[Any],
) -> None:  # fmt: skip
    def told() -> list[tuple[str, str]]:
        deliver()
        found = sorted((mail.to[0], mail.subject) for mail in mailoutbox)
        assert not any(SECRET in mail.body for mail in mailoutbox)
        mailoutbox.clear()
        return found

    told()  # that the advies is there
    number = vraag.les.number
    waits = f"Een antwoord over les {number} wacht op een tweede lezer"
    services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer=OLD)
    services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer=SECRET)
    assert told() == sorted((person.email, waits) for person in (redacteur, redacteur2))
    antwoord = Rijksantwoord.objects.get()
    services.return_rijksantwoord(actor=redacteur, antwoord=antwoord, reason="Wie zegt dit?")
    deliver()
    assert "Wie zegt dit?" in mailoutbox[0].body
    assert told() == [(ambtenaar.email, f"Jouw antwoord over les {number} kwam terug")]
    again = services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer=SECRET)
    assert [subject for _, subject in told()] == [waits, waits]
    services.place_rijksantwoord(actor=redacteur2, antwoord=again, seen=again.mark())
    assert told() == sorted(
        [
            (ambtenaar.email, f"Jouw antwoord staat nu bij les {number}"),
            (organisator.email, f"Ministerie van Proef antwoordt op je vraag over les {number}"),
        ]
    )
    own = services.answer_rijksvraag(actor=redacteur, vraag=vraag, answer=OLD)
    assert told() == [(redacteur2.email, waits)]
    services.place_rijksantwoord(actor=redacteur2, antwoord=own, seen=own.mark())
    assert told() == [(redacteur.email, f"Jouw antwoord staat nu bij les {number}")]


def test_the_rijk_is_not_reminded_of_what_waits_for_us(
    antwoord: Rijksantwoord, vraag: Rijksvraag, redacteur: Deelnemer
) -> None:
    Rijksvraag.objects.update(asked_at=timezone.localtime() - timedelta(days=40))
    remind_rijk()
    assert Rijksvraag.objects.get().reminded_at is None
    services.return_rijksantwoord(actor=redacteur, antwoord=antwoord, reason="Wie zegt dit?")
    remind_rijk()
    assert Rijksvraag.objects.get().reminded_at is not None


def test_days_open_count_until_the_first_placed_answer(
    antwoord: Rijksantwoord, vraag: Rijksvraag, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    Rijksvraag.objects.update(asked_at=timezone.localtime() - timedelta(days=40))
    page = vraag.les.get_absolute_url()
    assert "Al 40 dagen open." in client_of(None).get(page).text
    services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())
    assert "open." not in client_of(None).get(page).text


def test_a_question_is_taken_back_with_a_reason_and_asked_again_later(
    antwoord: Rijksantwoord, vraag: Rijksvraag, organisator: Deelnemer, ambtenaar: Deelnemer,
    redacteur: Deelnemer, client_of: ClientOf, mailoutbox: list[Any],
) -> None:  # fmt: skip
    client = client_of(organisator)
    page = reverse("handboek:rijk_terug", args=[vraag.pk])
    assert page in client.get(vraag.get_absolute_url()).text
    assert "krijgt een mail met je reden" in client.get(page).text
    empty = client.post(page, {"reason": ""})
    assert "Schrijf op waarom je de vraag terugneemt." in empty.text
    done = client.post(page, {"reason": "Het staat al in de brief van mei."}, follow=True)
    assert "De vraag is teruggenomen." in done.text
    visitor = client_of(None)
    text = visitor.get(vraag.get_absolute_url()).text
    assert "Deze vraag is teruggenomen" in text
    assert "Het staat al in de brief van mei." in text
    assert organisator.get_full_name() not in text
    assert "dagen open" not in text
    for url in (vraag.les.get_absolute_url(), reverse("handboek:rijksvragen")):
        assert vraag.question not in client.get(url).text
    deliver()
    [mail] = [mail for mail in mailoutbox if "teruggenomen" in mail.subject]
    assert mail.to == [ambtenaar.email]
    assert "Het staat al in de brief van mei." in mail.body
    own = client_of(ambtenaar).get(vraag.get_absolute_url()).text
    assert "Je antwoord kwam terug" in own
    assert "Pas je antwoord aan" not in own
    assert client.post(page, {"reason": "Nog eens."}).status_code == 403
    for act_again in (
        lambda: services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer="Ja."),
        lambda: services.answer_rijksvraag(actor=redacteur, vraag=vraag, answer="Ja."),
    ):
        with pytest.raises(PermissionDenied):
            act_again()
    again = services.ask_rijk(
        actor=redacteur, les=vraag.les, organisatie=vraag.organisatie, question="En nu?"
    )
    assert "En nu?" in visitor.get(vraag.les.get_absolute_url()).text
    assert again.pk != vraag.pk


def test_who_takes_a_question_back(
    vraag: Rijksvraag, organisator: Deelnemer, deelnemer: Deelnemer, ambtenaar: Deelnemer,
    redacteur: Deelnemer, mailoutbox: list[Any],
) -> None:  # fmt: skip
    deliver()
    mailoutbox.clear()
    for person in (deelnemer, ambtenaar):
        with pytest.raises(PermissionDenied):
            services.take_back_rijksvraag(actor=person, vraag=vraag, reason="Nee.")
    with pytest.raises(ValidationError):
        services.take_back_rijksvraag(actor=redacteur, vraag=vraag, reason=" ")
    services.take_back_rijksvraag(actor=redacteur, vraag=vraag, reason="Dubbel gevraagd.")
    deliver()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([organisator.email, ambtenaar.email])


def test_a_question_with_an_answer_stays(
    antwoord: Rijksantwoord, vraag: Rijksvraag, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())
    with pytest.raises(ValidationError):
        services.take_back_rijksvraag(actor=organisator, vraag=vraag, reason="Toch niet.")
    assert Rijksvraag.objects.get().withdrawn_at is None


def test_it_stands_on_mijn_netwerk_of_who_can_do_it(
    vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer, deelnemer: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    def waits(person: Deelnemer, text: str) -> bool:
        return text in client_of(person).get("/mijn/").text

    assert waits(ambtenaar, vraag.question)
    assert not waits(deelnemer, vraag.question)
    antwoord = services.answer_rijksvraag(actor=ambtenaar, vraag=vraag, answer=SECRET)
    assert not waits(ambtenaar, vraag.question)
    assert waits(redacteur, "Eén antwoord wacht")
    assert waits(redacteur, reverse("handboek:redactie_rijk"))
    assert not waits(redacteur, SECRET)
    services.return_rijksantwoord(actor=redacteur, antwoord=antwoord, reason="Wie zegt dit?")
    assert waits(ambtenaar, vraag.question)
    assert not waits(redacteur, "Eén antwoord wacht")
    services.answer_rijksvraag(actor=redacteur, vraag=vraag, answer=OLD)
    assert not waits(redacteur, "Eén antwoord wacht")


def test_pages_ask_no_more_for_many_answers_that_wait(
    vraag: Rijksvraag, ambtenaar: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    asked = {"les": vraag.les, "organisatie": vraag.organisatie}

    def queries() -> list[int]:
        found = []
        for person, url in (
            (redacteur, reverse("handboek:redactie_rijk")),
            (redacteur, reverse("handboek:redactie")),
            (redacteur, vraag.get_absolute_url()),
            (redacteur, "/mijn/"),
            (ambtenaar, "/mijn/"),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert client_of(person).get(url).status_code == 200
            found.append(len(captured))
        return found

    RijksantwoordFactory(vraag=vraag)
    RijksantwoordFactory(vraag=RijksvraagFactory(**asked))
    RijksvraagFactory(**asked)
    few = queries()
    for _ in range(50):
        RijksantwoordFactory(vraag=vraag)
        RijksvraagFactory(**asked)
    assert queries() == few
    page = client_of(redacteur).get(reverse("handboek:redactie_rijk"))
    assert "pagina=2" in page.text


def test_the_log_says_who_wrote_placed_and_took_back(
    antwoord: Rijksantwoord, vraag: Rijksvraag, redacteur: Deelnemer
) -> None:
    services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())
    rows = AuditEvent.objects.filter(action__startswith="rijks").order_by("pk")
    assert list(rows.values_list("action", "actor")) == [
        ("rijksantwoord.written", antwoord.writer_id),
        ("rijksantwoord.placed", redacteur.pk),
        ("rijksvraag.answered", redacteur.pk),
    ]
