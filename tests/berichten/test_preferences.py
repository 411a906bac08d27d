"""The preference page, drawn from the registry (features.md row 25), and the service under it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.models import Community, Deelnemer, Gesprek
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import (
    Attention,
    FailedAddress,
    Frequency,
    Preference,
    Subscription,
)
from netwerk.kern.berichten.views.choices import PER_PAGE
from tests.factories import BijeenkomstFactory, CasusFactory, LidmaatschapFactory, ReactieFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
PAGE = "/mijn/berichten/"


def typed(person: Deelnemer, **changes: str) -> dict[str, str]:
    """Return what the form sends, with some choices changed (names with "_" for ".")."""
    chosen = preferences.chosen_by(person)
    fields = {key.replace(".", "_"): often for key, often in chosen.items()}
    return fields | changes


def words_of(html: str) -> str:
    html = re.sub(r"<(script|style|svg).*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_page_shows_every_kind_that_leaves_a_choice(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    html = client_of(redacteur).get(PAGE).text
    words = words_of(html)
    for message in registry.all_messages():
        if isinstance(message, registry.AddressMessage):
            continue  # who has no account has no preferences
        if not message.concerns(redacteur):
            assert message.label not in words, message.key
            continue
        name = f'name="{message.key.replace(".", "_")}"'
        assert (name in html) is bool(message.choices()), message.key
        if message.choices() or message.essential:
            assert message.label in words, message.key
        if message.essential:
            reason = message.always[0].upper() + message.always[1:]
            assert f"Waarom altijd? {reason}." in words, message.key
    for choice in ("Meteen", "Eén keer per dag", "Eén keer per week", "Niet"):
        assert f">{choice}</option>" in html
    assert "op werkdagen om 7 uur" in words
    assert "op maandag om 7 uur" in words


def test_kind_that_can_never_reach_you_is_not_shown(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    assert 'name="advies_review_asked"' not in client_of(deelnemer).get(PAGE).text


def test_what_cannot_wait_has_no_overview_to_choose(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    html = client_of(deelnemer).get(PAGE).text
    [reminder] = re.findall(r'<select name="bijeenkomst_reminder".*?</select>', html, re.S)
    assert re.findall(r'value="(\w+)"', reminder) == ["at_once", "never"]


def test_choices_are_kept_and_shown(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    client = client_of(deelnemer)
    data = typed(deelnemer, gesprek_reactie="daily", bijeenkomst_reminder="never")
    response = client.post(PAGE, data, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Je keuzes zijn bewaard." in response.text
    assert set(Preference.objects.values_list("person", "kind", "frequency")) == {
        (deelnemer.pk, "gesprek.reactie", "daily"),
        (deelnemer.pk, "bijeenkomst.reminder", "never"),
    }
    assert '<option value="daily" selected>' in response.text
    client.post(PAGE, typed(deelnemer, gesprek_reactie="at_once", bijeenkomst_reminder="at_once"))
    assert not Preference.objects.exists(), "the usual is not stored"


def test_invalid_input_keeps_what_was_typed_and_changes_nothing(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    data = typed(deelnemer, gesprek_reactie="weekly", bijeenkomst_reminder="daily")
    response = client_of(deelnemer).post(PAGE, data)
    assert response.status_code == 422
    assert "Er klopt één ding nog niet" in response.text
    assert '<option value="weekly" selected>' in response.text
    assert not Preference.objects.exists()


def test_essential_kind_cannot_be_switched_off(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    data = typed(deelnemer, bijeenkomst_cancelled="never", deelnemer_welcome="never")
    assert client_of(deelnemer).post(PAGE, data).status_code == 302
    assert not Preference.objects.exists()
    with pytest.raises(ValueError, match="cannot be sent"):
        preferences.set_frequency(
            person=deelnemer,
            message=registry.get("bijeenkomst.cancelled"),
            frequency=Frequency.NEVER,
        )


def test_page_says_where_mail_goes_and_that_it_comes_back(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    words = words_of(client.get(PAGE).text.replace("<wbr>", ""))
    assert f"We sturen je mail naar {deelnemer.email} ." in words
    assert "komt terug" not in words
    moment = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    failed = FailedAddress.objects.create(
        person=deelnemer, email=deelnemer.email, bounces=1, first_at=moment, last_at=moment
    )
    words = words_of(client.get(PAGE).text)
    assert "Mail aan dit adres komt terug. Dat gebeurde 1 keer" in words
    assert "alleen nog de mails die je altijd krijgt" not in words
    failed.bounces = FailedAddress.MOST_BOUNCES
    failed.save()
    assert "alleen nog de mails die je altijd krijgt" in words_of(client.get(PAGE).text)
    FailedAddress.objects.update(email="oud@voorbeeld.nl")
    assert "komt terug" not in words_of(client.get(PAGE).text)


def test_followed_and_silent_things_are_listed_and_undone(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    casus = CasusFactory(community=community, title="Een casus die ik volg")
    meeting = BijeenkomstFactory(community=community, title="Een bijeenkomst die stil is")
    preferences.set_attention(person=deelnemer, topic=casus, attention=Attention.FOLLOW)
    preferences.set_attention(person=deelnemer, topic=meeting, attention=Attention.MUTE)
    client = client_of(deelnemer)
    before, _, after = client.get(PAGE).text.partition('<h2 id="stil">')
    assert "Een casus die ik volg" in before
    assert casus.get_absolute_url() in before
    assert "Een bijeenkomst die stil is" not in before
    assert "Een bijeenkomst die stil is" in after
    [action] = re.findall(r'action="(/berichten/aandacht/[^"]+)"', after)
    response = client.post(action, {"aandacht": "", "terug": f"{PAGE}#stil"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{PAGE}#stil")
    assert list(Subscription.objects.values_list("attention", flat=True)) == ["follow"]


def test_what_you_may_no_longer_see_has_no_name_but_can_be_undone(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    casus = CasusFactory(community=community, title="GEHEIM plan", slug="geheim-plan")
    post = ReactieFactory(gesprek=Gesprek.objects.create(subject=casus), author=organisator)
    for topic in (casus, post):
        preferences.set_attention(person=deelnemer, topic=topic, attention=Attention.FOLLOW)
    client = client_of(deelnemer)
    assert client.get(PAGE).text.count("GEHEIM plan") >= 2
    deelnemer.lidmaatschappen.all().delete()
    html = client.get(PAGE).text
    assert "GEHEIM" not in html
    assert "geheim-plan" not in html
    assert str(organisator) not in html
    assert words_of(html).count("Iets wat je niet meer kunt lezen") == 2
    for action in re.findall(r'action="(/berichten/aandacht/[^"]+)"', html):
        assert client.post(action, {"aandacht": "follow"}).status_code == 404
        response = client.post(action, {"aandacht": ""}, follow=True)
        assert response.redirect_chain == [(PAGE, 302)]
        assert "GEHEIM" not in response.text
    assert not Subscription.objects.exists()


def test_lists_have_pages_and_the_queries_do_not_grow(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    def fill(number: int) -> None:
        for _ in range(number):
            casus = CasusFactory(community=community)
            talk = Gesprek.objects.create(subject=casus)
            post = ReactieFactory(gesprek=talk, author=organisator)
            meeting = BijeenkomstFactory(community=community)
            for topic, attention in ((casus, "follow"), (post, "follow"), (meeting, "mute")):
                preferences.set_attention(person=deelnemer, topic=topic, attention=attention)

    def queries() -> int:
        assert client.get(PAGE).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    client = client_of(deelnemer)
    fill(1)
    one = queries()
    fill(49)
    assert queries() == one
    assert Subscription.objects.count() == 3 * 50
    first = client.get(PAGE).text
    assert f"Wat je volgt 1 tot en met {PER_PAGE} van 100" in first
    assert f"Wat stil is 1 tot en met {PER_PAGE} van 50" in first
    second = client.get(PAGE, {"volgt": "2"}).text
    assert f"Wat je volgt {PER_PAGE + 1} tot en met {2 * PER_PAGE} van 100" in second
    assert f"Wat stil is 1 tot en met {PER_PAGE} van 50" in second
    assert client.get(PAGE, {"volgt": "\x00", "stil": "999"}).status_code == 200


def test_nobody_sees_or_changes_what_another_chose(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    other = LidmaatschapFactory(community=community).deelnemer
    casus = CasusFactory(community=community, title="Van een ander")
    preferences.set_attention(person=other, topic=casus, attention=Attention.FOLLOW)
    preferences.set_frequency(
        person=other, message=registry.get("gesprek.reactie"), frequency=Frequency.WEEKLY
    )
    client = client_of(deelnemer)
    html = client.get(PAGE).text
    assert "Van een ander" not in html
    [reactie] = re.findall(r'<select name="gesprek_reactie".*?</select>', html, re.S)
    assert '<option value="weekly" selected>' not in reactie
    client.post(PAGE, typed(deelnemer, gesprek_reactie="never"))
    assert preferences.chosen_by(other)["gesprek.reactie"] == "weekly"
    assert client_of(None).get(PAGE).status_code == 302


@pytest.mark.parametrize("path", ["/mijn/", "/mijn/profiel/"])
def test_page_is_found_from_your_own_pages(
    path: str, client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    assert f'href="{PAGE}"' in client_of(deelnemer).get(path).text


def test_stopping_and_starting_again_gives_back_what_was_chosen(deelnemer: Deelnemer) -> None:
    reactie, published = registry.get("gesprek.reactie"), registry.get("bijeenkomst.published")
    preferences.set_frequency(person=deelnemer, message=reactie, frequency=Frequency.WEEKLY)
    preferences.set_frequency(person=deelnemer, message=published, frequency=Frequency.DAILY)
    before: dict[str, Any] = preferences.stop(person=deelnemer, message=reactie)
    assert before == {"gesprek.reactie": "weekly"}
    assert preferences.stop(person=deelnemer, message=reactie) == {}
    preferences.restore(person=deelnemer, before=before | {"weg": "daily", "overzicht": "daily"})
    assert preferences.chosen_by(deelnemer)["gesprek.reactie"] == "weekly"
    before = preferences.stop(person=deelnemer, message=registry.get("overzicht"))
    assert before == {
        "gesprek.reactie": "weekly",
        "bijeenkomst.published": "daily",
        "casus.public_changed": "daily",  # the usual, as the next
        "inwoners.answered": "daily",
        "nieuws.deelnemers": "weekly",
        "uitgave.published": "weekly",
        "zaak.waiting": "daily",
    }
    chosen = preferences.chosen_by(deelnemer)
    assert {key for key, often in chosen.items() if often == "never"} == set(before)
