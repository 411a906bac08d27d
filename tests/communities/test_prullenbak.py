"""A removed post is read by nobody, can be put back for thirty days, and is then erased."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer, Reactie
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import retention
from tests.factories import CasusFactory, DeelnemerFactory, GesprekFactory, ReactieFactory

pytestmark = pytest.mark.django_db
TRASH = "/beheer/prullenbak/"
SECRET = "Een vergeten kanarievogel"


@pytest.fixture
def removed(deelnemer: Deelnemer, community: Community) -> Reactie:
    """Return a post in the community that its author took away."""
    post = services.post_reactie(actor=deelnemer, subject=community, body=SECRET)
    return services.remove_reactie(actor=deelnemer, reactie=post)


def inside(community: Community) -> str:
    """Return the address where the conversation of the community stands."""
    return f"/communities/{community.slug}/binnen/"


def test_nobody_reads_a_removed_post(
    removed: Reactie,
    community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    beheerder: Deelnemer,
    client_of: Any,
) -> None:
    assert removed.body == SECRET
    for person in (deelnemer, organisator):
        page = client_of(person).get(inside(community)).content.decode()
        assert "Deze reactie is verwijderd" in page
        assert "kanarievogel" not in page
    search = client_of(organisator).get("/zoeken/?q=kanarievogel").content.decode()
    assert SECRET not in search
    assert "kanarievogel" not in client_of(beheerder).get(TRASH).content.decode()
    edit = client_of(deelnemer).get(f"/communities/reacties/{removed.pk}/bewerk/")
    assert edit.status_code == 403
    home = client_of(organisator).get("/mijn/").content.decode()
    assert "kanarievogel" not in home


def test_the_author_puts_a_post_back(
    removed: Reactie,
    community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    client_of: Any,
) -> None:
    back = f"/communities/reacties/{removed.pk}/zet-terug/"
    assert back in client_of(deelnemer).get(inside(community)).content.decode()
    assert back not in client_of(organisator).get(inside(community)).content.decode()
    assert client_of(organisator).post(back).status_code == 403
    assert client_of(deelnemer).post(back).status_code == 302
    assert SECRET in client_of(organisator).get(inside(community)).content.decode()
    last = AuditEvent.objects.order_by("-pk")[0]
    assert (last.actor, last.action, last.subject_id) == (
        deelnemer,
        "reactie.restored",
        removed.pk,
    )


def test_a_beheerder_puts_back_without_reading(
    removed: Reactie,
    community: Community,
    beheerder: Deelnemer,
    deelnemer: Deelnemer,
    client_of: Any,
) -> None:
    client = client_of(beheerder)
    page = client.get(TRASH).content.decode()
    assert f"Reactie bij het gesprek van {community}" in page
    assert str(deelnemer) in page
    ask = client.get(f"{TRASH}{removed.pk}/").content.decode()
    assert "kanarievogel" not in ask
    assert client.post(f"{TRASH}{removed.pk}/").status_code == 302
    removed.refresh_from_db()
    assert removed.removed_at is None
    assert AuditEvent.objects.get(action="reactie.restored").actor == beheerder


def test_trash_does_not_say_the_title_of_a_closed_casus(
    community: Community, beheerder: Deelnemer, client_of: Any
) -> None:
    casus = CasusFactory(community=community, title="Geheime kanarievogel")
    ReactieFactory(gesprek=GesprekFactory(subject=casus), removed_at=timezone.now())
    page = client_of(beheerder).get(TRASH).content.decode()
    assert f"Reactie bij casus in {community}" in page
    assert "kanarievogel" not in page


def test_after_thirty_days_the_text_is_erased_and_cannot_come_back(removed: Reactie) -> None:
    Reactie.objects.update(removed_at=timezone.now() - timedelta(days=29))
    retention.run()
    removed.refresh_from_db()
    assert removed.body == SECRET
    Reactie.objects.update(removed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(ValidationError, match="kan niet meer terug"):
        services.restore_reactie(actor=removed.author, reactie=removed)
    retention.run()
    removed.refresh_from_db()
    assert removed.body == ""
    assert not Reactie.objects.in_trash().exists()
    assert AuditEvent.objects.filter(action="reactie.erased", subject_id=removed.pk).exists()


def test_1_and_50_removed_posts_take_the_same_number_of_queries(
    beheerder: Deelnemer, client_of: Any
) -> None:
    def one() -> None:
        talk = GesprekFactory(subject=CasusFactory())
        author = DeelnemerFactory()
        ReactieFactory(gesprek=talk, author=author, removed_at=timezone.now(), removed_by=author)

    client = client_of(beheerder)
    one()
    client.get(TRASH)
    with CaptureQueriesContext(connection) as few:
        client.get(TRASH)
    for _ in range(49):
        one()
    with CaptureQueriesContext(connection) as many:
        page = client.get(TRASH)
    assert len(page.context["items"]) == 50
    assert len(few) == len(many)
