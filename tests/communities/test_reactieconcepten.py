"""What somebody typed under a conversation is kept until it is placed (features.md row 31)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer, Gesprek, Reactie, Reactieconcept
from communities.schrijfvak import form_for
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import kopie, retention
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import CasusFactory, LidmaatschapFactory, ReactieFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
LIST = "/mijn/nog-niet-geplaatst/"
TYPED = "Bij ons begon het met een maaltijd"


@pytest.fixture
def casus(community: Community) -> Any:
    return CasusFactory(community=community, visibility="community", title="Leerplekken")


def url(subject: Any, name: str = "reactie_concept") -> str:
    content_type = ContentType.objects.get_for_model(subject)
    return reverse(f"communities:{name}", args=[content_type.pk, subject.pk])


def form_of(person: Any, subject: Any, query: str = "") -> Any:
    request = RequestFactory().get(f"/{query}")
    request.user = person
    return form_for(request, Gesprek.about(subject), set())["form"]


def test_closed_tab_text_is_back(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    """Row 31: what was typed is back on every device, for its writer only."""
    answer = client_of(deelnemer).post(url(casus), {"body": TYPED})
    assert answer.json()["sentence"].startswith("Bewaard om ")
    other_device = client_of(deelnemer)
    page = other_device.get(casus.get_absolute_url()).text
    assert f"{TYPED}</textarea>" in page
    assert "Je schreef dit eerder, het is nog niet geplaatst." in page
    assert TYPED not in client_of(organisator).get(casus.get_absolute_url()).text
    assert not Reactie.objects.exists()
    assert not MessageEvent.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="reactie").exists()


def test_placing_it_deletes_it(client_of: ClientOf, casus: Any, deelnemer: Deelnemer) -> None:
    client = client_of(deelnemer)
    client.post(url(casus), {"body": TYPED})
    client.post(url(casus, "reageer"), {"body": f"{TYPED}, en een glas wijn"})
    assert Reactie.objects.get().body == f"{TYPED}, en een glas wijn"
    assert not Reactieconcept.objects.exists()
    late = client.post(url(casus), {"body": TYPED})
    assert late.json()["kept"] is False, "a save that comes after the post brings nothing back"
    assert not Reactieconcept.objects.exists()
    assert client.post(url(casus), {"body": "Iets anders"}).json()["kept"] is True


def test_made_up_parts_fill_no_table(client_of: ClientOf, casus: Any, deelnemer: Deelnemer) -> None:
    most = 50
    for number in range(most + 2):
        services.keep_concept(actor=deelnemer, subject=casus, body="a", part=f"deel-{number}")
    kept = set(Reactieconcept.objects.values_list("part", flat=True))
    assert kept == {f"deel-{number}" for number in range(2, most + 2)}
    assert client_of(deelnemer).get(casus.get_absolute_url()).status_code == 200


def test_one_for_each_place_in_a_conversation(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer
) -> None:
    talk = Gesprek.objects.create(subject=casus)
    first, second = (ReactieFactory(gesprek=talk) for _ in range(2))
    client = client_of(deelnemer)
    for body, parent in (("nieuw", ""), ("een", first.pk), ("twee", second.pk), ("meer", "")):
        client.post(url(casus), {"body": body, "parent": parent})
    assert form_of(deelnemer, casus)["body"].value() == "meer"
    assert form_of(deelnemer, casus, f"?antwoord={first.pk}")["body"].value() == "een"
    form = form_of(deelnemer, casus, f"?antwoord={second.pk}")
    assert form["body"].value() == "twee"
    assert {draft.body for draft in form.other_concepts} == {"meer", "een"}
    client.post(url(casus), {"body": "", "parent": first.pk})
    assert form_of(deelnemer, casus, f"?antwoord={first.pk}")["body"].value() is None
    services.remove_reactie(actor=second.author, reactie=second)
    client.post(url(casus), {"body": "", "parent": ""})
    assert form_of(deelnemer, casus)["body"].value() == "twee", "of what is gone, as a new post"


def test_without_a_script_a_button_keeps_it(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer
) -> None:
    post = ReactieFactory(gesprek=Gesprek.objects.create(subject=casus))
    client = client_of(deelnemer)
    typed = {"body": TYPED, "parent": post.pk, "actie": "bewaar"}
    answer = client.post(url(casus, "reageer"), typed, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"?antwoord={post.pk}#reageer")
    assert "Je tekst is bewaard. Alleen jij ziet hem." in answer.text
    assert f"{TYPED}</textarea>" in answer.text
    empty = client.post(url(casus, "reageer"), {"body": " ", "actie": "bewaar"})
    assert empty.status_code == 422
    assert "Schrijf eerst je reactie." in empty.text


def test_looking_first_keeps_it_too(client_of: ClientOf, casus: Any, deelnemer: Deelnemer) -> None:
    client_of(deelnemer).post(url(casus, "reageer"), {"body": TYPED, "actie": "voorbeeld"})
    assert Reactieconcept.objects.get().body == TYPED


def test_throwing_it_away_and_putting_it_back(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    client.post(url(casus), {"body": f'{TYPED} "&<b>'})
    page = client.post(url(casus, "reactie_concept_weg"), {"body": "", "parent": "", "deel": ""})
    assert not Reactieconcept.objects.exists()
    assert "Je tekst is weg" in page.text
    assert "&quot;&amp;&lt;b&gt;" in page.text
    back = {"body": f'{TYPED} "&<b>', "parent": "", "deel": "", "zin": "", "actie": "bewaar"}
    client.post(url(casus, "reageer"), back)
    assert Reactieconcept.objects.get().body == f'{TYPED} "&<b>'
    again = client.post(url(casus, "reactie_concept_weg"), {"parent": "x"})
    assert "Er was geen tekst meer om weg te gooien." in again.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body": "a" * 10_001}, "Je reactie is te lang: 10001 tekens. Er passen er 10.000."),
        ({"body": "![x](https://elders.nl/x.png)"}, "Er staat een afbeelding in de tekst"),
        ({"body": "a", "deel": "d" * 41}, "41"),
        ({"body": "a", "parent": "9" * 30}, "Selecteer een geldige"),
    ],
)
def test_what_cannot_be_kept_is_said(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer, typed: dict[str, str], said: str
) -> None:
    answer = client_of(deelnemer).post(url(casus), typed)
    assert answer.status_code == 413
    assert said in answer.json()["problem"]
    assert not Reactieconcept.objects.exists()


@pytest.mark.parametrize("body", ["a\x00b", "\u202eomgekeerd", "\ud800", "é" * 10_000])
def test_odd_signs_never_break_it(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer, body: str
) -> None:
    sent = body.encode("utf-8", "surrogatepass")
    boundary = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n'
    answer = client_of(deelnemer).post(
        url(casus), boundary + sent + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
    )
    assert answer.status_code in {200, 413}
    assert "\x00" not in "".join(Reactieconcept.objects.values_list("body", flat=True))


def test_a_closed_conversation_keeps_nothing_new(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer
) -> None:
    talk = Gesprek.objects.create(subject=casus)
    client = client_of(deelnemer)
    client.post(url(casus), {"body": TYPED})
    Gesprek.objects.filter(pk=talk.pk).update(closed_at=timezone.now())
    answer = client.post(url(casus), {"body": "meer"})
    assert (answer.status_code, "gesloten" in answer.json()["problem"]) == (409, True)
    assert TYPED in client.get(LIST).text, "the own list still has it"


def test_who_may_no_longer_read_it_finds_it_in_their_copy_only(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer, other_community: Community
) -> None:
    client = client_of(deelnemer)
    client.post(url(casus), {"body": TYPED})
    assert TYPED in client.get(LIST).text
    LidmaatschapFactory(community=other_community, deelnemer=deelnemer)
    deelnemer.lidmaatschappen.exclude(community=other_community).delete()
    page = client.get(LIST).text
    assert TYPED not in page
    assert "Leerplekken" not in page
    assert client.post(url(casus), {"body": "meer"}).status_code == 404
    assert client.post(url(casus, "reactie_concept_weg"), {}).status_code == 404
    [entry] = [entry for entry in kopie.parts() if entry.model is Reactieconcept]
    assert [row.body for row in entry.rows_of(deelnemer, set())] == [TYPED]
    assert entry.fields["body"].in_export


def test_the_list_shows_where_and_pages(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, queries: Any
) -> None:
    def more(number: int) -> None:
        for casus in CasusFactory.create_batch(number, community=community, visibility="community"):
            parent = ReactieFactory(gesprek=Gesprek.objects.create(subject=casus))
            services.keep_concept(actor=deelnemer, subject=casus, body=TYPED, parent=parent)

    more(1)
    client = client_of(deelnemer)
    draft = Reactieconcept.objects.get()
    page = client.get(LIST).text
    assert f'href="{draft.place()}"' in page.replace("&amp;", "&")
    assert f"Antwoord op {draft.parent.writer}" in page
    one = queries(client, LIST)
    more(19)
    assert queries(client, LIST) == one
    more(10)
    assert client.get(LIST).text.count(TYPED) == 20
    assert client.get(f"{LIST}?pagina=2").text.count(TYPED) == 10


def test_old_ones_go_after_ninety_days(casus: Any, deelnemer: Deelnemer) -> None:
    services.keep_concept(actor=deelnemer, subject=casus, body=TYPED)
    now = timezone.now()
    retention.run(now + timedelta(days=89))
    assert Reactieconcept.objects.exists()
    retention.run(now + timedelta(days=91))
    assert not Reactieconcept.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_saves_at_the_same_time_make_one(casus: Any, deelnemer: Deelnemer) -> None:
    def save(number: int) -> None:
        services.keep_concept(actor=deelnemer, subject=casus, body=f"tekst {number}")
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(24)))
    assert Reactieconcept.objects.count() == 1
