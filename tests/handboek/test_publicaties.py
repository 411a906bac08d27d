"""Publicaties: who adds them, where they stand, and what they count for."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casussen.services import ChangedMeanwhileError
from communities.models import Deelnemer
from handboek import services
from handboek.enums import Level
from handboek.models import Advies, Publicatie
from tests.factories import AdviesFactory, CasusFactory, LesFactory, PublicatieFactory
from tests.handboek.conftest import ready
from tests.handboek.test_later import state

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
MakeAdvies = Callable[..., Advies]
LIST = "/handboek/publicaties/"
WORDS = {
    "title": "Elke halte telt",
    "authors": "Instituut voor Haltes",
    "year": "2024",
    "url": "https://voorbeeld.nl/haltes",
    "licence": "CC BY 4.0",
    "doi": "10.1234/haltes",
}


def test_a_redacteur_adds_changes_and_ties_one(
    redacteur: Deelnemer, make_advies: MakeAdvies, client_of: ClientOf
) -> None:
    client = client_of(redacteur)
    wrong = client.post(reverse("handboek:publicatie_nieuw"), WORDS | {"year": "3", "doi": "x"})
    assert "Kijk het jaar na." in wrong.text
    assert "Een DOI begint met 10." in wrong.text
    assert "Elke halte telt" in wrong.text
    client.post(reverse("handboek:publicatie_nieuw"), WORDS)
    row = Publicatie.objects.get()
    page = reverse("handboek:publicatie", args=[row.pk])
    client.post(page, WORDS | {"title": "Elke bus telt", "seen": row.mark()})
    late = client.post(page, WORDS | {"title": "Te laat", "seen": row.mark()})
    assert "Iemand anders heeft dit net gewijzigd" in late.text
    row.refresh_from_db()
    assert row.title == "Elke bus telt"
    with pytest.raises(ChangedMeanwhileError):
        services.update_publicatie(actor=redacteur, publicatie=row, seen="x", year=2020)
    advies = make_advies()
    tie = reverse("handboek:publicatie_bij", args=[row.pk])
    assert "Dit nummer bestaat niet." in client.post(tie, {"soort": "les", "nummer": 999}).text
    client.post(tie, {"soort": "les", "nummer": advies.lessen.get().number})
    assert row.lessen.get() == advies.lessen.get()
    public = client_of(None).get(LIST).text
    assert advies.get_absolute_url() in public
    assert "https://doi.org/10.1234/haltes" in public
    assert "Wijzig" not in public.split("<main", 1)[1]
    assert "csrfmiddlewaretoken" not in public


def test_under_a_les_it_counts_for_every_advies_that_the_les_supports_and_once(
    make_advies: MakeAdvies, redacteur: Deelnemer
) -> None:
    one, two = CasusFactory(visibility="public"), CasusFactory(visibility="public")
    advies = make_advies(one, two)
    against = make_advies(*(CasusFactory() for _ in range(2)))
    les = advies.lessen.first()
    other = advies.lessen.last()
    services.link_les(actor=redacteur, advies=against, les=les, relation="contradicts")
    assert state(advies)[0] == Level.RECOGNISED
    row = PublicatieFactory()
    for to in (les, other, advies):
        services.tie_publicatie(actor=redacteur, publicatie=row, to=to)
    assert state(advies)[0] == Level.SUBSTANTIATED
    assert state(against)[0] == Level.RECOGNISED


def test_the_page_names_it_once(
    make_advies: MakeAdvies, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    advies = make_advies(CasusFactory(), CasusFactory())
    row = PublicatieFactory(title="Elke halte telt")
    for les in advies.lessen.all():
        services.tie_publicatie(actor=redacteur, publicatie=row, to=les)
    page = client_of(None).get(advies.get_absolute_url(), follow=True).text
    assert page.count("Elke halte telt") == 1
    assert "1 onderzoek" in page
    assert "Elke halte telt" in client_of(None).get(les.get_absolute_url()).text


def test_it_is_loosened_only_where_nothing_published_rests_on_it(
    make_advies: MakeAdvies, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    published, draft = make_advies(), AdviesFactory()
    row = PublicatieFactory()
    for advies in (published, draft):
        services.tie_publicatie(actor=redacteur, publicatie=row, to=advies)
    with pytest.raises(ValidationError):
        services.untie_publicatie(actor=redacteur, publicatie=row, to=published)
    loosen = reverse("handboek:publicatie_los", args=[row.pk, "advies", draft.number])
    client_of(redacteur).post(loosen)
    assert list(row.adviezen.all()) == [published]


def test_the_list_searches_pages_and_asks_no_more_for_many(
    make_advies: MakeAdvies, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    advies = make_advies()

    def add(number: int) -> None:
        for place in range(number):
            row = PublicatieFactory(title=f"Onderzoek {place}")
            row.lessen.add(advies.lessen.get())
            row.adviezen.add(advies)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client_of(redacteur).get(LIST)
        return len(found)

    add(1)
    few = queries()
    add(49)
    assert queries() == few
    PublicatieFactory(title="Wandelen naar de halte")
    assert "pagina=2" in client_of(None).get(LIST).text
    found = client_of(None).get(LIST, {"q": "wandelen"}).text
    assert "Wandelen naar de halte" in found
    assert "Onderzoek 1" not in found


def test_a_les_that_is_closed_is_not_named(client_of: ClientOf, redacteur: Deelnemer) -> None:
    row, les = PublicatieFactory(), LesFactory(number=77)
    row.lessen.add(les)
    assert "les 77" in client_of(redacteur).get(LIST).text
    assert "les 77" not in client_of(None).get(LIST).text


def test_a_text_draws_few_of_many_publicaties_and_finds_the_rest(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    """Without a script: words in the box search, keep what was typed, and save nothing."""
    for number in range(30):
        PublicatieFactory(title=f"Verslag {number}", authors="Iemand")
    chosen, wanted = Publicatie.objects.order_by("pk")[:2]
    Publicatie.objects.filter(pk=wanted.pk).update(title="Wonen in een krimpdorp")
    advies = ready(redacteur, state="draft")
    advies.publicaties.add(chosen)
    client, address = client_of(redacteur), f"/handboek/redactie/{advies.number}/bewerk/"

    def boxes(page: str) -> dict[str, bool]:
        tags = [tag for tag in re.findall(r"<input[^>]*>", page) if 'name="publicaties"' in tag]
        return {re.findall(r'value="(\d+)"', tag)[0]: "checked" in tag for tag in tags}

    first = boxes(client.get(address).content.decode())
    assert (len(first), first[str(chosen.pk)]) == (21, True)
    assert str(wanted.pk) not in first
    data = {
        "kind": "do",
        "title": "Vraag het aan de buren",
        "hoofdstuk": advies.hoofdstuk_id,
        "summary": "Kort.",
        "why": "Typte ik al.",
        "publicaties": [chosen.pk],
    }
    page = client.post(address, data | {"publicaties_zoek": "krimpdorp"}).content.decode()
    assert boxes(page) == {str(chosen.pk): True, str(wanted.pk): False}
    assert "Typte ik al." in page
    assert Advies.objects.get().why == advies.why
    client.post(address, data | {"publicaties": [chosen.pk, wanted.pk], "publicaties_zoek": ""})
    assert set(Advies.objects.get().publicaties.all()) == {chosen, wanted}
    shown = boxes(client.get(address).content.decode())
    assert shown[str(chosen.pk)] is shown[str(wanted.pk)] is True
