"""The declared policy of minutes: who writes, checks, reads and corrects them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Aanwezigheid, Besluit, Correctie, Wijzigingsvoorstel
from communities.enums import Visibility
from tests.factories import BijeenkomstFactory, VerslagFactory, VerslagItemFactory
from tests.policy.rows_bijeenkomsten import READERS
from tests.policy.table import EVERYONE, NOBODY, Roles, Row, roles

ORGANISER = roles("organisator")
WRITERS = roles("organisator", "co_auteur")  # co_auteur was asked to write along
OF_PART = WRITERS | roles("ander_lid")  # ander_lid brought the part in
THERE = roles("deelnemer", "buitenstaander")  # who was there


def build(world: Any) -> None:
    """Make minutes in every state, of meetings that everybody may know of."""
    for state in VerslagState.values:
        for visibility in Visibility.values:
            world.objects[f"verslag-{state}-{visibility}"] = _verslag(world, state, visibility)


def _verslag(world: Any, state: str, visibility: str) -> Any:
    begin = timezone.now() - timedelta(days=3)
    meeting = BijeenkomstFactory(
        slug=f"geweest-{state}-{visibility}",
        community=world.community,
        visibility=Visibility.PUBLIC,
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
    )
    for role in sorted(THERE):
        Aanwezigheid.objects.create(bijeenkomst=meeting, deelnemer=world.people[role])
    verslag = VerslagFactory(
        bijeenkomst=meeting,
        state=state,
        visibility=visibility,
        check_until=timezone.localdate() + timedelta(days=9)
        if state == VerslagState.CHECK
        else None,
        finalised_at=timezone.now() if state == VerslagState.FINAL else None,
    )
    verslag.writers.add(world.people["co_auteur"])
    item = VerslagItemFactory(verslag=verslag, agendapunt__owner=world.people["ander_lid"])
    world.objects[f"item-{state}-{visibility}"] = item
    world.objects[f"voorstel-{state}-{visibility}"] = Wijzigingsvoorstel.objects.create(
        item=item, proposed_by=world.people["deelnemer"], body="Het waren er twaalf."
    )
    world.objects[f"besluit-{state}-{visibility}"] = Besluit.objects.create(
        bijeenkomst=meeting,
        agendapunt=item.agendapunt,
        text="We gaan door.",
        noted_by=world.people["organisator"],
    )
    Correctie.objects.create(
        item=item,
        version=1,
        reason="Een naam klopte niet.",
        corrected_by=world.people["organisator"],
    )
    return verslag


def verslag(state: str, visibility: str, about: str = "") -> Any:
    def kwargs(world: Any) -> dict[str, Any]:
        found = {"slug": world[f"verslag-{state}-{visibility}"].bijeenkomst.slug}
        if about:
            found["number"] = world[f"{about}-{state}-{visibility}"].pk
        return found

    return kwargs


def correctie(state: str, visibility: str) -> Any:
    return lambda world: verslag(state, visibility, "item")(world) | {"version": 1}


def of_one(state: str, visibility: str) -> list[Row]:
    """Return the rows of minutes in one state, with these readers once they are final."""
    label = f"{state}, {visibility}"
    final, checked = state == VerslagState.FINAL, state == VerslagState.CHECK
    readers = OF_PART | (READERS.get(visibility, NOBODY) if final else NOBODY)
    readers |= THERE if checked else NOBODY
    unseen = EVERYONE - readers
    inside = unseen - roles("anoniem")
    whole, part = verslag(state, visibility), verslag(state, visibility, "item")

    def open_to(people: Roles, *states: str) -> Roles:
        return people if state in states else NOBODY

    draft_or_check = ("draft", "check")
    acts: list[tuple[str, Any, Roles, bool, dict[str, Any]]] = [
        ("write", part, open_to(OF_PART, *draft_or_check), True, {"body": "Nieuw.", "version": 1}),
        ("notes", part, open_to(OF_PART, *draft_or_check), False, {"version": 1}),
        ("finalise", whole, open_to(ORGANISER, *draft_or_check), True, {"visibility": "network"}),
        ("writers", whole, open_to(ORGANISER, *draft_or_check), True, {"deelnemer": ""}),
        ("check", whole, open_to(ORGANISER, "draft"), True, {"until": _soon()}),
        ("reopen", whole, open_to(ORGANISER, "check"), False, {}),
        ("agree", whole, open_to(THERE, "check"), False, {}),
        ("propose", part, open_to(THERE, "check"), True, {"body": "Het waren er tien."}),
        (
            "proposal",
            verslag(state, visibility, "voorstel"),
            open_to(OF_PART, *draft_or_check),
            True,
            {"reason": "Het waren er twaalf."},
        ),
        (
            "correct",
            part,
            open_to(ORGANISER, "final"),
            True,
            {"body": "Zo was het.", "version": 1, "reason": "Fout."},
        ),
    ]
    return [
        Row("bijeenkomsten:verslag", label, whole, readers, None, unseen),
        Row(
            "bijeenkomsten:verslag_difference",
            label,
            correctie(state, visibility),
            readers,
            None,
            unseen,
        ),
        *(
            Row(
                f"bijeenkomsten:verslag_{name}",
                label,
                kwargs,
                may if page else None,
                may,
                inside,
                lambda world, data=data: data,
            )
            for name, kwargs, may, page, data in acts
        ),
    ]


def _soon() -> str:
    return (timezone.localdate() + timedelta(days=9)).isoformat()


ROWS = [
    row
    for state in VerslagState.values
    for visibility in Visibility.values
    for row in of_one(state, visibility)
]
