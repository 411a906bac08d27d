"""Naming people with an @ (features.md row 23)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail as outgoing
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities import gespreksbeeld, services, vermeldingen
from communities.models import Community, Deelnemer, Gesprek, Reactie, Vermelding
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Delivery, Frequency, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import (
    CasusFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    ReactieFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
SECRET = "de sloop van de Zonnehof"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Any:
    """Return a casus that only its community reads, of who writes most here."""
    return CasusFactory(
        community=community,
        visibility="community",
        title="Leerplekken",
        casushouder=deelnemer,
    )


def person(community: Community, first: str, infix: str, last: str, **more: Any) -> Deelnemer:
    made = DeelnemerFactory(first_name=first, infix=infix, last_name=last, **more)
    return LidmaatschapFactory(community=community, deelnemer=made).deelnemer


def place(author: Deelnemer, subject: Any, body: str) -> Reactie:
    return services.post_reactie(actor=author, subject=subject, body=body)


def named(post: Reactie) -> set[str]:
    return {str(row.deelnemer) for row in post.vermeldingen.all()}


def planned() -> list[tuple[str, int, str]]:
    plan_due()
    rows = Delivery.objects.order_by("person_id")
    return [(row.kind, row.person_id or 0, str(row.state)) for row in rows]


def url(subject: Any, name: str = "reageer") -> str:
    content_type = ContentType.objects.get_for_model(subject)
    return reverse(f"communities:{name}", args=[content_type.pk, subject.pk])


@pytest.mark.parametrize(
    ("first", "infix", "last", "text"),
    [
        ("Dana", "de", "Boer", "Vraag het @Dana de Boer, die weet het."),
        ("Dana", "de", "Boer", "@dana de boer"),
        ("Dana", "de", "Boer", "**@Dana de Boer** (of een ander)"),
        ("Dana", "de", "Boer", "Dit is @Dana de Boer's idee"),
        ("Dana", "de", "Boer", "Zie (@Dana de Boer)."),
        ("José", "", "Pérez", "Dag @Jose Perez!"),
        ("José", "", "Pérez", "Dag @Jose\u0301 Pe\u0301rez!"),
        ("Jan", "v.d.", "Berg", "Dag @Jan v.d. Berg."),
        ("Anne-Marie", "van der", "Heijden-'t Hooft", "@Anne-Marie van der Heijden-'t Hooft?"),
        ("Søren", "", "Łuczak", "@Soren Luczak"),
        ("Maria José", "", "de la Cruz", "met @Maria José de la Cruz en anderen"),
    ],
)
def test_a_whole_name_is_found_however_it_is_typed(
    casus: Any,
    deelnemer: Deelnemer,
    community: Community,
    first: str,
    infix: str,
    last: str,
    text: str,
) -> None:
    meant = person(community, first, infix, last)
    person(community, "Dana", "", "Boerema")
    post = place(deelnemer, casus, text)
    assert named(post) == {str(meant)}
    assert post.body == text, "the text stays as it was typed"


@pytest.mark.parametrize(
    "text",
    [
        "Mail naar info@dana.nl of x@Dana de Boer",
        "Dana de Boer zonder teken",
        "@ Dana de Boer",
        "@Dana",
        "@Dana\nde Boer",
        "> Rob schreef:\n>\n> Vraag @Dana de Boer",
        "https://voorbeeld.nl/@Dana de Boer",
        ":::vertrouwelijk\n@Dana de Boer\n:::",
    ],
)
def test_what_names_nobody(
    casus: Any, deelnemer: Deelnemer, community: Community, text: str
) -> None:
    person(community, "Dana", "de", "Boer")
    assert named(place(deelnemer, casus, text)) == set()


def test_the_longest_name_wins(casus: Any, deelnemer: Deelnemer, community: Community) -> None:
    person(community, "Jan", "", "de")
    longer = person(community, "Jan", "de", "Wit")
    person(community, "Jan", "", "Wit")
    assert named(place(deelnemer, casus, "Weet @Jan de Wit dit?")) == {str(longer)}


def test_nobody_names_themselves_or_who_is_not_in_the_directory(
    casus: Any, deelnemer: Deelnemer, buitenstaander: Deelnemer, community: Community
) -> None:
    gone = person(community, "Wim", "", "Weg", is_active=False)
    text = f"@{deelnemer} en @{buitenstaander} en @{gone}"
    assert named(place(deelnemer, casus, text)) == set()
    assert planned() == []


def test_mention_without_access_warns(
    client_of: ClientOf,
    casus: Any,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    community: Community,
) -> None:
    """Row 23: who cannot read the conversation gets no mail, and the writer is told."""
    reader = person(community, "Dana", "de", "Boer")
    client = client_of(deelnemer)
    body = f"@{reader} en @{ander_lid}: {SECRET}"
    warning = f"{ander_lid} kan dit gesprek niet lezen en krijgt geen mail."
    preview = client.post(url(casus), {"body": body, "actie": "voorbeeld"})
    assert warning in preview.text
    assert f"{reader} kan dit gesprek" not in preview.text
    assert not Reactie.objects.exists()
    done = client.post(url(casus), {"body": body}, follow=True)
    assert warning in done.text
    assert named(Reactie.objects.get()) == {str(reader)}
    assert planned() == [("gesprek.vermeld", reader.pk, State.PLANNED)]
    send_due()
    [sent] = outgoing.outbox
    assert sent.to == [reader.email]
    assert sent.subject == "Je wordt genoemd bij Leerplekken"
    html = str(sent.alternatives[0][0])
    assert SECRET not in sent.body + html
    assert str(ander_lid) not in sent.body + html
    assert f"{deelnemer} noemt je in een reactie bij deze casus." in sent.body


def test_a_name_of_nobody_is_told_about(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer
) -> None:
    done = client_of(deelnemer).post(url(casus), {"body": "Weet @Karel dit?"}, follow=True)
    assert "Bij “@Karel” vonden we niemand." in done.text


def test_two_people_with_one_name_are_told_apart_by_their_organisation(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    zwolle, assen = (OrganisatieFactory(name=f"Gemeente {n}") for n in ("Zwolle", "Assen"))
    one = person(community, "Jan", "", "Jansen", organisatie=zwolle)
    other = person(community, "Jan", "", "Jansen", organisatie=assen)
    client = client_of(deelnemer)
    asked = client.post(url(casus), {"body": f"Weet @Jan Jansen van {SECRET}?"})
    assert asked.status_code == 422
    assert (
        "Er zijn meer mensen met de naam Jan Jansen. Wie bedoel je? Schrijf "
        "@Jan Jansen (Gemeente Zwolle) of @Jan Jansen (Gemeente Assen)." in asked.text
    )
    assert f"Weet @Jan Jansen van {SECRET}?" in asked.text, "what was typed is still there"
    with pytest.raises(ValidationError, match="Wie bedoel je"):
        place(deelnemer, casus, "Weet @Jan Jansen dit?")
    assert not Reactie.objects.exists()
    client.post(url(casus), {"body": "Weet @Jan Jansen (gemeente assen) dit?"})
    post = Reactie.objects.get()
    assert list(post.vermeldingen.values_list("deelnemer", flat=True)) == [other.pk]
    line = gespreksbeeld.lines_of(deelnemer, post.gesprek, [post])[post.pk]
    assert f'href="/deelnemers/{other.pk}/"' in line.html
    services.edit_reactie(actor=deelnemer, reactie=post, body="Dus @Jan Jansen weet dit.")
    assert list(post.vermeldingen.values_list("deelnemer", flat=True)) == [other.pk]
    assert one.pk != other.pk


def test_people_of_one_organisation_are_told_apart_too(
    casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    zwolle = OrganisatieFactory(name="Gemeente Zwolle")
    more = {"organisatie": zwolle, "job_title": ""}
    planner = person(community, "Jan", "", "Jansen", organisatie=zwolle, job_title="planner")
    first, second = (person(community, "Jan", "", "Jansen", **more) for _ in range(2))
    people = [planner, first, second]
    labels = [vermeldingen.label_of(each, people) for each in people]
    assert labels == ["Gemeente Zwolle, planner", f"nummer {first.pk}", f"nummer {second.pk}"]
    for each, label in zip(people, labels, strict=True):
        post = place(deelnemer, casus, f"Dag @Jan Jansen ({label})")
        assert list(post.vermeldingen.values_list("deelnemer", flat=True)) == [each.pk]


def test_twenty_people_and_no_more(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    people = [person(community, f"Piet{i}", "", "Puk") for i in range(21)]
    body = " ".join(f"@{each}" for each in people)
    answer = client_of(deelnemer).post(url(casus), {"body": body})
    assert answer.status_code == 422
    assert "Je noemt 21 mensen met een @. In één reactie kunnen dat er 20 zijn." in answer.text
    assert not Reactie.objects.exists()
    assert len(named(place(deelnemer, casus, body.rsplit(" ", 2)[0]))) == 20


def test_one_mail_whatever_kind_finds_somebody(
    casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    reader = person(community, "Dana", "de", "Boer")
    place(reader, casus, "Ik begon hier")
    preferences.set_attention(person=reader, topic=casus, attention="follow")
    planned()
    Delivery.objects.all().delete()
    place(deelnemer, casus, "Dag @Dana de Boer")
    assert [row for row in planned() if row[1] == reader.pk] == [
        ("gesprek.vermeld", reader.pk, State.PLANNED)
    ]


def test_who_wants_no_mail_of_mentions_still_gets_what_they_follow(
    casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    reader = person(community, "Dana", "de", "Boer")
    preferences.set_attention(person=reader, topic=casus, attention="follow")
    preferences.set_frequency(
        person=reader, message=registry.get("gesprek.vermeld"), frequency=Frequency.NEVER
    )
    place(deelnemer, casus, "Dag @Dana de Boer")
    assert [row[0] for row in planned() if row[1] == reader.pk] == ["gesprek.gevolgd"]


def test_silence_about_a_conversation_goes_before_a_mention(
    casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    reader = person(community, "Dana", "de", "Boer")
    preferences.set_attention(person=reader, topic=casus, attention="mute")
    post = place(deelnemer, casus, "Dag @Dana de Boer")
    assert [row for row in planned() if row[1] == reader.pk] == []
    assert named(post) == {str(reader)}, "the page leads to them all the same"


def test_an_edit_mails_only_who_was_not_named_before(
    casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    first = person(community, "Dana", "de", "Boer")
    second = person(community, "Rob", "", "Jansen")
    post = place(deelnemer, casus, "Dag @Dana de Boer")
    planned()
    send_due()
    services.edit_reactie(actor=deelnemer, reactie=post, body="Dag @Dana de Boer en @Rob Jansen")
    planned()
    send_due()
    assert [each.to for each in outgoing.outbox] == [[first.email], [second.email]]
    services.edit_reactie(actor=deelnemer, reactie=post, body="Dag @Rob Jansen")
    assert named(post) == {"Rob Jansen"}
    services.edit_reactie(actor=deelnemer, reactie=post, body="Dag @Dana de Boer")
    planned()
    send_due()
    assert len(outgoing.outbox) == 2, "naming somebody again mails nobody again"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("remove", "de reactie is verwijderd"),
        ("leave", "mag het onderwerp niet meer zien"),
        ("unname", "wordt niet meer genoemd"),
    ],
)
def test_what_changed_before_the_mail_went_stops_it(
    casus: Any, deelnemer: Deelnemer, community: Community, change: str, reason: str
) -> None:
    reader = person(community, "Dana", "de", "Boer")
    post = place(deelnemer, casus, "Dag @Dana de Boer")
    planned()
    if change == "remove":
        services.remove_reactie(actor=deelnemer, reactie=post)
    elif change == "leave":
        reader.lidmaatschappen.all().delete()
    else:
        services.edit_reactie(actor=deelnemer, reactie=post, body="Dag allemaal")
    send_due()
    row = Delivery.objects.get(person=reader)
    assert (row.state, row.reason) == (State.SUPPRESSED, reason)
    assert outgoing.outbox == []


def html_for(reader: Any, post: Reactie) -> str:
    rows = list(gespreksbeeld.posts_of(post.gesprek).filter(pk=post.pk))
    return str(gespreksbeeld.lines_of(reader, post.gesprek, rows)[post.pk].html)


def test_the_name_leads_to_the_person_as_long_as_the_reader_may_see_them(
    casus: Any, deelnemer: Deelnemer, organisator: Deelnemer, community: Community
) -> None:
    meant = person(community, "Dana", "de", "Boer")
    post = place(deelnemer, casus, "Zie [@Dana de Boer](https://voorbeeld.nl) en *@dana de Boer*.")
    address = f'<a href="/deelnemers/{meant.pk}/" rel="noopener noreferrer">@dana de Boer</a>'
    html = html_for(organisator, post)
    assert address in html
    assert html.count(f"/deelnemers/{meant.pk}/") == 1, "a link holds no other link"
    meant.lidmaatschappen.all().delete()
    html = html_for(organisator, post)
    assert f"/deelnemers/{meant.pk}/" not in html
    assert "@dana de Boer" in html


def test_who_leaves_without_their_name_is_no_longer_linked(
    casus: Any,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    community: Community,
    other_community: Community,
) -> None:
    meant = person(community, "Dana", "de", "Boer")
    LidmaatschapFactory(community=other_community, deelnemer=meant)
    post = place(deelnemer, casus, "Dag @Dana de Boer")
    assert f"/deelnemers/{meant.pk}/" in html_for(organisator, post)
    services.leave_community(actor=meant, community=community, keeps_name=False)
    assert f"/deelnemers/{meant.pk}/" not in html_for(organisator, post)
    assert not Vermelding.objects.filter(deelnemer=meant).exists()


def test_the_number_of_queries_does_not_grow_with_names(
    casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    people = [person(community, f"Piet{i}", "", "Puk") for i in range(10)]
    talk = Gesprek.objects.create(subject=casus)
    posts = [ReactieFactory(gesprek=talk, body=f"@{each}") for each in people]
    for post, each in zip(posts, people, strict=True):
        Vermelding.objects.create(reactie=post, deelnemer=each)

    deelnemer.roles  # noqa: B018  # fetched before counting

    def count(rows: list[Reactie]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(vermeldingen.marks(deelnemer, rows)) == len(rows)
        return len(captured)

    assert count(posts[:1]) == count(posts)


def test_a_text_full_of_signs_takes_one_query(deelnemer: Deelnemer) -> None:
    text = " ".join(f"@a{i} b c d e f g h" for i in range(500))
    deelnemer.roles  # noqa: B018  # fetched before counting
    with CaptureQueriesContext(connection) as captured:
        found = vermeldingen.read(deelnemer, text)
    assert len(captured) == 1
    assert len(found.unknown) == vermeldingen.MOST_LOOKED_AT
