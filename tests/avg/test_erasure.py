"""After an erasure nothing says who it was, and nothing of what was learned is lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from bijeenkomsten.models import Verslag, VerslagItem
from casussen.models import Casus, CasusSectie
from communities.models import Community, Deelnemer, Reactie
from handboek.models import Advies, Les
from netwerk.kern.avg import erasure, services, vrije_tekst
from netwerk.kern.avg.models import Verwijderverzoek
from netwerk.kern.avg.werk import work
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.avg.conftest import EMAIL, NAME, OLD_EMAIL, PHONE
from tests.factories import DeelnemerFactory, ReactieFactory
from tests.inloggen import show_who

pytestmark = pytest.mark.django_db
CANARIES = ("zwaluwstaart", EMAIL, OLD_EMAIL, PHONE, "87654321", "zonnebloem")
COLUMNS = """
SELECT c.table_name, c.column_name
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
  AND c.data_type NOT IN ('integer', 'bigint', 'smallint', 'boolean', 'date', 'uuid',
    'timestamp with time zone', 'double precision')
"""


def places_with(word: str) -> Iterator[str]:
    """Yield every column of every table in which a word stands, in whatever form it is kept."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for table, column in cursor.fetchall():
            kind = f'"{column}"::text'
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE {kind} ILIKE %s'
                f" OR encode(convert_to({kind}, 'UTF8'), 'escape') ILIKE %s",
                [f"%{word}%", f"%{word}%"],
            )
            if cursor.fetchone()[0]:
                yield f"{table}.{column}"


def files_with(word: str, folder: Path) -> list[Path]:
    """Return every file with a word in its name or its bytes."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [p for p in found if word in p.name.lower() or word.encode() in p.read_bytes().lower()]


def counts() -> dict[str, int]:
    """Return how much knowledge there is."""
    kinds = (Casus, CasusSectie, Verslag, VerslagItem, Les, Advies, Reactie, Community)
    return {kind.__name__: kind._base_manager.count() for kind in kinds}


def erase_at_once(person: Deelnemer, beheerder: Deelnemer, background: Callable[[], None]) -> None:
    services.erase_now(actor=beheerder, person=person, reason="Vroeg het per mail.")
    background()
    Verwijderverzoek.objects.update(next_at=timezone.now())
    background()
    assert Verwijderverzoek.objects.get().done_at is not None


def test_after_erasure_no_name_or_address_is_anywhere(
    person: Deelnemer,
    traces: dict[str, Any],
    beheerder: Deelnemer,
    background: Callable[[], None],
    files: Path,
) -> None:
    before = {word: sorted(places_with(word)) for word in CANARIES}
    assert len(before["zwaluwstaart"]) > 30, "the test must leave traces to look for"
    assert files_with("zwaluwstaart", files)
    erase_at_once(person, beheerder, background)
    for word in CANARIES:
        assert " ".join(places_with(word)) == ""
        assert files_with(word, files) == []
    person.refresh_from_db()
    assert (str(person), person.is_active) == ("Voormalig deelnemer", False)
    assert person.email == f"weg-{person.pk}@voormalig.invalid"
    assert person.erased_at is not None
    assert not person.has_usable_password()
    assert not person.roles
    assert not person.expertise.exists()


def test_verslagen_lessen_and_evidence_stay_whole(
    person: Deelnemer,
    traces: dict[str, Any],
    beheerder: Deelnemer,
    organisator: Deelnemer,
    background: Callable[[], None],
    client_of: Any,
) -> None:
    before = counts()
    advies = traces["advies"]
    level = (advies.level, advies.is_disputed, advies.is_refuted)
    versions = list(CasusSectie.objects.order_by("pk").values_list("pk", "version"))
    history = traces["item"].__class__.__name__
    assert history == "VerslagItem"
    erase_at_once(person, beheerder, background)
    assert counts() == before
    assert list(CasusSectie.objects.order_by("pk").values_list("pk", "version")) == versions
    advies.refresh_from_db()
    assert (advies.level, advies.is_disputed, advies.is_refuted) == level
    item = VerslagItem.objects.get(pk=traces["item"].pk)
    assert item.body == (
        "Dat zei een voormalig deelnemer ook; bel (gewist) of mail (gewist). Einde."
    )
    quote = traces["bevinding"]
    quote.refresh_from_db()
    assert quote.quote in CasusSectie.objects.get(casus=traces["casus"]).body
    client = client_of(organisator)
    for thing in (traces["casus"], traces["verslag"], traces["les"], traces["meeting"]):
        page = client.get(thing.get_absolute_url(), follow=True)
        assert page.status_code == 200
        assert b"Zwaluwstaart" not in page.content
    talk = client.get(f"/communities/{traces['casus'].community.slug}/binnen/")
    assert talk.content.count(b"Voormalig deelnemer") >= 1
    found = client.get("/zoeken/", {"q": "Zwaluwstaart"})
    html = found.content.decode()
    for typed in ('value="Zwaluwstaart"', "“Zwaluwstaart”", "q=Zwaluwstaart"):
        html = html.replace(typed, "")
    assert "Zwaluwstaart" not in html


def test_the_person_has_a_week_to_stay_and_hears_of_it(
    person: Deelnemer, client_of: Any, background: Callable[[], None]
) -> None:
    request = services.request_erasure(actor=person)
    background()
    assert [each.subject for each in mail.outbox] == ["Je vroeg om je gegevens te wissen"]
    person.refresh_from_db()
    assert person.is_active
    client = client_of(person)
    assert client.get("/mijn/gegevens/").content.count(b"Ik wil toch blijven") == 1
    assert "wissen we je gegevens" in client.get("/mijn/").text
    assert services.withdraw_erasure(actor=person)
    assert "wissen we je gegevens" not in client.get("/mijn/").text
    Verwijderverzoek.objects.update(due_at=timezone.now() - timedelta(days=1))
    background()
    person.refresh_from_db()
    assert str(person) == NAME
    request.refresh_from_db()
    assert request.done_at is None


def test_the_last_mail_goes_to_the_address_before_that_goes(
    person: Deelnemer, beheerder: Deelnemer
) -> None:
    services.erase_now(actor=beheerder, person=person, reason="Vroeg het.")
    work(seconds=30)
    person.refresh_from_db()
    assert person.email == EMAIL, "the address is needed until the mail is out"
    assert not person.is_active
    plan_due()
    send_due()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([EMAIL], "Je gegevens zijn gewist")
    ]
    Verwijderverzoek.objects.update(next_at=timezone.now())
    work(seconds=30)
    person.refresh_from_db()
    assert person.email.endswith("@voormalig.invalid")
    plan_due()
    send_due()
    assert len(mail.outbox) == 1


def test_a_mail_that_never_goes_does_not_keep_the_address_for_ever(
    person: Deelnemer, beheerder: Deelnemer
) -> None:
    services.erase_now(actor=beheerder, person=person, reason="Vroeg het.")
    work(seconds=30)
    Verwijderverzoek.objects.update(
        farewell_at=timezone.now() - timedelta(days=1, minutes=1), next_at=timezone.now()
    )
    work(seconds=30)
    person.refresh_from_db()
    assert person.erased_at is not None
    plan_due()
    send_due()
    assert mail.outbox == []


def test_an_erasure_goes_on_where_it_died(
    person: Deelnemer,
    traces: dict[str, Any],
    beheerder: Deelnemer,
    background: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services.erase_now(actor=beheerder, person=person, reason="Vroeg het.")
    background()
    Verwijderverzoek.objects.update(next_at=timezone.now())
    with monkeypatch.context() as broken:
        broken.setattr(erasure, "_empty_account", lambda person: 1 / 0)
        work(seconds=30)
    request = Verwijderverzoek.objects.get()
    assert (request.error, request.attempts, request.done_at) == ("mislukt", 1, None)
    person.refresh_from_db()
    assert person.email == EMAIL, "half an erasure is none"
    Verwijderverzoek.objects.update(next_at=timezone.now())
    background()
    assert list(places_with("zwaluwstaart")) == []


def test_a_name_that_two_people_have_stays_in_texts(person: Deelnemer) -> None:
    DeelnemerFactory(first_name="Zonnebloem", infix="van der", last_name="Zwaluwstaart")
    traces = vrije_tekst.traces_of(person, {EMAIL}, was_seen=True)
    text = f"{NAME} ({EMAIL})"
    assert traces.clean(text) == f"{NAME} (gewist)".replace("(gewist)", "((gewist))")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Met {NAME}.", "Met een voormalig deelnemer."),
        ("Met Zonnebloem  van der\nZwaluwstaart", "Met een voormalig deelnemer"),
        (f"De {NAME}straat", f"De {NAME}straat"),
        ("Een zonnebloem van der zwaluwstaart", "Een zonnebloem van der zwaluwstaart"),
        (f"Mail {EMAIL.upper()}!", "Mail (gewist)!"),
        ("Bel 06 8765 4321.", "Bel (gewist)."),
        ("Nummer 1068765432199", "Nummer 1068765432199"),
    ],
)
def test_only_the_person_goes_out_of_a_text(person: Deelnemer, text: str, expected: str) -> None:
    assert vrije_tekst.traces_of(person, {EMAIL}, was_seen=True).clean(text) == expected


def test_somebody_elses_rows_stay(
    person: Deelnemer,
    traces: dict[str, Any],
    deelnemer: Deelnemer,
    beheerder: Deelnemer,
    background: Callable[[], None],
) -> None:
    post = ReactieFactory(author=deelnemer, body="Mijn eigen woorden.")
    erase_at_once(person, beheerder, background)
    deelnemer.refresh_from_db()
    assert deelnemer.is_active
    assert deelnemer.roles
    post.refresh_from_db()
    assert post.body == "Mijn eigen woorden."


def test_who_is_indispensable_hands_over_first(
    organisator: Deelnemer, beheerder: Deelnemer, client_of: Any
) -> None:
    page = show_who(client_of(organisator)).post("/mijn/gegevens/verwijderen/")
    assert page.status_code == 422
    assert "Bewoners in beeld heeft geen andere organisator" in page.content.decode()
    page = client_of(beheerder).get("/mijn/gegevens/verwijderen/")
    assert "Het netwerk heeft geen andere beheerder" in page.content.decode()
    assert not Verwijderverzoek.objects.exists()


def test_a_beheerder_types_the_name_and_sees_numbers_only(
    person: Deelnemer, traces: dict[str, Any], beheerder: Deelnemer, client_of: Any
) -> None:
    client = client_of(beheerder)
    address = f"/beheer/leden/{person.pk}/wissen/"
    shown = client.get(address, {"tel": "ja"}).content.decode()
    assert "Dat zei" not in shown
    assert "Lidmaatschappen: 1" in shown
    assert client.post(address, {"name": "Iemand", "reason": "x"}).status_code == 422
    assert not Verwijderverzoek.objects.exists()
    done = client.post(address, {"name": f" {NAME.upper()} ", "reason": "Vroeg het."})
    assert done.status_code == 302
    assert Verwijderverzoek.objects.get().requested_by == beheerder
