"""Row 116: "toegepast bij ons", from telling it to the evidence of the advies."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.models import Casus
from casussen.services import CasusError, throw_away_casus
from handboek import services
from handboek.enums import Level, SignalKind
from handboek.models import Advies, Signaal, Toepassing
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import CasusFactory, OrganisatieFactory, ToepassingFactory, begrip
from tests.handboek.conftest import restore, withdraw
from tests.handboek.test_later import casussen, state, tell

pytestmark = pytest.mark.django_db
SECRET = "Geheime Fusie"


def told(advies: Advies, person: Any, **more: Any) -> Toepassing:
    """Return a report of somebody, which waits."""
    fields = {
        "organisatie": OrganisatieFactory(),
        "subject": "120 huizen",
        "province": begrip("provincie", "zeeland"),
        "applied_on": date(2026, 10, 3),
        "outcome": "worked",
        "did": "We vroegen leerlingen.",
        "result": "Negen diploma’s.",
    }
    return services.report_application(actor=person, advies=advies, **(fields | more))


def placed(advies: Advies, person: Any, redacteur: Any, **more: Any) -> Toepassing:
    return services.place_application(actor=redacteur, report=told(advies, person, **more))


def typed(**more: Any) -> dict[str, Any]:
    fields = {
        "organisatie": OrganisatieFactory().pk,
        "subject": "120 huizen",
        "province": begrip("provincie", "zeeland").pk,
        "place": "Noord",
        "applied_on": "2026-10-03",
        "outcome": "worked",
        "did": "We vroegen leerlingen.",
        "result": "Negen diploma’s.",
    }
    return fields | more


def tell_url(advies: Advies) -> str:
    return f"/handboek/adviezen/{advies.number}/toegepast/vertel/"


def test_a_report_becomes_a_source_once_it_is_placed(
    client_of, deelnemer, redacteur, make_advies, public_casus
) -> None:
    advies = make_advies(public_casus)
    assert state(advies) == (Level.SUSPECTED, False, False)
    answer = client_of(deelnemer).post(tell_url(advies), typed())
    report = Toepassing.objects.get()
    assert answer.headers["Location"] == report.get_absolute_url()
    assert (report.made_by, report.state) == (deelnemer, "waiting")
    assert state(advies) == (Level.SUSPECTED, False, False), "what waits counts for nothing"
    client_of(redacteur).post(f"/handboek/toepassingen/{report.pk}/plaats/")
    assert state(advies) == (Level.RECOGNISED, False, False)
    text = client_of(None).get(advies.get_absolute_url()).content.decode()
    assert "Herkend in 1 casus en 1 toepassing, in Drenthe en Zeeland." in text
    assert "1 keer, waarvan 1 keer gelukt" in text
    assert f"{report.organisatie}, 120 huizen" in text
    assert "Hun ervaring is nu zelf een bron." in text
    assert str(deelnemer) not in text


def test_nobody_places_what_they_told_themselves(redacteur, redacteur2, make_advies) -> None:
    """Four eyes, in the service and in the database."""
    report = told(make_advies(), redacteur)
    for act in (
        lambda: services.place_application(actor=redacteur, report=report),
        lambda: services.refuse_application(actor=redacteur, report=report, reason="Nee."),
    ):
        with pytest.raises(PermissionDenied):
            act()
    services.place_application(actor=redacteur2, report=report)
    report.refresh_from_db()
    assert (report.state, report.checked_by) == ("placed", redacteur2)


def test_not_placed_has_a_reason_that_who_told_it_hears(
    client_of, deelnemer, redacteur, make_advies
) -> None:
    report = told(make_advies(), deelnemer)
    address = f"/handboek/toepassingen/{report.pk}/plaats-niet/"
    refused = client_of(redacteur).post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Schrijf op waarom je dit niet plaatst." in refused.content.decode()
    client_of(redacteur).post(address, {"reason": "Er staat een naam in."})
    text = client_of(deelnemer).get(report.get_absolute_url()).content.decode()
    assert "Er staat een naam in." in text
    assert client_of(None).get(report.get_absolute_url()).status_code == 404
    assert [event.kind for event in MessageEvent.objects.all()][-1] == "toepassing.decided"


def test_it_did_not_work_is_an_open_contradiction_until_settled(
    client_of, deelnemer, redacteur, make_advies
) -> None:
    advies = make_advies(*casussen(2))
    report = placed(advies, deelnemer, redacteur, outcome="failed")
    assert state(advies) == (Level.RECOGNISED, True, False)
    page = client_of(None).get(advies.get_absolute_url()).content.decode()
    assert "Betwist: in Zeeland werkte dit niet." in page
    region = page.partition("Toegepast, en het werkte niet:")[2].partition("</section>")[0]
    assert report.result in region
    work = client_of(redacteur).get(f"/handboek/redactie/{advies.number}/").content.decode()
    assert report.get_absolute_url() in work
    address = f"/handboek/toepassingen/{report.pk}/afgehandeld/"
    empty = client_of(redacteur).post(address, {"note": ""})
    assert empty.status_code == 422
    assert "Schrijf op waarom dit niet tegen het advies telt." in empty.content.decode()
    assert "Hun ervaring is nu zelf een bron." in page
    client_of(redacteur).post(address, {"note": "Het geld stopte."})
    assert state(advies) == (Level.RECOGNISED, False, False)
    page = client_of(None).get(advies.get_absolute_url()).content.decode()
    assert "De redactie handelde dit af op" in page
    assert "Hun ervaring is nu zelf een bron." not in page, "it counts no more"
    with pytest.raises(ValidationError):
        services.settle_application(actor=redacteur, report=report, note="Nog eens.")


def test_partly_worked_stands_on_the_page_and_counts_for_nothing(
    client, deelnemer, redacteur, make_advies
) -> None:
    advies = make_advies()
    placed(advies, deelnemer, redacteur, outcome="partly")
    assert state(advies) == (Level.SUSPECTED, False, False)
    text = client.get(advies.get_absolute_url()).content.decode()
    assert "1 keer, nog niet helemaal gelukt" in text
    assert "Daarom telt het niet mee als bron." in text


def test_taken_back_by_who_told_it_counts_no_more(
    client_of, deelnemer, redacteur, make_advies, public_casus
) -> None:
    advies = make_advies(public_casus)
    report = placed(advies, deelnemer, redacteur)
    assert state(advies)[0] == Level.RECOGNISED
    client_of(deelnemer).post(f"/handboek/toepassingen/{report.pk}/neem-terug/")
    assert state(advies)[0] == Level.SUSPECTED
    assert client_of(None).get(report.get_absolute_url()).status_code == 404
    assert report.subject not in client_of(None).get(advies.get_absolute_url()).content.decode()
    assert Signaal.objects.waiting().get().kind == SignalKind.SOURCE_WITHDRAWN
    with pytest.raises(ValidationError):
        services.place_application(actor=redacteur, report=report)


def test_a_redacteur_can_take_a_placed_report_away(deelnemer, redacteur, make_advies) -> None:
    advies = make_advies()
    report = placed(advies, deelnemer, redacteur)
    services.refuse_application(actor=redacteur, report=report, reason="Er staat een naam in.")
    assert state(advies)[0] == Level.SUSPECTED


def test_a_report_in_a_casus_counts_with_that_casus(
    deelnemer, redacteur, make_advies, public_casus
) -> None:
    advies = make_advies(public_casus)
    placed(advies, deelnemer, redacteur, casus=public_casus)
    assert state(advies)[0] == Level.SUSPECTED, "one casus is one practice"


def test_a_withdrawn_casus_takes_its_report_along(deelnemer, redacteur, make_advies) -> None:
    advies, casus = make_advies(), CasusFactory(visibility="public")
    placed(advies, deelnemer, redacteur, casus=casus)
    assert state(advies)[0] == Level.RECOGNISED
    withdraw(casus, redacteur)
    assert state(advies)[0] == Level.SUSPECTED
    restore(casus, redacteur)
    assert state(advies)[0] == Level.RECOGNISED


def test_a_casus_that_failed_later_confirms_nothing_through_a_report(
    deelnemer, redacteur, make_advies
) -> None:
    advies, casus = make_advies(), CasusFactory(visibility="public")
    placed(advies, deelnemer, redacteur, casus=casus)
    tell(casus, "failed")
    assert state(advies) == (Level.SUSPECTED, False, False)
    tell(casus, "worked", months=12)
    assert state(advies)[0] == Level.RECOGNISED


def test_a_casus_with_a_report_cannot_be_thrown_away(deelnemer, make_advies) -> None:
    casus = CasusFactory(visibility="public")
    told(make_advies(), deelnemer, casus=casus)
    with pytest.raises(CasusError, match="een advies is toegepast"):
        throw_away_casus(actor=casus.casushouder, casus=casus, reason="Dubbel.")


def test_a_closed_casus_gives_only_its_public_label(
    client_of, deelnemer, redacteur, make_advies, hidden_casus
) -> None:
    advies = make_advies()
    report = placed(advies, hidden_casus.casushouder, redacteur, casus=hidden_casus)
    for person in (None, deelnemer):
        for path in (advies.get_absolute_url(), report.get_absolute_url()):
            text = client_of(person).get(path).content.decode()
            assert hidden_casus.public_label in text
            assert SECRET not in text
            assert hidden_casus.slug not in text
    own = client_of(hidden_casus.casushouder).get(report.get_absolute_url()).content.decode()
    assert SECRET in own


def test_who_told_it_stands_nowhere(client_of, deelnemer, redacteur, make_advies) -> None:
    advies = make_advies()
    report = placed(advies, deelnemer, redacteur)
    pages = (
        advies.get_absolute_url(),
        report.get_absolute_url(),
        f"/handboek/adviezen/{advies.number}/toegepast/",
        report.organisatie.get_absolute_url(),
    )
    for path in pages:
        text = client_of(None).get(path).content.decode()
        assert "Negen diploma’s." in text, path
        for name in (deelnemer.last_name, redacteur.last_name):
            assert name not in text, path


def test_it_stands_on_the_page_of_its_casus(client, deelnemer, redacteur, make_advies) -> None:
    advies, casus = make_advies(), CasusFactory(visibility="public")
    placed(advies, deelnemer, redacteur, casus=casus)
    text = client.get(casus.get_absolute_url()).content.decode()
    assert "Hier toegepast uit het handboek" in text
    assert advies.title in text


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("applied_on", "2100-01-01", "Kies een dag die al geweest is."),
        ("applied_on", "1850-01-01", "Kies een dag na het jaar 1999."),
        ("applied_on", "morgen", "Kies een dag"),
        ("outcome", "misschien", "misschien"),
        ("organisatie", "0", "keuze"),
        ("did", "", "Schrijf op wat jullie deden."),
        ("result", "x" * 2001, "2000 tekens"),
        ("subject", "x" * 81, "80 tekens"),
        ("casus", "999999", "keuze"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    client_of, deelnemer, make_advies, field: str, value: str, complaint: str
) -> None:
    data = typed(did="Dit typte ik net.") | {field: value}
    answer = client_of(deelnemer).post(tell_url(make_advies()), data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert complaint in text
    assert data["did"] in text
    assert not Toepassing.objects.exists()


def test_a_casus_of_others_is_not_offered(client_of, deelnemer, make_advies, hidden_casus) -> None:
    client = client_of(deelnemer)
    answer = client.post(tell_url(make_advies()), typed(casus=hidden_casus.pk))
    assert answer.status_code == 422
    assert SECRET not in answer.content.decode()


def test_the_same_words_twice_are_one_report(client_of, deelnemer, make_advies) -> None:
    advies, data, client = make_advies(), typed(), client_of(deelnemer)
    for _ in range(2):
        client.post(tell_url(advies), data)
    assert Toepassing.objects.count() == 1


def test_a_withdrawn_advies_takes_no_reports(deelnemer, redacteur, make_advies) -> None:
    advies = make_advies()
    report = told(advies, deelnemer)
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Het klopt niet.")
    with pytest.raises(ValidationError):
        told(advies, deelnemer, did="Nog eens.")
    with pytest.raises(ValidationError):
        services.place_application(actor=redacteur, report=report)


def test_a_casus_that_was_withdrawn_meanwhile_is_refused(deelnemer, redacteur, make_advies) -> None:
    advies, casus = make_advies(), CasusFactory(visibility="public")
    stale = Casus.objects.get(pk=casus.pk)
    withdraw(casus, redacteur)
    with pytest.raises(ValidationError):
        told(advies, deelnemer, casus=stale)


def test_a_reader_without_account_is_led_to_login_and_contact(client, make_advies) -> None:
    advies = make_advies()
    answer = client.get(advies.get_absolute_url())
    text = answer.content.decode()
    assert f'href="{tell_url(advies)}"' in text
    assert 'href="/contact/"' in text
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in text
    assert "/account/login/" in client.get(tell_url(advies)).headers["Location"]


def test_every_act_stands_in_the_log(deelnemer, redacteur, make_advies) -> None:
    report = placed(make_advies(), deelnemer, redacteur, outcome="failed")
    services.settle_application(actor=redacteur, report=report, note="Het geld stopte.")
    services.withdraw_application(actor=deelnemer, report=report)
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    acts = [action for action in actions if action.startswith("toepassing.")]
    assert acts == [
        "toepassing.told",
        "toepassing.placed",
        "toepassing.settled",
        "toepassing.withdrawn",
    ]


def count(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_pages_take_the_same_queries_for_1_and_50(
    client_of, redacteur, make_advies, hidden_casus
) -> None:
    advies, organisatie = make_advies(), OrganisatieFactory()
    client = client_of(redacteur)

    def fill(number: int) -> None:
        for place in range(number):
            when = date(2026, 1, 1) + timedelta(days=place)
            fields = {"advies": advies, "organisatie": organisatie, "applied_on": when}
            ToepassingFactory(placed=True, casus=hidden_casus, **fields)
            ToepassingFactory(**fields)

    paths = (
        advies.get_absolute_url(),
        f"/handboek/adviezen/{advies.number}/toegepast/",
        "/handboek/redactie/toepassingen/",
        "/handboek/redactie/",
        "/handboek/",
        organisatie.get_absolute_url(),
        "/mijn/",
    )
    fill(1)
    few = [(client.get(path), count(client, path))[1] for path in paths]
    fill(49)
    assert [count(client, path) for path in paths] == few
    assert "Lees alle 50 verhalen" in client.get(paths[0]).content.decode()
    assert "Verhalen 1 tot en met 20 van 50" in client.get(paths[1]).content.decode()
    assert "Bekijk alle 50 verhalen" in client.get("/handboek/redactie/").content.decode()


def test_the_queue_shows_what_waits_longest_first(client_of, redacteur) -> None:
    first, second = ToepassingFactory(subject="de eerste"), ToepassingFactory(subject="de tweede")
    gone = ToepassingFactory(placed=True, subject="geplaatst werk")
    client = client_of(redacteur)
    text = client.get("/handboek/redactie/toepassingen/?stand=onzin").content.decode()
    assert text.index(first.subject) < text.index(second.subject)
    assert gone.subject not in text
    shown = client.get("/handboek/redactie/toepassingen/?stand=placed").content.decode()
    assert gone.subject in shown


def test_what_waits_stands_on_mijn_netwerk_of_a_redacteur(client_of, redacteur, deelnemer) -> None:
    ToepassingFactory()
    ToepassingFactory(made_by=redacteur)
    assert "Eén verhaal wacht" in client_of(redacteur).get("/mijn/").content.decode()
    assert "verhaal wacht" not in client_of(deelnemer).get("/mijn/").content.decode()


def test_what_was_refused_or_taken_back_goes_after_a_year(deelnemer, make_advies) -> None:
    report = told(make_advies(), deelnemer)
    services.withdraw_application(actor=deelnemer, report=report)
    report.refresh_from_db()
    assert report.ended_at is not None
    assert timezone.now() - report.ended_at < timedelta(minutes=5)


def test_who_told_it_hears_by_mail_what_became_of_it(
    deelnemer, redacteur, make_advies, mailoutbox
) -> None:
    report = placed(make_advies(), deelnemer, redacteur)
    services.refuse_application(actor=redacteur, report=report, reason="Er staat een naam in.")
    plan_due()
    send_due()
    letters = [mail for mail in mailoutbox if mail.to == [deelnemer.email]]
    number = report.advies.number
    assert f"Je verhaal bij advies {number} is niet geplaatst" in {m.subject for m in letters}
    assert "Er staat een naam in." in letters[-1].body


def test_nobody_fills_the_queue_of_the_redactie(
    client_of, deelnemer, redacteur, make_advies, public_casus
) -> None:
    advies = make_advies(public_casus)
    reports = [told(advies, deelnemer, did=f"We deden {number}.") for number in range(10)]
    answer = client_of(deelnemer).post(tell_url(advies), typed())
    assert answer.status_code == 422
    assert "Er wachten al tien verhalen van jou" in answer.content.decode()
    services.place_application(actor=redacteur, report=reports[0])
    assert client_of(deelnemer).post(tell_url(advies), typed()).status_code == 302
