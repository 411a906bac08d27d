"""The beheer of vocabularies and free tags."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag

from casussen.forms.casussen import CasusUpdateForm
from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.begrippen import beheer, gebruik
from netwerk.kern.begrippen.models import Begrip, Schema
from tests.factories import CasusFactory, OrganisatieFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
ENDED = date(2026, 1, 1)


def address(name: str, row: Any) -> str:
    """Return an address of beheer about a concept or a free tag."""
    return reverse(f"beheer_{name}", args=[row.pk])


def labels(key: str) -> list[str]:
    """Return the concepts of a vocabulary in their order."""
    return [row.label for row in Begrip.objects.in_schema(key)]


def test_a_redacteur_adds_a_concept_that_people_choose_and_search(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    editor = client_of(redacteur)
    data = {"label": "Zorg dichtbij", "synonyms": "wijkzorg\n\n  thuis   zorg ", "definition": ""}
    editor.post(reverse("beheer_begrip_nieuw", args=["opgave"]), data)
    made = Begrip.objects.get(label="Zorg dichtbij")
    assert (made.schema.key, made.notation) == ("opgave", "zorg-dichtbij")
    assert made.synonyms == ["wijkzorg", "thuis zorg"]
    assert labels("opgave")[-1] == "Zorg dichtbij"
    casus = CasusFactory(title="Over zorg dichtbij", visibility="public")
    found = editor.get(reverse("search"), {"q": "wijkzorg"}).content.decode()
    assert casus.get_absolute_url() in found
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["begrip.added"]


def test_a_concept_without_a_name_is_refused_and_kept(
    client_of: ClientOf, beheerder: Deelnemer
) -> None:
    path = reverse("beheer_begrip_nieuw", args=["opgave"])
    answer = client_of(beheerder).post(path, {"label": "", "definition": "Blijft staan"})
    assert (answer.status_code, "Blijft staan" in answer.content.decode()) == (422, True)
    other = Begrip.objects.in_schema("opgave")[0]
    taken = client_of(beheerder).post(path, {"label": "Anders", "notation": other.notation})
    assert set(taken.context["form"].errors) == {"notation"}


def test_the_notation_of_what_is_used_stays(client_of: ClientOf, redacteur: Deelnemer) -> None:
    used = begrip("organisatietype", "waterschap")
    OrganisatieFactory(kind=used)
    data = {"label": "Waterschap of hoogheemraadschap", "notation": "hoogheemraadschap"}
    broader = {"broader": used.broader_id}
    client_of(redacteur).post(address("begrip", used), data | broader)
    used.refresh_from_db()
    assert (used.label, used.notation) == ("Waterschap of hoogheemraadschap", "waterschap")
    with pytest.raises(ValidationError, match="staat vast"):
        beheer.change_begrip(actor=redacteur, begrip=used, notation="anders")
    free = Begrip.objects.in_schema("opgave")[0]
    client_of(redacteur).post(
        address("begrip", free), {"label": free.label, "notation": "vrij-te-kiezen"}
    )
    free.refresh_from_db()
    assert free.notation == "vrij-te-kiezen"


def test_a_kind_of_organisation_falls_under_a_layer_and_nothing_else(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    kind = begrip("organisatietype", "waterschap")
    path = address("begrip", kind)
    for wrong in ("", kind.pk, begrip("provincie", "drenthe").pk):
        answer = client_of(redacteur).post(path, {"label": "Waterschap", "broader": wrong})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"broader"})
    kind.refresh_from_db()
    assert kind.broader == begrip("bestuurslaag", "waterschap")


def test_an_ended_concept_stays_where_it_stands_and_is_offered_no_longer(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    theme, place = begrip("cbs-thema", "subjectief-welzijn"), begrip("provincie", "drenthe")
    casus = CasusFactory()
    casus.themes.add(theme)
    asked = client_of(redacteur).get(address("begrip_beeindigen", theme))
    assert "Het wordt 1 keer gebruikt" in asked.content.decode()
    future = client_of(redacteur).post(
        address("begrip_beeindigen", theme), {"valid_to": "2999-01-01"}
    )
    assert future.status_code == 422
    client_of(redacteur).post(address("begrip_beeindigen", theme), {"valid_to": "2026-01-01"})
    theme.refresh_from_db()
    assert (theme.valid_to, list(casus.themes.all())) == (ENDED, [theme])
    offered = Begrip.objects.offered
    assert theme in offered("cbs-thema", casus, "themes")
    assert theme not in offered("cbs-thema", CasusFactory(), "themes")
    assert theme in CasusUpdateForm(instance=casus).fields["themes"].queryset
    assert place in offered("provincie", casus, "provinces")
    client_of(redacteur).post(address("begrip_weer", theme))
    assert theme in offered("cbs-thema", CasusFactory(), "themes")
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["begrip.ended", "begrip.revived"]


def test_concepts_change_places_without_a_script(client_of: ClientOf, redacteur: Deelnemer) -> None:
    before = labels("opgave")
    editor = client_of(redacteur)
    second = Begrip.objects.in_schema("opgave")[1]
    moved = editor.post(address("begrip_verplaatsen", second), {"kant": "op", "pagina": "1"})
    assert moved.headers["Location"].endswith(f"opgave/?pagina=1#begrip-{second.pk}")
    assert labels("opgave")[:3] == [before[1], before[0], before[2]]
    editor.post(address("begrip_verplaatsen", second), {"kant": "op"})  # is first already
    editor.post(address("begrip_verplaatsen", second), {"kant": "neer"})
    assert labels("opgave") == before


def test_uses_are_counted_over_every_field_that_points_at_a_concept(db: None) -> None:
    walked = {(model._meta.label, field.name) for model, field in gebruik._pointing()}
    known = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Begrip
    }
    links = {("begrippen.Begrip_mapped_to", f"{end}_begrip") for end in ("from", "to")}
    assert known - walked == links
    assert walked - known == set()
    theme = begrip("cbs-thema", "subjectief-welzijn")
    before = gebruik.uses_of(Begrip.objects.filter(pk=theme.pk))[theme.pk]
    CasusFactory().themes.add(theme)
    after = gebruik.uses_of(Begrip.objects.all())
    assert after[theme.pk] == before + 1


def test_the_beheer_tells_how_often_and_never_where(
    client_of: ClientOf, beheerder: Deelnemer
) -> None:
    hidden = CasusFactory(title="Geheim plan voor de brug", visibility="group")
    hidden.tags.add("geheimbrug")
    theme = begrip("cbs-thema", "subjectief-welzijn")
    hidden.themes.add(theme)
    manager = client_of(beheerder)
    for path in (
        reverse("beheer_begrippenlijst", args=["cbs-thema"]),
        address("begrip", theme),
        address("begrip_beeindigen", theme),
    ):
        text = manager.get(path).content.decode()
        assert ("1 keer" in text, "Geheim plan" in text) == (True, False), path


def test_a_word_that_stands_on_closed_casussen_only_is_not_shown(
    client_of: ClientOf, beheerder: Deelnemer, redacteur: Deelnemer
) -> None:
    hidden, shown = CasusFactory(visibility="group"), CasusFactory(visibility="public")
    hidden.tags.add("geheimbrug", "dorpshuis")
    shown.tags.add("dorpshuis", "dorpshuizen")
    closed, both = Tag.objects.get(name="geheimbrug"), Tag.objects.get(name="dorpshuis")
    loose, double = Tag.objects.create(name="los"), Tag.objects.get(name="dorpshuizen")
    for editor in (client_of(beheerder), client_of(redacteur)):
        page = editor.get(reverse("beheer_trefwoorden"))
        found = {tag.name: tag.uses for tag in page.context["page_obj"]}
        assert found == {"dorpshuis": 1, "dorpshuizen": 1, "los": 0}
        assert editor.get(reverse("beheer_begrippen")).context["tags"] == 3
        for name in ("trefwoord", "trefwoord_samenvoegen", "trefwoord_weg"):
            assert editor.get(address(name, closed)).status_code == 404
            assert editor.get(address(name, loose)).status_code == 200
        searched = editor.get(reverse("beheer_trefwoorden"), {"q": "geheim"})
        assert list(searched.context["page_obj"]) == []
        merging = editor.post(address("trefwoord_samenvoegen", double), {"met": "geheimbrug"})
        assert merging.status_code == 422
        answer = editor.post(address("trefwoord_weg", both), follow=True)
        assert "staat nog ergens bij" in answer.text
    client_of(redacteur).post(address("trefwoord_samenvoegen", both), {"met": "dorpshuizen"})
    assert {tag.name for tag in hidden.tags.all()} == {"geheimbrug", "dorpshuizen"}


def test_two_free_tags_become_one_once_on_each_casus(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    both, one = CasusFactory(visibility="network"), CasusFactory(visibility="network")
    both.tags.add("dorpshuis", "dorpshuizen")
    one.tags.add("dorpshuizen")
    double = Tag.objects.get(name="dorpshuizen")
    editor = client_of(redacteur)
    asked = editor.get(address("trefwoord_samenvoegen", double), {"met": "Dorpshuis"})
    assert str(asked.context["into"]) == "dorpshuis"
    assert Tag.objects.filter(pk=double.pk).exists()
    editor.post(address("trefwoord_samenvoegen", double), {"met": "Dorpshuis"})
    assert [[str(tag) for tag in casus.tags.all()] for casus in (both, one)] == [
        ["dorpshuis"],
        ["dorpshuis"],
    ]
    assert not Tag.objects.filter(pk=double.pk).exists()
    for wrong in ("", "bestaat-niet", "dorpshuis"):
        kept = Tag.objects.get(name="dorpshuis")
        answer = editor.post(address("trefwoord_samenvoegen", kept), {"met": wrong})
        assert answer.status_code == 422


def test_a_free_tag_is_spelled_otherwise_or_taken_away(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    casus = CasusFactory(visibility="network")
    casus.tags.add("buurhuis")
    tag, other = Tag.objects.get(name="buurhuis"), Tag.objects.create(name="dorpshuis")
    editor = client_of(redacteur)
    for wrong in ("", "Dorpshuis", "twee, woorden"):
        answer = editor.post(address("trefwoord", tag), {"name": wrong})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name"})
    editor.post(address("trefwoord", tag), {"name": "buurthuis"})
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("buurthuis", "buurhuis")
    for each in (tag, other):
        editor.post(address("trefwoord_weg", each))
    assert list(Tag.objects.all()) == [tag]


@pytest.mark.parametrize(
    "path", ["beheer_begrippen", "beheer_begrippenlijst", "beheer_trefwoorden"]
)
def test_a_list_of_fifty_with_the_same_queries(
    client_of: ClientOf, redacteur: Deelnemer, path: str
) -> None:
    schema = Schema.objects.create(key="proef", title="Proef")
    editor = client_of(redacteur)

    def fill(start: int, stop: int) -> None:
        for number in range(start, stop):
            Schema.objects.create(key=f"proef-{number}", title=f"Proef {number}")
            Begrip.objects.create(schema=schema, notation=f"n{number}", label=f"Begrip {number}")
            Tag.objects.create(name=f"woord {number}")

    def count() -> int:
        here = reverse(path, args=["proef"] if path == "beheer_begrippenlijst" else [])
        editor.get(here)
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(here).status_code == 200
        return len(captured)

    fill(0, 1)
    before = count()
    fill(1, 50)
    assert count() == before
