"""Asking to join, with and without an account, and the queue of the organisers."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from communities import drempel
from communities.enums import RequestState, Role
from communities.models import Community, Deelnemer, Lidmaatschap, Lidmaatschapsverzoek
from communities.notifications.verzoeken import CONFIRM_LINK
from communities.services import verzoeken as services
from netwerk.kern.berichten import tokens
from netwerk.kern.cache import ForgivingRedisCache
from tests.berichten.conftest import in_parallel
from tests.factories import (
    CommunityFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    VerzoekFactory,
)
from tests.inloggen import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
ADDRESS = "Sam.Pieters@Veldhage.voorbeeld.nl"
type ClientOf = Callable[[Deelnemer | None], Client]


def fill_in(client: Client, community: Community, **changed: Any) -> Any:
    data = {
        "community": community.pk,
        "name": "Sam de Wit",
        "email": ADDRESS,
        "organisation_name": "Gemeente Veldhage",
        "job_title": "adviseur",
        "motivation": "Ik wil leren hoe je bewoners vraagt.",
    }
    return client.post("/meedoen/", data | changed)


def confirm_link(row: Lidmaatschapsverzoek) -> str:
    return f"/meedoen/bevestig/{tokens.link_token(CONFIRM_LINK, row.pk)}/"


def queue(community: Community) -> str:
    return f"/communities/{community.slug}/verzoeken/"


def test_request_shows_in_the_queue_and_the_answer_is_mailed(
    client_of: ClientOf,
    community: Community,
    organisator: Deelnemer,
    buitenstaander: Deelnemer,
    text_of: Any,
) -> None:
    asker, organiser = client_of(buitenstaander), client_of(organisator)
    page = asker.get(f"/communities/{community.slug}/")
    assert f"/communities/{community.slug}/meedoen/" in page.text
    words = {"motivation": "Ik wil leren wat werkt."}
    assert asker.post(f"/communities/{community.slug}/meedoen/", words).status_code == 302
    assert "Een organisator kijkt naar je verzoek" in asker.get("/mijn/").text
    post()
    [asked] = outgoing.outbox
    assert (asked.to, asked.subject) == (
        [organisator.email],
        "Bo Buiten vraagt om mee te doen in Bewoners in beeld",
    )
    row = Lidmaatschapsverzoek.objects.get()
    assert "Bo Buiten wil meedoen" in organiser.get("/mijn/").text
    assert (
        '<span class="nl-number-badge">1</span>'
        in organiser.get(f"/communities/{community.slug}/binnen/").text
    )
    assert "Ik wil leren wat werkt." in organiser.get(queue(community)).text
    assert "Ik wil leren wat werkt." in organiser.get(f"{queue(community)}{row.pk}/").text
    organiser.post(f"{queue(community)}{row.pk}/", {"decision": "ja", "reason": "Fijn!"})
    assert Lidmaatschap.objects.get(deelnemer=buitenstaander).role == Role.MEMBER
    assert asker.get(f"/communities/{community.slug}/binnen/").status_code == 200
    post()
    assert outgoing.outbox[-1].to == [buitenstaander.email]
    assert outgoing.outbox[-1].subject == "Welkom in Bewoners in beeld"
    assert "> Fijn!" in outgoing.outbox[-1].body


def test_declined_person_gets_the_reason_sees_no_members_page_and_may_ask_again_later(
    client_of: ClientOf,
    community: Community,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    buitenstaander: Deelnemer,
) -> None:
    row = VerzoekFactory(community=community, deelnemer=buitenstaander)
    organiser, asker = client_of(organisator), client_of(buitenstaander)
    path = f"{queue(community)}{row.pk}/"
    assert organiser.post(path, {"decision": "nee"}).status_code == 422, "a no has a reason"
    organiser.post(path, {"decision": "nee", "reason": "We zijn vol tot de zomer."})
    post()
    assert "> We zijn vol tot de zomer." in outgoing.outbox[-1].body
    assert "We zijn vol tot de zomer." in asker.get("/mijn/").text
    for closed in ("binnen/", "leden/", "verzoeken/", "uitnodigingen/"):
        answer = asker.get(f"/communities/{community.slug}/{closed}")
        assert answer.status_code == 403, closed
        assert str(deelnemer) not in answer.text
    assert asker.get("/deelnemers/").status_code == 403
    assert asker.get(f"/deelnemers/{deelnemer.pk}/").status_code == 404
    ask = f"/communities/{community.slug}/meedoen/"
    assert asker.post(ask, {"motivation": "Toch?"}).status_code == 422
    Lidmaatschapsverzoek.objects.update(decided_at=timezone.now() - timedelta(days=31))
    assert asker.post(ask, {"motivation": "Toch?"}).status_code == 302


def test_new_account_without_approval_gets_403_on_the_directory(
    client: Client, client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    fill_in(client, community)
    row = Lidmaatschapsverzoek.objects.get()
    client.post(confirm_link(row))
    person = Deelnemer.objects.get(email=ADDRESS.lower())
    page = client_of(person).get("/deelnemers/")
    assert page.status_code == 403
    assert str(deelnemer) not in page.text
    assert client_of(deelnemer).get("/deelnemers/").status_code == 200


def test_outsider_without_account_confirms_the_address_and_waits_in_the_queue(
    client: Client, community: Community, organisator: Deelnemer
) -> None:
    organisatie = OrganisatieFactory(name="Gemeente Veldhage")
    assert "Alle uithoeken van Nederland zijn welkom" in client.get("/meedoen/").text
    answer = fill_in(client, community)
    assert answer.headers["Location"] == "/meedoen/gevraagd/"
    post()
    [sent] = outgoing.outbox
    assert sent.to == [ADDRESS.lower()]
    assert "Sam" not in sent.body, "nobody can write to others through us"
    [link] = re.findall(r"http://testserver(/meedoen/bevestig/\S+)", sent.body)
    row = Lidmaatschapsverzoek.objects.get()
    client.get(link)
    row.refresh_from_db()
    assert row.state == RequestState.UNCONFIRMED, "opening the link changes nothing"
    assert not Deelnemer.objects.filter(email=ADDRESS.lower()).exists()
    for _ in range(2):
        assert "Je adres is bevestigd" in client.post(link).text
    row.refresh_from_db()
    person = Deelnemer.objects.get(email=ADDRESS.lower())
    assert (row.state, row.deelnemer) == (RequestState.WAITING, person)
    assert (str(person), person.organisatie) == ("Sam de Wit", organisatie)
    assert not person.has_usable_password()
    assert client.get("/mijn/").status_code == 302, "a link alone logs nobody in"
    post()
    assert [mail.to for mail in outgoing.outbox[1:]] == [[organisator.email]]


def test_the_answer_is_the_same_for_known_and_unknown_addresses_and_each_gets_one_mail(
    client: Client, community: Community, buitenstaander: Deelnemer
) -> None:
    answers = []
    for email in (buitenstaander.email, "nieuw@voorbeeld.nl"):
        answer = fill_in(client, community, email=email)
        answers.append((answer.status_code, answer.headers["Location"], answer.content))
        post()
        assert outgoing.outbox[-1].to == [email]
    assert answers[0] == answers[1]
    assert len(outgoing.outbox) == 2
    assert outgoing.outbox[0].subject == "Je hebt al een account"
    assert Lidmaatschapsverzoek.objects.count() == 1


def test_form_keeps_what_was_typed(client: Client, community: Community) -> None:
    answer = fill_in(client, community, name="Sam", motivation="Ik wil <leren>")
    assert answer.status_code == 422
    assert "Vul je voornaam en je achternaam in." in answer.text
    assert "Ik wil &lt;leren&gt;" in answer.text


def test_one_address_and_one_place_are_limited(
    client: Client, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drempel, "FROM_ONE_PLACE", "7/h/ip")
    for _ in range(6):
        assert fill_in(client, community).status_code == 302
    assert Lidmaatschapsverzoek.objects.count() == 3
    codes = [fill_in(client, community, email=f"p{n}@voorbeeld.nl").status_code for n in range(3)]
    assert codes == [302, 429, 429]


def test_limits_hold_with_a_dead_cache(client: Client, community: Community, settings: Any) -> None:
    default = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "default": default}
    ForgivingRedisCache.retry_at = 0.0
    try:
        for _ in range(5):
            fill_in(client, community)
    finally:
        ForgivingRedisCache.retry_at = 0.0
    assert Lidmaatschapsverzoek.objects.count() == 3


def test_a_link_to_confirm_is_for_one_purpose_and_says_when_it_is_too_late(
    client: Client, community: Community
) -> None:
    fill_in(client, community)
    row = Lidmaatschapsverzoek.objects.get()
    for token in ("niets", tokens.link_token("uitnodiging", row.pk)):
        assert client.post(f"/meedoen/bevestig/{token}/").status_code == 404
    path = confirm_link(row)
    row.delete()
    assert client.post(path).status_code == 410
    assert not Deelnemer.objects.filter(email=ADDRESS.lower()).exists()


def test_second_organiser_hears_that_it_was_answered(
    client_of: ClientOf, community: Community, organisator: Deelnemer
) -> None:
    second = LidmaatschapFactory(community=community, role=Role.ORGANISER).deelnemer
    row = VerzoekFactory(community=community)
    services.decide(actor=organisator, verzoek=row, approve=True)
    answer = client_of(second).post(
        f"{queue(community)}{row.pk}/", {"decision": "nee", "reason": "Nee."}
    )
    assert answer.status_code == 422
    assert f"{organisator} heeft dit verzoek al beantwoord: toegelaten" in answer.text
    row.refresh_from_db()
    assert row.state == RequestState.APPROVED


def test_asker_withdraws_and_nobody_can_answer(
    client_of: ClientOf, community: Community, organisator: Deelnemer, deelnemer: Deelnemer
) -> None:
    row = VerzoekFactory(community=community)
    assert row.deelnemer is not None
    path = f"/meedoen/verzoek/{row.pk}/intrekken/"
    assert client_of(deelnemer).post(path).status_code == 404
    assert client_of(row.deelnemer).post(path).status_code == 302
    with pytest.raises(ValidationError, match="ingetrokken"):
        services.decide(actor=organisator, verzoek=row, approve=True)
    assert "Sam Pieters" not in client_of(organisator).get(queue(community)).text


def test_what_is_not_confirmed_is_in_no_queue(
    client: Client, client_of: ClientOf, community: Community, organisator: Deelnemer
) -> None:
    fill_in(client, community)
    row = Lidmaatschapsverzoek.objects.get()
    organiser = client_of(organisator)
    assert "Sam de Wit" not in organiser.get(queue(community)).text
    assert organiser.get(f"{queue(community)}{row.pk}/").status_code == 404


def test_who_asks_twice_or_is_a_member_is_told(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, buitenstaander: Deelnemer
) -> None:
    path = f"/communities/{community.slug}/meedoen/"
    client = client_of(buitenstaander)
    assert client.post(path, {"motivation": "Graag."}).status_code == 302
    assert "Je hebt dit al gevraagd" in client.get(path).text
    assert client.post(path, {"motivation": "Graag."}).status_code == 422
    assert Lidmaatschapsverzoek.objects.count() == 1
    assert "Je doet al mee" in client_of(deelnemer).get(path).text
    ended = CommunityFactory(ends_on=timezone.localdate())
    answer = client.post(f"/communities/{ended.slug}/meedoen/", {"motivation": "Graag."})
    assert answer.status_code == 422


def test_a_beheerder_hears_of_it_where_nobody_organises(beheerder: Deelnemer) -> None:
    services.ask(actor=DeelnemerFactory(), community=CommunityFactory(), motivation="Graag.")
    post()
    assert [mail.to for mail in outgoing.outbox] == [[beheerder.email]]


def test_a_beheerder_does_not_let_themselves_in(
    client_of: ClientOf, community: Community, beheerder: Deelnemer
) -> None:
    row = services.ask(actor=beheerder, community=community, motivation="Graag.")
    answer = client_of(beheerder).post(f"{queue(community)}{row.pk}/", {"decision": "ja"})
    assert answer.status_code == 422
    assert not Lidmaatschap.objects.filter(deelnemer=beheerder).exists()


def test_queue_asks_as_many_queries_for_50_rows_as_for_one(
    client_of: ClientOf, community: Community, organisator: Deelnemer, queries: Any
) -> None:
    client = client_of(organisator)
    VerzoekFactory(community=community)
    one = queries(client, queue(community))
    for _ in range(49):
        VerzoekFactory(community=community)
    assert queries(client, queue(community)) == one


def test_reading_about_joining_sets_no_cookie_but_on_the_page_with_the_form(
    client: Client, community: Community
) -> None:
    for path in ("/meedoen/gevraagd/", f"/communities/{community.slug}/"):
        client.get(path)
        assert client.cookies == {}, path
    client.get("/meedoen/")
    assert list(client.cookies) == ["formulier"]


@pytest.mark.django_db(transaction=True)
def test_two_organisers_decide_at_once_and_the_first_answer_holds(community: Community) -> None:
    people = [
        LidmaatschapFactory(community=community, role=Role.ORGANISER).deelnemer for _ in range(2)
    ]
    row = VerzoekFactory(community=community)
    refused: list[str] = []

    def act() -> None:
        actor = people.pop()
        try:
            services.decide(actor=actor, verzoek=row, approve=bool(people), reason="Nu niet.")
        except ValidationError as error:
            refused.append(error.code or "")

    in_parallel(2, act)
    row.refresh_from_db()
    assert refused == ["decided"]
    joined = Lidmaatschap.objects.filter(deelnemer=row.deelnemer).exists()
    assert joined == (row.state == RequestState.APPROVED)


def test_title_says_once_that_something_is_wrong(client: Client, community: Community) -> None:
    response = client.post("/meedoen/", {"community": community.pk})
    title = response.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert title.startswith("Fout: Doe mee")


def test_front_page_shows_the_way_in(client: Client, community: Community) -> None:
    top = client.get("/").content.decode().partition('class="horizon"')[0]
    assert '<a class="nl-link" href="/meedoen/">Doe mee</a>' in top
