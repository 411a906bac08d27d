"""What somebody with bad plans tries on the pages about people, and does not get."""

from collections.abc import Callable
from email.utils import parseaddr
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.test import Client, RequestFactory

from communities import adreslijst, services
from communities.models import Accountmail, Community, Deelnemer
from communities.oidc.adapter import SocialAccountAdapter
from tests.communities.lijsten import HEADING, as_csv, read_in
from tests.factories import DeelnemerFactory, LidmaatschapFactory
from tests.inloggen import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
type ClientOf = Callable[[Deelnemer | None], Client]
MARKUP = "<form action=/account/logout/><b>log in"


def test_what_others_know_is_text_in_the_form_of_the_profile(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    attacker = LidmaatschapFactory(community=community).deelnemer
    attacker.expertise.set([MARKUP])
    page = client_of(deelnemer).get("/mijn/profiel/").text
    assert MARKUP not in page
    assert "&lt;b&gt;log in" in page, "the word is shown, so this test looks at the right place"


def test_a_name_is_text_where_a_beheerder_types_it_over(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    Deelnemer.objects.filter(pk=deelnemer.pk).update(first_name=MARKUP)
    page = client_of(beheerder).get(f"/beheer/leden/{deelnemer.pk}/wissen/").text
    assert MARKUP not in page
    assert "De naam is: &lt;form" in page


@pytest.fixture
def claimed(buitenstaander: Deelnemer) -> str:
    """Return an address of somebody without an account, which an outsider filled in as theirs."""
    EmailAddress.objects.create(user=buitenstaander, email="Wim@veldhage.nl", verified=False)
    return "wim@veldhage.nl"


def test_a_list_gives_no_place_to_who_filled_in_the_address_of_another(
    client_of: ClientOf,
    beheerder: Deelnemer,
    buitenstaander: Deelnemer,
    community: Community,
    claimed: str,
) -> None:
    heading = [*HEADING, "community", "rol"]
    row = [claimed, "Wim", "", "Wiersma", str(community), "organisator"]
    read_in(client_of(beheerder), as_csv([heading, row]))
    assert not buitenstaander.lidmaatschappen.exists()
    wim = Deelnemer.objects.get(email=claimed)
    assert wim.is_organiser(community.pk)
    assert EmailAddress.objects.get(email__iexact=claimed).user == wim


def test_a_beheerder_adds_who_an_outsider_says_to_be(
    client_of: ClientOf, beheerder: Deelnemer, buitenstaander: Deelnemer, claimed: str
) -> None:
    data = {"first_name": "Wim", "last_name": "Wiersma", "email": claimed, "role": "member"}
    answer = client_of(beheerder).post("/beheer/leden/nieuw/", data)
    assert answer.status_code == 302, answer.text
    wim = services.holder_of(claimed)
    assert wim is not None
    assert wim != buitenstaander
    assert EmailAddress.objects.get(email__iexact=claimed).user == wim


def test_single_sign_on_leads_to_no_account_that_only_claims_the_address(
    buitenstaander: Deelnemer, claimed: str
) -> None:
    EmailAddress.objects.filter(user=buitenstaander, primary=False).update(email=claimed)
    verified = EmailAddress(email=claimed, verified=True)
    login = SimpleNamespace(
        email_addresses=[verified],
        provider=SimpleNamespace(get_settings=dict, app=None),
        account=SimpleNamespace(get_provider=lambda: SimpleNamespace(get_settings=dict)),
    )
    adapter = SocialAccountAdapter(RequestFactory().get("/"))
    assert adapter.authenticate_by_email(login) is None
    EmailAddress.objects.filter(user=buitenstaander, email=claimed).update(verified=True)
    assert adapter.authenticate_by_email(login) == (buitenstaander, claimed)


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/password/reset/"])
def test_no_way_into_an_account_goes_to_an_address_that_it_only_claims(
    client: Client, buitenstaander: Deelnemer, claimed: str, path: str
) -> None:
    EmailAddress.objects.filter(user=buitenstaander, primary=False).update(email=claimed)
    assert client.post(path, {"email": claimed}).status_code == 302
    Client().post(path, {"email": buitenstaander.email})
    kinds = {row.email: row.stem for row in Accountmail.objects.all()}
    assert kinds[claimed] == "account/email/unknown_account"
    assert kinds[buitenstaander.email] != kinds[claimed]


@pytest.mark.parametrize(
    ("typed", "kept"), [("Dana\u202eretheeb", "Danaretheeb"), ("\u2067\u200b", None)]
)
def test_a_name_neither_turns_the_text_behind_it_nor_hides(
    client_of: ClientOf, deelnemer: Deelnemer, typed: str, kept: str | None
) -> None:
    data = {"first_name": typed, "last_name": "Dam"}
    data |= {f"{part}_shown": "network" for part in ("email", "phone", "photo", "about")}
    answer = client_of(deelnemer).post("/mijn/profiel/", data)
    assert answer.status_code == (302 if kept else 422)
    deelnemer.refresh_from_db()
    assert deelnemer.first_name == (kept or "Dana")


def test_a_pasted_name_does_not_turn_the_text_of_a_mail() -> None:
    [entry] = adreslijst.read("Noor\u202e van Dam <noor@voorbeeld.nl>")
    assert entry.name == "Noor van Dam"


@pytest.mark.parametrize(
    ("typed", "answers"), [("jan@b\u00fccher.nl", ["jan@xn--bcher-kva.nl"]), ("\u017fam@b.nl", [])]
)
def test_a_question_from_any_address_reaches_the_beheerders(
    client: Client, beheerder: Deelnemer, typed: str, answers: list[str]
) -> None:
    client.post("/contact/", {"name": "Jan", "email": typed, "body": "Mag ik meedoen?"})
    [message] = [each for each in post() if each.to == [beheerder.email]]
    assert [parseaddr(each)[1] for each in message.reply_to] == answers


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/password/reset/"])
def test_a_way_in_is_mailed_to_the_address_of_the_account_not_to_a_look_alike(
    client: Client, path: str
) -> None:
    person = DeelnemerFactory(email="kim@veldhage.nl")
    client.post(path, {"email": "\u212aim@veldhage.nl"})
    assert {row.email for row in Accountmail.objects.all()} == {person.email}
