"""Two people write one section: both texts, a choice, and nothing lost whatever is chosen."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.models import Casus, CasusDeelname, CasusSectie, Concept
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory

Clients = Callable[[Deelnemer | None], Client]
BASE = "Eerst de bus.\n\nDan de fiets.\n\nEn de trein."
THEIRS = BASE.replace("En de trein.", "En de nachttrein.")
MINE = BASE.replace("Eerst de bus.", "Eerst de kleine bus.")


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer, organisator: Deelnemer) -> Casus:
    """Return a casus of *deelnemer*, and *organisator* writes along."""
    casus = CasusFactory(slug="dorpswinkel", community=community, casushouder=deelnemer, body=BASE)
    CasusDeelname.objects.create(casus=casus, deelnemer=organisator, role="co_author")
    return casus


@pytest.fixture
def me(casus: Casus, organisator: Deelnemer, client_of: Clients) -> Client:
    """Return the casushouder, who saved after the co-auteur did: both texts are there."""
    data = {"body": THEIRS, "version": "1"}
    assert client_of(organisator).post(address("section"), data).status_code == 302
    client = client_of(casus.casushouder)
    answer = client.post(address("section"), {"body": MINE, "version": "1"})
    assert answer.headers["Location"] == address("conflict")
    return client


def address(name: str) -> str:
    return reverse(f"casussen:{name}", args=["dorpswinkel", "approach"])


def stored() -> CasusSectie:
    return CasusSectie.objects.get(kind="approach")


def history() -> list[tuple[int, str]]:
    rows = stored().events.order_by("pgh_id")
    return [(row.version, row.body) for row in rows]


def test_the_page_shows_both_texts_with_what_differs_marked(me: Client) -> None:
    html = me.get(address("conflict")).content.decode()
    assert "Iemand anders was je voor" in html
    assert '<mark><span class="verborgen">[anders: </span>nachttrein<' in html
    assert '<mark><span class="verborgen">[anders: </span>kleine<' in html
    assert stored().body == THEIRS
    assert Concept.objects.get().body == MINE


def test_changes_that_do_not_touch_are_already_joined(me: Client) -> None:
    page = me.get(address("conflict"))
    both = MINE.replace("En de trein.", "En de nachttrein.")
    assert page.context["clashes"] == 0
    assert page.context["form"].initial == {"body": both, "version": 2}
    me.post(address("section"), {"body": both, "version": "2"})
    assert (stored().body, stored().version) == (both, 3)
    assert [version for version, _ in history()] == [1, 2, 3]
    assert Concept.objects.get().body == MINE  # put aside, so that it can be found back
    assert not Concept.objects.active().exists()


def test_taking_mine_keeps_theirs_in_the_history(me: Client) -> None:
    me.post(address("conflict"), {"keuze": "mijn", "version": "2"})
    assert (stored().body, stored().version) == (MINE, 3)
    assert history() == [(1, BASE), (2, THEIRS), (3, MINE)]
    assert not Concept.objects.exists()


def test_taking_theirs_keeps_mine_as_a_draft_that_comes_back(me: Client) -> None:
    me.post(address("conflict"), {"keuze": "ander", "version": "2"})
    assert history() == [(1, BASE), (2, THEIRS)]
    assert me.get(address("conflict")).status_code == 302
    assert MINE not in me.get(address("section")).content.decode()
    me.post(address("draft_back"))
    assert me.get(address("conflict")).context["draft"].body == MINE


def test_a_third_who_saved_meanwhile_is_not_written_over(
    casus: Casus, me: Client, organisator: Deelnemer
) -> None:
    services.save_section(
        actor=organisator, casus=casus, kind="approach", body="Een derde.", version=2
    )
    answer = me.post(address("conflict"), {"keuze": "mijn", "version": "2"}, follow=True)
    assert "Intussen is er weer een tekst bewaard" in answer.content.decode()
    assert "Een derde." in answer.content.decode()
    merged = me.post(address("section"), {"body": "Samen.", "version": "2"})
    assert merged.headers["Location"] == address("conflict")
    assert stored().body == "Een derde."
    assert {row.body for row in Concept.objects.all()} == {MINE, "Samen."}
    me.post(address("conflict"), {"keuze": "mijn", "version": "3"})
    assert history()[-1] == (4, "Samen.")


def test_a_draft_of_before_says_that_somebody_saved_since(
    casus: Casus, organisator: Deelnemer, client_of: Clients
) -> None:
    client = client_of(casus.casushouder)
    draft = reverse("casussen:draft", args=["dorpswinkel", "approach"])
    client.post(draft, {"body": MINE, "version": "1"})
    client_of(organisator).post(address("section"), {"body": THEIRS, "version": "1"})
    html = client.get(address("section")).content.decode()
    assert f"{organisator} bewaarde intussen een andere tekst" in html
    assert address("conflict") in html
    answer = client.post(draft, {"body": f"{MINE} Meer.", "version": "1"}).json()
    assert answer["moved"].startswith(f"{organisator} bewaarde intussen")


def test_two_first_texts_of_one_section_are_both_shown(
    casus: Casus, organisator: Deelnemer, client_of: Clients
) -> None:
    here = reverse("casussen:section", args=["dorpswinkel", "results"])
    client_of(organisator).post(here, {"body": "Van Olle.", "version": "0"})
    page = client_of(casus.casushouder).post(
        here, {"body": "Van mij.", "version": "0"}, follow=True
    )
    assert [line.text for line in page.context["theirs"]] == ["Van Olle."]
    assert page.context["clashes"] == 1
    assert page.context["form"].initial == {"body": "Van mij.", "version": 1}


def test_the_welvaartsbeeld_of_somebody_else_is_not_written_over(
    casus: Casus, organisator: Deelnemer, client_of: Clients
) -> None:
    here = reverse("casussen:welvaartsbeeld", args=["dorpswinkel"])
    client = client_of(casus.casushouder)
    seen = client.get(here).context["seen"]

    def choose(someone: Client, words: str, mark: str) -> Any:
        data = {f"{kring}-direction": "plus" for kring in ("nu", "later", "elders")}
        return someone.post(here, data | {"nu-explanation": words, "seen": mark})

    assert choose(client_of(organisator), "Van Olle.", seen).status_code == 302
    refused = choose(client, "Van mij.", seen)
    assert "Iemand anders heeft dit net gewijzigd" in refused.content.decode()
    assert "Van mij." in refused.content.decode()
    assert casus.welvaartsbeeld.get(dimension="nu").explanation == "Van Olle."
    assert choose(client, "Van mij.", refused.context["seen"]).status_code == 302
    assert casus.welvaartsbeeld.get(dimension="nu").explanation == "Van mij."


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_wins_and_the_other_hears_it(
    casus: Casus, organisator: Deelnemer
) -> None:
    ready = Barrier(2)
    outcomes: list[str] = []

    def save(person: Deelnemer) -> None:
        try:
            ready.wait(timeout=10)
            services.save_section(
                actor=person, casus=casus, kind="approach", body=f"Van {person}.", version=1
            )
            outcomes.append("saved")
        except services.SectionConflictError as conflict:
            outcomes.append(f"{conflict.yours} verloor van {conflict.current.body}")
        finally:
            connection.close()

    people = (casus.casushouder, organisator)
    threads = [Thread(target=save, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    winner = stored().updated_by
    loser = next(person for person in people if person != winner)
    assert sorted(outcomes) == [f"Van {loser}. verloor van Van {winner}.", "saved"]
    assert (stored().version, len(history())) == (2, 2)
