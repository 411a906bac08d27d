"""Organisations: what they were called, what came after them, doubles, and who finds them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer, Organisatie, OrganisatieNaam
from communities.services import samenvoegen
from netwerk.kern.audit.models import AuditEvent
from tests.communities.conftest import LNV
from tests.factories import (
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    OrganisatieFactory,
    begrip,
)

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]
SPLIT = date(2024, 7, 2)  # the day on which the cabinet-Schoof renamed and split ministries
LVVN = "Ministerie van Landbouw, Visserij, Voedselzekerheid en Natuur"


def actions() -> list[str]:
    """Return what the audit log says was done."""
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def page(name: str, organisatie: Organisatie) -> str:
    """Return an address of beheer about one organisation."""
    return reverse(f"beheer_organisatie{name}", args=[organisatie.pk])


def test_a_renamed_ministry_keeps_its_history(
    client_of: ClientOf,
    client: Client,
    beheerder: Deelnemer,
    ministerie: Organisatie,
    text_of: Words,
) -> None:
    manager = client_of(beheerder)
    answer = manager.post(page("_naam", ministerie), {"name": LVVN, "since": "2024-07-02"})
    assert answer.headers["Location"] == page("", ministerie)
    manager.post(page("_ook", ministerie), {"name": "LVVN"})
    ministerie.refresh_from_db()
    assert (ministerie.name, ministerie.slug) == (LVVN, "ministerie-lnv")
    shown = text_of(client.get(ministerie.get_absolute_url()))
    assert f"Heette tot 2 juli 2024 {LNV}." in shown
    assert "Ook bekend als LVVN" in shown
    for typed in ("voedselkwaliteit", "LVVN", "visserij"):
        found = client.get(reverse("search"), {"q": typed})
        assert ministerie.get_absolute_url() in found.content.decode(), typed
        listed = client.get(reverse("communities:organisaties"), {"q": typed})
        assert list(listed.context["organisaties"]) == [ministerie], typed
    assert actions() == ["organisatie.renamed", "organisatie.name_added"]


@pytest.mark.parametrize(
    ("name", "since", "field"),
    [
        (LNV, "2024-07-02", "name"),
        ("gemeente assen", "2024-07-02", "name"),
        ("Ministerie van Eten", "2999-01-01", "since"),
        ("Ministerie van Eten", "2010-01-01", "since"),
        ("", "2024-07-02", "name"),
    ],
)
def test_a_new_name_that_cannot_be_is_said_and_kept(
    client_of: ClientOf,
    beheerder: Deelnemer,
    ministerie: Organisatie,
    name: str,
    since: str,
    field: str,
) -> None:
    OrganisatieFactory(name="Gemeente Assen")
    OrganisatieNaam.objects.create(organisatie=ministerie, name="LNV oud", until=date(2017, 1, 1))
    answer = client_of(beheerder).post(page("_naam", ministerie), {"name": name, "since": since})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    ministerie.refresh_from_db()
    assert (ministerie.name, actions()) == (LNV, [])


def test_a_split_is_told_on_both_pages(
    client: Client, beheerder: Deelnemer, text_of: Words
) -> None:
    """EZK went on as EZ and KGG came out of it; VRO came out of BZK, which stayed."""
    kind = begrip("organisatietype", "ministerie")
    ezk = OrganisatieFactory(name="Ministerie van Economische Zaken en Klimaat", kind=kind)
    ez = services.rename_organisatie(
        actor=beheerder, organisatie=ezk, name="Ministerie van Economische Zaken", since=SPLIT
    )
    kgg = services.add_organisatie(
        actor=beheerder, name="Ministerie van Klimaat en Groene Groei", kind=kind, split_from=ez
    )
    assert "Kwam voort uit Ministerie van Economische Zaken" in text_of(
        client.get(kgg.get_absolute_url())
    )
    shown = text_of(client.get(ez.get_absolute_url()))
    assert "Hieruit kwam Ministerie van Klimaat en Groene Groei voort" in shown
    assert "Heette tot 2 juli 2024 Ministerie van Economische Zaken en Klimaat" in shown
    with pytest.raises(ValidationError, match="bij zichzelf"):
        services.change_organisatie(actor=beheerder, organisatie=ez, split_from=kgg)


def test_who_moves_to_the_successor_is_shown_before_anything_is_done(
    client_of: ClientOf,
    client: Client,
    beheerder: Deelnemer,
    ministerie: Organisatie,
    text_of: Words,
) -> None:
    heir = OrganisatieFactory(name="Ministerie van Morgen")
    person = DeelnemerFactory(organisatie=ministerie, last_name="Verhuizer")
    stays = DeelnemerFactory()
    choice = {"ended_on": "2024-07-02", "successor": heir.pk, "move_people": "on"}
    manager = client_of(beheerder)
    looked = manager.post(page("_opheffen", ministerie), choice)
    assert (looked.status_code, "Verhuizer" in text_of(looked), actions()) == (200, True, [])
    person.refresh_from_db()
    assert person.organisatie == ministerie
    manager.post(page("_opheffen", ministerie), choice | {"gezien": "ja"})
    person.refresh_from_db()
    ministerie.refresh_from_db()
    stays.refresh_from_db()
    assert (person.organisatie, stays.organisatie != heir) == (heir, True)
    assert (ministerie.ended_on, ministerie.successor, ministerie.has_ended) == (SPLIT, heir, True)
    shown = text_of(client.get(ministerie.get_absolute_url()))
    assert "Bestaat niet meer sinds 2 juli 2024. Opgevolgd door Ministerie van Morgen" in shown
    assert f"Volgde {LNV} op" in text_of(client.get(heir.get_absolute_url()))
    row = AuditEvent.objects.get(action="organisatie.ended")
    assert row.data["people"] == [person.pk]
    line = AuditEvent.objects.get(action="deelnemer.profile_changed")
    assert (line.subject_id, line.actor, line.data) == (
        person.pk,
        beheerder,
        {"fields": ["organisatie"]},
    )
    manager.post(page("_herleven", ministerie))
    ministerie.refresh_from_db()
    assert (ministerie.ended_on, ministerie.successor) == (None, None)


def test_nothing_follows_itself_also_by_a_detour(beheerder: Deelnemer) -> None:
    first, second, third = OrganisatieFactory.create_batch(3)
    tomorrow = timezone.localdate() + timedelta(days=1)
    services.end_organisatie(
        actor=beheerder, organisatie=first, ended_on=tomorrow, successor=second
    )
    services.end_organisatie(
        actor=beheerder, organisatie=second, ended_on=tomorrow, successor=third
    )
    for heir in (first, second, third):
        with pytest.raises(ValidationError, match="bij zichzelf"):
            services.end_organisatie(
                actor=beheerder, organisatie=third, ended_on=tomorrow, successor=heir
            )
    ended = OrganisatieFactory(ended_on=SPLIT)
    with pytest.raises(ValidationError, match="bestaat zelf ook niet meer"):
        services.end_organisatie(
            actor=beheerder, organisatie=third, ended_on=tomorrow, successor=ended
        )


def every_field_to_organisatie() -> set[tuple[str, str]]:
    """Return every model and field of the project that points at an organisation, links too."""
    from django.apps import apps

    return {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Organisatie
    }


def test_merging_walks_every_field_that_points_at_an_organisation(db: None) -> None:
    walked = {(model._meta.label, field.name) for model, field in samenvoegen._pointing()}
    assert walked == every_field_to_organisatie()
    assert {
        ("communities.Deelnemer", "organisatie"),
        ("communities.Community_coordinators", "organisatie"),
        ("casussen.Casus", "organisatie"),
        ("communities.Organisatie", "successor"),
    } <= walked


def test_two_of_the_same_become_one(
    client_of: ClientOf, client: Client, beheerder: Deelnemer, community: Community
) -> None:
    kept = OrganisatieFactory(name="Gemeente Assen", slug="gemeente-assen")
    double = OrganisatieFactory(
        name="Gem. Assen", slug="gem-assen", province=begrip("provincie", "drenthe")
    )
    OrganisatieNaam.objects.create(organisatie=double, name="Stad Assen", until=SPLIT)
    person = DeelnemerFactory(organisatie=double)
    casus = CasusFactory(organisatie=double)
    only_double = CommunityFactory()
    community.coordinators.add(kept, double)
    only_double.coordinators.add(double)
    OrganisatieFactory(name="Opgegaan", ended_on=SPLIT, successor=double)
    Organisatie.objects.filter(pk=kept.pk).update(split_from=double)
    manager = client_of(beheerder)
    asked = manager.get(page("_samenvoegen", double), {"met": "gemeente-assen"})
    assert (asked.context["into"], asked.context["uses"]["deelnemers"]) == (kept, 1)
    manager.post(page("_samenvoegen", double), {"met": "gemeente-assen"})
    for row in (person, casus, kept):
        row.refresh_from_db()
    assert not Organisatie.objects.filter(pk=double.pk).exists()
    assert (person.organisatie, casus.organisatie, kept.split_from) == (kept, kept, None)
    assert str(kept.province) == "Drenthe"
    assert [list(c.coordinators.all()) for c in (community, only_double)] == [[kept], [kept]]
    assert Organisatie.objects.get(name="Opgegaan").successor == kept
    names = set(kept.former_names.values_list("name", "until"))
    assert names == {("Gem. Assen", None), ("Stad Assen", SPLIT)}
    moved = client.get("/organisaties/gem-assen/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/organisaties/gemeente-assen/")
    assert client.get("/organisaties/gem-asse/").status_code == 404
    again = services.add_organisatie(actor=beheerder, name="Gem Assen", kind=kept.kind)
    assert again.slug == "gem-assen-2"


def test_an_address_of_a_double_of_a_double_still_leads_on(
    client: Client, beheerder: Deelnemer
) -> None:
    a, b, c = (OrganisatieFactory(name=name, slug=name) for name in ("aa", "bb", "cc"))
    services.merge_organisaties(actor=beheerder, double=a, into=b)
    services.merge_organisaties(actor=beheerder, double=b, into=c)
    assert client.get("/organisaties/aa/").headers["Location"] == "/organisaties/cc/"
    with pytest.raises(ValidationError, match="andere organisatie"):
        services.merge_organisaties(actor=beheerder, double=c, into=c)


def test_merging_makes_no_circle_of_successors(beheerder: Deelnemer) -> None:
    kept = OrganisatieFactory(name="Blijft")
    double = OrganisatieFactory(name="Dubbel")
    between = OrganisatieFactory(name="Tussen", ended_on=SPLIT, successor=double)
    Organisatie.objects.filter(pk=kept.pk).update(ended_on=SPLIT, successor=between)
    with pytest.raises(ValidationError, match="zichzelf"):
        services.merge_organisaties(actor=beheerder, double=double, into=kept)
    assert Organisatie.objects.filter(pk=double.pk).exists()


def test_only_what_nothing_points_at_can_go(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    used = OrganisatieFactory(name="Draagt een community")
    community.coordinators.add(used)
    free = OrganisatieFactory(name="Vergissing")
    OrganisatieNaam.objects.create(organisatie=free, name="Verg")
    manager = client_of(beheerder)
    for organisatie in (used, free):
        manager.post(page("_weg", organisatie))
    assert list(Organisatie.objects.filter(pk__in=[used.pk, free.pk])) == [used]
    assert actions() == ["organisatie.deleted"]


def test_an_ended_organisation_is_not_offered_to_who_chooses_one(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    ended = OrganisatieFactory(name="Voorbije Dienst", ended_on=SPLIT)
    later = OrganisatieFactory(
        name="Dienst tot morgen", ended_on=timezone.localdate() + timedelta(days=1)
    )
    offered = set(Organisatie.objects.choosable())
    assert (ended in offered, later in offered) == (False, True)
    assert ended in Organisatie.objects.choosable(ended.pk)
    for who, path in ((beheerder, "beheer_lid_nieuw"), (deelnemer, "profile")):
        assert "Voorbije Dienst" not in client_of(who).get(reverse(path)).content.decode()
    Deelnemer.objects.filter(pk=deelnemer.pk).update(organisatie=ended)
    assert "Voorbije Dienst" in client_of(deelnemer).get(reverse("profile")).content.decode()


def test_a_typing_mistake_is_mended_without_a_former_name(
    client_of: ClientOf, beheerder: Deelnemer
) -> None:
    office = OrganisatieFactory(name="Gemeente Asen", slug="gemeente-asen")
    taken = OrganisatieFactory(name="Gemeente Assen")
    manager = client_of(beheerder)
    data = {"name": "gemeente assen", "kind": office.kind_id, "website": "assen.nl"}
    refused = manager.post(page("_wijzigen", office), data)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"name"})
    taken.delete()
    manager.post(page("_wijzigen", office), data | {"name": "Gemeente Assen"})
    office.refresh_from_db()
    assert (office.name, office.slug, office.website) == (
        "Gemeente Assen",
        "gemeente-asen",
        "https://assen.nl",
    )
    assert office.former_names.count() == 0
    row = AuditEvent.objects.get(action="organisatie.changed")
    assert row.data == {"fields": ["name", "website"]}


def test_a_look_alike_is_offered_to_merge(client_of: ClientOf, beheerder: Deelnemer) -> None:
    office = OrganisatieFactory(name="Gemeente Hoogeveen")
    alike = OrganisatieFactory(name="Gemeente Hogeveen")
    OrganisatieFactory(name="Waterschap De Dommel")
    assert client_of(beheerder).get(page("", office)).context["alike"] == [alike]


def test_a_name_that_several_have_finds_none(db: None) -> None:
    one, two = OrganisatieFactory.create_batch(2)
    OrganisatieNaam.objects.create(organisatie=one, name="EZ")
    assert services.find_organisatie(" ez ") == one
    OrganisatieNaam.objects.create(organisatie=two, name="EZ")
    assert services.find_organisatie("EZ") is None
