"""Generatoren: what produced brede welvaart, where it worked and where not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casussen import services
from casussen.models import Casus, Generator, GeneratorErvaring
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from tests.factories import CasusFactory

ClientOf = Callable[[Deelnemer | None], Client]
SECRET = "geheime-kruiwagen"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a public casus of *deelnemer*."""
    return CasusFactory(
        title="De dorpswinkel",
        slug="dorpswinkel",
        community=community,
        casushouder=deelnemer,
        visibility="public",
    )


def add(casus: Casus, name: str, outcome: str = "worked", why: str = "") -> GeneratorErvaring:
    row, _ = services.add_ervaring(
        actor=casus.casushouder, casus=casus, name=name, outcome=outcome, explanation=why
    )
    return row


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_page_of_a_generator_says_where_it_worked_and_where_not(
    casus: Casus, client: Client
) -> None:
    one = add(casus, "Vaste begeleider", "worked", "Iemand belde.")
    other = CasusFactory(title="De buslijn", visibility="public")
    services.add_ervaring(
        actor=other.casushouder,
        casus=other,
        name="vaste BEGELEIDER",
        outcome="failed",
        explanation="Er was te weinig tijd.",
    )
    page = text_of(client.get(one.generator.get_absolute_url()))
    worked, failed = page.split("Hier werkte het niet")
    assert Generator.objects.count() == 1
    assert "De dorpswinkel" in worked
    assert "Iemand belde." in worked
    assert "De buslijn" in failed
    assert "Er was te weinig tijd." in failed
    assert "Het werkte in 1 casus" in page
    assert "Het werkte niet in 1 casus" in page


def test_only_casussen_that_the_reader_may_see_are_named_and_counted(
    casus: Casus, client: Client, client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    shared = add(casus, "Vaste begeleider")
    hidden = CasusFactory(title=f"Casus {SECRET}", community=casus.community, casushouder=deelnemer)
    add(hidden, "Vaste begeleider", "failed", f"Door de {SECRET}.")
    add(hidden, f"Alleen hier: {SECRET}")
    pages = [
        shared.generator.get_absolute_url(),
        reverse("casussen:generatoren"),
        f"{reverse('casussen:generatoren')}?ging=failed",
        "/zoeken/?q=kruiwagen",
    ]
    for page in pages:
        assert SECRET not in text_of(client.get(page)), page
    listed = client.get(pages[1]).context
    assert [g.name for g in listed["generatoren"]] == ["Vaste begeleider"]
    assert [row["number"] for row in listed["generatoren"][0].went] == [1, 0, 0]
    assert list(client.get(pages[2]).context["generatoren"]) == []
    inside = client_of(deelnemer)
    assert [g.name for g in inside.get(pages[1]).context["generatoren"]] == [
        f"Alleen hier: {SECRET}",
        "Vaste begeleider",
    ]
    assert SECRET in text_of(inside.get(pages[0]))
    assert SECRET in text_of(inside.get(pages[3]))


def test_a_name_of_a_hidden_casus_is_not_told_by_making_it_again(
    casus: Casus, client_of: ClientOf, ander_lid: Deelnemer, deelnemer: Deelnemer
) -> None:
    hidden = CasusFactory(community=casus.community, casushouder=deelnemer, visibility="group")
    first = add(hidden, "Buurtfonds")
    mine = CasusFactory(casushouder=ander_lid, visibility="public")
    second, is_new = services.add_ervaring(
        actor=ander_lid, casus=mine, name="Buurtfonds", outcome="worked"
    )
    assert is_new
    assert second.generator_id != first.generator_id
    page = client_of(ander_lid).get(reverse("casussen:casus_generatoren", args=[mine.slug]))
    assert text_of(page).count('<option value="Buurtfonds">') == 1


def test_a_withdrawn_casus_does_not_count(casus: Casus, client: Client) -> None:
    row = add(casus, "Vaste begeleider")
    services.withdraw_casus(actor=casus.casushouder, casus=casus, reason="Klopt niet meer.")
    page = client.get(row.generator.get_absolute_url())
    assert [went["number"] for went in page.context["went"]] == [0, 0, 0]


def test_a_writer_adds_changes_and_takes_away(
    casus: Casus, client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    writer = client_of(deelnemer)
    page = reverse("casussen:casus_generatoren", args=[casus.slug])
    made = writer.post(page, {"name": "  Vaste   begeleider ", "outcome": "worked"})
    generator = Generator.objects.get()
    assert generator.name == "Vaste begeleider"
    assert made.headers["Location"] == reverse("casussen:generator_update", args=[generator.slug])
    writer.post(made.headers["Location"], {"name": generator.name, "description": "Eén mens."})
    row = casus.ervaringen.get()
    one = reverse("casussen:ervaring", args=[casus.slug, row.pk])
    writer.post(one, {"outcome": "partly", "explanation": "Soms."})
    row.refresh_from_db()
    assert (row.outcome, row.explanation) == ("partly", "Soms.")
    again = writer.post(page, {"name": "vaste begeleider", "outcome": "failed"})
    assert "staat al bij deze casus" in text_of(again)
    away = reverse("casussen:ervaring_remove", args=[casus.slug, row.pk])
    assert "Haal je deze generator weg?" in text_of(writer.get(away))
    assert casus.ervaringen.count() == 1
    writer.post(away)
    assert casus.ervaringen.count() == 0
    assert Generator.objects.get().description == "Eén mens."
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "generator.created",
        "casus.ervaring_added",
        "generator.changed",
        "casus.ervaring_changed",
        "casus.ervaring_removed",
    ]


def test_a_generator_that_nobody_explained_goes_with_its_last_casus(casus: Casus) -> None:
    row = add(casus, "Tikfout")
    services.remove_ervaring(actor=casus.casushouder, ervaring=row)
    assert Generator.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name": "", "outcome": "worked"}, "Schrijf op wat voor brede welvaart zorgde."),
        ({"name": "\u202e\u200b", "outcome": "worked"}, "Schrijf op wat voor brede welvaart"),
        ({"name": "x" * 101, "outcome": "worked"}, "100"),
        ({"name": "Goed", "outcome": ""}, "Kies hoe het ging."),
        ({"name": "Goed", "outcome": "worked", "explanation": "y" * 1001}, "1000"),
        ({"name": "Goed", "outcome": "x'--"}, "x&#x27;--"),
    ],
)
def test_bad_input_gets_a_message_and_keeps_what_was_typed(
    data: dict[str, str], message: str, casus: Casus, client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    page = client_of(deelnemer).post(reverse("casussen:casus_generatoren", args=[casus.slug]), data)
    assert page.status_code == 200
    assert message in text_of(page)
    assert casus.ervaringen.count() == 0
    if data["name"] == "Goed":
        assert 'value="Goed"' in text_of(page)


def test_what_is_typed_is_never_markup(
    casus: Casus, client_of: ClientOf, client: Client, deelnemer: Deelnemer
) -> None:
    evil = '"><script>alert(1)</script>'
    row = add(casus, evil, "worked", evil)
    for page in (
        row.generator.get_absolute_url(),
        reverse("casussen:generatoren"),
        casus.get_absolute_url(),
    ):
        assert "<script>alert" not in text_of(client.get(page))
    inside = client_of(deelnemer).get(reverse("casussen:casus_generatoren", args=[casus.slug]))
    assert "<script>alert" not in text_of(inside)


def test_two_become_one_and_nothing_said_is_lost(
    casus: Casus, client_of: ClientOf, redacteur: Deelnemer
) -> None:
    add(casus, "Vaste begeleider", "worked", "Iemand belde.")
    double = add(casus, "Een begeleider", "partly", "Soms niet.")
    other = CasusFactory(visibility="public")
    services.add_ervaring(
        actor=other.casushouder, casus=other, name="Een begeleider", outcome="failed"
    )
    editor, gone = client_of(redacteur), double.generator.pk
    page = reverse("casussen:generator_merge", args=[double.generator.slug])
    assert "verdwijnt" in text_of(editor.get(page, {"met": "vaste-begeleider"}))
    editor.post(page, {"met": "vaste-begeleider"})
    stays = Generator.objects.get()
    assert stays.name == "Vaste begeleider"
    assert sorted(stays.ervaringen.values_list("casus", "outcome", "explanation")) == sorted(
        [
            (casus.pk, "worked", "Iemand belde.\n\nSoms niet."),
            (other.pk, "failed", ""),
        ]
    )
    assert AuditEvent.objects.get(action="generator.merged").data == {"double": gone}


def test_lists_take_as_many_queries_for_one_as_for_fifty(
    casus: Casus, client: Client, client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    row = add(casus, "Generator 0")
    member = client_of(deelnemer)
    pages = [reverse("casussen:generatoren"), row.generator.get_absolute_url()]

    def queries() -> list[int]:
        counts = []
        for page in pages:
            for who in (client, member):
                with CaptureQueriesContext(
                    connection,
                ) as captured:
                    assert who.get(page).status_code == 200
                counts.append(len(captured))
        return counts

    queries()  # content types are remembered from here on
    one = queries()
    for number in range(1, 50):
        more = CasusFactory(visibility="public", community=casus.community)
        for name in ("Generator 0", f"Generator {number}"):
            services.add_ervaring(actor=more.casushouder, casus=more, name=name, outcome="worked")
    assert queries() == one
