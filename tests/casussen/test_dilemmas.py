"""A dilemma: its states, its standpunten, and finding and comparing it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten.forms import AgendapuntForm
from casussen import services, vergelijken
from casussen.models import Casus, Dilemma, Standpunt
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import (
    AgendapuntFactory,
    BijeenkomstFactory,
    CasusFactory,
    DilemmaFactory,
    OrganisatieFactory,
    StandpuntFactory,
    begrip,
)

Clients = Callable[[Deelnemer | None], Client]
LIST = "/casussen/dilemmas/"
COMPARE = f"{LIST}vergelijk/"


@pytest.fixture
def dilemma(community: Community, organisator: Deelnemer) -> Dilemma:
    """Return an open dilemma of *organisator*, for the network."""
    return DilemmaFactory(
        question="Snel, of samen?",
        slug="snel-of-samen",
        community=community,
        author=organisator,
        visibility="network",
    )


def address(name: str, dilemma: Dilemma, *more: Any) -> str:
    return reverse(f"casussen:{name}", args=[dilemma.slug, *more])


def give(dilemma: Dilemma, person: Deelnemer, layer: str, side: str = "first") -> Standpunt:
    return services.add_standpunt(
        actor=person,
        dilemma=dilemma,
        layer=begrip("bestuurslaag", layer),
        side=side,
        arguments=f"Argument van {layer}.",
    )


def shown(client: Client, path: str) -> list[str]:
    return sorted(row.question for row in client.get(path).context["page_obj"])


def test_a_dilemma_has_two_sides(community: Community, client_of: Clients, deelnemer: Any) -> None:
    data = {
        "question": "Dit of dat?",
        "community": community.pk,
        "first_title": "Dit",
        "first_text": "Het een.",
        "second_title": "",
        "second_text": "",
        "visibility": "community",
    }
    form = client_of(deelnemer).post(f"{LIST}nieuw/", data).context["form"]
    assert form.errors["second_title"] == ["Geef de andere kant een naam."]
    with pytest.raises(IntegrityError, match="dilemma_has_two_sides"), transaction.atomic():
        DilemmaFactory(community=community, second_title="")
    assert not Dilemma.objects.exists()


def test_a_dilemma_can_be_on_the_agenda(
    dilemma: Dilemma, community: Community, organisator: Deelnemer, client_of: Clients
) -> None:
    meeting = BijeenkomstFactory(title="Tafel", community=community)
    form = AgendapuntForm(user=organisator, bijeenkomst=meeting)
    assert dilemma in form.fields["dilemma"].queryset  # type: ignore[attr-defined]
    AgendapuntFactory(bijeenkomst=meeting, dilemma=dilemma)
    page = client_of(organisator).get(dilemma.get_absolute_url()).content.decode()
    assert "Op de agenda van" in page
    assert meeting.get_absolute_url() in page


def test_closing_needs_outcome(
    dilemma: Dilemma, organisator: Deelnemer, client_of: Clients
) -> None:
    give(dilemma, organisator, "gemeente")
    give(dilemma, organisator, "rijk", "second")
    client, path = client_of(organisator), address("dilemma_close", dilemma)
    for data, field in (({"side": "second"}, "outcome"), ({"outcome": "Samen."}, "side")):
        assert field in client.post(path, data).context["form"].errors
    assert Dilemma.objects.get().state == "open"
    with pytest.raises(services.CasusError):
        services.close_dilemma(actor=organisator, dilemma=dilemma, side="second", outcome="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Dilemma.objects.update(state="chosen", chosen_side="second")
    client.post(path, {"side": "second", "outcome": "Samen, want dat blijft."})
    page = client.get(dilemma.get_absolute_url()).content.decode()
    assert "Gekozen voor: Samen" in page
    assert "<p>Samen, want dat blijft.</p>" in page


def test_choosing_with_one_layer_is_said_out_loud(
    dilemma: Dilemma, organisator: Deelnemer, client_of: Clients
) -> None:
    give(dilemma, organisator, "gemeente")
    client, path = client_of(organisator), address("dilemma_close", dilemma)
    data = {"side": "first", "outcome": "Snel."}
    assert "Nog maar één laag gaf een standpunt." in client.get(path).content.decode()
    assert "anyway" in client.post(path, data).context["form"].errors
    with pytest.raises(services.CasusError, match="twee lagen"):
        services.close_dilemma(actor=organisator, dilemma=dilemma, **data)
    client.post(path, data | {"anyway": "on"})
    assert Dilemma.objects.get().chosen_title == "Snel"


def test_states_follow_allowed_steps_and_are_logged(
    dilemma: Dilemma, organisator: Deelnemer
) -> None:
    with pytest.raises(services.CasusError):
        services.reopen_dilemma(actor=organisator, dilemma=dilemma)
    with pytest.raises(services.CasusError):
        services.park_dilemma(actor=organisator, dilemma=dilemma, reason="")
    services.park_dilemma(actor=organisator, dilemma=dilemma, reason="We wachten op de raad.")
    chosen: dict[str, Any] = {"side": "first", "outcome": "Snel.", "anyway": True}
    with pytest.raises(services.CasusError, match="geparkeerd"):
        services.close_dilemma(actor=organisator, dilemma=dilemma, **chosen)
    services.reopen_dilemma(actor=organisator, dilemma=dilemma)
    services.close_dilemma(actor=organisator, dilemma=dilemma, **chosen)
    with pytest.raises(services.CasusError, match="gekozen"):
        services.park_dilemma(actor=organisator, dilemma=dilemma, reason="Toch niet.")
    services.reopen_dilemma(actor=organisator, dilemma=dilemma)
    stored = Dilemma.objects.get()
    assert (stored.state, stored.state_reason, stored.outcome) == ("open", "", "Snel.")
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == [
        "dilemma.parked",
        "dilemma.reopened",
        "dilemma.closed",
        "dilemma.reopened",
    ]


def test_parking_shows_the_reason_and_opening_again_takes_it_away(
    dilemma: Dilemma, organisator: Deelnemer, client_of: Clients
) -> None:
    client = client_of(organisator)
    path = address("dilemma_park", dilemma)
    assert "reason" in client.post(path, {"reason": " "}).context["form"].errors
    client.post(path, {"reason": "We wachten <b>op</b> de raad."})
    page = client.get(dilemma.get_absolute_url()).content.decode()
    assert "We wachten &lt;b&gt;op&lt;/b&gt; de raad." in page
    client.post(address("dilemma_reopen", dilemma))
    assert "wachten" not in client.get(dilemma.get_absolute_url()).content.decode()


def test_a_change_of_somebody_else_is_not_overwritten(
    dilemma: Dilemma, organisator: Deelnemer, client_of: Clients
) -> None:
    client, path = client_of(organisator), address("dilemma_update", dilemma)
    form = client.get(path).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "casussen"}
    services.update_dilemma(actor=organisator, dilemma=dilemma, affects="Voor starters.")
    answer = client.post(path, data | {"tried": "We probeerden iets."})
    assert "Iemand anders heeft dit net gewijzigd" in answer.content.decode()
    assert "We probeerden iets." in answer.content.decode()
    stored = Dilemma.objects.get()
    assert (stored.affects, stored.tried) == ("Voor starters.", "")


def test_layers_that_spoke_and_who_is_missing_are_seen_at_a_glance(
    dilemma: Dilemma, organisator: Deelnemer, deelnemer: Deelnemer, client_of: Clients
) -> None:
    give(dilemma, organisator, "gemeente")
    give(dilemma, deelnemer, "gemeente", "second")
    give(dilemma, deelnemer, "waterschap", "between")
    page = client_of(deelnemer).get(dilemma.get_absolute_url())
    cells = {
        layer.begrip.notation: [number for _, number in layer.cells]
        for layer in page.context["layers"]
        if layer.standpunten
    }
    assert cells == {"gemeente": [1, 0, 1], "waterschap": [0, 1, 0]}
    assert (
        "Nog geen standpunt van een provincie, het Rijk, een kennisinstelling en een "
        "maatschappelijke organisatie."
    ) in page.content.decode()


def test_own_layer_is_chosen_already_and_another_is_from_experience(
    dilemma: Dilemma, deelnemer: Deelnemer, client_of: Clients
) -> None:
    deelnemer.organisatie = OrganisatieFactory(kind=begrip("organisatietype", "ministerie"))
    deelnemer.save()
    client, path = client_of(deelnemer), address("standpunt_add", dilemma)
    form = client.get(path).context["form"]
    assert form.initial["layer"] == begrip("bestuurslaag", "rijk")
    for layer in ("rijk", "gemeente"):
        data = {
            "layer": begrip("bestuurslaag", layer).pk,
            "side": "first",
            "arguments": f"<script>{layer}</script>",
        }
        client.post(path, data)
    found = dict(Standpunt.objects.values_list("layer__notation", "from_experience"))
    assert found == {"rijk": False, "gemeente": True}
    page = client.get(dilemma.get_absolute_url()).content.decode()
    assert "&lt;script&gt;rijk&lt;/script&gt;" in page
    assert "<script>rijk" not in page
    twice = client.post(path, data).context["form"]
    assert "al een standpunt" in twice.errors["layer"][0]
    assert twice["arguments"].value() == "<script>gemeente</script>"


def test_two_windows_do_not_overwrite_a_standpunt(
    dilemma: Dilemma, deelnemer: Deelnemer, client_of: Clients
) -> None:
    standpunt = give(dilemma, deelnemer, "gemeente")
    client, path = client_of(deelnemer), address("standpunt_change", dilemma, standpunt.pk)
    seen = client.get(path).context["form"]["seen"].value()
    data = {"layer": standpunt.layer_id, "side": "second", "seen": seen}
    client.post(path, data | {"arguments": "Eerste venster."})
    answer = client.post(path, data | {"arguments": "Tweede venster."})
    assert "in een ander venster gewijzigd" in answer.content.decode()
    assert answer.context["form"]["arguments"].value() == "Tweede venster."
    assert Standpunt.objects.get().arguments == "Eerste venster."
    again = data | {"arguments": "Tweede venster.", "seen": answer.context["form"]["seen"].value()}
    client.post(path, again)
    assert Standpunt.objects.get().arguments == "Tweede venster."


def test_an_organiser_tidies_but_writes_in_nobodys_name(
    dilemma: Dilemma, organisator: Deelnemer, deelnemer: Deelnemer, client_of: Clients
) -> None:
    standpunt = give(dilemma, deelnemer, "gemeente")
    client = client_of(organisator)
    assert client.get(address("standpunt_change", dilemma, standpunt.pk)).status_code == 403
    path = address("standpunt_remove", dilemma, standpunt.pk)
    assert "Argument van gemeente." in client.get(path).content.decode()
    client.post(path)
    assert not Standpunt.objects.exists()
    assert AuditEvent.objects.filter(action="standpunt.tidied").count() == 1


def test_after_the_choice_no_standpunt_is_given(dilemma: Dilemma, organisator: Deelnemer) -> None:
    standpunt = give(dilemma, organisator, "gemeente")
    services.close_dilemma(
        actor=organisator, dilemma=dilemma, side="first", outcome="Snel.", anyway=True
    )
    with pytest.raises(services.CasusError, match="al gekozen"):
        give(dilemma, organisator, "rijk")
    with pytest.raises(services.CasusError, match="al gekozen"):
        services.change_standpunt(
            actor=organisator,
            standpunt=standpunt,
            seen=standpunt.mark(),
            layer=standpunt.layer,
            side="second",
            arguments="Toch samen.",
        )


def test_the_public_reads_layer_and_arguments_and_no_name(
    dilemma: Dilemma, deelnemer: Deelnemer, client_of: Clients
) -> None:
    Dilemma.objects.update(visibility="public")
    give(dilemma, deelnemer, "gemeente")
    page = client_of(None).get(dilemma.get_absolute_url()).content.decode()
    assert "Argument van gemeente." in page
    assert str(deelnemer) not in page
    assert "Waar sta jij" not in page
    assert str(deelnemer) in client_of(deelnemer).get(dilemma.get_absolute_url()).content.decode()


def test_search_finds_the_new_words_and_never_of_a_hidden_one(
    dilemma: Dilemma, client_of: Clients, deelnemer: Deelnemer
) -> None:
    Dilemma.objects.update(
        affects="Voor weidevogels.",
        tried="Een zandmotor.",
        outcome="Wij kozen de tuinkamer.\n\n:::vertrouwelijk\ngeheimschrift\n:::\n",
        first_value=begrip("waarde", "betaalbaarheid"),
    )
    for word in ("weidevogels", "zandmotor", "tuinkamer", "betaalbaarheid"):
        path = f"/zoeken/?q={word}"
        assert dilemma.question in client_of(deelnemer).get(path).content.decode(), word
        assert dilemma.question not in client_of(None).get(path).content.decode(), word
    found = client_of(deelnemer).get("/zoeken/?q=geheimschrift").content.decode()
    assert dilemma.question not in found


@pytest.fixture
def three(community: Community, other_community: Community) -> list[Dilemma]:
    """Make three public dilemma's that differ in every filter."""
    nu, later = begrip("waarde", "nu"), begrip("waarde", "later")
    one = DilemmaFactory(
        question="Een?",
        visibility="public",
        community=community,
        first_value=nu,
        second_value=later,
    )
    two = DilemmaFactory(
        question="Twee?",
        visibility="public",
        community=other_community,
        first_value=later,
        second_value=nu,
        state="chosen",
        chosen_side="first",
        outcome="Later ging voor.",
    )
    three = DilemmaFactory(question="Drie?", visibility="public", community=community)
    StandpuntFactory(dilemma=three, layer=begrip("bestuurslaag", "rijk"))
    return [one, two, three]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("waarde=nu", ["Een?", "Twee?"]),
        ("stand=chosen", ["Twee?"]),
        ("laag=rijk", ["Drie?"]),
        ("community=bewoners-in-beeld", ["Drie?", "Een?"]),
        ("thema=wonen", ["Een?"]),
        ("waarde=onzin&stand=%00", ["Drie?", "Een?", "Twee?"]),
    ],
)
def test_the_list_filters(
    three: list[Dilemma], client_of: Clients, query: str, found: list[str]
) -> None:
    seen, hidden = CasusFactory(visibility="public"), CasusFactory(visibility="group")
    for casus, dilemma in ((seen, three[0]), (hidden, three[1])):
        casus.themes.add(begrip("cbs-thema", "wonen"))
        dilemma.casussen.add(casus)
    assert shown(client_of(None), f"{LIST}?{query}") == found


def test_similar_dilemmas_share_values_or_a_casus_or_theme_that_the_reader_sees(
    three: list[Dilemma], community: Community, deelnemer: Deelnemer
) -> None:
    one, two, drie = three
    anyone = AnonymousUser()
    assert [(row.pk, row.why) for row in vergelijken.similar(one, anyone, [])] == [  # type: ignore[attr-defined]
        (two.pk, "Dezelfde waarden botsen")
    ]
    casus: Casus = CasusFactory(visibility="community", community=community)
    one.casussen.add(casus)
    drie.casussen.add(casus)
    hidden = vergelijken.similar(drie, anyone, [])
    assert hidden == []
    [row] = vergelijken.similar(drie, deelnemer, [casus])
    assert (row.pk, row.why) == (one.pk, "Speelt in dezelfde casus")  # type: ignore[attr-defined]
    theme = begrip("cbs-thema", "wonen")
    other = CasusFactory(visibility="community", community=community)
    for row in (casus, other):
        row.themes.add(theme)
    drie.casussen.set([other])
    [row] = vergelijken.similar(drie, deelnemer, [other])
    assert (row.pk, row.why) == (one.pk, "Over hetzelfde thema")  # type: ignore[attr-defined]


def test_dilemmas_stand_beside_each_other_as_far_as_the_reader_may_see(
    three: list[Dilemma], dilemma: Dilemma, client_of: Clients, community: Community
) -> None:
    secret = CasusFactory(title="Een besloten casus", visibility="group", community=community)
    three[0].casussen.add(secret)
    query = "&".join(f"d={row.slug}" for row in [three[0], dilemma, three[1]])
    page = client_of(None).get(f"{COMPARE}?{query}")
    assert page.context["chosen"] == [three[0], three[1]]
    html = page.content.decode()
    assert "Later ging voor." in html
    assert "Een besloten casus" not in html
    assert dilemma.question not in html
    many = "&".join(f"d={row.slug}" for row in [*three, three[0], dilemma])
    assert "Je ziet de eerste drie." in client_of(None).get(f"{COMPARE}?{many}").content.decode()


def test_a_pair_of_values_lists_what_was_chosen_and_what_came_of_it(
    three: list[Dilemma], dilemma: Dilemma, client_of: Clients
) -> None:
    nu, later = begrip("waarde", "nu"), begrip("waarde", "later")
    Dilemma.objects.filter(pk=dilemma.pk).update(first_value=nu, second_value=later)
    page = client_of(None).get(f"{COMPARE}?een=nu&ander=later")
    assert sorted(row.question for row in page.context["page_obj"]) == ["Een?", "Twee?"]
    assert "Later ging voor." in page.content.decode()
    [pair] = page.context["pairs"]
    assert pair.number == 2, "the one for the network is not even counted"


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def fill(community: Community, casus: Casus, number: int) -> list[Dilemma]:
    rows = []
    for _ in range(number):
        row = DilemmaFactory(
            visibility="public",
            community=community,
            first_value=begrip("waarde", "nu"),
            second_value=begrip("waarde", "later"),
        )
        row.casussen.add(casus)
        StandpuntFactory(dilemma=row)
        rows.append(row)
    return rows


@pytest.mark.parametrize("path", [LIST, f"{COMPARE}?een=nu&ander=later", "casus", "dilemma"])
def test_queries_do_not_grow(
    path: str, community: Community, deelnemer: Deelnemer, client_of: Clients
) -> None:
    casus = CasusFactory(visibility="public", community=community)
    first = fill(community, casus, 2)[0]
    asked = {"casus": casus.get_absolute_url(), "dilemma": first.get_absolute_url()}.get(path, path)
    client = client_of(deelnemer)
    queries(client, asked)
    few = queries(client, asked)
    fill(community, casus, 18 if path != "dilemma" else 48)
    for _ in range(20):
        StandpuntFactory(dilemma=first)
    assert queries(client, asked) == few


def test_the_casus_shows_values_state_and_leaning_in_brief(
    dilemma: Dilemma, organisator: Deelnemer, client_of: Clients, community: Community
) -> None:
    casus = CasusFactory(visibility="network", community=community)
    dilemma.casussen.add(casus)
    Dilemma.objects.update(first_value=begrip("waarde", "snelheid"))
    give(dilemma, organisator, "gemeente")
    give(dilemma, organisator, "rijk")
    html = client_of(organisator).get(casus.get_absolute_url()).content.decode()
    assert "Enerzijds: snelheid" in html
    assert "Gemeente en Rijk" in html


def test_a_new_standpunt_is_announced_once(dilemma: Dilemma, deelnemer: Deelnemer) -> None:
    give(dilemma, deelnemer, "gemeente")
    with pytest.raises(services.CasusError):
        give(dilemma, deelnemer, "gemeente")
    assert list(MessageEvent.objects.values_list("kind", flat=True)) == ["dilemma.standpunt"]
