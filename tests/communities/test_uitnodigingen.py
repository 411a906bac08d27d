"""Inviting by mail: pasted lists, links that log nobody in, and everybody who comes too late."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outgoing
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from communities.enums import InvitationState, RequestState, Role
from communities.models import Community, Deelnemer, Lidmaatschap, Uitnodiging
from communities.notifications.uitnodigingen import LINK
from communities.services import uitnodigingen as services
from netwerk.kern.berichten import sender, tokens
from netwerk.kern.berichten.models import Delivery
from tests.berichten.conftest import in_parallel
from tests.factories import (
    CommunityFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    UitnodigingFactory,
    VerzoekFactory,
)
from tests.inloggen import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
NAMES = {"antwoord": "ja", "first_name": "Noor", "infix": "van", "last_name": "Haverkamp"}
type ClientOf = Callable[[Deelnemer | None], Client]


def send(client: Client, community: Community, addresses: str, **more: str) -> Any:
    data = {"addresses": addresses, "role": "member", "stap": "stuur", **more}
    return client.post(f"/communities/{community.slug}/uitnodigingen/nieuw/", data)


def link(row: Uitnodiging) -> str:
    return f"/meedoen/uitnodiging/{tokens.link_token(LINK, row.pk)}/"


def expired(**fields: Any) -> Uitnodiging:
    return UitnodigingFactory(expires_at=timezone.now() - timedelta(minutes=1), **fields)


def test_twenty_pasted_addresses_give_twenty_mails_and_invitations_and_a_double_is_reported(
    client_of: ClientOf, community: Community, organisator: Deelnemer, text_of: Any
) -> None:
    lines = [f"Persoon{n} van Dam <Persoon{n}@Gemeente.voorbeeld.NL>" for n in range(20)]
    pasted = "\r\n".join([*lines, "persoon3@gemeente.voorbeeld.nl"])
    client = client_of(organisator)
    look = send(client, community, pasted, stap="kijk")
    assert "20 nieuw, 1 dubbel." in text_of(look)
    assert Uitnodiging.objects.count() == 0, "looking sends nothing"
    answer = send(client, community, pasted, note="Kom <b>erbij</b>")
    assert "20 uitnodigingen verstuurd" in text_of(answer)
    assert "persoon3@gemeente.voorbeeld.nl: staat dubbel" in text_of(answer)
    assert Uitnodiging.objects.valid().filter(community=community).count() == 20
    post()
    assert sorted(to for mail in outgoing.outbox for to in mail.to) == sorted(
        f"persoon{n}@gemeente.voorbeeld.nl" for n in range(20)
    )
    mail: Any = outgoing.outbox[0]
    assert mail.subject == f"{organisator} nodigt je uit voor Bewoners in beeld"
    assert community.central_question in mail.body
    assert "> Kom <b>erbij</b>" in mail.body
    assert "Kom &lt;b&gt;erbij&lt;/b&gt;" in mail.alternatives[0][0]
    again = send(client, community, pasted)
    assert "Er ging geen mail uit" in text_of(again)
    post()
    assert len(outgoing.outbox) == 20, "a second click mails nobody twice"


def test_who_is_a_member_or_invited_is_reported_and_not_mailed(
    client_of: ClientOf,
    community: Community,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    text_of: Any,
) -> None:
    EmailAddress.objects.create(user=deelnemer, email="Tweede@voorbeeld.nl", verified=True)
    UitnodigingFactory(community=community, email="al@voorbeeld.nl", invited_by=organisator)
    pasted = f"{deelnemer.email}; tweede@voorbeeld.nl; al@voorbeeld.nl; nieuw@voorbeeld.nl"
    words = text_of(send(client_of(organisator), community, pasted))
    assert f"{deelnemer.email}: doet al mee" in words
    assert "tweede@voorbeeld.nl: doet al mee" in words
    assert "al@voorbeeld.nl: is uitgenodigd op" in words
    post()
    assert [mail.to for mail in outgoing.outbox] == [["nieuw@voorbeeld.nl"]]


def test_what_is_wrong_can_be_mended_and_nothing_is_lost(
    client_of: ClientOf, community: Community, organisator: Deelnemer, text_of: Any
) -> None:
    client = client_of(organisator)
    pasted = (
        f"goed@voorbeeld.nl\nfout@nergens\n{'x' * 300} <lang@voorbeeld.nl>\nbel\x07@voorbeeld.nl"
    )
    look = send(client, community, pasted, stap="kijk", note="Tot snel")
    words = text_of(look)
    assert "1 nieuw, 3 kloppen niet." in words
    assert "Deze naam is te lang" in words
    form = look.context["form"]
    assert form.initial["good"] == "goed@voorbeeld.nl"
    assert form.initial["addresses"].splitlines()[0] == "fout@nergens"
    assert "Tot snel" in look.text
    mended = send(client, community, "fout@voorbeeld.nl\nnog@fout", good="goed@voorbeeld.nl")
    assert "2 uitnodigingen verstuurd" in text_of(mended)
    assert "nog@fout" in mended.text
    assert set(Uitnodiging.objects.values_list("email", flat=True)) == {
        "goed@voorbeeld.nl",
        "fout@voorbeeld.nl",
    }


def test_nothing_and_too_much_are_refused_with_what_was_typed(
    client_of: ClientOf, community: Community, organisator: Deelnemer
) -> None:
    client = client_of(organisator)
    assert send(client, community, " \n").status_code == 422
    many = send(client, community, "\n".join(f"p{n}@voorbeeld.nl" for n in range(501)))
    assert many.status_code == 422
    assert "Dit zijn er 501" in many.text
    assert "p500@voorbeeld.nl" in many.text
    assert not Uitnodiging.objects.exists()


def test_invited_person_without_account_joins_and_nobody_is_logged_in(
    client: Client, community: Community, text_of: Any
) -> None:
    row = UitnodigingFactory(community=community, email="noor@voorbeeld.nl")
    page = client.get(link(row))
    assert 'value="Haverkamp"' in page.text
    assert "noor@voorbeeld.nl" not in page.text
    row.refresh_from_db()
    assert row.state == InvitationState.OPEN, "opening the link changes nothing: scanners do that"
    assert client.post(link(row), {"antwoord": "ja"}).status_code == 422
    assert not Deelnemer.objects.filter(email=row.email).exists()
    assert "Je account is klaar" in text_of(client.post(link(row), NAMES))
    person = Deelnemer.objects.get(email="noor@voorbeeld.nl")
    assert str(person) == "Noor van Haverkamp"
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert person.roles == {community.pk: Role.MEMBER}
    assert client.get("/mijn/").status_code == 302, "a link alone logs nobody in"
    again = client.post(link(row), NAMES)
    assert again.status_code == 410
    assert "al aangenomen" in again.text
    post()
    subjects = {mail.subject: mail.to for mail in outgoing.outbox}
    assert subjects["Noor van Haverkamp doet nu mee in Bewoners in beeld"] == [row.invited_by.email]


def test_with_an_account_only_its_owner_can_accept(
    client: Client, client_of: ClientOf, community: Community, buitenstaander: Deelnemer
) -> None:
    owner = DeelnemerFactory()
    EmailAddress.objects.create(user=owner, email="tweede@voorbeeld.nl", verified=True)
    row = UitnodigingFactory(community=community, email="tweede@voorbeeld.nl")
    page = client.get(link(row))
    assert f"/account/login/?next={quote(link(row))}" in page.text
    assert client.post(link(row), NAMES).status_code == 422
    stranger = client_of(buitenstaander)
    other = stranger.get(link(row))
    assert "t…@v….nl" in other.text
    assert "tweede@voorbeeld.nl" not in other.text
    assert stranger.post(link(row), NAMES).status_code == 422
    assert not Lidmaatschap.objects.filter(deelnemer__in=[owner, buitenstaander]).exists()
    done = client_of(owner).post(link(row), {"antwoord": "ja"})
    assert done.headers["Location"] == f"/communities/{community.slug}/binnen/"
    assert Lidmaatschap.objects.get(deelnemer=owner).community == community


def test_an_unconfirmed_second_address_of_another_is_no_account(
    client: Client, buitenstaander: Deelnemer
) -> None:
    EmailAddress.objects.create(user=buitenstaander, email="noor@voorbeeld.nl", verified=False)
    row = UitnodigingFactory(email="noor@voorbeeld.nl")
    assert client.post(link(row), NAMES).status_code == 200
    assert EmailAddress.objects.get(email="noor@voorbeeld.nl").user != buitenstaander


def test_expired_link_gives_410_and_asks_for_a_new_one_once_a_day(
    client: Client, community: Community, organisator: Deelnemer
) -> None:
    row = expired(community=community, invited_by=organisator)
    page = client.get(link(row))
    assert page.status_code == 410
    assert "Vraag een nieuwe aan" in page.text
    assert client.post(link(row), NAMES).status_code == 410
    for _ in range(3):
        assert "Je vraag is verstuurd" in client.post(link(row), {"antwoord": "opnieuw"}).text
    post()
    assert [mail.to for mail in outgoing.outbox] == [[organisator.email]]
    assert "vraagt een nieuwe uitnodiging" in outgoing.outbox[0].subject


def test_organiser_can_resend_and_revoke(
    client: Client, client_of: ClientOf, community: Community, organisator: Deelnemer
) -> None:
    row = expired(community=community, sent_at=timezone.now() - timedelta(days=31))
    base = f"/communities/{community.slug}/uitnodigingen/{row.pk}/"
    organiser = client_of(organisator)
    old = link(row)
    organiser.post(f"{base}opnieuw/")
    organiser.post(f"{base}opnieuw/")
    row.refresh_from_db()
    assert (row.times_sent, row.is_expired) == (2, False)
    post()
    assert [mail.to for mail in outgoing.outbox] == [[row.email]], "two clicks are one mail"
    assert client.get(old).status_code == 200, "the older link leads to the same invitation"
    assert "Trek je deze uitnodiging in?" in organiser.get(f"{base}intrekken/").text
    organiser.post(f"{base}intrekken/")
    page = client.get(old)
    assert page.status_code == 410
    assert "ingetrokken" in page.text
    assert client.post(old, NAMES).status_code == 410
    assert not Deelnemer.objects.filter(email=row.email).exists()


def test_all_expired_are_sent_again_at_once(
    client_of: ClientOf, community: Community, organisator: Deelnemer
) -> None:
    long_ago = timezone.now() - timedelta(days=40)
    rows = [expired(community=community, sent_at=long_ago) for _ in range(3)]
    other = expired(sent_at=long_ago)
    client_of(organisator).post(f"/communities/{community.slug}/uitnodigingen/verlopen/")
    post()
    assert {mail.to[0] for mail in outgoing.outbox} == {row.email for row in rows}
    other.refresh_from_db()
    assert other.is_expired


def test_decline_needs_no_account(client: Client) -> None:
    row = UitnodigingFactory()
    assert "Je doet niet mee" in client.post(link(row), {"antwoord": "nee"}).text
    row.refresh_from_db()
    assert row.state == InvitationState.DECLINED
    assert client.get(link(row)).status_code == 410


def test_member_meanwhile_accepts_without_an_error(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    row = UitnodigingFactory(community=community, email=deelnemer.email)
    assert client_of(deelnemer).post(link(row), {"antwoord": "ja"}).status_code == 302
    assert Lidmaatschap.objects.filter(deelnemer=deelnemer).count() == 1


def test_accepting_closes_a_request_that_waits(community: Community) -> None:
    verzoek = VerzoekFactory(community=community)
    row = UitnodigingFactory(community=community, email=verzoek.deelnemer.email)
    services.accept(pk=row.pk, person=verzoek.deelnemer)
    verzoek.refresh_from_db()
    assert (verzoek.state, verzoek.decided_by) == (RequestState.APPROVED, row.invited_by)


def test_a_beheerder_cannot_open_the_door_for_themselves(
    community: Community, beheerder: Deelnemer
) -> None:
    row = UitnodigingFactory(community=community, email=beheerder.email, invited_by=beheerder)
    with pytest.raises(ValidationError, match="jezelf geen plek"):
        services.accept(pk=row.pk, person=beheerder)
    assert not Lidmaatschap.objects.filter(deelnemer=beheerder).exists()


def test_who_may_not_invite_any_more_makes_no_organisers(community: Community) -> None:
    person = DeelnemerFactory()
    row = UitnodigingFactory(community=community, email=person.email, role=Role.ORGANISER)
    Lidmaatschap.objects.filter(deelnemer=row.invited_by).update(role=Role.MEMBER)
    services.accept(pk=row.pk, person=person)
    assert Lidmaatschap.objects.get(deelnemer=person).role == Role.MEMBER


def test_forged_and_foreign_links_are_unknown(client: Client) -> None:
    row = UitnodigingFactory()
    for token in ("niets", tokens.link_token("verzoek", row.pk), tokens.link_token(LINK, 0)):
        assert client.get(f"/meedoen/uitnodiging/{token}/").status_code == 404


def test_community_that_ended_takes_nobody(
    client: Client, client_of: ClientOf, beheerder: Deelnemer
) -> None:
    ended = CommunityFactory(ends_on=timezone.localdate())
    assert client.get(link(UitnodigingFactory(community=ended))).status_code == 410
    assert send(client_of(beheerder), ended, "noor@voorbeeld.nl").status_code == 422


def test_mail_that_comes_back_is_shown_in_the_list(
    client_of: ClientOf,
    community: Community,
    organisator: Deelnemer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(client_of(organisator), community, "weg@voorbeeld.nl")

    class Refuses:
        """A mail server that knows no such address."""

        def open(self) -> None:
            """Connect."""

        def close(self) -> None:
            """Hang up."""

        def send_messages(self, messages: Any) -> None:
            """Refuse."""
            raise smtplib.SMTPRecipientsRefused({"weg@voorbeeld.nl": (550, b"5.1.1 unknown")})

    monkeypatch.setattr(sender, "mailers", type("M", (), {"default": Refuses()}))
    post()
    page = client_of(organisator).get(f"/communities/{community.slug}/uitnodigingen/?deel=terug")
    assert "De mail kwam terug" in page.text
    assert "weg@voorbeeld.nl" in page.text.replace("<wbr>", "")


def test_organisers_of_another_community_members_and_outsiders_get_403(
    client_of: ClientOf,
    community: Community,
    deelnemer: Deelnemer,
    buitenstaander: Deelnemer,
) -> None:
    row = UitnodigingFactory(community=community)
    elsewhere = LidmaatschapFactory(role=Role.ORGANISER).deelnemer
    for person in (elsewhere, deelnemer, buitenstaander):
        client = client_of(person)
        page = client.get(f"/communities/{community.slug}/uitnodigingen/")
        assert page.status_code == 403
        assert row.email not in page.text
        assert send(client, community, "noor@voorbeeld.nl").status_code == 403
    assert Uitnodiging.objects.count() == 1


def test_list_asks_as_many_queries_for_50_rows_as_for_one(
    client_of: ClientOf, community: Community, organisator: Deelnemer, queries: Any
) -> None:
    client, path = client_of(organisator), f"/communities/{community.slug}/uitnodigingen/"
    UitnodigingFactory(community=community, invited_by=organisator)
    one = queries(client, path)
    for _ in range(49):
        UitnodigingFactory(community=community, invited_by=organisator)
    assert queries(client, path) == one
    UitnodigingFactory(community=community, invited_by=organisator)
    assert len(client.get(f"{path}?pagina=2").context["invitations"]) == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_accept_at_once_and_one_account_is_made(community: Community) -> None:
    row = UitnodigingFactory(community=community)
    refused: list[str] = []

    def act() -> None:
        try:
            services.accept_with_new_account(pk=row.pk, first_name="Noor", last_name="Haver")
        except ValidationError as error:
            refused.append(error.code or "")

    in_parallel(4, act)
    assert refused == ["answered"] * 3
    assert Lidmaatschap.objects.filter(deelnemer__email=row.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_organisers_with_the_same_list_send_one_mail(community: Community) -> None:
    from communities.adreslijst import read

    people = [
        LidmaatschapFactory(community=community, role=Role.ORGANISER).deelnemer for _ in range(2)
    ]
    entries = read("noor@voorbeeld.nl\nomer@voorbeeld.nl")
    in_parallel(
        2,
        lambda: services.invite(actor=people.pop(), community=community, entries=entries),
    )
    post()
    assert Uitnodiging.objects.count() == 2
    assert Delivery.objects.filter(kind="uitnodiging").count() == 2
