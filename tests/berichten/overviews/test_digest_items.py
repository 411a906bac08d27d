"""What is in an overview, and what is not: nothing twice, nothing untrue (features.md row 25)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bijeenkomsten import services as meetings
from casussen.models import Publicatieverzoek
from casussen.services import (
    accept_invitation,
    add_standpunt,
    invite_writer,
    send_inwonersantwoord,
)
from communities import services
from communities.models import Community, Deelnemer, Reactie
from communities.services import report, start_onderwerp, uitnodigingen
from communities.services.nieuws import mail_news
from handboek.services import answer_rijksvraag, ask_removal, recognise_les
from netwerk.kern.berichten import notifications, preferences, registry
from netwerk.kern.berichten.loop import announce_what_time_brings
from netwerk.kern.berichten.models import (
    Delivery,
    Frequency,
    State,
)
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from tests.berichten.conftest import publish
from tests.berichten.overviews.conftest import (
    AMSTERDAM,
    TUESDAY,
    WEDNESDAY_SEVEN,
    choose,
    lines,
    overviews,
    post,
    run,
    waiting,
)
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    DatumprikkerFactory,
    DeelnemerFactory,
    DilemmaFactory,
    InwonersvraagFactory,
    LesFactory,
    LidmaatschapFactory,
    NieuwsberichtFactory,
    RijksvraagFactory,
    ToestemmingFactory,
    UitnodigingFactory,
    begrip,
)
from tests.handboek.uitgaven import appeared, made

pytestmark = pytest.mark.django_db


def untrue_post(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    services.remove_reactie(actor=ben, reactie=Reactie.objects.filter(author=ben).latest("pk"))


def untrue_membership(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    anna.lidmaatschappen.all().delete()


def untrue_mute(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    preferences.set_attention(person=anna, topic=casus.community, attention="mute")


def untrue_never(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    choose(anna, Frequency.NEVER)


def test_nothing_that_was_mailed_at_once_is_in_it(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    choose(anna, Frequency.AT_ONCE)
    told = post(ben, casus)
    run()
    choose(anna, Frequency.DAILY)
    later = post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert later.get_absolute_url() in mail.body
    assert told.get_absolute_url() not in mail.body
    assert waiting() == [State.SENT, State.BUNDLED]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (untrue_post, "de reactie is verwijderd"),
        (untrue_membership, "mag het onderwerp niet meer zien"),
        (untrue_mute, "wil hier niets over horen"),
        (untrue_never, "wil dit bericht niet"),
    ],
)
@pytest.mark.parametrize("planned", [False, True])
def test_overview_in_which_nothing_is_left_is_not_sent(
    change: Any,
    reason: str,
    planned: bool,
    clock: Any,
    casus: Any,
    anna: Deelnemer,
    ben: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    if planned:
        announce_what_time_brings()
        plan_due()
    change(casus, anna, ben)
    run()
    assert overviews(mailoutbox) == []
    item = Delivery.objects.get(kind="gesprek.reactie", person=anna)
    assert (item.state, item.reason) == (State.SUPPRESSED, reason)
    overview = Delivery.objects.get(kind="overzicht")
    assert (overview.state, overview.reason) == (State.SUPPRESSED, "er is niets te melden")


@pytest.mark.parametrize("what", ["past", "cancelled", "answered"])
def test_meeting_that_is_no_news_any_more_is_left_out(
    what: str,
    clock: Any,
    anna: Deelnemer,
    ben: Deelnemer,
    organisator: Deelnemer,
    community: Community,
    mailoutbox: list[Any],
) -> None:
    choose(anna, Frequency.DAILY, "bijeenkomst.published")
    run()
    begin = WEDNESDAY_SEVEN - timedelta(hours=2 if what == "past" else -48)
    meeting = BijeenkomstFactory(community=community, starts_at=begin)
    publish(meeting, organisator)
    run()
    if what == "cancelled":
        meetings.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="Ziek")
    if what == "answered":
        meetings.answer(actor=anna, bijeenkomst=meeting, answer="no")
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    assert overviews(mailoutbox) == []
    assert waiting() == [State.SUPPRESSED]


def test_what_is_true_is_told_beside_what_is_not(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    gone, kept = post(ben, casus), post(ben, casus)
    services.remove_reactie(actor=ben, reactie=gone)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert mail.subject == "Nieuw in je netwerk: 1 bericht"
    assert kept.get_absolute_url() in mail.body
    assert gone.get_absolute_url() not in mail.body


def test_subjects_stand_together_with_the_newest_first(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    other = CasusFactory(community=casus.community, casushouder=ben, title="Een ander verhaal")
    post(anna, other)
    run()
    posts = [post(ben, subject) for subject in (casus, other, casus)]
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    order = [
        mail.body.index(text)
        for text in (
            casus.title,
            posts[2].get_absolute_url(),
            posts[0].get_absolute_url(),
            other.title,
            posts[1].get_absolute_url(),
        )
    ]
    assert order == sorted(order)
    assert mail.body.count(casus.title) == 1
    assert f"http://testserver{casus.get_absolute_url()}\n" in mail.body
    assert "GEHEIM" not in mail.message().as_string()


def test_more_than_sixty_items_are_counted_and_told_once(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    for _ in range(notifications.MOST_LINES + 5):
        post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert mail.subject == "Nieuw in je netwerk: 65 berichten"
    assert len(lines(mail)) == notifications.MOST_LINES
    assert "En nog 5 andere berichten.\n" in mail.body
    assert "En nog 5 andere berichten." in mail.alternatives[0][0]
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    assert len(overviews(mailoutbox)) == 1
    assert set(waiting()) == {State.BUNDLED}


def test_queries_grow_slowly_with_the_items(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    counts = []
    for day, number in ((13, 1), (14, 21)):
        for _ in range(number):
            post(ben, casus)
        run()
        clock.move_to(datetime(2027, 1, day, 7, 0, tzinfo=AMSTERDAM))
        announce_what_time_brings()
        plan_due()
        with CaptureQueriesContext(connection) as captured:
            assert send_due().sent == 1
        counts.append(len(captured))
    assert (counts[1] - counts[0]) / 20 <= 8


def test_every_kind_that_can_wait_has_words_for_its_line(
    clock: Any, redacteur: Deelnemer, ben: Deelnemer, community: Community, mailoutbox: list[Any]
) -> None:
    can_wait = {each.key for each in registry.all_messages() if each.digestible}
    LidmaatschapFactory(community=community, deelnemer=redacteur)
    choose(redacteur, Frequency.DAILY, *can_wait)
    run()
    owned = CasusFactory(community=community, casushouder=redacteur, title="Mijn casus")
    followed = CasusFactory(community=community, casushouder=ben, title="Gevolgd")
    joined = CasusFactory(community=community, casushouder=ben, title="Meegedaan")
    preferences.set_attention(person=redacteur, topic=followed, attention="follow")
    post(redacteur, joined)
    for subject in (owned, followed, joined):
        post(ben, subject)
    services.post_reactie(actor=ben, subject=joined, body=f"Weet @{redacteur} dit?")
    publish(BijeenkomstFactory(community=community, starts_at=TUESDAY + timedelta(days=9)), ben)
    series, asking = (
        BijeenkomstFactory(community=community, starts_at=TUESDAY + timedelta(days=days))
        for days in (10, 11)
    )
    with transaction.atomic():
        announce(kind="bijeenkomst.series_published", subject=series, actor=ben)
        announce(kind="bijeenkomst.asked", subject=asking, actor=ben, community_id=community.pk)
    advies = AdviesFactory(state="review", title="Vraag het eerst")
    prikker = DatumprikkerFactory(
        community=community, title="Voorjaar", closes_on=(TUESDAY + timedelta(days=9)).date()
    )
    back = AdviesFactory(state="draft", author=redacteur, returned_reason="Te lang.")
    with transaction.atomic():
        announce(kind="advies.review_asked", subject=advies, actor=ben)
        announce(kind="advies.returned", subject=back, actor=ben)
        announce(kind="datumprikker.opened", subject=prikker, actor=ben)
    changed = CasusFactory(community=community, casushouder=ben, visibility="public")
    consent = ToestemmingFactory(casus=changed, granted=True, text_mark="anders")
    Publicatieverzoek.objects.create(
        casus=changed, wanted="public", state="granted", requested_by=ben, decided_by=redacteur
    )
    with transaction.atomic():
        announce(
            kind="casus.public_changed", subject=changed, actor=None, toestemming_id=consent.pk
        )
    asked = DilemmaFactory(community=community, author=redacteur)
    add_standpunt(
        actor=ben,
        dilemma=asked,
        layer=begrip("bestuurslaag", "rijk"),
        side="first",
        arguments="Zo zien wij het.",
    )
    vraag = InwonersvraagFactory(casus__casushouder=redacteur)
    send_inwonersantwoord(vraag=vraag, body="Een bankje.")
    mail_news(actor=ben, nieuws=NieuwsberichtFactory())
    recognise_les(
        actor=ben,
        les=LesFactory(number=12, created_by=redacteur),
        casus=CasusFactory(casushouder=ben),
        stance="recognised",
    )
    rijksvraag = RijksvraagFactory(les__number=13, organisatie=ben.organisatie)
    answer_rijksvraag(actor=ben, vraag=rijksvraag, answer="Ja.")
    invited = UitnodigingFactory(community=community, invited_by=redacteur, email=ben.email)
    uitnodigingen.accept(pk=invited.pk, person=ben)
    writer = invite_writer(actor=redacteur, casus=owned, person=ben, role="co_author")
    accept_invitation(person=ben, uitnodiging=writer)
    AdviesFactory(published=True)
    uitgave = appeared(ben, DeelnemerFactory(is_redacteur=True), year=2026)
    waits = made(ben, year=2026)
    [rij, *_] = uitgave.adviezen.all()
    ask_removal(actor=ben, rij=rij, parts=["hoe"], reason="Er stond een naam in.")
    assert waits.code == "2026-2"
    run()  # following the community would be another reason for the posts above
    run()
    preferences.set_attention(person=redacteur, topic=community, attention="follow")
    started = {"community": community, "title": "Kan dat", "body": "", "is_question": False}
    start_onderwerp(actor=ben, **started)
    run()
    preferences.set_attention(person=redacteur, topic=community, attention="")
    own = start_onderwerp(actor=redacteur, **started)
    answer = post(ben, own)
    services.set_answer(actor=ben, reactie=post(redacteur, owned))
    report(actor=LidmaatschapFactory(community=community).deelnemer, thing=answer, reason="spam")
    run()
    kinds = set(Delivery.objects.filter(person=redacteur).values_list("kind", flat=True))
    assert kinds == can_wait, "cause here, for the redacteur, what is missing"
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = [mail for mail in overviews(mailoutbox) if mail.to == [redacteur.email]]
    wrote = f"{ben} schreef een reactie"
    assert lines(mail) == [
        "Een reactie wacht op een besluit van jou",
        "Jouw reactie is aangewezen als het antwoord",
        f"{ben} doet mee",
        wrote,
        wrote,
        f"{ben} begon hierover",
        f"Haal iets weg uit advies {rij.number} in een uitgave",
        "Uitgave 2026-2 wacht op een tweede redacteur",
        "Uitgave 2026-1 van het handboek is verschenen",
        f"{ben} doet nu mee",
        f"Een antwoord van {ben.organisatie} over les 13 wacht op een tweede lezer",
        "Les 12 wordt herkend door een andere casus",
        "Nieuws van het netwerk",
        "1 antwoord van een inwoner wacht",
        "Nieuw standpunt: rijk",
        f"De tekst van “{changed.title}” is gewijzigd",
        "Zeg wanneer je kunt: Voorjaar (tot en met donderdag 21 januari)",
        "Een advies dat jij schreef, kwam terug",
        "Een advies wacht op een tweede lezer",
        "Je bent uitgenodigd: zaterdag 23 januari 2027, 12.00 tot 14.00 uur",
        "Nieuwe reeks van 1 bijeenkomst, de eerste op vrijdag 22 januari 2027, 12.00 tot 14.00 uur",
        "Nieuwe bijeenkomst: donderdag 21 januari 2027, 12.00 tot 14.00 uur",
        f"{ben} noemt je in een reactie",
        wrote,
        wrote,
    ]
    html = mail.alternatives[0][0]
    assert "<img" not in html
    for line in lines(mail):
        assert line in html


def test_overview_has_its_own_way_to_stop_it(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    headers = overviews(mailoutbox)[0].message()
    assert headers["List-Unsubscribe"].startswith("<http://testserver/berichten/afmelden/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["References"] is None
