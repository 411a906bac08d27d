"""What a post said before it was changed (features.md row 36)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer, Reactie, ReactieVersie
from netwerk.kern.avg import retention
from netwerk.kern.avg.erasure import erase
from netwerk.kern.avg.kopie import parts

ClientOf = Callable[[Deelnemer | None], Client]


@pytest.fixture
def post(community: Community, deelnemer: Deelnemer) -> Reactie:
    """Return a post of an hour ago."""
    post = services.post_reactie(
        actor=deelnemer, subject=community, body="Wij vroegen eerst de bewoners."
    )
    aged(post)
    return post


def aged(post: Reactie) -> None:
    Reactie.objects.filter(pk=post.pk).update(created_at=timezone.now() - timedelta(hours=1))


def change(post: Reactie, *texts: str) -> None:
    for text in texts:
        services.edit_reactie(actor=post.author, reactie=post, body=text)


def history(post: Reactie) -> str:
    return reverse("communities:reactie_history", args=[post.pk])


def inside(client: Client, community: Community) -> str:
    html = client.get(reverse("communities:inside", args=[community.slug])).content.decode()
    return re.sub(r"\s+", " ", html)


def test_bewerkt_leads_to_what_changed_for_members(
    post: Reactie, community: Community, organisator: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(organisator)
    assert history(post) not in inside(client, community)
    change(post, "Wij vroegen later de bewoners.")
    assert f'href="{history(post)}">bewerkt' in inside(client, community)
    html = re.sub(r"\s+", " ", client.get(history(post)).content.decode())
    assert '<del><span class="verborgen">[weg: </span>eerst' in html
    assert '<ins><span class="verborgen">[erbij: </span>later' in html
    assert "Zo stond het er eerst" in html
    assert "Wij vroegen eerst de bewoners." in html


def test_a_slip_of_the_pen_within_five_minutes_leaves_no_history(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    post = services.post_reactie(actor=deelnemer, subject=community, body="Dag alemaal")
    change(post, "Dag allemaal")
    assert ReactieVersie.objects.count() == 0
    html = inside(client_of(organisator), community)
    assert "<span>bewerkt</span>" in html
    assert client_of(organisator).get(history(post)).status_code == 302
    services.post_reactie(actor=organisator, subject=community, body="Dag", parent=post)
    change(post, "Dag, vandaag gaat het niet door")
    version = ReactieVersie.objects.get()
    assert version.body == "Dag allemaal"  # somebody had answered this text
    assert version.written_at > post.created_at


def test_who_may_not_read_the_post_reads_no_history(
    post: Reactie, ander_lid: Deelnemer, beheerder: Deelnemer, client_of: ClientOf
) -> None:
    change(post, "Iets heel anders")
    for person in (ander_lid, beheerder):
        assert client_of(person).get(history(post)).status_code == 404


def test_nothing_of_a_removed_post_is_read_and_its_history_goes_with_the_text(
    post: Reactie, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    change(post, "Iets heel anders")
    services.remove_reactie(actor=deelnemer, reactie=post)
    client = client_of(deelnemer)
    assert client.get(history(post)).status_code == 404
    services.restore_reactie(actor=deelnemer, reactie=post)
    assert client.get(history(post)).status_code == 200
    services.remove_reactie(actor=deelnemer, reactie=post)
    Reactie.objects.update(removed_at=timezone.now() - timedelta(days=29))
    retention.run()
    assert ReactieVersie.objects.count() == 1
    Reactie.objects.update(removed_at=timezone.now() - timedelta(days=31))
    retention.run()
    assert (ReactieVersie.objects.count(), Reactie.objects.get().body) == (0, "")


def test_the_history_goes_when_the_writer_is_erased_and_is_in_the_own_copy(
    post: Reactie, deelnemer: Deelnemer
) -> None:
    change(post, "Iets heel anders")
    assert [entry.model for entry in parts()].count(ReactieVersie) == 1
    erase(deelnemer, {deelnemer.email})
    assert ReactieVersie.objects.count() == 0
    assert Reactie.objects.get().body == "Iets heel anders"


def test_a_long_history_has_pages_that_fit_together(
    post: Reactie, organisator: Deelnemer, client_of: ClientOf
) -> None:
    change(post, *(f"Tekst nummer {number}" for number in range(12)))
    client = client_of(organisator)
    first = client.get(history(post))
    second = client.get(f"{history(post)}?pagina=2")
    assert len(first.context["changes"]) == 10
    assert len(second.context["changes"]) == 2
    assert "Zo stond het er eerst" not in first.content.decode()
    assert second.context["first"].body == "Wij vroegen eerst de bewoners."
    texts = ["".join(line.text for line in c.lines) for c in second.context["changes"]]
    assert "Tekst nummer 01" in texts[0] or ("0" in texts[0] and "1" in texts[0])
    assert client.get(f"{history(post)}?pagina=onzin").status_code == 200


def test_queries_of_the_history_do_not_grow(
    post: Reactie, organisator: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(organisator)

    def count() -> int:
        client.get(history(post))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(history(post)).status_code == 200
        return len(captured)

    change(post, "Een")
    one = count()
    change(post, *(f"Tekst {number}" for number in range(49)))
    assert count() == one


def test_the_history_shows_no_passage_that_the_post_does_not_show(
    post: Reactie, organisator: Deelnemer, client_of: ClientOf
) -> None:
    passage = "Open.\n\n:::vertrouwelijk\nKanariegeel.\n:::"
    change(post, passage, f"{passage}\n\nEn meer.")
    html = client_of(organisator).get(history(post)).content.decode()
    assert ("meer" in html, "Kanariegeel" in html) == (True, False)
