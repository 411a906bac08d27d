"""Who asked calls a post the answer (features.md row 30)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from communities import services
from communities.models import Community, Deelnemer, Gesprek, Reactie
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.planner import plan_due
from tests.communities.test_gesprek import shown
from tests.factories import CasusFactory, OnderwerpFactory, ReactieFactory

ClientOf = Callable[[Deelnemer | None], Client]


def address(post: Reactie) -> str:
    return f"/communities/reacties/{post.pk}/antwoord/"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Any:
    return CasusFactory(community=community, casushouder=deelnemer)


def test_the_owner_calls_a_post_the_answer_and_takes_it_back(
    casus: Any, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    post = services.post_reactie(actor=organisator, subject=casus, body="Vraag het de huisarts")
    assert "Dit is het antwoord" in shown(deelnemer, casus)
    client = client_of(deelnemer)
    response = client.post(address(post), {"antwoord": "ja"})
    assert response.headers["Location"].endswith(f"#reactie-{post.pk}")
    html = shown(organisator, casus)
    assert html.count("Vraag het de huisarts") == 2
    assert html.index('id="het-antwoord"') < html.index(f'id="reactie-{post.pk}"')
    assert f'href="#reactie-{post.pk}">Lees het in het gesprek' in html
    assert html.count("het antwoord</span>") == 1
    assert "Toch niet het antwoord" not in html
    assert "Toch niet het antwoord" in shown(deelnemer, casus)
    client.post(address(post), {"antwoord": ""})
    assert 'id="het-antwoord"' not in shown(deelnemer, casus)
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["gesprek.answered", "gesprek.answer_taken_back"]


def test_only_the_owner_may(
    casus: Any, organisator: Deelnemer, ander_lid: Deelnemer, client_of: ClientOf
) -> None:
    post = services.post_reactie(actor=organisator, subject=casus, body="Hier")
    assert "Dit is het antwoord" not in shown(organisator, casus)
    assert client_of(organisator).post(address(post), {"antwoord": "ja"}).status_code == 403
    assert client_of(ander_lid).post(address(post), {"antwoord": "ja"}).status_code in {403, 404}
    assert Gesprek.objects.get().answer is None


@pytest.mark.parametrize("is_question", [True, False])
def test_who_asks_in_a_topic_may_and_without_a_question_nobody(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, is_question: bool
) -> None:
    topic = OnderwerpFactory(community=community, author=deelnemer, is_question=is_question)
    services.post_reactie(actor=organisator, subject=topic, body="Zo")
    assert ("Dit is het antwoord" in shown(deelnemer, topic)) is is_question


def test_a_removed_post_is_no_answer(
    casus: Any, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post = services.post_reactie(actor=organisator, subject=casus, body="Niet meer te lezen")
    services.set_answer(actor=deelnemer, reactie=post)
    services.remove_reactie(actor=organisator, reactie=post)
    html = shown(deelnemer, casus)
    assert 'id="het-antwoord"' not in html
    assert "Niet meer te lezen" not in html
    with pytest.raises(ValidationError):
        services.set_answer(actor=deelnemer, reactie=post)
    services.restore_reactie(actor=organisator, reactie=post)
    assert 'id="het-antwoord"' in shown(deelnemer, casus)


def test_an_answer_far_away_leads_to_its_place(
    casus: Any, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post = services.post_reactie(actor=organisator, subject=casus, body="Lang geleden")
    services.set_answer(actor=deelnemer, reactie=post)
    for _ in range(21):
        ReactieFactory(gesprek=post.gesprek)
    html = shown(deelnemer, casus)
    assert f'href="/communities/reacties/{post.pk}/">Lees het in het gesprek' in html
    assert f'id="reactie-{post.pk}"' not in html


def test_the_writer_gets_one_mail_and_not_for_an_own_post(
    casus: Any, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post = services.post_reactie(actor=organisator, subject=casus, body="Hier")
    own = services.post_reactie(actor=deelnemer, subject=casus, body="Of hier")
    MessageEvent.objects.all().delete()
    for reactie in (post, own, post):
        services.set_answer(actor=deelnemer, reactie=reactie)
    plan_due()
    got = Delivery.objects.filter(kind="gesprek.antwoord").values_list("person", flat=True)
    assert list(got) == [organisator.pk]
