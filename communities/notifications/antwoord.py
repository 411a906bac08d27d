"""Who wrote a post hears that it became the answer to what was asked."""

from django.db.models import Model, QuerySet

from communities.models import Deelnemer, Gesprek, Reactie
from communities.notifications.gesprekken import ReactieMessage
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import register


@register
class YourPostIsTheAnswer(ReactieMessage):
    """For the writer of the post, once for a post."""

    key = "gesprek.antwoord"
    label = "Jouw reactie is het antwoord"
    audience = "Wie de reactie schreef die als het antwoord is aangewezen"
    follows = "gesprek.antwoord"
    template = "communities/mail/antwoord"
    from_person = False

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the writer, unless that is who chose the answer or who left without a name."""
        posts = Reactie.objects.filter(pk=event.data["reactie_id"], shows_author=True)
        people = Deelnemer.objects.filter(pk__in=posts.values("author"))
        return people.exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a post."""
        return f"ant:{event.data['reactie_id']}:{person_id}"

    def line(self, delivery: Delivery, subject: Model) -> str:
        """What became of it."""
        return "Jouw reactie is aangewezen als het antwoord"

    def reason_to_drop(self, delivery: Delivery, subject: Model) -> str:
        """What was taken back is not told."""
        reason = super().reason_to_drop(delivery, subject)
        chosen = Gesprek.objects.filter(answer=delivery.data["reactie_id"])
        return reason or ("" if chosen.exists() else "is niet meer het antwoord")
