"""Who hears of a post, and that the mail never says what it says."""

from typing import Any

import pytest
from django.db import transaction

from communities import services
from communities.models import Community, Deelnemer, Reactie
from netwerk.kern.berichten.models import Delivery, Preference, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from tests.factories import CasusFactory, DilemmaFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Anna").deelnemer


@pytest.fixture
def ben(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Ben").deelnemer


def post(actor: Deelnemer, subject: Any, parent: Reactie | None = None) -> Reactie:
    return services.post_reactie(
        actor=actor, subject=subject, body="Dit blijft geheim.", parent=parent
    )


def told(mailoutbox: list[Any]) -> list[str]:
    """Return who got mail in this round, by first name."""
    mailoutbox.clear()
    plan_due()
    while send_due().taken:
        pass
    names = dict(Deelnemer.objects.values_list("email", "first_name"))
    return sorted(names[mail.to[0]] for mail in mailoutbox)


def test_new_thread_in_a_community_is_not_mailed(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    post(anna, community)
    post(ben, community)
    assert told(mailoutbox) == []


def test_answer_in_a_community_is_told_in_its_thread_only(
    community: Community,
    anna: Deelnemer,
    ben: Deelnemer,
    deelnemer: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    mine, other = post(anna, community), post(deelnemer, community)
    first = post(ben, community, mine)
    assert told(mailoutbox) == ["Anna"]
    post(anna, community, first)
    assert told(mailoutbox) == ["Ben"]
    post(ben, community, other)
    assert told(mailoutbox) == ["Dana"]


def test_post_on_a_casus_is_told_to_who_wrote_before(
    community: Community,
    anna: Deelnemer,
    ben: Deelnemer,
    organisator: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    casus = CasusFactory(community=community, casushouder=organisator)
    post(anna, casus)
    assert told(mailoutbox) == ["Olle"]
    post(ben, casus)
    assert told(mailoutbox) == ["Anna", "Olle"]
    post(organisator, casus)
    assert told(mailoutbox) == ["Anna", "Ben"]


def test_who_left_or_muted_or_whose_post_was_removed_hears_nothing(
    community: Community,
    anna: Deelnemer,
    ben: Deelnemer,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    casus = CasusFactory(community=community, casushouder=organisator)
    for person in (anna, ben, deelnemer):
        post(person, casus)
    told(mailoutbox)
    Preference.objects.create(person=anna, kind="gesprek.reactie", frequency="never")
    services.remove_reactie(actor=ben, reactie=Reactie.objects.get(author=ben))
    post(organisator, casus)
    plan_due()
    deelnemer.lidmaatschappen.all().delete()
    assert told(mailoutbox) == []
    last = Delivery.objects.latest("pk")
    assert (last.person, last.state, last.reason) == (
        deelnemer,
        State.SUPPRESSED,
        "mag het onderwerp niet meer zien",
    )


def test_who_left_a_community_does_not_hear_of_its_inside(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    """Everybody sees the page of a community, so that check alone would let this mail out."""
    post(ben, community, post(anna, community))
    plan_due()
    anna.lidmaatschappen.all().delete()
    assert told(mailoutbox) == []
    assert Delivery.objects.get().reason == "mag het gesprek niet meer lezen"


def test_removed_post_is_not_told(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    answer = post(ben, community, post(anna, community))
    services.remove_reactie(actor=ben, reactie=answer)
    assert told(mailoutbox) == []
    assert Delivery.objects.get().reason == "de reactie is verwijderd"


def test_mail_says_where_and_who_but_never_what(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    answer = post(ben, community, post(anna, community))
    assert told(mailoutbox) == ["Anna"]
    [mail] = mailoutbox
    whole = mail.message().as_string() + mail.body
    assert mail.subject == f"Nieuwe reactie bij {community.name}"
    assert f"{ben.get_full_name()} schreef een reactie bij deze community." in mail.body
    assert f"http://testserver{answer.get_absolute_url()}\n" in mail.body
    assert "geheim" not in whole


@pytest.mark.parametrize(
    ("make", "this"), [(CasusFactory, "deze casus"), (DilemmaFactory, "dit dilemma")]
)
def test_mail_points_at_what_it_is_about_in_good_dutch(
    make: Any,
    this: str,
    community: Community,
    anna: Deelnemer,
    ben: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    subject = make(community=community)
    post(anna, subject)
    told(mailoutbox)
    post(ben, subject)
    assert told(mailoutbox) == ["Anna"]
    [mail] = mailoutbox
    assert f"schreef een reactie bij {this}." in mail.body
    assert f"schreef een reactie bij {this}." in mail.alternatives[0][0]


def test_mail_names_the_part_only_to_who_reads_something_there(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    casus = CasusFactory(community=community)
    post(ben, casus)
    quote = "Daarna keken we naar de kosten."
    for hidden in (False, True):
        services.post_reactie(
            actor=anna, subject=casus, body="Dit blijft geheim.", part="approach", quote=quote
        )
        if hidden:
            casus.secties.update(body=f":::vertrouwelijk\n{quote}\n:::")
        told(mailoutbox)
        [mail] = [mail for mail in mailoutbox if mail.to == [ben.email]]
        assert ("bij deze casus, over “Aanpak”." in mail.body) is not hidden
        assert ("Aanpak" in mail.alternatives[0][0]) is not hidden
        assert "kosten" not in mail.body + mail.alternatives[0][0]


def test_welcome_is_sent_once(
    community: Community, anna: Deelnemer, beheerder: Deelnemer, mailoutbox: list[Any]
) -> None:
    for _ in range(2):
        with transaction.atomic():
            announce(kind="deelnemer.welcome", subject=anna, actor=beheerder)
    assert told(mailoutbox) == ["Anna"]
    assert community.name in mailoutbox[0].body
    assert "http://testserver/account/password/reset/\n" in mailoutbox[0].body
