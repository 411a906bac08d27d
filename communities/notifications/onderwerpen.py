"""What people hear of topics: somebody began one, or wrote something under theirs.

Mail says that something was brought up, where and by whom; of the text no more than its title.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse

from communities.models import Deelnemer, Onderwerp
from communities.notifications.gesprekken import WORTH_TELLING, ReactieMessage
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.preferences import followers_of
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed


@register
class OnderwerpStarted(Message):
    """Somebody brought something up in a community."""

    key = "onderwerp.started"
    label = "Iemand begint een onderwerp in een community die je volgt"
    audience = "Wie de community volgt"
    moment = "Na een paar minuten rust, zodat een vergissing nog te herstellen is"
    group = Group.CONVERSATIONS
    follows = "onderwerp.started"
    template = "communities/mail/onderwerp"
    digestible = True
    from_person = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who follows the community, without who began it."""
        onderwerp: Any = event.subject
        followers = Deelnemer.objects.filter(pk__in=followers_of([onderwerp.community]))
        return followers.exclude(pk=onderwerp.author_id)

    def topics(self, event: MessageEvent) -> list[Model]:
        """The topic, and its community."""
        onderwerp: Any = event.subject
        return [] if onderwerp is None else [onderwerp, onderwerp.community]

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a topic and a person."""
        return f"ond:{event.object_id}:{person_id}"

    def due_at(self, event: MessageEvent) -> datetime:
        """After a quiet period, in which its author can still take it back."""
        return event.created_at + timedelta(seconds=settings.MESSAGE_QUIET_SECONDS)

    def expires_at(self, event: MessageEvent) -> datetime:
        """After some days the conversation went on without the mail."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A topic that was removed is not told about, nor one that the person may not read."""
        if subject.removed_at is not None:
            return "het onderwerp is verwijderd"
        if not allowed(delivery.person, "communities.view_onderwerp", subject):
            return "mag het onderwerp niet meer lezen"
        return ""

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Who began it."""
        return f"{subject.writer} begon {'met een vraag' if subject.is_question else 'hierover'}"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who began it, where, and what it is called."""
        return _told(subject.writer, subject, subject.get_absolute_url())

    def example(self) -> dict[str, Any]:
        """Somebody asks something."""
        topic = SimpleNamespace(
            title="Hoe betrek je jongeren bij een plan?",
            community=SimpleNamespace(name="Bewoners in beeld"),
            is_question=True,
        )
        path = reverse("communities:onderwerp", args=["bewoners-in-beeld", 1])
        return _told(SimpleNamespace(get_full_name="Dana de Boer"), topic, path)


def _told(author: Any, onderwerp: Any, path: str) -> dict[str, Any]:
    return {
        "author": author,
        "title": onderwerp.title,
        "community": onderwerp.community.name,
        "is_question": onderwerp.is_question,
        "url": f"{settings.SITE_URL}{path}",
    }


@register
class ReactieOnYourOnderwerp(ReactieMessage):
    """For who began the topic and did not leave without a name."""

    key = "onderwerp.reactie"
    label = "Iemand reageert op een onderwerp van jou"
    audience = "Wie het onderwerp begon"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return that one person, unless it is the writer of the post."""
        onderwerp: Any = event.subject
        people = Deelnemer.objects.all()
        if not isinstance(onderwerp, Onderwerp) or not onderwerp.shows_author:
            return people.none()
        return people.filter(pk=onderwerp.author_id).exclude(pk=event.actor_id)

    def example(self) -> dict[str, Any]:
        """Somebody answers a question."""
        about = {"title": "Hoe betrek je jongeren bij een plan?", "this": "dit onderwerp"}
        return super().example() | about
