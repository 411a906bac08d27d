"""A new text for a published advies, beside the one that stands."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from handboek import services
from handboek.enums import State
from handboek.models import Advies, Werkversie
from handboek.services.publication import NOT_UNDERSTOOD, REVIEW_AFTER, REVIEW_LATER
from handboek.services.werkversies import SAY_WHAT, TAKEN
from handboek.views.schrijven import MEANWHILE
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import AdviesFactory, HoofdstukFactory, PublicatieFactory, begrip
from tests.handboek.conftest import ready

DESK = "/handboek/redactie/"
WHAT = {"what": "Er staat nu bij wie je belt.", "reason": "Lezers vroegen ernaar."}


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def advies(make_advies: Any) -> Advies:
    return make_advies(title="Vraag reizigers voor je rekent", why="Een halte is een plek.")


def begun(actor: Any, advies: Advies, **fields: Any) -> Werkversie:
    row = services.start_werkversie(actor=actor, advies=advies)
    return services.update_werkversie(actor=actor, werkversie=row, **(WHAT | fields))


def handed_in(actor: Any, advies: Advies, **fields: Any) -> Werkversie:
    row = begun(actor, advies, **fields)
    return services.submit_werkversie(actor=actor, werkversie=row)


def form_data(row: Werkversie, **more: Any) -> dict[str, Any]:
    text = {name: getattr(row, name) for name in ("kind", "title", "summary", "why", "how")}
    limits = {name: getattr(row, name) for name in ("works_when", "works_not_when")}
    return {**text, **limits, "hoofdstuk": row.hoofdstuk_id, "seen": row.mark(), **WHAT, **more}


def test_the_published_text_stands_until_somebody_else_publishes_the_new_one(
    client, redacteur, redacteur2, advies
) -> None:
    address = advies.get_absolute_url()
    row = handed_in(redacteur2, advies, why="Een halte is een huiskamer.")
    assert "Een halte is een plek." in client.get(address).content.decode()
    with pytest.raises(PermissionDenied):
        services.publish_werkversie(actor=redacteur2, werkversie=row, understood=True)
    fresh = services.publish_werkversie(actor=redacteur, werkversie=row, understood=True)
    assert (fresh.number, fresh.get_absolute_url(), fresh.version) == (advies.number, address, 2)
    page = client.get(address).content.decode()
    assert "Een halte is een huiskamer." in page
    assert "Een halte is een plek." not in page
    assert WHAT["what"] in page
    assert Werkversie.objects.exists() is False
    fresh.refresh_from_db()
    assert (fresh.written_by, fresh.edited_by, fresh.published_by) == (
        redacteur2,
        redacteur2,
        redacteur,
    )
    assert fresh.understood_at is not None


def test_everything_of_the_text_is_copied_there_and_back(redacteur, redacteur2, advies) -> None:
    advies.themes.add(begrip("cbs-thema", "wonen"))
    paper, step = PublicatieFactory(), begrip("beleidskompas", "doel")
    row = begun(redacteur, advies)
    assert list(row.themes.all()) == list(advies.themes.all())
    chapter = HoofdstukFactory(number=88)
    row = services.update_werkversie(
        actor=redacteur,
        werkversie=row,
        steps=[step],
        themes=[],
        hoofdstuk=chapter,
        publicaties=[paper],
    )
    services.submit_werkversie(actor=redacteur, werkversie=row)
    services.publish_werkversie(actor=redacteur2, werkversie=row, understood=True)
    advies.refresh_from_db()
    assert (list(advies.steps.all()), list(advies.themes.all())) == ([step], [])
    assert (advies.hoofdstuk, list(advies.publicaties.all())) == (chapter, [paper])


def test_the_last_editor_cannot_publish_it_either(redacteur, redacteur2, advies) -> None:
    """Row 78."""
    row = begun(redacteur, advies)
    row = services.update_werkversie(actor=redacteur2, werkversie=row, why="Anders.")
    services.submit_werkversie(actor=redacteur2, werkversie=row)
    for person in (redacteur, redacteur2):
        with pytest.raises(PermissionDenied):
            services.publish_werkversie(actor=person, werkversie=row, understood=True)


def test_the_database_holds_it_for_each_version(redacteur, redacteur2, advies) -> None:
    row = handed_in(redacteur2, advies)
    services.publish_werkversie(actor=redacteur, werkversie=row, understood=True)
    rows = Advies.objects.filter(pk=advies.pk)
    for change, name in (
        ({"published_by": redacteur2}, "advies_version_four_eyes|advies_not_by_last_editor"),
        ({"published_by": redacteur2, "edited_by": redacteur}, "advies_version_four_eyes"),
        ({"written_by": None}, "advies_version_four_eyes"),
        ({"version": 1}, "advies_four_eyes"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**change)


def test_one_working_version_for_an_advies(redacteur, redacteur2, advies) -> None:
    row = begun(redacteur, advies)
    with pytest.raises(ValidationError, match=TAKEN):
        services.start_werkversie(actor=redacteur2, advies=advies)
    with pytest.raises(IntegrityError), transaction.atomic():
        Werkversie.objects.create(
            advies=advies, writer=redacteur2, edited_by=redacteur2, hoofdstuk=row.hoofdstuk
        )


def test_a_draft_has_none(redacteur) -> None:
    with pytest.raises(ValidationError):
        services.start_werkversie(actor=redacteur, advies=AdviesFactory())


def test_readers_must_be_told_what_and_why(redacteur, advies) -> None:
    row = services.start_werkversie(actor=redacteur, advies=advies)
    row = services.update_werkversie(actor=redacteur, werkversie=row, what="Iets.")
    with pytest.raises(ValidationError, match=SAY_WHAT):
        services.submit_werkversie(actor=redacteur, werkversie=row)


def test_a_change_in_review_makes_it_a_draft_again(redacteur, redacteur2, advies) -> None:
    row = handed_in(redacteur, advies)
    row = services.update_werkversie(actor=redacteur, werkversie=row, why="Anders.")
    assert row.state == State.DRAFT
    with pytest.raises(ValidationError):
        services.publish_werkversie(actor=redacteur2, werkversie=row, understood=True)


def test_the_second_reader_says_that_it_is_clear(client_of, redacteur, redacteur2, advies) -> None:
    row = handed_in(redacteur, advies)
    with pytest.raises(ValidationError, match=re.escape(NOT_UNDERSTOOD)):
        services.publish_werkversie(actor=redacteur2, werkversie=row, understood=False)
    client, page = client_of(redacteur2), f"{DESK}{advies.number}/werkversie/"
    assert "Ik begrijp dit zonder uitleg" in client.get(page).content.decode()
    assert told(client.post(f"{page}publiceer/")) == [NOT_UNDERSTOOD]
    client.post(f"{page}publiceer/", {"begrepen": "on"})
    advies.refresh_from_db()
    assert (advies.version, advies.published_by) == (2, redacteur2)


def test_a_first_version_needs_the_tick_too_and_gets_a_date(redacteur, redacteur2) -> None:
    advies = ready(redacteur)
    with pytest.raises(ValidationError, match=re.escape(NOT_UNDERSTOOD)):
        services.publish_advies(actor=redacteur2, advies=advies, understood=False)
    with pytest.raises(ValidationError, match=REVIEW_LATER):
        services.publish_advies(
            actor=redacteur2, advies=advies, understood=True, review_at=timezone.localdate()
        )
    advies = services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert advies.understood_at == advies.published_at
    assert advies.review_at == timezone.localdate() + REVIEW_AFTER


def test_nobody_writes_over_what_another_saved(client_of, redacteur, redacteur2, advies) -> None:
    row = begun(redacteur, advies)
    page = f"{DESK}{advies.number}/werkversie/bewerk/"
    late = form_data(row, why="Wat de tweede typte.")
    client_of(redacteur).post(page, form_data(row, why="Wat de eerste typte."))
    client = client_of(redacteur2)
    text = client.post(page, late).content.decode()
    assert MEANWHILE in text
    assert "Wat de tweede typte." in text
    assert "eerste" in text
    row.refresh_from_db()
    assert (row.why, row.edited_by) == ("Wat de eerste typte.", redacteur)
    client.post(page, late | {"seen": row.mark()})
    row.refresh_from_db()
    assert (row.why, row.edited_by) == ("Wat de tweede typte.", redacteur2)


def test_a_draft_is_not_written_over_either(client_of, redacteur, redacteur2) -> None:
    advies = ready(redacteur, state="draft")
    seen = advies.mark()
    services.update_advies(actor=redacteur, advies=advies, why="Wat de eerste typte.", seen=seen)
    with pytest.raises(ChangedMeanwhileError):
        services.update_advies(actor=redacteur2, advies=advies, why="Toch anders.", seen=seen)
    data = {
        "kind": "do",
        "title": "Vraag het eerst",
        "hoofdstuk": advies.hoofdstuk_id,
        "summary": "Kort.",
        "why": "Wat de tweede typte.",
        "seen": seen,
    }
    text = client_of(redacteur2).post(f"{DESK}{advies.number}/bewerk/", data).content.decode()
    assert MEANWHILE in text
    assert "Wat de tweede typte." in text
    advies.refresh_from_db()
    assert advies.why == "Wat de eerste typte."


def test_the_page_shows_both_texts(client_of, redacteur, advies) -> None:
    begun(redacteur, advies, why="Een halte is een huiskamer.")
    page = client_of(redacteur).get(f"{DESK}{advies.number}/werkversie/").content.decode()
    assert "Zo staat het er nu" in page
    for word in ("plek", "huiskamer"):
        assert f"[anders: </span>{word}" in page.replace("</span> ", "</span>")
    assert "Waarom" in page


def test_throwing_away_asks_first_and_leaves_the_handboek_alone(
    client_of, redacteur, advies
) -> None:
    begun(redacteur, advies, why="Weg ermee.")
    client, page = client_of(redacteur), f"{DESK}{advies.number}/werkversie/gooi-weg/"
    assert "Gooi de nieuwe tekst weg?" in client.get(page).content.decode()
    assert Werkversie.objects.count() == 1
    client.post(page)
    assert Werkversie.objects.exists() is False
    assert Advies.objects.get(pk=advies.pk).why == "Een halte is een plek."
    assert client.post(page).status_code == 403


def test_a_returned_text_says_why_also_by_mail(
    client_of, redacteur, redacteur2, advies, mailoutbox
) -> None:
    row = handed_in(redacteur, advies)
    client_of(redacteur2).post(
        f"{DESK}{advies.number}/werkversie/geef-terug/", {"reden": "Te lang."}
    )
    row.refresh_from_db()
    assert (row.state, row.returned_reason) == (State.DRAFT, "Te lang.")
    assert (
        "Te lang."
        in client_of(redacteur).get(f"{DESK}{advies.number}/werkversie/").content.decode()
    )
    plan_due()
    send_due()
    (mail,) = [mail for mail in mailoutbox if mail.to == [redacteur.email]]
    assert mail.subject == f"Advies {advies.number} kwam terug"
    assert "Te lang." in mail.body
    assert f"{DESK}{advies.number}/werkversie/" in mail.body


def test_the_first_author_is_asked_to_read_the_text_of_another(
    redacteur, redacteur2, advies, mailoutbox
) -> None:
    plan_due()
    send_due()
    mailoutbox.clear()  # of the publication
    handed_in(redacteur2, advies)
    plan_due()
    send_due()
    assert [mail.to for mail in mailoutbox] == [[redacteur.email]]
    assert f"{DESK}{advies.number}/werkversie/" in mailoutbox[0].body


def test_withdrawing_takes_the_new_text_along(redacteur, advies) -> None:
    begun(redacteur, advies)
    services.withdraw_advies(actor=redacteur, advies=advies, reason="De wet veranderde.")
    assert Werkversie.objects.exists() is False
