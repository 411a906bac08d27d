"""A les keeps observation, context, conclusion and conditions, and who changed it when."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from casussen.services import ChangedMeanwhileError
from communities.models import Community, Deelnemer
from handboek import services
from handboek.models import Advies, Les, LesEvent
from netwerk.kern.audit.models import AuditEvent
from tests.factories import CasusFactory, LesFactory, begrip

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
MakeAdvies = Callable[..., Advies]
TEXT = {
    "conclusion": "Vraag eerst wie de bus neemt.",
    "observation": "De bus reed leeg, maar de halte was vol.",
    "context": "In een dorp in Drenthe.",
    "conditions": "Er is een bewonersgroep.",
}


@pytest.fixture
def les(community: Community, organisator: Deelnemer) -> Les:
    return LesFactory(community=community, created_by=organisator)


def address(les: Les) -> str:
    return reverse("handboek:les_bewerk", args=[les.number])


def test_harvest_takes_all_four_and_asks_only_for_the_conclusion(
    community: Community, organisator: Deelnemer, client_of: ClientOf
) -> None:
    casus = CasusFactory(community=community)
    page = reverse("handboek:harvest", args=["casus", casus.slug])
    least = {"zin": 1, "versie": 1, "conclusie": "Tel mee.", "community": community.pk}
    client = client_of(organisator)
    client.post(page, least)
    assert Les.objects.get().observation == ""
    more = {"waarneming": "De halte was vol.", "context": "In een dorp.", "voorwaarden": "Samen."}
    client.post(page, least | more | {"zin": 0, "conclusie": "Iets heel anders leren."})
    les = Les.objects.get(conclusion="Iets heel anders leren.")
    assert (les.observation, les.context, les.conditions) == tuple(more.values())
    assert les.bevindingen.get().suffix


def test_the_page_shows_all_four_and_when_it_was_changed(
    les: Les, organisator: Deelnemer, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    before = client_of(deelnemer).get(les.get_absolute_url()).text
    assert "Aangepast op" not in before
    changed = services.update_les(actor=organisator, les=les, seen=les.mark(), **TEXT)
    assert changed.edited_at is not None
    page = client_of(deelnemer).get(les.get_absolute_url()).text
    for words in TEXT.values():
        assert words in page
    assert "Aangepast op" in page
    assert date_format(timezone.localtime(changed.edited_at), "j F Y") in page


def test_what_stood_before_stays_in_the_history(les: Les, organisator: Deelnemer) -> None:
    first = les.conclusion
    services.update_les(actor=organisator, les=les, **TEXT)
    services.update_les(actor=organisator, les=les, **TEXT)
    rows = LesEvent.objects.filter(pgh_obj=les).order_by("pgh_id")
    assert [row.conclusion for row in rows] == [first, TEXT["conclusion"]]
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["les.changed"]


@pytest.mark.parametrize("word", ["halte", "Drenthe", "bewonersgroep", "neemt"])
def test_every_part_is_found(
    les: Les, organisator: Deelnemer, client_of: ClientOf, word: str
) -> None:
    other = LesFactory(conclusion="Iets anders.")
    services.update_les(actor=organisator, les=les, **TEXT)
    for page in (reverse("handboek:lessen"), reverse("search")):
        found = client_of(organisator).get(page, {"q": word}).text
        assert les.get_absolute_url() in found
        assert other.get_absolute_url() not in found


def test_found_words_are_marked_in_the_list_also_when_they_stand_in_the_text(
    les: Les, organisator: Deelnemer, client_of: ClientOf
) -> None:
    text = TEXT | {"conclusion": "Vraag <b>eerst</b> wie de bus neemt."}
    services.update_les(actor=organisator, les=les, **text)
    client, url = client_of(organisator), reverse("handboek:lessen")
    title = client.get(url, {"q": "bus"}).text
    assert "Vraag &lt;b&gt;eerst&lt;/b&gt; wie de <mark>bus</mark> neemt." in title
    assert "<mark>bus</mark> reed leeg" not in title, "the conclusion says enough"
    inside = client.get(url, {"q": "bewonersgroep"}).text
    assert "Er is een <mark>bewonersgroep</mark>." in inside
    assert "<mark>" not in client.get(url).text


def test_under_a_published_advies_only_a_redacteur_changes_it(
    make_advies: MakeAdvies, organisator: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    les = make_advies().lessen.get()
    Les.objects.filter(pk=les.pk).update(created_by=organisator)
    maker = client_of(organisator)
    assert maker.get(address(les)).status_code == 403
    assert "Verander de les" not in maker.get(les.get_absolute_url()).text
    with pytest.raises(PermissionDenied):
        services.update_les(actor=organisator, les=Les.objects.get(pk=les.pk), **TEXT)
    editor = client_of(redacteur)
    assert "Verander de les" in editor.get(les.get_absolute_url()).text
    editor.post(address(les), TEXT | {"seen": les.mark()})
    les.refresh_from_db()
    assert (les.conclusion, les.edited_by) == (TEXT["conclusion"], redacteur)


def test_two_at_once_lose_nothing(
    les: Les, organisator: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    seen = les.mark()
    services.update_les(actor=redacteur, les=les, conditions="Alleen in de zomer.")
    with pytest.raises(ChangedMeanwhileError):
        services.update_les(actor=organisator, les=les, seen=seen, **TEXT)
    client = client_of(organisator)
    page = client.post(address(les), TEXT | {"seen": seen})
    assert page.status_code == 200
    assert "Iemand anders heeft dit net gewijzigd" in page.text
    assert TEXT["observation"] in page.text
    les.refresh_from_db()
    assert les.conditions == "Alleen in de zomer."
    assert client.post(address(les), TEXT | {"seen": les.mark()}).status_code == 302


def test_bad_input_keeps_what_was_typed(
    les: Les, organisator: Deelnemer, client_of: ClientOf
) -> None:
    data = TEXT | {"conclusion": "", "seen": les.mark()}
    page = client_of(organisator).post(address(les), data)
    assert "Schrijf op wat de les is." in page.text
    assert TEXT["conditions"] in page.text
    null = client_of(organisator).post(address(les), TEXT | {"observation": "a\x00b"})
    assert null.status_code == 200


def test_the_list_chooses_community_theme_and_what_came_of_it(
    make_advies: MakeAdvies, community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    wonen = CasusFactory(visibility="public")
    wonen.themes.add(begrip("cbs-thema", "wonen"))
    hidden = CasusFactory(visibility="group")
    hidden.themes.add(begrip("cbs-thema", "wonen"))
    rows = {
        "with": make_advies(wonen).lessen.get(),
        "without": LesFactory(community=community),
        "closed": LesFactory(casus=hidden),
    }
    client = client_of(deelnemer)

    def shown(**choice: str) -> set[str]:
        page = client.get(reverse("handboek:lessen"), choice).text
        return {name for name, row in rows.items() if f'"{row.get_absolute_url()}"' in page}

    assert shown() == set(rows)
    assert shown(community=community.slug) == {"without"}
    assert shown(thema="wonen") == {"with"}
    assert shown(stand="met") == {"with"}
    assert shown(stand="zonder") == {"without", "closed"}
    assert shown(stand="\x00", thema="\x00", community="\x00") == set(rows)


def test_the_list_asks_no_more_for_fifty(deelnemer: Deelnemer, client_of: ClientOf) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client_of(deelnemer).get(reverse("handboek:lessen"), {"stand": "zonder"})
        return len(found)

    LesFactory()
    few = queries()
    for _ in range(49):
        LesFactory()
    assert queries() == few
    assert "pagina=2" in client_of(deelnemer).get(reverse("handboek:lessen")).text
