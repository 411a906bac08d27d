"""The pages, as people in different places see and use them."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Aanmelding, Agendapunt, Bijeenkomst, Verslag
from bijeenkomsten.registrations import search_bijeenkomsten, search_verslagen
from bijeenkomsten.templatetags.bijeenkomsten import (
    google_agenda,
    laatste_dag,
    outlook_agenda,
    plekken,
    wanneer,
)
from communities.enums import Visibility
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.zoeken.zoeken import build_query
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    CasusFactory,
    DilemmaFactory,
    VerslagFactory,
    VerslagItemFactory,
    begrip,
)

LINK = "https://vergader.voorbeeld.nl/alleen-voor-wie-komt"


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(
        community=community,
        title="Kiezen met een kompas",
        slug="kiezen-met-een-kompas",
        visibility=Visibility.PUBLIC,
        online_link=LINK,
        capacity=3,
        capacity_online=0,
    )


def page(client: Any, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"bijeenkomsten:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def past(**fields: Any) -> Bijeenkomst:
    begin = timezone.now() - timedelta(days=3)
    return BijeenkomstFactory(starts_at=begin, ends_at=begin + timedelta(hours=2), **fields)


# --- The list ---


def test_visitors_see_only_public_meetings_and_get_no_cookie(client: Any, community: Any) -> None:
    for visibility in ("community", "network", "public"):
        BijeenkomstFactory(
            community=community, visibility=visibility, title=f"Titel {visibility}", slug=visibility
        )
    for name, args in (("list", ()), ("detail", ("public",))):
        response = client.get(reverse(f"bijeenkomsten:{name}", args=args))
        html = response.content.decode()
        assert [t for t in ("community", "network", "public") if f"Titel {t}" in html] == ["public"]
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in html


def test_the_list_shows_what_comes_and_what_has_been(client: Any, community: Any) -> None:
    BijeenkomstFactory(title="Komt nog eraan", visibility="public")
    past(title="Is al voorbij", visibility="public")
    coming, been = page(client, "list"), page(client, "list", wanneer="voorbij")
    assert [("Komt nog eraan" in h, "Is al voorbij" in h) for h in (coming, been)] == [
        (True, False),
        (False, True),
    ]
    assert "agenda.ics" in coming
    assert "agenda.ics" not in been


def test_the_list_is_filtered_by_community_and_kind_and_forgives_nonsense(
    client: Any, community: Any, other_community: Any
) -> None:
    def make(title: str, of: Any, kind: str = "casustafel") -> Bijeenkomst:
        kind = begrip("bijeenkomstsoort", kind)
        return BijeenkomstFactory(title=title, community=of, kind=kind, visibility="public")

    make("Tafel A", community)
    make("Tafel B", other_community).communities.add(community)
    make("Dag C", other_community, "netwerkdag")

    def found(**query: str) -> list[str]:
        html = page(client, "list", **query)
        return [title for title in ("Tafel A", "Tafel B", "Dag C") if title in html]

    assert found(community=community.slug) == ["Tafel A", "Tafel B"]
    assert found(soort="netwerkdag") == ["Dag C"]
    assert found(community=community.slug, soort="netwerkdag") == []
    for odd in ({"community": "bestaat-niet"}, {"soort": "\x00"}, {"pagina": "veel"}):
        assert found(**odd) == ["Tafel A", "Tafel B", "Dag C"]


def test_the_list_has_pages(client: Any, community: Any) -> None:
    begin = timezone.now() + timedelta(days=1)
    for number in range(23):
        BijeenkomstFactory(
            title=f"Nummer {number:02d}.",
            visibility="public",
            community=community,
            starts_at=begin + timedelta(hours=number),
            ends_at=begin + timedelta(hours=number + 1),
        )
    first, second = page(client, "list"), page(client, "list", pagina="2")
    assert [f"Nummer {n:02d}." in first for n in (0, 19, 20)] == [True, True, False]
    assert [f"Nummer {n:02d}." in second for n in (19, 20, 22)] == [False, True, True]


def queries(client: Any, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_lists_take_as_many_queries_for_one_row_as_for_fifty(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    AgendapuntFactory(bijeenkomst=meeting, casus=CasusFactory(community=community))
    AanmeldingFactory(bijeenkomst=meeting)
    verslag = VerslagFactory(bijeenkomst=past(community=community, slug="geweest"))
    VerslagItemFactory(verslag=verslag)
    paths = {
        name: reverse(f"bijeenkomsten:{name}", args=args)
        for name, args in {
            "list": (),
            "detail": (meeting.slug,),
            "attendees": (meeting.slug,),
            "agenda": (meeting.slug,),
            "verslag": ("geweest",),
        }.items()
    }
    for path in paths.values():
        client.get(path)  # content types and the like, once
    one = {name: queries(client, path) for name, path in paths.items()}
    for _ in range(49):
        BijeenkomstFactory(community=community)
        AgendapuntFactory(bijeenkomst=meeting, casus=CasusFactory(community=community))
        AanmeldingFactory(bijeenkomst=meeting)
        VerslagItemFactory(verslag=verslag)
    assert {name: queries(client, path) for name, path in paths.items()} == one


def test_the_tags_take_a_fixed_number_of_queries(deelnemer: Any, community: Any) -> None:
    casus = CasusFactory(community=community)
    source = (
        "{% load bijeenkomsten %}{% bijeenkomsten_van_casus casus %}{% komende_bijeenkomsten 60 %}"
        "{% bijeenkomsten_van_community community 60 %}"
    )
    context = {"user": deelnemer, "casus": casus, "community": community}

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            Template(source).render(Context(context))
        return len(captured)

    AgendapuntFactory(bijeenkomst=BijeenkomstFactory(community=community), casus=casus)
    count()
    one = count()
    for _ in range(49):
        AgendapuntFactory(bijeenkomst=BijeenkomstFactory(community=community), casus=casus)
    assert count() == one


# --- One meeting ---


def test_the_page_shows_the_programme_with_its_times(client: Any, community: Any) -> None:
    begin = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    meeting = BijeenkomstFactory(
        visibility="public", starts_at=begin, ends_at=begin + timedelta(hours=1), slug="b"
    )
    AgendapuntFactory(bijeenkomst=meeting, title="Inloop", minutes=15, kind="break", order=1)
    AgendapuntFactory(bijeenkomst=meeting, title="Aan het werk", minutes=45, order=2)
    html = page(client, "detail", "b")
    hour = timezone.localtime(begin).hour
    shown = [f">{hour}.00<", "Inloop", f">{hour}.15<", "Aan het werk", ">Einde<"]
    places = [html.index(text) for text in shown]
    assert places == sorted(places)


def test_a_casus_on_the_programme_is_named_only_to_who_may_read_it(
    client_of: Any, deelnemer: Any, community: Any, meeting: Bijeenkomst
) -> None:
    casus = CasusFactory(community=community, title="De geheime casus")
    AgendapuntFactory(bijeenkomst=meeting, casus=casus, title="Casus bespreken")
    for who, seen in ((None, False), (deelnemer, True)):
        html = page(client_of(who), "detail", meeting.slug)
        assert ("Casus bespreken" in html, "De geheime casus" in html) == (True, seen)


def test_the_link_to_join_is_absent_from_the_page_of_who_did_not_sign_up(
    client_of: Any, deelnemer: Any, organisator: Any, buitenstaander: Any, meeting: Bijeenkomst
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=buitenstaander, answer="maybe")
    AanmeldingFactory(bijeenkomst=meeting, answer="no", deelnemer=deelnemer)
    seen = [
        LINK in page(client_of(who), "detail", meeting.slug)
        for who in (None, deelnemer, buitenstaander, organisator)
    ]
    assert seen == [False, False, True, True]
    assert LINK not in page(client_of(None), "list")
    calendar_file = client_of(None).get(reverse("bijeenkomsten:ics", args=[meeting.slug]))
    assert LINK.encode() not in calendar_file.content


def test_names_and_needs_are_for_who_may_see_them(
    client_of: Any,
    deelnemer: Any,
    ander_lid: Any,
    organisator: Any,
    buitenstaander: Any,
    meeting: Bijeenkomst,
) -> None:
    AanmeldingFactory(
        bijeenkomst=meeting,
        needs="Zonder gluten",
        deelnemer__first_name="Zwaantje",
        deelnemer__last_name="Kuipers",
    )
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=buitenstaander)
    seen = {}
    for who in (None, buitenstaander, ander_lid, deelnemer, organisator):
        client = client_of(who)
        html = page(client, "detail", meeting.slug)
        listed = client.get(reverse("bijeenkomsten:attendees", args=[meeting.slug]))
        text = listed.content.decode()
        seen[who] = ("Zwaantje Kuipers" in html, "Zwaantje Kuipers" in text, "gluten" in text)
        assert "Zonder gluten" not in html
    nothing = (False, False, False)
    assert seen == {
        None: nothing,
        buitenstaander: nothing,
        ander_lid: nothing,
        deelnemer: (True, True, False),
        organisator: (True, True, True),
    }


def test_a_calendar_file_can_be_downloaded(client: Any, meeting: Bijeenkomst) -> None:
    response = client.get(reverse("bijeenkomsten:ics", args=[meeting.slug]))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="kiezen-met-een-kompas.ics"'
    )
    assert b"SUMMARY:Kiezen met een kompas" in response.content


def test_a_hidden_meeting_and_one_that_does_not_exist_look_the_same(
    client_of: Any, buitenstaander: Any, community: Any
) -> None:
    BijeenkomstFactory(community=community, slug="besloten", title="Besloten titel")
    client = client_of(buitenstaander)
    answers = [client.get(f"/bijeenkomsten/{slug}/") for slug in ("besloten", "bestaat-niet")]
    assert [a.status_code for a in answers] == [404, 404]
    assert all("Besloten titel" not in a.content.decode() for a in answers)


# --- Answering ---


def test_you_sign_up_change_your_mind_and_see_it_at_once(
    client_of: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(deelnemer)
    address = reverse("bijeenkomsten:register", args=[meeting.slug])
    seen = []
    for said in ("yes", "maybe", "no"):
        response = client.post(address, {"answer": said, "needs": "Een tolk"}, follow=True)
        html = response.content.decode()
        assert response.redirect_chain == [(meeting.get_absolute_url(), 302)]
        heading = {
            "yes": "Je bent aangemeld\n",
            "maybe": "Misschien kom je\n",
            "no": "Je komt niet\n",
        }[said]
        count = "1 van de 3 bezet" if said == "yes" else "0 van de 3 bezet"
        seen.append((heading.strip() in html, count in html, LINK in html))
        if said == "yes":
            assert "Je krijgt een mail met een uitnodiging voor je agenda." in html
    assert seen == [(True, True, True), (True, True, True), (True, True, False)]
    assert Aanmelding.objects.get().answer == "no"


def test_a_full_meeting_says_so_and_keeps_what_you_typed(
    client_of: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    AanmeldingFactory.create_batch(3, bijeenkomst=meeting)
    client = client_of(deelnemer)
    shown = page(client, "detail", meeting.slug)
    assert ("Alle plekken zijn bezet." in shown, 'value="yes"' in shown) == (True, False)
    response = client.post(
        reverse("bijeenkomsten:register", args=[meeting.slug]),
        {"answer": "yes", "needs": "Een tolk"},
    )
    html = response.content.decode()
    assert response.context["form"].errors["form"] == [
        "In de zaal zijn alle plekken bezet. Kies ‘Zet me op de wachtlijst’ of doe online mee."
    ]
    assert "Een tolk" in html
    assert not meeting.aanmeldingen.filter(deelnemer=deelnemer).exists()


@pytest.mark.parametrize("data", [{}, {"answer": "zeker"}, {"answer": "yes", "needs": "x" * 301}])
def test_a_wrong_answer_is_explained_and_not_saved(
    data: dict[str, str], client_of: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    response = client_of(deelnemer).post(
        reverse("bijeenkomsten:register", args=[meeting.slug]), data
    )
    assert "Er klopt één ding nog niet" in response.content.decode()
    assert (Aanmelding.objects.count(), MessageEvent.objects.count()) == (0, 0)


def test_after_logging_in_you_come_back_to_the_form(
    client_of: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    address = reverse("bijeenkomsten:register", args=[meeting.slug])
    sent_off = client_of(None).post(address, {"answer": "yes"})
    assert sent_off.headers["Location"] == f"/account/login/?next={address}"
    back = client_of(deelnemer).get(address)
    assert back.headers["Location"] == f"{meeting.get_absolute_url()}#aanmelden"


def test_after_the_closing_date_you_can_sign_off_with_one_button(
    client_of: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    closed = timezone.now() - timedelta(minutes=1)
    Bijeenkomst.objects.update(registration_closes_at=closed)
    client = client_of(deelnemer)
    assert "Meld me af" in page(client, "detail", meeting.slug)
    client.post(reverse("bijeenkomsten:register", args=[meeting.slug]), {"answer": "no"})
    assert Aanmelding.objects.get().answer == "no"


# --- Organising ---


def meeting_data(**typed: Any) -> dict[str, Any]:
    return {
        "kind": begrip("bijeenkomstsoort", "werkatelier").pk,
        "title": "Kiezen met een kompas",
        "goal": "Oefenen met kiezen.",
        "first_day": "2027-01-28",
        "start_time": "10:00",
        "end_time": "15:30",
        "visibility": "network",
    } | typed


def test_an_organiser_plans_a_meeting_and_goes_on_to_the_programme(
    client_of: Any, organisator: Any, community: Any
) -> None:
    client = client_of(organisator)
    assert page(client, "create", community=community.slug).count("Bewoners in beeld") == 1
    response = client.post("/bijeenkomsten/nieuw/", meeting_data(community=community.pk))
    made = Bijeenkomst.objects.get()
    assert response.headers["Location"] == reverse("bijeenkomsten:agenda", args=[made.slug])
    assert (made.community, made.created_by) == (community, organisator)
    assert wanneer(made) == "Donderdag 28 januari 2027, 10.00 tot 15.30 uur"


def test_a_form_with_an_error_keeps_everything_that_was_typed(
    client_of: Any, organisator: Any, community: Any
) -> None:
    typed = meeting_data(community=community.pk, start_time="02:30", first_day="2027-03-28")
    html = client_of(organisator).post("/bijeenkomsten/nieuw/", typed).content.decode()
    assert "28 maart 2027 om 2.30 uur bestaat niet" in html
    kept = ('value="2027-03-28"', 'value="02:30"', 'value="15:30"', "Oefenen met kiezen.")
    assert [text in html for text in kept] == [True] * 4
    assert not Bijeenkomst.objects.exists()


def test_an_organiser_moves_a_meeting(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    address = reverse("bijeenkomsten:update", args=[meeting.slug])
    html = client.get(address).content.decode()
    assert 'name="revision" value="1"' in html
    response = client.post(address, meeting_data(revision="1", place="Emmen"), follow=True)
    assert "Wie zich heeft aangemeld, krijgt een mail" in response.content.decode()
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence, meeting.slug) == ("Emmen", 1, "kiezen-met-een-kompas")


def test_two_organisers_do_not_overwrite_each_other(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, place="Emmen")
    client, address = client_of(organisator), reverse("bijeenkomsten:update", args=[meeting.slug])
    html = client.post(address, meeting_data(revision="1", place="Assen")).content.decode()
    assert "Iemand anders heeft deze bijeenkomst net gewijzigd." in html
    assert ('value="Assen"' in html, 'name="revision" value="2"' in html) == (True, True)
    meeting.refresh_from_db()
    assert meeting.place == "Emmen"
    client.post(address, meeting_data(revision="2", place="Assen"))
    meeting.refresh_from_db()
    assert meeting.place == "Assen"


def test_cancelling_needs_a_reason_and_can_be_undone(
    client_of: Any, organisator: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    cancel = reverse("bijeenkomsten:cancel", args=[meeting.slug])
    assert "Er klopt één ding nog niet" in client.post(cancel, {"reason": " "}).content.decode()
    client.post(cancel, {"reason": "De spreker is ziek."})
    html = page(client_of(deelnemer), "detail", meeting.slug)
    shown = ("gaat niet door", "De spreker is ziek.", "Meld je aan", "agenda.ics")
    assert [text in html for text in shown] == [True, True, False, False]
    client.post(reverse("bijeenkomsten:restore", args=[meeting.slug]))
    html = page(client_of(deelnemer), "detail", meeting.slug)
    assert [text in html for text in shown] == [False, False, True, True]


def test_the_programme_is_made_without_a_mouse_or_script(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    agenda = reverse("bijeenkomsten:agenda", args=[meeting.slug])
    for title, minutes, says in (("Inloop", 30, "nog 90 minuten over"), ("Casus", 100, "")):
        client.post(agenda, {"title": title, "kind": "work", "minutes": minutes})
        html = page(client, "agenda", meeting.slug)
        assert ("minuten over" in html) == bool(says)
        assert says in html
    first, second = meeting.agendapunten.all()
    assert "10 minuten langer dan de bijeenkomst" in page(client, "agenda", meeting.slug)
    move = reverse("bijeenkomsten:agenda_move", args=[meeting.slug, second.pk])
    response = client.post(move, {"richting": "omhoog"})
    assert response.headers["Location"] == f"{agenda}#punt-{second.pk}"
    change = reverse("bijeenkomsten:agenda_change", args=[meeting.slug, second.pk])
    client.post(change, {"title": "Twee casussen", "kind": "work", "minutes": "60"})
    timed = Agendapunt.timed(meeting, organisator)
    assert [(p.title, p.starts_at - meeting.starts_at) for p in timed] == [
        ("Twee casussen", timedelta(0)),
        ("Inloop", timedelta(minutes=60)),
    ]
    client.post(reverse("bijeenkomsten:agenda_remove", args=[meeting.slug, first.pk]))
    assert [p.title for p in meeting.agendapunten.all()] == ["Twee casussen"]


def test_a_part_of_another_meeting_cannot_be_reached_through_yours(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    other = AgendapuntFactory()
    for name in ("agenda_change", "agenda_move", "agenda_remove"):
        address = reverse(f"bijeenkomsten:{name}", args=[meeting.slug, other.pk])
        assert client_of(organisator).post(address, {"title": "x"}).status_code == 404
    assert Agendapunt.objects.filter(pk=other.pk).exists()


# --- The minutes ---


def test_minutes_are_begun_written_and_fixed(
    client_of: Any, organisator: Any, deelnemer: Any, community: Any
) -> None:
    meeting = past(community=community, slug="geweest")
    AgendapuntFactory(bijeenkomst=meeting, title="De casus")
    writer, reader = client_of(organisator), client_of(deelnemer)
    address = reverse("bijeenkomsten:verslag", args=["geweest"])
    assert writer.get(address).status_code == 404
    started = writer.post(reverse("bijeenkomsten:verslag_start", args=["geweest"]))
    assert started.headers["Location"] == address
    item = Verslag.objects.get().items.get()
    write = reverse("bijeenkomsten:verslag_write", args=["geweest", item.pk])
    text = "De **bus** blijft.\n\n:::vertrouwelijk\nDe naam van de wethouder.\n:::"
    back = writer.post(write, {"body": text, "version": "1"})
    assert back.headers["Location"] == f"{address}#punt-{item.agendapunt_id}"
    assert reader.get(address).status_code == 404
    finalise = reverse("bijeenkomsten:verslag_finalise", args=["geweest"])
    assert "openbaar" not in writer.get(finalise).content.decode()
    writer.post(finalise, {"visibility": "community"})
    html = reader.get(address).content.decode()
    assert ("De <strong>bus</strong> blijft." in html, "wethouder" in html) == (True, False)
    assert "Lees het verslag" in page(reader, "detail", "geweest")
    assert writer.post(write, {"body": "Anders.", "version": "2"}).status_code == 403


def test_a_conflict_shows_both_texts_side_by_side_and_loses_none(
    client_of: Any, organisator: Any, community: Any
) -> None:
    meeting = past(community=community, slug="geweest")
    item = VerslagItemFactory(verslag=VerslagFactory(bijeenkomst=meeting), body="")
    services.save_verslag_item(actor=organisator, item=item, body="De ene tekst.", version=1)
    client = client_of(organisator)
    write = reverse("bijeenkomsten:verslag_write", args=["geweest", item.pk])
    response = client.post(write, {"body": "De andere tekst.", "version": "1"})
    html = response.content.decode()
    assert "Iemand anders was je voor" in html
    assert [html.count(t) for t in ("De ene tekst.", "De andere tekst.")] == [1, 3]
    assert 'name="version" value="2"' in html
    client.post(write, {"body": "De ene tekst. De andere tekst.", "version": "2"})
    item.refresh_from_db()
    assert (item.body, item.version) == ("De ene tekst. De andere tekst.", 3)


# --- What other pages and search show ---


def tag(source: str, user: Any, **context: Any) -> str:
    return Template("{% load bijeenkomsten %}" + source).render(Context({"user": user} | context))


def test_a_casus_lists_the_meetings_where_it_was_on_the_agenda(
    deelnemer: Any, community: Any
) -> None:
    casus, other = CasusFactory(community=community), CasusFactory(community=community)
    for title, visibility, about in (
        ("Besloten tafel", "community", casus),
        ("Open dag", "public", casus),
        ("Andere tafel", "public", other),
    ):
        meeting = BijeenkomstFactory(title=title, visibility=visibility, community=community)
        AgendapuntFactory.create_batch(2, bijeenkomst=meeting, casus=about)

    def listed(user: Any) -> list[int]:
        html = tag("{% bijeenkomsten_van_casus casus %}", user, casus=casus)
        return [html.count(t) for t in ("Besloten tafel", "Open dag", "Andere tafel")]

    assert listed(deelnemer) == [1, 1, 0]
    assert listed(AnonymousUser()) == [0, 1, 0]
    unseen = CasusFactory()
    assert tag("{% bijeenkomsten_van_casus casus %}", deelnemer, casus=unseen).strip() == ""


def test_a_dilemma_lists_its_meetings_too(deelnemer: Any, community: Any) -> None:
    dilemma = DilemmaFactory(community=community)
    meeting = BijeenkomstFactory(title="Over het dilemma", community=community)
    AgendapuntFactory(bijeenkomst=meeting, dilemma=dilemma)
    source = "{% bijeenkomsten_van_dilemma dilemma %}"
    assert "Over het dilemma" in tag(source, deelnemer, dilemma=dilemma)
    assert tag(source, AnonymousUser(), dilemma=dilemma).strip() == ""


def test_home_and_community_show_the_next_meetings_that_you_may_see(
    deelnemer: Any, community: Any, other_community: Any
) -> None:
    begin = timezone.now() + timedelta(days=1)
    for number, (of, visibility) in enumerate(
        [(community, "community"), (other_community, "public"), (community, "public")]
    ):
        moment = begin + timedelta(days=number)
        BijeenkomstFactory(
            title=f"Dag {number}.",
            community=of,
            visibility=visibility,
            starts_at=moment,
            ends_at=moment + timedelta(hours=1),
        )

    def days(source: str, user: Any) -> list[int]:
        html = tag(source, user, community=community)
        return [number for number in range(3) if f"Dag {number}." in html]

    assert days("{% komende_bijeenkomsten %}", deelnemer) == [0, 1, 2]
    assert days("{% komende_bijeenkomsten n=2 %}", deelnemer) == [0, 1]
    assert days("{% komende_bijeenkomsten %}", AnonymousUser()) == [1, 2]
    assert days("{% bijeenkomsten_van_community community %}", deelnemer) == [0, 2]
    assert days("{% bijeenkomsten_van_community community %}", AnonymousUser()) == [2]


def test_the_front_page_skips_a_meeting_that_does_not_go_on(client: Any, community: Any) -> None:
    first, second = (timezone.now() + timedelta(days=days) for days in (1, 2))
    for moment, status in ((first, "cancelled"), (second, "planned")):
        BijeenkomstFactory(
            community=community,
            visibility="public",
            status=status,
            starts_at=moment,
            ends_at=moment + timedelta(hours=1),
        )
    shown = client.get("/").context["communities"].get(pk=community.pk)
    assert shown.next_meeting == second


def test_search_finds_meetings_and_minutes_that_you_may_see(deelnemer: Any, community: Any) -> None:
    meeting = past(title="Warmtenetten in de wijk", community=community)
    verslag = VerslagFactory(bijeenkomst=meeting, state="final")
    VerslagItemFactory(verslag=verslag, body="Er was veel over verzakkende kelders.")
    VerslagItemFactory(verslag=verslag, body=":::vertrouwelijk\nOverlastmeldingen\n:::")

    def found(search: Any, model: Any, typed: str, user: Any) -> list[Any]:
        return list(search(model.objects.visible_to(user), build_query(typed)))

    assert found(search_bijeenkomsten, Bijeenkomst, "warmtenet", deelnemer) == [meeting]
    assert found(search_bijeenkomsten, Bijeenkomst, "warmtenet", AnonymousUser()) == []
    assert found(search_verslagen, Verslag, "kelders", deelnemer) == [verslag]
    assert found(search_verslagen, Verslag, "kelders", AnonymousUser()) == []
    assert found(search_verslagen, Verslag, "overlastmeldingen", deelnemer) == []


def test_what_a_list_says_about_places(deelnemer: Any, community: Any) -> None:
    meeting = BijeenkomstFactory(community=community, capacity=3)

    def said() -> str:
        return plekken(Bijeenkomst.objects.for_list(deelnemer).get(pk=meeting.pk))

    seen = [said()]
    AanmeldingFactory.create_batch(2, bijeenkomst=meeting)
    seen.append(said())
    AanmeldingFactory(bijeenkomst=meeting)
    seen.append(said())
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer, answer="maybe")
    seen.append(said())
    assert seen == ["Nog 3 plekken", "Nog 1 plek", "Alle plekken zijn bezet", "Je komt misschien"]


def test_the_last_day_to_sign_up_is_the_day_before_the_midnight_that_is_stored(
    meeting: Bijeenkomst,
) -> None:
    assert laatste_dag(meeting) == ""
    local = timezone.localtime(meeting.starts_at).replace(2027, 1, 22, 0, 0)
    meeting.registration_closes_at = local
    assert laatste_dag(meeting) == "donderdag 21 januari"


def test_addresses_of_other_calendars_hold_the_moment_in_utc_and_no_link(
    meeting: Bijeenkomst,
) -> None:
    meeting.starts_at = timezone.localtime(meeting.starts_at).replace(2027, 1, 28, 10, 0)
    meeting.ends_at = meeting.starts_at + timedelta(hours=2)
    google = parse_qs(urlsplit(google_agenda(meeting)).query)
    outlook = parse_qs(urlsplit(outlook_agenda(meeting)).query)
    assert google["dates"] == ["20270128T090000Z/20270128T110000Z"]
    assert (outlook["startdt"], outlook["enddt"]) == (
        ["2027-01-28T09:00:00Z"],
        ["2027-01-28T11:00:00Z"],
    )
    assert google["location"] == outlook["location"] == ["Het Huis van Voorbeeld, Assen, en online"]
