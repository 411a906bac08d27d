"""The change log of the handboek, older texts, and the feed of changes."""

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from handboek import services
from handboek.models import Wijziging
from handboek.models.teksten import AdviesTekst
from handboek.taal import PROSE
from tests.factories import AdviesFactory, CasusFactory
from tests.handboek.conftest import restore, withdraw

LIST = "/handboek/wijzigingen/"
WHAT = {"what": "Er staat nu bij wie je belt.", "reason": "Lezers vroegen ernaar."}


def renewed(advies: Any, writer: Any, other: Any, **fields: Any) -> Any:
    row = services.start_werkversie(actor=writer, advies=advies)
    row = services.update_werkversie(actor=writer, werkversie=row, **(WHAT | fields))
    services.submit_werkversie(actor=writer, werkversie=row)
    return services.publish_werkversie(actor=other, werkversie=row, understood=True)


def test_every_published_change_has_a_line_for_everybody(
    client, redacteur, redacteur2, make_advies
) -> None:
    """Row 90: what, why and when, on the page, in the list and in the feed."""
    casus = CasusFactory()
    advies = make_advies(casus, CasusFactory())
    renewed(advies, redacteur, redacteur2, why="Anders.")
    withdraw(casus, redacteur)
    services.withdraw_advies(actor=redacteur, advies=advies, reason="De wet veranderde.")
    lines = [
        "Dit advies kwam in het handboek.",
        WHAT["what"],
        WHAT["reason"],
        "De bewijskracht ging van “herkend” naar “vermoeden”.",
        "Dit advies is ingetrokken.",
        "De wet veranderde.",
    ]
    for address in (advies.get_absolute_url(), LIST, f"{LIST}atom.xml"):
        text = client.get(address, follow=True).content.decode()
        missing = [line for line in lines if line not in text]
        assert missing == [], address
    kinds = list(Wijziging.objects.order_by("pk").values_list("kind", "version"))
    assert kinds == [("first", 1), ("version", 2), ("evidence", 2), ("withdrawn", 2)]


def test_a_line_about_evidence_never_names_the_source(client, redacteur, make_advies) -> None:
    casus = CasusFactory(title="Geheime Fusie", visibility="group")
    make_advies(casus, CasusFactory())
    withdraw(casus, redacteur)
    restore(casus, redacteur)
    text = client.get(LIST).content.decode()
    assert "Geheime Fusie" not in text
    assert text.count("De bewijskracht ging van") == 2


def test_drafts_leave_no_line(client, redacteur, make_advies) -> None:
    draft = AdviesFactory(title="Nog geheim")
    services.refresh_evidence(draft)
    services.withdraw_advies(actor=redacteur, advies=draft, reason="Vergissing.")
    assert Wijziging.objects.exists() is False
    assert "Nog geheim" not in client.get(LIST).content.decode()


def test_older_texts_stay_readable(client, redacteur, redacteur2, make_advies) -> None:
    advies = make_advies(why="De eerste tekst.")
    renewed(advies, redacteur, redacteur2, why="De tweede tekst.", title="Vraag het aan iedereen")
    versions = f"/handboek/adviezen/{advies.number}/versies/"
    listed = client.get(versions).content.decode()
    for number in (1, 2):
        assert f'{versions}{number}/"' in listed
    assert WHAT["what"] in listed
    first = client.get(f"{versions}1/").content.decode()
    assert "De eerste tekst." in first
    assert advies.title in first
    assert "Dit is een oude tekst." in first
    second = client.get(f"{versions}2/").content.decode()
    assert "De tweede tekst." in second
    assert "Dit is een oude tekst." not in second
    assert client.get(f"{versions}3/").status_code == 404


def test_an_older_text_shows_every_part_that_readers_had(
    client, redacteur, redacteur2, make_advies
) -> None:
    """A new part of the text is named in ``handboek.taal.PROSE`` and drawn on both pages."""
    words = [
        field.name
        for field in AdviesTekst._meta.fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]
    assert sorted(words) == sorted(PROSE)
    parts = {name: f"Vraag naar deel {name.replace('_', '-')}." for name in PROSE}
    advies = make_advies(**parts)
    now = client.get(advies.get_absolute_url()).content.decode()
    renewed(advies, redacteur, redacteur2, **dict.fromkeys(PROSE, "Vraag iets anders."))
    then = client.get(f"/handboek/adviezen/{advies.number}/versies/1/").content.decode()
    for page in (now, then):
        assert [text for text in parts.values() if text not in page] == []


def test_a_draft_has_no_public_versions(client, redacteur) -> None:
    draft = AdviesFactory(author=redacteur)
    for address in ("", "1/"):
        page = f"/handboek/adviezen/{draft.number}/versies/{address}"
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("what", ["list", "advies", "versions"])
def test_same_queries_for_1_and_50(client_of, deelnemer, make_advies, what) -> None:
    advies = make_advies()
    client = client_of(deelnemer)
    address = {
        "list": LIST,
        "advies": advies.get_absolute_url(),
        "versions": f"/handboek/adviezen/{advies.number}/versies/",
    }[what]

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = count()
    for place in range(49):
        if what == "versions":
            advies.version = place + 2
            advies.written_by = advies.author
            advies.save()
        Wijziging.objects.create(advies=advies, kind="version", version=place + 2, what="Anders.")
    assert count() == few
    if what != "advies":
        assert "pagina=2" in client.get(address).content.decode()
