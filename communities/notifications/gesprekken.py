"""What people get mail about: an answer in a conversation that they take part in or follow.

Mail says that something was written, where and by whom, never what: it may pass many hands.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from communities import ankers
from communities.models import Community, Deelnemer, Reactie, Vermelding
from netwerk.kern import subjects
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.inbound.quotes import MARKER
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.preferences import followers_of
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=3)


class ReactieMessage(Message):
    """Somebody wrote in a conversation; nobody gets two mails about one post."""

    group = Group.CONVERSATIONS
    follows = "gesprek.reactie"
    template = "communities/mail/reactie"
    digestible = True
    from_person = True

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """One conversation; in a community, which has many, one thread of it."""
        if not isinstance(subject, Community):
            return super().thread(delivery, subject)
        reactie = self._reactie(delivery)
        pk = reactie.root_id or reactie.pk if reactie else delivery.data["reactie_id"]
        return f"communities.reactie:{pk}"

    def topics(self, event: MessageEvent) -> list[Model]:
        """The thread, what it is about, and the community that leads that."""
        rows = Reactie.objects.select_related("root")
        reactie = rows.filter(pk=event.data["reactie_id"]).first()
        thread = (reactie.root or reactie) if reactie else None
        community = getattr(event.subject, "community", None)
        return [topic for topic in (thread, event.subject, community) if topic is not None]

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a post and a person, whichever message finds that person."""
        return f"rea:{event.data['reactie_id']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After some days the conversation went on without the mail."""
        return event.created_at + WORTH_TELLING

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Who wrote."""
        reactie = self._reactie(delivery)
        name = str(reactie.writer) if reactie else "Iemand"
        return f"{name} schreef een reactie"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A post that was removed is not told about, nor one that the person may not read."""
        reactie = self._reactie(delivery)
        if reactie is None or reactie.removed_at is not None:
            return "de reactie is verwijderd"
        if not allowed(delivery.person, "communities.view_reactie", reactie):
            return "mag het gesprek niet meer lezen"
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who wrote, about what, and where to read it."""
        reactie = self._reactie(delivery)
        assert reactie is not None
        address = reverse("communities:reactie", args=[reactie.pk])
        return {
            "author": reactie.writer,
            "title": subjects.of(subject).title(subject),
            "this": f"{subjects.of(subject).this}{self._part(delivery, reactie, subject)}",
            "url": f"{settings.SITE_URL}{address}",
            "write_above": MARKER if settings.MAIL_IN_DOMAIN else "",
        }

    def _part(self, delivery: Delivery, reactie: Reactie, subject: Any) -> str:
        """Name the part that the thread is about, when this person reads something there."""
        begin = reactie.root or reactie
        anker = ankers.shown(delivery.person, subject, [begin]).get(begin.pk)
        return f", over “{anker.title}”" if anker and anker.url else ""

    def reply_to(self, delivery: Delivery, subject: Any) -> str:
        """An answer by mail becomes a reactie (see inbound.py)."""
        return tokens.address(tokens.REPLY, delivery.pk) if delivery.pk else ""

    def example(self) -> dict[str, Any]:
        """Somebody wrote about a casus."""
        return {
            "author": SimpleNamespace(get_full_name="Dana de Boer"),
            "title": "Leerplekken in het groen",
            "this": "deze casus",
            "url": f"{settings.SITE_URL}{reverse('communities:reactie', args=[1])}",
            "write_above": MARKER,
        }

    def _reactie(self, delivery: Delivery) -> Reactie | None:
        """Fetch the post once for a delivery under way."""
        if "_reactie" not in delivery.__dict__:
            rows = Reactie.objects.select_related("author", "gesprek", "root")
            delivery.__dict__["_reactie"] = rows.filter(pk=delivery.data["reactie_id"]).first()
        found: Reactie | None = delivery.__dict__["_reactie"]
        return found


@register
class ReactieInYourGesprek(ReactieMessage):
    """For who wrote in the same conversation before; in a community, in the same thread."""

    key = "gesprek.reactie"
    label = "Iemand reageert in een gesprek waar je aan meedoet"
    audience = "Wie eerder iets schreef in dat gesprek"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who wrote earlier and was not removed, without the writer of this post."""
        reactie = Reactie.objects.filter(pk=event.data["reactie_id"]).first()
        if reactie is None:
            return Deelnemer.objects.none()
        earlier = Reactie.objects.standing().filter(gesprek=reactie.gesprek_id, pk__lt=reactie.pk)
        if isinstance(event.subject, Community):
            thread = earlier.filter(Q(root=reactie.root_id) | Q(pk=reactie.root_id))
            earlier = thread if reactie.root_id else earlier.none()
        people = Deelnemer.objects.filter(pk__in=earlier.values("author"))
        return people.exclude(pk=reactie.author_id)


@register
class ReactieYouFollow(ReactieMessage):
    """For who follows the thread, what it is about, or the community."""

    key = "gesprek.gevolgd"
    label = "Iemand reageert bij iets wat je volgt"
    audience = "Wie het gesprek, het onderwerp of de community volgt"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the followers, without the writer of this post."""
        reactie = Reactie.objects.filter(pk=event.data["reactie_id"]).first()
        followers = Deelnemer.objects.filter(pk__in=followers_of(self.topics(event)))
        return followers.exclude(pk=reactie.author_id if reactie else None)


@register
class NamedInGesprek(ReactieMessage):
    """For who is named in a post with an @; its event comes before that of the post itself."""

    key = "gesprek.vermeld"
    label = "Iemand noemt je in een gesprek"
    audience = "Wie in een reactie met een @ wordt genoemd en dat gesprek kan lezen"
    follows = "gesprek.vermeld"
    template = "communities/mail/vermeld"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who was named, as long as the text still does."""
        named = Vermelding.objects.filter(reactie=event.data["reactie_id"])
        people = Deelnemer.objects.filter(pk__in=event.data["people"])
        return people.filter(pk__in=named.values("deelnemer")).exclude(pk=event.actor_id)

    def data(self, event: MessageEvent) -> dict[str, Any]:
        """Leave out who else was named."""
        return {"reactie_id": event.data["reactie_id"]}

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Who named you."""
        reactie = self._reactie(delivery)
        return f"{reactie.writer if reactie else 'Iemand'} noemt je in een reactie"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A name that was taken out is not told about either."""
        reason = super().reason_to_drop(delivery, subject)
        named = Vermelding.objects.filter(
            reactie=delivery.data["reactie_id"], deelnemer=delivery.person_id
        )
        return reason or ("" if named.exists() else "wordt niet meer genoemd")
