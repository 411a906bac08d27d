"""Asking somebody to write along: an answer, an order, a way back, and nothing that leaks."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casussen import services
from casussen.models import Casus, CasusDeelname, CasusSectie, Schrijfuitnodiging
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import CasusFactory, DeelnemerFactory, LidmaatschapFactory

Clients = Callable[[Deelnemer | None], Client]
SECRET = "kanarievogel"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* that only the casusgroep reads, with a canary in it."""
    made = CasusFactory(
        slug="deze",
        title="De dorpsbus",
        community=community,
        casushouder=deelnemer,
        visibility="group",
        summary=f"Over de {SECRET}.",
        learning_question=f"Waar is de {SECRET}?",
    )
    CasusSectie.objects.create(
        casus=made, kind="context", body=f"De {SECRET} zingt.", updated_by=deelnemer
    )
    return made


def writer(community: Community, **fields: Any) -> Deelnemer:
    """Return somebody of the same community, whom everybody in the network finds."""
    return LidmaatschapFactory(
        community=community, **{f"deelnemer__{name}": value for name, value in fields.items()}
    ).deelnemer


def asked(casus: Casus, person: Deelnemer, role: str = "co_author") -> Schrijfuitnodiging:
    """Return an invitation of the casushouder."""
    return services.invite_writer(
        actor=casus.casushouder, casus=casus, person=person, role=role, note="Doe je mee?"
    )


def page(name: str, *args: Any) -> str:
    return reverse(f"casussen:{name}", args=args)


def act(client: Client, what: str) -> Any:
    return client.post(page("group", "deze"), {"doe": what}, follow=True)


def text(response: Any) -> str:
    return response.content.decode()


def in_short(response: Any) -> str:
    """Return the part of the page of a casus that says who takes part."""
    return text(response).split('id="feiten"', 1)[-1].split("</section>", 1)[0]


def test_co_author_accepts_only_authors_edit_and_authors_are_listed_in_order(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    """features.md row 41."""
    first, second = writer(community, last_name="Alfanaam"), writer(community, last_name="Betanaam")
    holder = client_of(deelnemer)
    for person in (first, second):
        sent = holder.post(
            page("group_invite", "deze"),
            {"persoon": person.pk, "role": "co_author", "note": "Schrijf je mee?"},
        )
        assert sent.url == page("group", "deze")
        guest = client_of(person)
        assert guest.get(page("detail", "deze")).status_code == 404
        invitation = person.schrijfuitnodigingen.get()
        assert invitation.note == "Schrijf je mee?"
        assert guest.post(page("update", "deze"), {"title": "Van mij"}).status_code == 404
        answered = guest.post(invitation.get_absolute_url(), {"antwoord": "ja"}, follow=True)
        assert SECRET in text(answered)
        assert "Je schrijft nu mee. Kies een deel om te schrijven" in text(answered)
        assert guest.get(page("update", "deze")).status_code == 200
    shown = in_short(holder.get(page("detail", "deze")))
    assert shown.index(str(deelnemer)) < shown.index("Alfanaam") < shown.index("Betanaam")
    assert str(first.organisatie) in shown
    act(holder, f"omhoog-{casus.deelnames.get(deelnemer=second).pk}")
    shown = in_short(holder.get(page("detail", "deze")))
    assert shown.index(str(deelnemer)) < shown.index("Betanaam") < shown.index("Alfanaam")
    act(holder, f"omlaag-{casus.deelnames.get(deelnemer=second).pk}")
    order = casus.deelnames.order_by("order").values_list("deelnemer__last_name", flat=True)
    assert list(order) == ["Alfanaam", "Betanaam"]
    Casus.objects.update(visibility="network")
    reader = client_of(writer(community))
    assert reader.get(page("detail", "deze")).status_code == 200
    assert reader.get(page("update", "deze")).status_code == 403


def test_who_is_asked_reads_the_title_and_no_more(
    client_of: Clients, casus: Casus, community: Community
) -> None:
    person = writer(community)
    row = asked(casus, person, "expert")
    guest = client_of(person)
    for address in (row.get_absolute_url(), reverse("dashboard")):
        shown = text(guest.get(address))
        assert "De dorpsbus" in shown
        assert SECRET not in shown
    assert guest.get(page("detail", "deze")).status_code == 404
    assert "De dorpsbus" not in text(guest.get(page("list"), {"q": "dorpsbus"}))
    stranger = client_of(writer(community))
    assert stranger.get(row.get_absolute_url()).status_code == 404
    assert stranger.post(row.get_absolute_url(), {"antwoord": "ja"}).status_code == 404
    assert client_of(casus.casushouder).get(row.get_absolute_url()).status_code == 404
    assert client_of(None).get(row.get_absolute_url()).status_code == 302
    assert CasusDeelname.objects.count() == 0


def test_the_mail_tells_who_asks_and_the_title(casus: Casus, community: Community) -> None:
    row = asked(casus, writer(community))
    event = MessageEvent.objects.get(kind="schrijfuitnodiging.sent")
    message = registry.get("schrijfuitnodiging.sent")
    assert list(message.recipients(event)) == [row.deelnemer]
    assert message.essential
    again = MessageEvent(kind=event.kind, data=event.data | {"times": "2"})
    assert message.dedupe_key(event, 1) != message.dedupe_key(again, 1)


def test_no_is_told_to_who_asked_and_changes_nothing(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    person = writer(community, first_name="Noor", last_name="Nee")
    row = asked(casus, person)
    client_of(person).post(row.get_absolute_url(), {"antwoord": "nee"})
    row.refresh_from_db()
    assert (row.state, casus.deelnames.count()) == ("declined", 0)
    event = MessageEvent.objects.get(kind="schrijfuitnodiging.answered")
    message = registry.get("schrijfuitnodiging.answered")
    assert list(message.recipients(event)) == [deelnemer]
    assert not message.essential
    with pytest.raises(services.CasusError, match="geldt niet meer"):
        services.accept_invitation(person=person, uitnodiging=row)
    assert asked(casus, person).state == "open"  # may be asked again


@pytest.mark.parametrize("answer", ["ja", "nee"])
def test_a_double_click_is_one_answer(
    client_of: Clients, casus: Casus, community: Community, answer: str
) -> None:
    row = asked(casus, writer(community))
    client = client_of(row.deelnemer)
    for _ in range(2):
        assert client.post(row.get_absolute_url(), {"antwoord": answer}).status_code == 302
    assert MessageEvent.objects.filter(kind="schrijfuitnodiging.answered").count() == 1
    assert casus.deelnames.count() == (1 if answer == "ja" else 0)


def lapsed(row: Schrijfuitnodiging, how: str) -> None:
    """Make an invitation one that does not count any more."""
    casus, person = row.casus, row.deelnemer
    if how == "withdrawn casus":
        services.withdraw_casus(actor=casus.casushouder, casus=casus, reason="Klaar.")
    elif how == "trash":
        Casus.objects.update(deleted_at=timezone.now())
    elif how == "closed account":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    elif how == "expired":
        Schrijfuitnodiging.objects.update(invited_at=timezone.now() - timedelta(days=30))
    else:
        services.take_back_invitation(actor=casus.casushouder, uitnodiging=row)


@pytest.mark.parametrize(
    "how", ["withdrawn casus", "trash", "closed account", "expired", "taken back"]
)
def test_an_invitation_lapses(
    client_of: Clients, casus: Casus, community: Community, how: str
) -> None:
    row = asked(casus, writer(community))
    client = client_of(row.deelnemer)
    assert "Doe je mee" in text(client.get(row.get_absolute_url()))
    lapsed(row, how)
    row = Schrijfuitnodiging.objects.get()
    assert not row.waits
    assert not Schrijfuitnodiging.objects.waiting().exists()
    with pytest.raises(services.CasusError, match="geldt niet meer"):
        services.accept_invitation(person=row.deelnemer, uitnodiging=row)
    assert CasusDeelname.objects.count() == 0
    if how != "closed account":
        shown = text(client.get(row.get_absolute_url()))
        assert "geldt niet meer" in shown
        assert "De dorpsbus" not in shown
        assert "De dorpsbus" not in text(client.get(reverse("dashboard")))


def test_who_let_an_invitation_expire_can_be_asked_anew(casus: Casus, community: Community) -> None:
    person = writer(community)
    old = asked(casus, person)
    with pytest.raises(services.CasusError, match="al gevraagd"):
        asked(casus, person)
    Schrijfuitnodiging.objects.update(invited_at=timezone.now() - timedelta(days=31))
    assert asked(casus, person).pk != old.pk


def test_handing_over_takes_a_yes_and_the_old_holder_writes_along(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    person, other = writer(community, last_name="Opvolger"), writer(community)
    row, second = asked(casus, person, "holder"), asked(casus, other, "holder")
    assert Casus.objects.get().casushouder == deelnemer
    client_of(person).post(row.get_absolute_url(), {"antwoord": "ja"})
    fresh = Casus.objects.get()
    assert fresh.casushouder == person
    assert [(p.deelnemer, p.role) for p in fresh.deelnames.all()] == [(deelnemer, "co_author")]
    with pytest.raises(services.CasusError, match="geldt niet meer"):
        services.accept_invitation(person=other, uitnodiging=second)
    assert Casus.objects.get().casushouder == person


def test_who_may_no_longer_hand_over_a_casus_does_not(
    casus: Casus, deelnemer: Deelnemer, organisator: Deelnemer, community: Community
) -> None:
    Casus.objects.update(visibility="community")
    person = writer(community)
    row = services.invite_writer(actor=organisator, casus=casus, person=person, role="holder")
    organisator.lidmaatschappen.update(role="member")
    with pytest.raises(services.CasusError, match="geldt niet meer"):
        services.accept_invitation(person=person, uitnodiging=row)
    assert Casus.objects.get().casushouder == deelnemer


def test_a_reminder_goes_once_a_day(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    row = asked(casus, writer(community))
    holder = client_of(deelnemer)
    assert f"herinner-{row.pk}" not in text(holder.get(page("group", "deze")))
    assert "één keer per dag" in text(act(holder, f"herinner-{row.pk}"))
    Schrijfuitnodiging.objects.update(invited_at=timezone.now() - timedelta(days=1, minutes=1))
    assert f"herinner-{row.pk}" in text(holder.get(page("group", "deze")))
    act(holder, f"herinner-{row.pk}")
    assert "één keer per dag" in text(act(holder, f"herinner-{row.pk}"))
    assert MessageEvent.objects.filter(kind="schrijfuitnodiging.sent").count() == 2


def test_taking_somebody_away_asks_first_and_can_be_undone(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    person = writer(community, last_name="Terug")
    services.set_part(actor=deelnemer, casus=casus, person=writer(community), role="co_author")
    part = services.set_part(actor=deelnemer, casus=casus, person=person, role="co_author")
    holder = client_of(deelnemer)
    assert "Haal je" in text(holder.get(page("group_remove", "deze", part.pk)))
    assert casus.deelnames.count() == 2
    gone = holder.post(page("group_remove", "deze", part.pk))
    assert client_of(person).get(page("detail", "deze")).status_code == 404
    key = gone.url.rpartition("=")[2]
    assert f"zetterug-{key}" in text(holder.get(gone.url))
    assert "doet weer mee" in text(act(holder, f"zetterug-{key}"))
    back = casus.deelnames.get(deelnemer=person)
    assert (back.role, back.order) == ("co_author", 2)
    services.leave_group(person=person, casus=casus)
    assert "niet meer terugdraaien" in text(act(holder, f"zetterug-{key}"))
    assert not casus.deelnames.filter(deelnemer=person).exists()


def test_who_stops_writes_no_more(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    person = writer(community)
    services.set_part(actor=deelnemer, casus=casus, person=person, role="co_author")
    client = client_of(person)
    assert page("group_leave", "deze") in text(client.get(page("detail", "deze")))
    assert "Stop je met meeschrijven" in text(client.get(page("group_leave", "deze")))
    client.post(page("group_leave", "deze"))
    assert client.get(page("detail", "deze")).status_code == 404
    assert client_of(deelnemer).post(page("group_leave", "deze")).status_code == 403
    with pytest.raises(services.CasusError):
        services.leave_group(person=deelnemer, casus=casus)


def test_people_are_found_by_name_also_in_a_large_network(
    client_of: Clients,
    casus: Casus,
    deelnemer: Deelnemer,
    community: Community,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(25):
        writer(community, first_name="Wim", last_name=f"Jansen{number:02}")
    DeelnemerFactory(first_name="Wim", last_name="Jansen99")  # in no community: not to be found
    holder = client_of(deelnemer)
    empty = text(holder.get(page("group_invite", "deze")))
    assert "Jansen" not in empty
    with django_assert_max_num_queries(25):
        found = text(holder.get(page("group_invite", "deze"), {"q": "wim jansen"}))
    assert found.count("?persoon=") == 20
    assert "Er zijn er meer" in found
    assert "Jansen99" not in text(holder.get(page("group_invite", "deze"), {"q": "jansen99"}))
    assert "Niemand gevonden" in text(holder.get(page("group_invite", "deze"), {"q": "xyzzy"}))
    hidden = DeelnemerFactory()
    shown = holder.post(page("group_invite", "deze"), {"persoon": hidden.pk, "role": "expert"})
    assert shown.status_code == 200
    assert Schrijfuitnodiging.objects.count() == 0


@pytest.mark.parametrize(
    "key",
    ["", "omhoog", "omhoog-", "omhoog-x", "omhoog-99999999999999999999", "weg-1", "herinner-0"],
)
def test_nonsense_changes_nothing(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, key: str
) -> None:
    assert act(client_of(deelnemer), key).status_code == 200
    assert client_of(deelnemer).get(page("group", "deze"), {"weg": key}).status_code == 200


def test_what_was_typed_stays_when_something_is_wrong(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    person = writer(community)
    for note in ("a" * 1001, "<script>alert(1)</script>" + "b" * 1000):
        shown = client_of(deelnemer).post(
            page("group_invite", "deze"),
            {"persoon": person.pk, "role": "co_author", "note": note},
        )
        assert shown.status_code == 200
        assert "<script>alert" not in text(shown)
        assert note[-900:] in text(shown)
    shown = client_of(deelnemer).post(page("group_invite", "deze"), {"persoon": person.pk})
    assert Schrijfuitnodiging.objects.count() == (1 if shown.status_code == 302 else 0)


def test_one_and_many_take_as_many_queries(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    from django.test.utils import CaptureQueriesContext

    client = client_of(deelnemer)

    def grow(number: int) -> None:
        for _ in range(number):
            services.set_part(
                actor=deelnemer, casus=casus, person=writer(community), role="co_author"
            )
            Schrijfuitnodiging.objects.create(
                casus=casus, deelnemer=writer(community), role="expert", invited_by=deelnemer
            )

    counts = []
    for number in (1, 49):
        grow(number)
        client.get(page("group", "deze"))
        with CaptureQueriesContext(connection) as queries:
            client.get(page("group", "deze"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_taking_back_at_one_moment_have_one_outcome(
    casus: Casus, community: Community
) -> None:
    row = asked(casus, writer(community))
    holder, person = casus.casushouder, row.deelnemer
    ready = threading.Barrier(2)

    def run(act: Callable[..., Any], **who: Any) -> None:
        ready.wait()
        try:
            act(uitnodiging=row, **who)
        except services.CasusError:
            pass
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(services.accept_invitation,), kwargs={"person": person}),
        threading.Thread(
            target=run, args=(services.take_back_invitation,), kwargs={"actor": holder}
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row.refresh_from_db()
    assert (row.state, casus.deelnames.count()) in {("accepted", 1), ("withdrawn", 0)}


def test_the_casus_itself_says_who_is_asked(
    client_of: Clients, casus: Casus, community: Community
) -> None:
    Casus.objects.update(visibility="network")
    row = asked(casus, writer(community))
    assert row.get_absolute_url() in text(client_of(row.deelnemer).get(page("detail", "deze")))
    other = text(client_of(writer(community)).get(page("detail", "deze")))
    assert row.get_absolute_url() not in other


def test_the_page_to_ask_somebody_says_whether_they_read_it_already(
    client_of: Clients, casus: Casus, community: Community
) -> None:
    person = writer(community)
    client = client_of(casus.casushouder)
    address = f"{page('group_invite', casus.slug)}?persoon={person.pk}"
    assert "Pas na een ja kan" in client.get(address).text
    Casus.objects.update(visibility="community")
    assert "mag deze casus al lezen" in client.get(address).text
    assert "Pas na een ja kan" not in client.get(address).text


def test_handing_over_is_told_in_its_own_words(
    client_of: Clients, casus: Casus, community: Community, mailoutbox: list[Any]
) -> None:
    person, other = writer(community), writer(community)
    row, second = asked(casus, person, "holder"), asked(casus, other, "holder")
    client_of(other).post(second.get_absolute_url(), {"antwoord": "nee"})
    answer = client_of(person).post(row.get_absolute_url(), {"antwoord": "ja"}, follow=True)
    assert "De casus is nu van jou." in answer.text
    plan_due()
    send_due()
    bodies = " ".join(mail.body for mail in mailoutbox)
    assert f"{other} neemt de casus niet over" in bodies
    assert "Wie al meeschreef, blijft dat doen." in bodies
