"""A casushouder is asked whether a les may become public, and the redactie hears the answer."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from casussen.models import Casus
from communities.enums import Role
from communities.models import Deelnemer
from handboek.enums import AgreementState
from handboek.models import Advies, Instemming
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=30)
NAMED = 5  # lessen that a mail names; the page shows all


class ConsentMessage(Message):
    """What the question and its reminder share."""

    audience = "De casushouder; is die weg, dan de organisatoren van de community"
    group = Group.HANDBOEK
    template = "handboek/mail/instemming_asked"
    again = False

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the casushouder, or who answers when that account was closed."""
        casus: Any = event.subject
        people: Any = Deelnemer.objects.active()
        holder = people.filter(pk=casus.casushouder_id)
        if holder.exists():
            return holder  # type: ignore[no-any-return]
        return people.filter(  # type: ignore[no-any-return]
            lidmaatschappen__community=casus.community_id,
            lidmaatschappen__role=Role.ORGANISER,
        ).distinct()

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a month the task on Mijn netwerk tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It was answered, or this person may not answer."""
        if not Instemming.objects.waiting().filter(casus=subject).exists():
            return "is al beantwoord"
        if not allowed(delivery.person, "handboek.answer_instemming", subject):
            return "kan hier niet (meer) op antwoorden"
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the casus, the lessen that wait, and the page to answer on."""
        waiting = Instemming.objects.waiting().filter(casus=subject).select_related("les")
        rows = [row.les for row in waiting.order_by("les__number")]
        address = reverse("handboek:instemming", args=[subject.slug])
        return {
            "casus": subject.title,
            "lessen": rows[:NAMED],
            "more": max(len(rows) - NAMED, 0),
            "again": self.again,
            "url": f"{settings.SITE_URL}{address}",
        }

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Return which casus it is about."""
        return f"Mag een les uit “{subject.title}” openbaar worden?"

    def example(self) -> dict[str, Any]:
        """Two lessen from a casus about a bus."""
        address = reverse("handboek:instemming", args=["de-bus-die-bleef"])
        lessen = [
            SimpleNamespace(number=2, conclusion="Mensen haken af op stilte, niet op een nee."),
            SimpleNamespace(number=9, conclusion="Tel mee wie niet in de bus zit."),
        ]
        return {
            "casus": "De bus die bleef",
            "lessen": lessen,
            "more": 1,
            "again": self.again,
            "url": f"{settings.SITE_URL}{address}",
        }


@register
class ConsentAsked(ConsentMessage):
    """The question."""

    key = "instemming.asked"
    label = "De vraag of een les uit jouw casus openbaar mag worden"
    follows = "instemming.asked"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that something is asked."""
        return f"iva:{event.pk}:{person_id}"


@register
class ConsentReminded(ConsentMessage):
    """The only reminder."""

    key = "instemming.reminded"
    label = "Herinnering aan de vraag of een les uit jouw casus openbaar mag worden"
    moment = "Een week na de vraag, als niemand antwoordde"
    follows = "instemming.reminded"
    again = True

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a round of questions."""
        return f"ivh:{event.pk}:{person_id}"


@register
class ConsentAnswered(Message):
    """The casushouder said yes or no."""

    key = "instemming.answered"
    label = "Een casushouder zegt of een les openbaar mag worden"
    audience = "De redacteuren die aan het advies werken"
    group = Group.HANDBOEK
    follows = "instemming.answered"
    template = "handboek/mail/instemming_answered"

    def concerns(self, person: Any) -> bool:
        """Only redacteuren ask for it."""
        return bool(person.is_redacteur)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who wrote, keeps or asked, without who answered."""
        advies: Any = event.subject
        people = {advies.author_id, advies.edited_by_id, advies.owner_id, *event.data["asked_by"]}
        rows: Any = Deelnemer.objects.active().filter(is_redacteur=True, pk__in=people - {None})
        return rows.exclude(pk=event.actor_id)  # type: ignore[no-any-return]

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each advies and answer."""
        return f"ivb:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a month the page on the desk tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only redacteuren still need the answer."""
        if allowed(delivery.person, "handboek.view_redactie"):
            return ""
        return "is geen redacteur (meer)"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return each answer as it is now: which les, yes or no, and why; never which casus."""
        rows = Instemming.objects.filter(pk__in=delivery.data["instemmingen"])
        return {
            "number": subject.number,
            "title": subject.title,
            "answers": [
                {
                    "number": row.les.number,
                    "conclusion": row.les.conclusion,
                    "agrees": row.state == AgreementState.YES,
                    "reason": row.reason,
                }
                for row in rows.select_related("les").exclude(state=AgreementState.ASKED)
            ],
            "url": self._address(subject.number),
        }

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Return which advies it is about."""
        return f"Advies {subject.number}: een casushouder gaf antwoord over een les"

    def example(self) -> dict[str, Any]:
        """One yes and one no."""
        return {
            "number": 14,
            "title": "Spreek leer- en werkplekken af vóór de aanbesteding",
            "answers": [
                {
                    "number": 2,
                    "conclusion": "Mensen haken af op stilte, niet op een nee.",
                    "agrees": True,
                    "reason": "",
                },
                {
                    "number": 9,
                    "conclusion": "Tel mee wie niet in de bus zit.",
                    "agrees": False,
                    "reason": "De gemeente is hierin te herkennen.",
                },
            ],
            "url": self._address(14),
        }

    @staticmethod
    def _address(number: int) -> str:
        return f"{settings.SITE_URL}{reverse('handboek:werk', args=[number])}"


@register
class RestsOnYourCasus(Message):
    """An advies that rests on somebody's casus came in the handboek."""

    key = "advies.rests_on_casus"
    label = "Een advies in het handboek rust op jouw casus"
    audience = "De casushouders van de casussen onder het advies"
    group = Group.HANDBOEK
    follows = "advies.published"
    template = "handboek/mail/rust_op_casus"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the casushouders, without who published it."""
        casussen = Casus.objects.kept().filter(pk__in=event.data["casussen"])
        people: Any = Deelnemer.objects.active()
        people = people.filter(pk__in=casussen.order_by().values("casushouder"))
        return people.exclude(pk=event.actor_id)  # type: ignore[no-any-return]

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an advies."""
        return f"arc:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """A month later it is no news."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It was withdrawn meanwhile, or the casus went."""
        if not Advies.objects.published().filter(pk=subject.pk).exists():
            return "staat niet (meer) in het handboek"
        return "" if self._casussen(delivery) else "heeft geen casus (meer) onder dit advies"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the advies, and which casussen of this person are under it."""
        return {
            "number": subject.number,
            "kind": subject.get_kind_display(),
            "title": subject.title,
            "casussen": self._casussen(delivery),
            "url": f"{settings.SITE_URL}{subject.get_absolute_url()}",
        }

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Return which advies it is."""
        return f"Advies {subject.number} staat in het handboek en rust op jouw casus"

    def example(self) -> dict[str, Any]:
        """An advies on a casus about work along the dike."""
        slug = "spreek-leer-en-werkplekken-af-voor-de-aanbesteding"
        return {
            "number": 14,
            "kind": "Doe",
            "title": "Spreek leer- en werkplekken af vóór de aanbesteding",
            "casussen": ["Leerplekken in het groen"],
            "url": f"{settings.SITE_URL}{reverse('handboek:advies', args=[14, slug])}",
        }

    def _casussen(self, delivery: Delivery) -> list[str]:
        rows = Casus.objects.kept().filter(pk__in=delivery.data["casussen"])
        return list(
            rows.filter(casushouder=delivery.person)
            .order_by("title")
            .values_list("title", flat=True)
        )
