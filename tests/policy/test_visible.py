"""For every model, role and state: "in visible_to(user)" equals "has the view permission"."""

import importlib
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from casussen.models import Casus
from handboek.models import Bevinding
from handboek.sources import seen_about
from netwerk.kern import subjects
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.policy import allowed
from tests.policy import world as worlds
from tests.policy.table import ROLES

pytestmark = pytest.mark.django_db  # else a run of this file alone makes no test database
APPS = (
    "netwerk.kern.bijlagen",
    "netwerk.kern.uitvoer",
    "netwerk.kern.verantwoording",
    "netwerk.kern.zoeken",
    "communities",
    "casussen",
    "bijeenkomsten",
    "handboek",
)
VISIBLE: list[tuple[type[Model], str]] = [
    pair
    for app in APPS
    for pair in importlib.import_module(f"{app}.permissions").VISIBLE_MODELS.items()
]


def test_every_app_names_what_must_be_compared(db: None) -> None:
    # asks for ``db`` so that there is a test database when this file runs alone
    assert {model._meta.app_label for model, _ in VISIBLE} == {
        app.rpartition(".")[2] for app in APPS
    }


@pytest.mark.parametrize(("model", "permission"), VISIBLE, ids=str)
def test_visible_to_equals_the_view_permission(
    model: type[Model], permission: str, world: worlds.World
) -> None:
    rows: list[Any] = list(model._default_manager.all())
    assert rows, f"The world has no {model.__name__}: nothing would be compared."
    for role in ROLES:
        person = world.people[role]
        user = type(person).objects.get(pk=person.pk) if person else AnonymousUser()
        seen = set(model._default_manager.visible_to(user).values_list("pk", flat=True))
        permitted = {row.pk for row in rows if allowed(user, permission, row)}
        assert seen == permitted, f"{model.__name__} as {role}"


def test_the_page_of_a_casus_shows_the_bevindingen_that_are_visible(world: worlds.World) -> None:
    """What ``seen_about`` asks of the rows of one casus is what ``visible_to`` says of all."""
    compared = 0
    for role in ROLES:
        person = world.people[role]
        user = type(person).objects.get(pk=person.pk) if person else AnonymousUser()
        for casus in Casus._base_manager.all():
            seen = {row.pk for row in seen_about(user, casus)[0]}
            visible = Bevinding.objects.about_casus(casus).visible_to(user)
            assert seen == set(visible.values_list("pk", flat=True)), f"{casus} as {role}"
            compared += len(seen)
    assert compared


def test_what_is_shown_at_one_thing_is_what_is_visible(world: worlds.World) -> None:
    """What ``at`` asks about one casus or meeting is what ``visible_to`` says of all."""
    compared = 0
    for role in ROLES:
        person = world.people[role]
        user = type(person).objects.get(pk=person.pk) if person else AnonymousUser()
        for kind in subjects.with_attachments():
            for thing in kind.model._base_manager.all():
                shown = set(Bijlage.objects.at(thing, user).values_list("pk", flat=True))
                visible = Bijlage.objects.visible_to(user).of(thing)
                assert shown == set(visible.values_list("pk", flat=True)), f"{thing} as {role}"
                compared += len(shown)
    assert compared
