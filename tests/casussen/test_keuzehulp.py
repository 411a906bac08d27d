"""The keuzehulp: questions, a page to take along, and what is kept."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.models import Casus, CasusDeelname, Generator, GeneratorErvaring, Keuze
from communities.models import Community, Deelnemer
from handboek.models import Bevinding, Les
from netwerk.kern.audit.models import AuditEvent
from tests.casussen.test_afruil import effect
from tests.factories import AdviesFactory, CasusFactory, DilemmaFactory, begrip

Clients = Callable[[Deelnemer | None], Client]


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* for the network, with a matrix."""
    made = CasusFactory(
        slug="winkel", community=community, casushouder=deelnemer, visibility="network"
    )
    effect(made, "gezondheid", "nu", "ouderen", "better", "de dokter blijft")
    effect(made, "gezondheid", "nu", "huurders", "worse", "zij wachten")
    effect(made, "milieu", "nu", "boeren", "better", "schoon water")
    effect(made, "natuurlijk-kapitaal", "later", "", "worse", "het kost ruimte")
    effect(made, "wonen", "nu", "huurders", "unknown", "")
    return made


def path(name: str, casus: Casus) -> str:
    return reverse(f"casussen:{name}", args=[casus.slug])


CHOICE = {
    "thema": ["gezondheid", "veiligheid"],
    "groep": ["ouderen"],
    "kring": ["nu"],
    "vraag": "Wie moet wachten?",
}


def test_a_writer_keeps_a_choice_and_takes_a_page_along(
    casus: Casus, client_of: Clients, ander_lid: Deelnemer
) -> None:
    writer = client_of(casus.casushouder)
    ask = writer.get(path("keuzehulp", casus)).content.decode()
    assert "Hier en nu: beter voor ouderen; slechter voor huurders." in ask
    page = writer.post(path("keuze_keep", casus), CHOICE, follow=True)
    kept = Keuze.objects.get(casus=casus)
    assert sorted(kept.themes.values_list("notation", flat=True)) == ["gezondheid", "veiligheid"]
    assert (kept.dimensions, kept.note, kept.updated_by) == (
        ["nu"],
        "Wie moet wachten?",
        casus.casushouder,
    )
    found = page.context["mirror"]
    assert [line.words for line in found.chosen] == ["Beter voor ouderen"]
    assert [line.words for line in found.tensions] == [
        "Slechter voor huurders",
        "Slechter voor iedereen",
    ]
    assert found.left_out == ["Milieu, hier en nu: beter voor boeren."]
    assert [theme.notation for theme in found.silent] == ["veiligheid"]
    again = client_of(ander_lid).get(path("keuze", casus)).content.decode()
    assert "Wie moet wachten?" in again


def test_others_try_it_in_the_address_and_nothing_is_kept(
    casus: Casus, client_of: Clients, ander_lid: Deelnemer
) -> None:
    other = client_of(ander_lid)
    ask = other.get(path("keuzehulp", casus)).content.decode()
    assert 'method="get"' in ask.split("formulier keuzehulp")[1][:200]
    page = other.get(path("keuze", casus), CHOICE)
    assert "Een probeerversie" in page.content.decode()
    back = page.context["back"]
    filled = other.get(back).context["form"].initial
    assert (filled["thema"], filled["groep"], filled["kring"], filled["vraag"]) == (
        CHOICE["thema"],
        CHOICE["groep"],
        CHOICE["kring"],
        CHOICE["vraag"],
    )
    assert other.post(path("keuze_keep", casus), CHOICE).status_code == 403
    assert not Keuze.objects.exists()
    assert other.get(path("keuze", casus)).headers["Location"] == path("keuzehulp", casus)


def test_an_expert_of_a_closed_casus_may_try(client_of: Clients, buitenstaander: Deelnemer) -> None:
    casus = CasusFactory(visibility="group")
    CasusDeelname.objects.create(casus=casus, deelnemer=buitenstaander, role="expert")
    assert client_of(buitenstaander).get(path("keuzehulp", casus)).status_code == 200


def test_a_kept_choice_is_not_for_visitors(casus: Casus, client: Client) -> None:
    Casus.objects.filter(pk=casus.pk).update(visibility="public")
    themes = [begrip("cbs-thema", "wonen")]
    services.set_keuze(actor=casus.casushouder, casus=casus, themes=themes, note="Geheime vraag")
    assert client.get(path("keuze", casus)).status_code == 302
    assert "Geheime vraag" not in client.get(casus.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"vraag": "Blijft staan"}, "thema"),
        ({"thema": ["wonen", "milieu", "gezondheid", "veiligheid", "samenleving"]}, "thema"),
        ({"thema": ["drenthe"]}, "thema"),
        ({"thema": "wonen", "groep": "\x00"}, "groep"),
        ({"thema": "wonen", "kring": "straks"}, "kring"),
        ({"thema": "wonen", "vraag": "x" * 1001}, "vraag"),
    ],
)
def test_a_wrong_answer_is_said_at_its_question(
    answers: dict[str, str], field: str, casus: Casus, client_of: Clients, ander_lid: Deelnemer
) -> None:
    for page in (
        client_of(casus.casushouder).post(path("keuze_keep", casus), answers),
        client_of(ander_lid).get(path("keuze", casus), answers),
    ):
        assert page.status_code == 200
        assert set(page.context["form"].errors) == {field}
        assert answers.get("vraag", "") in page.content.decode()
    assert not Keuze.objects.exists()


def test_a_choice_that_somebody_else_changed_is_not_overwritten(
    casus: Casus, client_of: Clients
) -> None:
    writer = client_of(casus.casushouder)
    seen = writer.get(path("keuzehulp", casus)).context["form"].initial["seen"]
    themes = [begrip("cbs-thema", "wonen")]
    services.set_keuze(actor=casus.casushouder, casus=casus, themes=themes, note="De ander")
    late = writer.post(path("keuze_keep", casus), CHOICE | {"seen": seen or "leeg"})
    assert "Iemand anders heeft dit net gewijzigd" in late.content.decode()
    assert Keuze.objects.get(casus=casus).note == "De ander"
    sure = late.context["form"].data["seen"]
    writer.post(path("keuze_keep", casus), CHOICE | {"seen": sure})
    assert Keuze.objects.get(casus=casus).note == "Wie moet wachten?"
    last = AuditEvent.objects.filter(action="casus.keuze_set").order_by("-pk")[0]
    assert last.data == {"before": ["wonen"], "themes": ["gezondheid", "veiligheid"]}


def test_the_page_brings_dilemmas_generatoren_adviezen_and_lessen_that_fit(
    casus: Casus, client_of: Clients, ander_lid: Deelnemer
) -> None:
    alike = CasusFactory(title="Lijkt erop", visibility="public")
    effect(alike, "gezondheid", "nu", "", "better")
    secret = CasusFactory(title="Besloten casus", visibility="group")
    effect(secret, "gezondheid", "nu", "", "better")
    DilemmaFactory(question="Past dit?", visibility="network").casussen.add(alike)
    DilemmaFactory(question="Stil dilemma?", visibility="community").casussen.add(alike)
    DilemmaFactory(question="Past niet?", visibility="public")
    DilemmaFactory(question="Van hier?", visibility="network").casussen.add(casus)
    maker = casus.casushouder
    for name, where in (("Buurtbudget", alike), ("Stille generator", secret)):
        generator = Generator.objects.create(name=name, slug=name.lower(), created_by=maker)
        GeneratorErvaring.objects.create(
            generator=generator, casus=where, outcome="worked", explanation=f"{name} werkte."
        )
    right = AdviesFactory(title="Vraag het eerst", published=True)
    right.themes.add(begrip("cbs-thema", "gezondheid"))
    wrong = AdviesFactory(title="Heel iets anders", published=True)
    wrong.themes.add(begrip("cbs-thema", "wonen"))
    draft = AdviesFactory(title="Nog in concept", state="draft")
    draft.themes.add(begrip("cbs-thema", "gezondheid"))
    for number, (words, where) in enumerate(
        (("Een les die past", alike), ("Een les uit een besloten casus", secret)), start=901
    ):
        les = Les.objects.create(
            number=number, conclusion=words, community=casus.community, created_by=maker
        )
        les.bevindingen.add(Bevinding.objects.create(quote="Zin.", casus=where, created_by=maker))
    page = client_of(ander_lid).get(path("keuze", casus), CHOICE)
    html = page.content.decode()
    for words in ("Past dit?", "Buurtbudget werkte.", "Vraag het eerst", "Een les die past"):
        assert words in html
    assert [(row.question, row.speelt_hier) for row in page.context["dilemmas"]] == [
        ("Van hier?", True),
        ("Past dit?", False),
    ]
    for words in (
        "Stil dilemma?",
        "Past niet?",
        "Stille generator",
        "Besloten casus",
        "Heel iets anders",
        "Nog in concept",
        "Een les uit een besloten casus",
    ):
        assert words not in html
