"""The afruilmatrix: filling it in, reading it, and the kringen beside it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casussen import services
from casussen.afruil import MOST_ROWS, differences, matrix, per_group, sentences
from casussen.models import AfruilRegel, Casus, CasusDeelname, WelvaartsbeeldRegel
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.begrippen.models import Begrip
from tests.factories import CasusFactory, begrip

Clients = Callable[[Deelnemer | None], Client]


def theme(notation: str) -> Begrip:
    return begrip("cbs-thema", notation)


def group(notation: str) -> Begrip:
    return begrip("bevolkingsgroep", notation)


def effect(casus: Casus, about: str, kring: str, who: str, what: str, why: str = "") -> AfruilRegel:
    return AfruilRegel.objects.create(
        casus=casus,
        theme=theme(about),
        dimension=kring,
        group=group(who) if who else None,
        effect=what,
        explanation=why,
    )


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* for the network."""
    return CasusFactory(
        slug="dorpswinkel", community=community, casushouder=deelnemer, visibility="network"
    )


@pytest.fixture
def filled(casus: Casus) -> Casus:
    """Return the casus with four effects."""
    effect(casus, "gezondheid", "nu", "ouderen", "better", "de dokter blijft")
    effect(casus, "gezondheid", "nu", "huurders", "worse", "zij wachten")
    effect(casus, "natuurlijk-kapitaal", "later", "", "mixed")
    effect(casus, "milieu-en-grondstoffen", "elders", "mensen-in-andere-landen", "unknown")
    return casus


@pytest.fixture
def writer(casus: Casus, client_of: Clients) -> Client:
    """Return the casushouder, signed in."""
    return client_of(casus.casushouder)


def edit(casus: Casus) -> str:
    return reverse("casussen:afruil_edit", args=[casus.slug])


def rows(casus: Casus) -> list[tuple[str, str, str, str]]:
    return [
        (r.theme.notation, r.dimension, r.group.notation if r.group else "", r.effect)
        for r in casus.afruil.select_related("theme", "group").order_by("pk")
    ]


def test_a_writer_fills_in_one_sentence_at_a_time(casus: Casus, writer: Client) -> None:
    sentence = {
        "theme": theme("gezondheid").pk,
        "effect": "better",
        "group": group("ouderen").pk,
        "dimension": "nu",
        "explanation": "de  dokter\nblijft",
    }
    answer = writer.post(edit(casus), sentence, follow=True)
    assert rows(casus) == [("gezondheid", "nu", "ouderen", "better")]
    html = answer.content.decode()
    assert "Beter voor ouderen, omdat de dokter blijft" in html
    assert "Dit staat er: 1 van hoogstens 30 regels" in html
    assert AuditEvent.objects.filter(action="casus.effect_added").count() == 1


@pytest.mark.parametrize(
    ("about", "kring"),
    [
        ("gezondheid", "nu"),
        ("natuurlijk-kapitaal", "later"),
        ("handel-en-hulp", "elders"),
        ("verdeling", "nu"),
    ],
)
def test_a_theme_brings_its_kring(about: str, kring: str, casus: Casus, writer: Client) -> None:
    writer.post(edit(casus), {"theme": theme(about).pk, "effect": "worse"})
    assert rows(casus) == [(about, kring, "", "worse")]


def test_what_lacks_or_is_strange_is_said_at_the_field_and_stays(
    casus: Casus, writer: Client
) -> None:
    answer = writer.post(edit(casus), {"theme": "", "effect": "", "explanation": "Blijft staan"})
    assert (answer.status_code, "Blijft staan" in answer.content.decode()) == (200, True)
    assert set(answer.context["form"].errors) == {"theme", "effect"}
    strange = {
        "theme": begrip("provincie", "drenthe").pk,
        "effect": "<script>",
        "group": "x",
        "dimension": "\x00",
        "explanation": "a\x00" + "b" * 1_000_000,
    }
    answer = writer.post(edit(casus), strange)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(strange)
    assert rows(casus) == []


def test_a_reason_is_shown_as_text(casus: Casus, writer: Client) -> None:
    nasty = "<script>alert(1)</script>\u202eomgekeerd"
    writer.post(edit(casus), {"theme": theme("wonen").pk, "effect": "worse", "explanation": nasty})
    for path in (edit(casus), casus.get_absolute_url(), f"/casussen/{casus.slug}/afruil/"):
        html = writer.get(path).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;omgekeerd" in html


def test_quick_start_puts_a_sentence_ready_for_each_theme(casus: Casus, writer: Client) -> None:
    path = f"{edit(casus)}?thema=wonen&thema=gezondheid&thema=bestaat-niet"
    assert "Vul de zinnen aan" not in writer.get(path).content.decode()
    path = f"{edit(casus)}?thema=wonen&thema=gezondheid&thema=sociaal-kapitaal"
    assert "Vul de zinnen aan" in writer.get(path).content.decode()
    data = {
        "actie": "meer",
        "wonen-effect": "better",
        "wonen-group": group("huurders").pk,
        "sociaal-kapitaal-effect": "worse",
        "gezondheid-effect": "",
    }
    lacking = writer.post(path, data | {"gezondheid-explanation": "Vergeten"})
    assert (lacking.status_code, "Vergeten" in lacking.content.decode()) == (200, True)
    for begun in ({"gezondheid-group": group("huurders").pk}, {"gezondheid-dimension": "later"}):
        lacking = writer.post(path, data | begun)
        assert "Kies wat er gebeurt: beter, slechter" in lacking.content.decode()
    assert rows(casus) == []
    writer.post(path, data)
    assert rows(casus) == [
        ("wonen", "nu", "huurders", "better"),
        ("sociaal-kapitaal", "later", "", "worse"),
    ]


def test_the_same_cell_twice_is_refused_in_words(filled: Casus, writer: Client) -> None:
    again = {"theme": theme("natuurlijk-kapitaal").pk, "effect": "better"}
    answer = writer.post(edit(filled), again)
    assert answer.status_code == 200
    assert "Natuurlijk kapitaal voor iedereen, later, staat er al." in answer.content.decode()
    assert len(rows(filled)) == 4


def test_thirty_rows_is_the_most(casus: Casus, writer: Client) -> None:
    groups = list(Begrip.objects.in_schema("bevolkingsgroep"))
    AfruilRegel.objects.bulk_create(
        AfruilRegel(casus=casus, theme=theme(about), dimension="nu", group=who, effect="better")
        for about in ("wonen", "gezondheid")
        for who in groups
    )
    assert len(rows(casus)) == MOST_ROWS
    assert "Er staan 30 regels" in writer.get(edit(casus)).content.decode()
    one_more = writer.post(edit(casus), {"theme": theme("milieu").pk, "effect": "better"})
    assert one_more.status_code == 200
    assert len(rows(casus)) == MOST_ROWS


def test_a_row_is_changed_unless_somebody_else_did(
    filled: Casus, writer: Client, client_of: Clients, ander_lid: Deelnemer
) -> None:
    CasusDeelname.objects.create(casus=filled, deelnemer=ander_lid, role="co_author")
    row = filled.afruil.get(effect="unknown")
    path = reverse("casussen:effect", args=[filled.slug, row.pk])
    form = writer.get(path).context["form"]
    data = {k: v for k, v in form.initial.items() if v is not None}
    client_of(ander_lid).post(path, data | {"effect": "worse"})
    late = writer.post(path, data | {"effect": "better", "explanation": "Mijn reden"})
    assert late.status_code == 200
    html = late.content.decode()
    assert ("net gewijzigd" in html, "Mijn reden" in html) == (True, True)
    row.refresh_from_db()
    assert row.effect == "worse"
    writer.post(path, data | {"effect": "better", "seen": late.context["form"].data["seen"]})
    row.refresh_from_db()
    assert row.effect == "better"
    double = data | {"theme": theme("gezondheid").pk, "dimension": "nu", "seen": ""}
    double["group"] = group("ouderen").pk
    double["seen"] = writer.get(path).context["form"].initial["seen"]
    assert "staat er al" in writer.post(path, double).content.decode()


def test_a_row_goes_and_comes_back(filled: Casus, writer: Client) -> None:
    before = rows(filled)
    row = filled.afruil.get(effect="worse")
    gone = writer.post(
        reverse("casussen:effect_remove", args=[filled.slug, row.pk]), follow=True
    ).content.decode()
    assert "Weggehaald: Gezondheid: slechter voor huurders." in gone
    assert len(rows(filled)) == 3
    again = writer.post(reverse("casussen:effect_remove", args=[filled.slug, row.pk]))
    assert again.status_code == 302, "a second click"
    writer.post(reverse("casussen:effect_restore", args=[filled.slug]))
    assert sorted(rows(filled)) == sorted(before)
    assert filled.afruil.get(effect="worse").explanation == "zij wachten"
    writer.post(reverse("casussen:effect_restore", args=[filled.slug]))  # once only
    assert len(rows(filled)) == 4


def test_a_row_of_another_casus_is_not_found(filled: Casus, writer: Client) -> None:
    other = effect(CasusFactory(visibility="public"), "wonen", "nu", "", "better", "Geheim")
    path = reverse("casussen:effect", args=[filled.slug, other.pk])
    assert writer.get(path).status_code == 404
    gone = writer.post(reverse("casussen:effect_remove", args=[filled.slug, other.pk]))
    assert gone.status_code == 404
    assert AfruilRegel.objects.filter(pk=other.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_writers_add_at_once_and_both_are_kept(db: None) -> None:
    casus = CasusFactory()
    start = Barrier(2)

    def add(number: int) -> str:
        start.wait()
        try:
            who = [group("ouderen"), group("huurders")][number % 2] if number < 2 else None
            values = {"theme": theme("wonen"), "effect": "better", "group": who}
            services.add_effects(actor=casus.casushouder, casus=casus, effects=[values])
        except services.CasusError as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(add, [0, 1])) == ["", ""]
        assert len(rows(casus)) == 2
        answers = sorted(pool.map(add, [2, 3]))
    assert answers[0] == ""
    assert answers[1].startswith("Wonen voor iedereen, hier en nu, staat er al.")
    assert len(rows(casus)) == 3


def test_the_matrix_reads_as_a_table_and_as_sentences(filled: Casus) -> None:
    found = list(filled.afruil.select_related("theme", "group"))
    table = matrix(found)
    assert [(line.label, [len(cell.lines) for cell in line.cells]) for line in table] == [
        ("Gezondheid", [2, 0, 0]),
        ("Natuurlijk kapitaal", [0, 1, 0]),
        ("Milieu en grondstoffen", [0, 0, 1]),
    ]
    shapes = [(cell.up, cell.down) for line in table for cell in line.cells if cell.lines]
    assert shapes == [(1, 1), (1, 1), (0, 0)]
    assert sentences(found) == [
        "Hier en nu: beter voor ouderen; slechter voor huurders.",
        "Later: beter en slechter voor iedereen.",
        "Elders: nog niet bekend voor mensen in andere landen.",
    ]
    groups = {side: [line.name for line in lines] for side, lines in per_group(found).items()}
    assert groups == {
        "wins": ["Ouderen", "Iedereen"],
        "loses": ["Huurders", "Iedereen"],
        "unknown": ["Mensen in andere landen"],
    }


def test_the_list_of_errors_starts_each_line_with_a_capital(
    casus: Casus, client_of: Clients
) -> None:
    page = client_of(casus.casushouder).post(edit(casus), {"theme": ""})
    _, _, lines = page.content.decode().partition("data-foutlijst")
    assert "Wordt het: Kies wat er gebeurt" in lines
    assert "wordt het: Kies" not in lines


def test_everybody_beside_groups_says_for_which_theme(casus: Casus) -> None:
    effect(casus, "milieu", "nu", "", "worse")
    effect(casus, "samenleving", "nu", "ouderen", "worse")
    effect(casus, "gezondheid", "nu", "ouderen", "worse")
    found = casus.afruil.select_related("theme", "group")
    assert sentences(found) == ["Hier en nu: slechter voor ouderen, en bij milieu voor iedereen."]
    assert sentences(found.filter(group=None)) == ["Hier en nu: slechter voor iedereen."]


def test_readers_see_the_matrix_on_the_casus_and_large(filled: Casus, client: Client) -> None:
    Casus.objects.filter(pk=filled.pk).update(visibility="public")
    for path in (filled.get_absolute_url(), f"/casussen/{filled.slug}/afruil/"):
        html = client.get(path).content.decode()
        assert 'role="rowheader" scope="row">Gezondheid' in html
        assert "Hier en nu: beter voor ouderen; slechter voor huurders." in html
        assert "bewerk/afruil" not in html
        assert "keuzehulp" not in html
    assert client.get(filled.get_absolute_url()).content.decode().count('href="#afruil"') == 1
    filled.afruil.all().delete()
    assert 'href="#afruil"' not in client.get(filled.get_absolute_url()).content.decode()


def test_an_empty_matrix_invites_its_writers_only(
    casus: Casus, writer: Client, client_of: Clients, ander_lid: Deelnemer
) -> None:
    assert "Nog geen afruilmatrix" in writer.get(casus.get_absolute_url()).content.decode()
    other = client_of(ander_lid)
    assert "fruilmatrix" not in other.get(casus.get_absolute_url()).content.decode()
    assert "vulden hem nog niet in" in other.get(f"/casussen/{casus.slug}/afruil/").content.decode()


def test_queries_do_not_grow_with_rows(casus: Casus, writer: Client) -> None:
    def queries(path: str) -> int:
        writer.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert writer.get(path).status_code == 200
        return len(caught)

    paths = [casus.get_absolute_url(), edit(casus), f"/casussen/{casus.slug}/afruil/"]
    effect(casus, "wonen", "nu", "", "better")
    one = [queries(path) for path in paths]
    for who in list(Begrip.objects.in_schema("bevolkingsgroep"))[:14]:
        for about in ("milieu", "gezondheid"):
            effect(casus, about, "nu", who.notation, "worse")
    assert [queries(path) for path in paths] == one


def test_a_kring_that_says_something_else_is_pointed_out_and_taken_over(
    filled: Casus, writer: Client, client_of: Clients, ander_lid: Deelnemer
) -> None:
    for kring, says in (("nu", "plus"), ("later", "let")):
        WelvaartsbeeldRegel.objects.create(
            casus=filled, dimension=kring, direction=says, explanation="Uitleg blijft"
        )
    found = differences(filled.beeld, filled.afruil.all())
    assert [(row.dimension, row.says, row.rows_say) for row in found] == [("nu", "plus", "let")]
    kind = "Passen je regels bij"
    assert kind in writer.get(filled.get_absolute_url()).content.decode()
    assert kind in writer.get(edit(filled)).content.decode()
    assert kind not in client_of(ander_lid).get(filled.get_absolute_url()).content.decode()
    writer.post(reverse("casussen:afruil_take_over", args=[filled.slug]))
    kept = {r.dimension: (r.direction, r.explanation) for r in filled.welvaartsbeeld.all()}
    assert kept == {"nu": ("let", "Uitleg blijft"), "later": ("let", "Uitleg blijft")}
    assert kind not in writer.get(edit(filled)).content.decode()


def test_a_withdrawn_casus_takes_no_effects(filled: Casus, writer: Client) -> None:
    person: Any = filled.casushouder
    services.withdraw_casus(actor=person, casus=filled, reason="Klopt niet meer.")
    assert (
        writer.post(edit(filled), {"theme": theme("wonen").pk, "effect": "better"}).status_code
        == 403
    )
    row = filled.afruil.get(effect="worse")
    for act in (
        lambda: services.remove_effect(actor=person, casus=filled, row_id=row.pk),
        lambda: services.take_over_directions(actor=person, casus=filled),
        lambda: services.set_keuze(actor=person, casus=filled, themes=[theme("wonen")]),
    ):
        with pytest.raises(services.CasusError, match="ingetrokken"):
            act()
    assert len(rows(filled)) == 4
