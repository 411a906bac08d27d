"""Row 117: a story of failure is public, and nobody outside the network can see whose it is."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casussen.enums import VerhaalState
from casussen.herkenning import clues_of, find, plain
from casussen.models import Casus, CasusDeelname, Verhaal
from casussen.services import verhalen as services
from casussen.services.errors import CasusError, ChangedMeanwhileError
from communities.models import Community, Deelnemer, OrganisatieNaam
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import CasusFactory, DeelnemerFactory, LidmaatschapFactory, begrip
from tests.kaart import paths_in_map

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]

TOLD = {
    "title": "De avond waar niemand kwam",
    "summary": "We nodigden iedereen uit, en de zaal bleef leeg.",
    "body": "We stuurden brieven.\n\nDat was te weinig. We gaan nu eerst langs.",
}


@pytest.fixture
def casushouder(community: Community) -> Deelnemer:
    return LidmaatschapFactory(
        community=community, deelnemer__first_name="Casimir", deelnemer__last_name="Zwijgers"
    ).deelnemer


@pytest.fixture
def casus(community: Community, casushouder: Deelnemer) -> Casus:
    """Return a casus with an identity in every place that could leak."""
    made = CasusFactory(
        community=community,
        casushouder=casushouder,
        title="Fluisterdorp praat over windmolens",
        slug="fluisterdorp-windmolens",
        visibility="community",
        organisatie__name="Gemeente Zwijgerveen",
        organisatie__slug="zwijgerveen",
        province="zeeland",
    )
    made.tags.add("molenwiek")
    writer = DeelnemerFactory(first_name="Wendelmoet", last_name="Stillevoort")
    CasusDeelname.objects.create(casus=made, deelnemer=writer, role="co_author")
    return made


IDENTITY = (
    "Zwijgerveen",
    "zwijgerveen",
    "Fluisterdorp",
    "fluisterdorp",
    "windmolens",
    "Zeeland",
    "zeeland",
    "Casimir",
    "Zwijgers",
    "Wendelmoet",
    "Stillevoort",
    "molenwiek",
    "Bewoners in beeld",
    "bewoners-in-beeld",
)


def write(casus: Casus, **more: Any) -> Verhaal:
    values = TOLD | {"area_type": begrip("gebiedstype", "niet-stedelijk"), "explained": {}} | more
    current = services.current_verhaal(casus)
    return services.save_verhaal(
        actor=casus.casushouder, casus=casus, version=current.version if current else 0, **values
    )


def review(casus: Casus, **more: Any) -> Verhaal:
    return services.submit_verhaal(actor=casus.casushouder, verhaal=write(casus, **more))


def publish(casus: Casus, decider: Deelnemer, **more: Any) -> Verhaal:
    return services.decide_verhaal(actor=decider, verhaal=review(casus, **more), granted=True)


def texts_of(casus: Casus, text: str) -> list[tuple[str, str]]:
    return [(hit.word, hit.why) for hit in find({"body": text}, clues_of(casus))]


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente zwijgerveen zei nee.",
        "In Zwijgerveen kwam niemand.",
        "Een Zwijgerveense avond.",
        "De Zeeuwse klei.",
        "Wij in zeeland.",
        "Volgens Casimir ging het mis.",
        "Mevrouw Stillevoort vond het niets.",
        "Het ging over windmolens.",
        "Bij molenwiek.",
        "In bewoners in beeld.",
        "Bel 06-12345678.",
        "Mail naar iemand@voorbeeld.nl.",
        "Kijk op https://voorbeeld.nl/x.",
        "Kijk op voorbeeld.nl.",
        "Op 12 mei 2026 kwam niemand.",
        "In 2024 kwam niemand.",
        "Aan de weg, 4401 AB.",
        "In het Kruiskerkje kwam niemand.",
        "In Zwij\u200bgerveen kwam niemand.",
        "In ZWÍJGERVEEN kwam niemand.",
        "Bij ABZ kwam niemand.",
    ],
)
def test_what_gives_a_casus_away_is_found(casus: Casus, text: str) -> None:
    OrganisatieNaam.objects.create(organisatie=casus.organisatie, name="ABZ")
    assert texts_of(casus, text)


def test_the_end_of_a_sentence_is_no_part_of_an_address(casus: Casus) -> None:
    [(word, _)] = texts_of(casus, "Mail naar iemand@voorbeeld.nl.")
    assert word == "iemand@voorbeeld.nl"


def test_what_says_nothing_is_left_alone(casus: Casus) -> None:
    text = f"{services.TEMPLATE}We gingen langs. De bus kwam niet.\n\n- Eerst vragen.\n- Dan doen."
    assert texts_of(casus, text) == []
    assert texts_of(casus, "“Goed”, zei iemand. In Nederland kan dat.") == []


def test_a_word_that_stays_needs_a_reason_which_the_checker_reads(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(casus.casushouder)
    address = reverse("casussen:verhaal_write", args=[casus.slug])
    data = {
        "title": TOLD["title"],
        "summary": TOLD["summary"],
        "body": "Het ging over windmolens.",
        "area_type": begrip("gebiedstype", "niet-stedelijk").pk,
        "version": "0",
    }
    page = client.post(address, data | {"vraag": "1"})
    assert "Hierin staat “windmolens”" in page.text
    assert "Het ging over windmolens." in page.text
    assert not Verhaal.objects.exists()
    client.post(address, data)
    page = client.get(address).text
    [name] = re.findall(r'name="(waarom_\w+)"', page)
    page = client.post(
        address, data | {"vraag": "1", "version": "1", name: "Die staan overal."}, follow=True
    )
    verhaal = Verhaal.objects.get()
    assert verhaal.state == VerhaalState.REVIEW
    shown = client_of(organisator).get(reverse("casussen:verhaal_decide", args=[verhaal.slug]))
    assert "“windmolens”" in shown.text
    assert "Die staan overal." in shown.text
    assert "Gemeente Zwijgerveen" in shown.text


def test_the_form_begins_with_three_questions_and_nothing_of_the_casus(
    casus: Casus, client_of: ClientOf
) -> None:
    page = client_of(casus.casushouder).get(reverse("casussen:verhaal_write", args=[casus.slug]))
    form = page.text[page.text.index('name="title"') :]
    area = re.search(r"<textarea[^>]*name=\"body\"[^>]*>(.*?)</textarea>", form, re.S)
    assert area
    assert "Wat ging er mis?" in area[1]
    assert not [word for word in IDENTITY if word in area[1]]


def test_four_eyes(casus: Casus, organisator: Deelnemer) -> None:
    verhaal = review(casus)
    with pytest.raises(CasusError):
        services.decide_verhaal(actor=casus.casushouder, verhaal=verhaal, granted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verhaal.objects.update(
            decided_by=casus.casushouder, decided_at=timezone.now(), state="published"
        )
    done = services.decide_verhaal(actor=organisator, verhaal=verhaal, granted=True)
    assert done.state == VerhaalState.PUBLISHED


def test_a_story_that_changed_after_it_was_read_is_not_published(
    casus: Casus, organisator: Deelnemer
) -> None:
    verhaal = review(casus)
    write(casus, body="Iets anders.")
    services.submit_verhaal(actor=casus.casushouder, verhaal=Verhaal.objects.get())
    with pytest.raises(CasusError):
        services.decide_verhaal(actor=organisator, verhaal=verhaal, granted=True)


def test_a_refusal_needs_a_reason_and_comes_back(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf, mailoutbox: list[Any]
) -> None:
    verhaal = review(casus)
    client = client_of(organisator)
    address = reverse("casussen:verhaal_decide", args=[verhaal.slug])
    page = client.post(address, {"granted": "nee", "version": verhaal.version})
    assert "Leg uit wat er moet veranderen." in page.text
    client.post(address, {"granted": "nee", "reason": "Te herkenbaar.", "version": verhaal.version})
    verhaal.refresh_from_db()
    assert verhaal.state == VerhaalState.DRAFT
    page = client_of(casus.casushouder).get(reverse("casussen:verhaal_write", args=[casus.slug]))
    assert "Te herkenbaar." in page.text
    assert client.get(verhaal.get_absolute_url()).status_code == 404


def test_mail_about_a_story_names_nothing_of_the_casus(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer, mailoutbox: list[Any]
) -> None:
    verhaal = review(casus)
    plan_due()
    while send_due().taken:
        pass
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([organisator.email, redacteur.email])
    services.decide_verhaal(actor=organisator, verhaal=verhaal, granted=True)
    plan_due()
    while send_due().taken:
        pass
    assert mailoutbox[-1].to == [casus.casushouder.email]
    for mail in mailoutbox:
        said = plain(f"{mail.subject} {mail.body}")
        assert not [w for w in IDENTITY if plain(w) in said and w not in ("Casimir",)]


def test_two_writers_at_once_lose_nothing(casus: Casus, client_of: ClientOf) -> None:
    write(casus)
    with pytest.raises(ChangedMeanwhileError):
        services.save_verhaal(
            actor=casus.casushouder,
            casus=casus,
            version=0,
            area_type=begrip("gebiedstype", "niet-stedelijk"),
            explained={},
            **TOLD,
        )


def test_the_address_follows_the_title_until_it_is_public(
    casus: Casus, organisator: Deelnemer
) -> None:
    early = write(casus, title="Windmolens in Zwijgerveen")
    assert early.slug == "windmolens-in-zwijgerveen"
    verhaal = publish(casus, organisator)
    assert verhaal.slug == "de-avond-waar-niemand-kwam"


def test_nobody_outside_sees_whose_story_it_is(
    casus: Casus,
    organisator: Deelnemer,
    buitenstaander: Deelnemer,
    ander_lid: Deelnemer,
    redacteur: Deelnemer,
    beheerder: Deelnemer,
    client_of: ClientOf,
) -> None:
    """Every public surface, as everybody who may not read the casus."""
    verhaal = publish(casus, organisator)
    Verhaal.objects.update(decided_at=datetime(2026, 5, 12, 9, 0, tzinfo=UTC))
    address = verhaal.get_absolute_url()
    surfaces = [
        reverse("casussen:verhalen"),
        address,
        reverse("casussen:list"),
        f"{reverse('casussen:verhalen')}?gebied=niet-stedelijk",
        "/zoeken/?q=niemand",
        "/nieuws/atom.xml",
        "/",
        "/handboek/",
    ]
    for person in (None, buitenstaander, ander_lid, redacteur, beheerder):
        client = client_of(person)
        for surface in surfaces:
            response = client.get(surface)
            assert response.status_code == 200, surface
            raw = response.content.decode()
            said = raw + " ".join(f"{k}: {v}" for k, v in response.headers.items())
            for word in ("Zwijgerveen", "Fluisterdorp", "Casimir", "Wendelmoet", "molenwiek"):
                assert word.casefold() not in said.casefold(), (surface, person, word)
            assert "Last-Modified" not in response.headers, surface
        page = client.get(address)
        main = page.text[page.text.index("<h1") : page.text.index("</main>")]
        assert TOLD["title"] in main
        for word in IDENTITY:
            assert word not in main, (person, word)
        assert "2026" in main
        for sign in ("mei", "12-05", "2026-05", f"-{casus.pk}/", "casus-id"):
            assert sign not in main
        assert "Hoort bij" not in main
        assert "<!--" not in main
    paths = " ".join(paths_in_map(client_of(None)))
    assert "verhalen/" not in paths
    assert casus.slug not in paths
    assert TOLD["title"] in client_of(None).get("/zoeken/?q=niemand").text
    assert TOLD["title"] not in client_of(None).get("/zoeken/?q=Zwijgerveen").text


def test_members_who_may_read_the_casus_see_to_which_it_belongs(
    casus: Casus, organisator: Deelnemer, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    verhaal = publish(casus, organisator)
    page = client_of(deelnemer).get(verhaal.get_absolute_url())
    assert casus.title in page.text
    assert "private" in page.headers["Cache-Control"] or "no-store" in page.headers["Cache-Control"]


def test_a_casus_that_becomes_public_does_not_give_its_story_away(
    casus: Casus, organisator: Deelnemer, buitenstaander: Deelnemer, client_of: ClientOf
) -> None:
    verhaal = publish(casus, organisator)
    Casus.objects.update(visibility="public")
    for person in (None, buitenstaander):
        assert casus.title not in client_of(person).get(verhaal.get_absolute_url()).text
    assert TOLD["title"] not in client_of(None).get(casus.get_absolute_url()).text


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_public_is_for_its_writers_only(
    casus: Casus,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    redacteur: Deelnemer,
    beheerder: Deelnemer,
    client_of: ClientOf,
    state: str,
) -> None:
    if state == "draft":
        verhaal = write(casus)
    else:
        verhaal = services.withdraw_verhaal(actor=organisator, verhaal=publish(casus, organisator))
    for person in (None, deelnemer, organisator, redacteur, beheerder):
        client = client_of(person)
        assert client.get(verhaal.get_absolute_url()).status_code == 404
        assert TOLD["title"] not in client.get(reverse("casussen:verhalen")).text
        assert TOLD["title"] not in client.get("/zoeken/?q=niemand").text
    assert client_of(casus.casushouder).get(verhaal.get_absolute_url()).status_code == 200


def test_a_redacteur_takes_a_story_away_at_once(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    verhaal = publish(casus, organisator)
    address = reverse("casussen:verhaal_withdraw", args=[verhaal.slug])
    assert "Haal je dit verhaal weg?" in client_of(redacteur).get(address).text
    client_of(redacteur).post(address)
    assert client_of(None).get(verhaal.get_absolute_url()).status_code == 404
    assert services.current_verhaal(casus) is None


def test_within_a_year_the_order_tells_nothing(
    community: Community, organisator: Deelnemer, client_of: ClientOf
) -> None:
    for title in ("Zo ging het", "Anders dan gedacht", "Nooit meer zo"):
        made = CasusFactory(community=community)
        publish(made, organisator, title=title)
    text = client_of(None).get(reverse("casussen:verhalen")).text
    places = [text.index(t) for t in ("Anders dan gedacht", "Nooit meer zo", "Zo ging het")]
    assert places == sorted(places)


def test_the_list_has_pages_filters_and_a_fixed_number_of_queries(
    community: Community, organisator: Deelnemer, client_of: ClientOf
) -> None:
    def add(number: int) -> None:
        for row in range(number):
            made = CasusFactory(community=community)
            publish(
                made,
                organisator,
                title=f"Verhaal dat misging {row}",
                themes=[begrip("cbs-thema", "gezondheid")],
            )

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client_of(None).get(reverse("casussen:verhalen")).status_code == 200
        return len(found)

    add(1)
    one = queries()
    add(25)
    assert queries() == one
    client = client_of(None)
    assert "misging" in client.get(f"{reverse('casussen:verhalen')}?pagina=2").text
    empty = client.get(f"{reverse('casussen:verhalen')}?gebied=zeer-sterk-stedelijk").text
    assert "Geen verhaal gevonden" in empty


@pytest.mark.parametrize(
    "bad",
    ["<script>alert(1)</script>", "\u202eomgekeerd", "\x00\x01", "x" * 700_000, "😀" * 300],
)
def test_bad_input_is_answered_at_the_field_and_harms_nothing(
    casus: Casus, client_of: ClientOf, bad: str
) -> None:
    client = client_of(casus.casushouder)
    page = client.post(
        reverse("casussen:verhaal_write", args=[casus.slug]),
        {"title": bad, "summary": bad, "body": bad, "area_type": "x", "version": "0"},
    )
    assert page.status_code in {200, 302, 413}
    assert "<script>alert(1)" not in page.text
