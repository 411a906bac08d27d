from datetime import timedelta

from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handboek.enums import SignalKind, State
from handboek.models import Advies, AdviesLes, Signaal
from tests.factories import AdviesFactory, HoofdstukFactory, LesFactory
from tests.handboek.conftest import agreed_les, ready

DESK = "/handboek/redactie/"


def told(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_desk_shows_what_waits(client_of, redacteur, redacteur2, make_advies) -> None:
    waiting, draft = ready(redacteur), AdviesFactory(title="Nog een concept")
    late = make_advies(review_at=timezone.localdate() - timedelta(days=1))
    Signaal.objects.create(advies=late, kind=SignalKind.SOURCE_WITHDRAWN)
    text = client_of(redacteur2).get(DESK).content.decode()
    for shown in (waiting.title, draft.title, late.title, "een bron is ingetrokken"):
        assert shown in text
    assert "Jij kunt beslissen." in text
    own = client_of(redacteur).get(DESK).content.decode()
    assert "Jij schreef hieraan mee. Een andere redacteur beslist." in own


def test_desk_takes_the_same_queries_for_1_and_20(client_of, redacteur, make_advies) -> None:
    client = client_of(redacteur)

    def fill() -> None:
        ready(redacteur)
        AdviesFactory()
        Signaal.objects.create(
            advies=make_advies(review_at=timezone.localdate() - timedelta(days=1)),
            kind=SignalKind.REFUTED,
        )

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        return len(captured)

    fill()
    client.get(DESK)
    few = count()
    for _ in range(9):
        fill()
    assert count() == few


def test_from_les_to_published_advies(client_of, redacteur, redacteur2) -> None:
    les, chapter = agreed_les(), HoofdstukFactory()
    first, second = client_of(redacteur), client_of(redacteur2)
    text = {
        "kind": "do",
        "title": "Vraag eerst de reizigers",
        "hoofdstuk": chapter.pk,
        "summary": "Dan weet je wat de bus waard is.",
        "why": "Een halte is een plek.",
        "how": "1. Vraag het.",
        "works_when": "- er een bus rijdt;",
    }
    first.post(f"{DESK}nieuw/?les={les.number}", text)
    advies = Advies.objects.get()
    page = f"{DESK}{advies.number}/"
    first.post(f"{page}bewerk/", text | {"title": "Vraag het eerst aan reizigers"})
    first.post(f"{page}lever-in/")
    assert first.post(f"{page}publiceer/").status_code == 403
    assert "Zet in het handboek" in second.get(page).content.decode()
    second.post(f"{page}publiceer/", {"begrepen": "on"})
    advies.refresh_from_db()
    assert (advies.state, advies.title, advies.published_by) == (
        State.PUBLISHED,
        "Vraag het eerst aan reizigers",
        redacteur2,
    )
    assert list(advies.lessen.all()) == [les]


def test_publishing_says_what_is_missing(client_of, redacteur, redacteur2) -> None:
    advies = ready(redacteur, les=False, how="")
    answer = client_of(redacteur2).post(f"{DESK}{advies.number}/publiceer/", {"begrepen": "on"})
    assert told(answer) == [
        "Er is nog geen bron uit de praktijk die telt. Zet er een les onder.",
        "Schrijf op hoe je het doet.",
    ]


def test_giving_back_takes_a_reason(client_of, redacteur, redacteur2) -> None:
    advies = ready(redacteur)
    client, address = client_of(redacteur2), f"{DESK}{advies.number}/geef-terug/"
    assert told(client.post(address)) == ["Schrijf de reden op."]
    client.post(address, {"reden": "Te lang."})
    advies.refresh_from_db()
    assert (advies.state, advies.returned_reason) == (State.DRAFT, "Te lang.")


def test_lessen_are_linked_settled_and_loosened(client_of, redacteur) -> None:
    advies, les = ready(redacteur, state="draft"), LesFactory()
    client, page = client_of(redacteur), f"{DESK}{advies.number}/lessen/"
    client.post(page, {"nummer": les.number, "verband": "contradicts"})
    link = AdviesLes.objects.get(advies=advies, les=les)
    assert (link.relation, link.settled_at) == ("contradicts", None)
    client.post(f"{page}{les.number}/afgehandeld/")
    link.refresh_from_db()
    assert link.settled_at is not None
    client.post(f"{page}{les.number}/los/")
    assert AdviesLes.objects.filter(advies=advies, les=les).exists() is False
    answer = client.post(page, {"nummer": 999, "verband": "supports"})
    assert told(answer)[-1] == "Er is geen les met dit nummer."


def test_withdrawing_asks_for_a_reason(client_of, redacteur, make_advies) -> None:
    advies = make_advies()
    client, address = client_of(redacteur), f"{DESK}{advies.number}/trek-in/"
    assert "Reden" in client.get(address).content.decode()
    assert client.post(address, {"reden": ""}).status_code == 200
    client.post(address, {"reden": "De wet veranderde."})
    advies.refresh_from_db()
    assert (advies.state, advies.withdrawn_reason) == (State.WITHDRAWN, "De wet veranderde.")


def test_checking_moves_the_date(client_of, redacteur, make_advies) -> None:
    advies = make_advies(review_at=timezone.localdate() - timedelta(days=1))
    client_of(redacteur).post(f"{DESK}{advies.number}/nagekeken/", {"datum": "2030-01-31"})
    advies.refresh_from_db()
    assert (advies.review_at.isoformat(), advies.review_overdue) == ("2030-01-31", False)


def test_signal_is_handled_with_a_note(client_of, redacteur, make_advies) -> None:
    signal = Signaal.objects.create(advies=make_advies(), kind=SignalKind.REFUTED)
    client = client_of(redacteur)
    answer = client.post(f"{DESK}signalen/{signal.pk}/", {"notitie": " "})
    assert told(answer) == ["Schrijf op wat je hebt gedaan. Daarna kun je het signaal afhandelen."]
    client.post(f"{DESK}signalen/{signal.pk}/", {"notitie": "Nieuwe versie\x00 gemaakt."})
    signal.refresh_from_db()
    assert (signal.handled_by, signal.note) == (redacteur, "Nieuwe versie gemaakt.")
    assert client.post(f"{DESK}signalen/{signal.pk}/").status_code == 404
