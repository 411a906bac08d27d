"""Quoting a post in the answer to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities import citaten, gespreksbeeld, services
from communities.models import Community, Deelnemer, Gesprek, Reactie
from tests.factories import CasusFactory, ReactieFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]


@pytest.fixture
def talk(community: Community) -> Any:
    casus = CasusFactory(community=community, visibility="community")
    return Gesprek.objects.create(subject=casus)


def asked(client: Client, post: Reactie) -> str:
    """Return the page that has the form to answer and quote a post."""
    address = post.gesprek.get_absolute_url()
    return client.get(f"{address}?antwoord={post.pk}&citeer=1").text


def test_the_text_stands_in_the_form_under_who_wrote_it(
    client_of: ClientOf, talk: Any, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post = ReactieFactory(gesprek=talk, author=organisator, body="Eerst dit.\n\n- en\n- dat")
    client = client_of(deelnemer)
    page = asked(client, post)
    assert (
        f"&gt; {organisator} schreef:\n&gt;\n&gt; Eerst dit.\n&gt;\n&gt; - en\n&gt; - dat\n\n"
        "</textarea>" in page
    )
    assert f"Antwoord op {organisator}" in page
    link = f'href="?antwoord={post.pk}&amp;citeer=1#reageer"'
    assert link in client.get(talk.get_absolute_url()).text
    plain = client.get(f"{talk.get_absolute_url()}?antwoord={post.pk}").text
    assert f"{organisator} schreef" not in plain


def test_never_what_is_removed_or_confidential(
    client_of: ClientOf, talk: Any, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    body = "Open\n\n:::vertrouwelijk\nGEHEIM\n:::\n\nslot"
    post = ReactieFactory(gesprek=talk, author=organisator, body=body)
    client = client_of(deelnemer)
    page = asked(client, post)
    assert "&gt; slot" in page
    assert "GEHEIM" not in page
    services.remove_reactie(actor=organisator, reactie=post)
    page = asked(client, post)
    assert "&gt; slot" not in page
    post.refresh_from_db()
    assert citaten.quotation(post) == ""


def test_the_name_is_what_readers_may_know(
    client_of: ClientOf, talk: Any, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post = ReactieFactory(gesprek=talk, author=organisator, body="Eerst dit.")
    quoted = f"{citaten.quotation(post)}Mee eens."
    answer = services.post_reactie(actor=deelnemer, subject=talk.subject, body=quoted, parent=post)

    def html() -> str:
        rows = gespreksbeeld.posts_of(talk)
        return str(gespreksbeeld.lines_of(deelnemer, talk, list(rows))[answer.pk].html)

    assert f"{organisator} schreef:" in html()
    Reactie.objects.filter(pk=post.pk).update(shows_author=False)
    assert str(organisator) not in html()
    assert "Voormalig lid schreef:" in html()
    assert "&gt; Voormalig lid schreef:" in asked(client_of(deelnemer), post)


def test_a_long_text_is_cut_between_words(talk: Any) -> None:
    post = ReactieFactory(gesprek=talk, body="woord " * 500)
    lines = citaten.quotation(post).strip().split("\n")
    assert len(lines[2]) <= citaten.MOST + 4
    assert lines[2].endswith("woord …")


def test_a_quotation_comes_behind_what_was_written_before(
    client_of: ClientOf, talk: Any, deelnemer: Deelnemer
) -> None:
    post = ReactieFactory(gesprek=talk, body="Eerst dit.")
    services.keep_concept(actor=deelnemer, subject=talk.subject, body="Mijn begin", parent=post)
    client = client_of(deelnemer)
    page = asked(client, post)
    assert f"Mijn begin\n\n&gt; {post.writer} schreef:" in page
    services.keep_concept(
        actor=deelnemer,
        subject=talk.subject,
        body=f"Mijn begin\n\n{citaten.quotation(post)}".strip(),
        parent=post,
    )
    assert asked(client, post).count(f"{post.writer} schreef:") == 1


def test_a_name_cannot_write_markup(talk: Any) -> None:
    post = ReactieFactory(gesprek=talk, author__first_name="[x](http://a.b)*", body="Dag")
    first = citaten.quotation(post).split("\n")[0]
    assert "[" not in first
    assert "*" not in first
    assert post.created_at < timezone.now()
