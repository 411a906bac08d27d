"""How long communities keeps what it keeps about people; see netwerk.kern.avg.retention."""

from datetime import datetime
from typing import Any

from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from communities.enums import InvitationState, RequestState
from communities.models import (
    Abonnement,
    Accountmail,
    ApiSleutel,
    Contactbericht,
    Deelnemer,
    Inzage,
    Ledenbewerking,
    Ledenimport,
    Lidmaatschapsverzoek,
    Onderwerp,
    Reactie,
    Reactieconcept,
    Rechtenreview,
    Uitnodiging,
    Zaak,
)
from communities.models.gesprekken import KEPT_FOR
from netwerk.kern.audit.services import record
from netwerk.kern.avg.models import SlapendAccount, Verwijderverzoek
from netwerk.kern.avg.retention import YEAR, days, rule
from netwerk.kern.avg.services import obstacles
from netwerk.kern.berichten.services import announce

AWAY = days(2 * 365)  # before an account that nobody uses closes
WARNED = days(30)


@rule(
    "verzoek.onbevestigd",
    label="Verzoeken om mee te doen die nooit zijn bevestigd",
    term="7 dagen",
    age="created_at",
)
def unconfirmed_requests(now: datetime) -> QuerySet[Any]:
    """Perhaps somebody else typed the address."""
    rows = Lidmaatschapsverzoek.objects.filter(state=RequestState.UNCONFIRMED)
    return rows.filter(created_at__lt=now - days(7))


@rule(
    "verzoek.beantwoord",
    label="Beantwoorde verzoeken om mee te doen",
    term="een jaar na het antwoord",
    age="decided_at",
)
def answered_requests(now: datetime) -> QuerySet[Any]:
    """Long enough to see that somebody asks again."""
    return Lidmaatschapsverzoek.objects.filter(decided_at__lt=now - YEAR)


@rule(
    "uitnodiging",
    label="Uitnodigingen die zijn beantwoord, ingetrokken of verlopen",
    term="90 dagen",
    age="expires_at",
)
def old_invitations(now: datetime) -> QuerySet[Any]:
    """Answered or taken back 90 days ago, or expired since then."""
    before = now - days(90)
    expired = Q(state=InvitationState.OPEN, expires_at__lt=before)
    return Uitnodiging.objects.filter(Q(answered_at__lt=before) | expired)


@rule("import", label="Ingelezen lijsten met deelnemers", term="een week", age="created_at")
def old_imports(now: datetime) -> QuerySet[Any]:
    """With all their rows; also one that was never finished."""
    return Ledenimport.objects.filter(created_at__lt=now - days(7))


@rule(
    "contact",
    label="Vragen aan het netwerk",
    term="een jaar na het antwoord",
    age="handled_at",
)
def old_questions(now: datetime) -> QuerySet[Any]:
    """What waits for an answer stays."""
    return Contactbericht.objects.filter(handled_at__lt=now - YEAR)


@rule(
    "abonnement.onbevestigd",
    label="Abonnementen op nieuws die nooit zijn bevestigd",
    term="7 dagen",
    age="created_at",
)
def unconfirmed_subscriptions(now: datetime) -> QuerySet[Any]:
    """Perhaps somebody else typed the address."""
    return Abonnement.objects.filter(confirmed_at__isnull=True, created_at__lt=now - days(7))


@rule("accountmail", label="Mail over inloggen", term="7 dagen", age="created_at")
def old_account_mail(now: datetime) -> QuerySet[Any]:
    """Usually gone as soon as the mail is out."""
    return Accountmail.objects.filter(created_at__lt=now - days(7))


@rule(
    "apisleutel",
    label="API-sleutels die verliepen",
    term="30 dagen nadat hij verliep",
    age="expires_on",
)
def expired_keys(now: datetime) -> QuerySet[Any]:
    """Long enough for their owner to see why a program stopped."""
    return ApiSleutel.objects.filter(expires_on__lt=_day(now - days(30)))


@rule("bewerking", label="Bewerkingen van leden", term="twee jaar", age="created_at")
def old_edits(now: datetime) -> QuerySet[Any]:
    """They can be undone for a day only; the audit log keeps the fact."""
    return Ledenbewerking.objects.filter(created_at__lt=now - 2 * YEAR)


@rule("inzage", label="Meekijken als een ander", term="twee jaar", age="started_at")
def old_inzagen(now: datetime) -> QuerySet[Any]:
    """The audit log keeps the fact."""
    return Inzage.objects.filter(started_at__lt=now - 2 * YEAR)


@rule("rechtenreview", label="Getekende rechtenreviews", term="twee jaar", age="signed_at")
def old_reviews(now: datetime) -> QuerySet[Any]:
    """With what was said of each person."""
    return Rechtenreview.objects.filter(signed_at__lt=now - 2 * YEAR)


def _last_seen() -> QuerySet[Any]:
    """Return the accounts that exist, with the day on which each was last used."""
    made = TruncDate("date_joined", output_field=DateField())
    rows: QuerySet[Any] = Deelnemer.objects.filter(erased_at__isnull=True)
    return rows.annotate(seen=Coalesce("last_seen_on", made))


def _day(moment: datetime) -> Any:
    return timezone.localdate(moment)


def _warn(rows: QuerySet[Any], now: datetime) -> int:
    """Send the warning, and remember since when."""
    number = 0
    for person in rows.select_for_update().order_by("pk"):
        SlapendAccount.objects.update_or_create(
            person=person, defaults={"warned_at": now, "closed_at": None}
        )
        announce(kind="avg.inactive", subject=person, actor=None)
        number += 1
    return number


@rule(
    "account.waarschuwen",
    label="Accounts die bijna twee jaar niet zijn gebruikt: een mail",
    term="30 dagen voor de twee jaar om zijn",
    age="seen",
    forget=_warn,
)
def accounts_to_warn(now: datetime) -> QuerySet[Any]:
    """Who was not seen for two years but thirty days, and was not warned since."""
    rows = _last_seen().filter(is_active=True, seen__lt=_day(now - AWAY + WARNED))
    return rows.filter(slapend__isnull=True)


def _close(rows: QuerySet[Any], now: datetime) -> int:
    number = 0
    for person in rows.select_for_update(of=("self",)).order_by("pk"):
        if person.is_beheerder and obstacles(person):
            continue  # the last beheerder keeps the key
        person.is_active = False
        person.session_generation += 1
        person.save(update_fields=["is_active", "session_generation"])
        SlapendAccount.objects.filter(person=person).update(closed_at=now)
        record(actor=None, action="deelnemer.closed_inactive", subject=person)
        number += 1
    return number


@rule(
    "account.sluiten",
    label="Accounts die twee jaar niet zijn gebruikt: sluiten",
    term="twee jaar, en 30 dagen na de waarschuwing",
    age="seen",
    forget=_close,
)
def accounts_to_close(now: datetime) -> QuerySet[Any]:
    """Who was warned thirty days ago and did not come back."""
    rows = _last_seen().filter(is_active=True, seen__lt=_day(now - AWAY))
    return rows.filter(slapend__warned_at__lt=now - WARNED)


def _erase(rows: QuerySet[Any], now: datetime) -> int:
    """Have them erased in the background, as if they had asked."""
    number = 0
    for person in rows.order_by("pk"):
        due = {"due_at": now}
        _, made = Verwijderverzoek.objects.open().get_or_create(person=person, defaults=due)
        number += made
    return number


@rule(
    "account.wissen",
    label="Accounts die een jaar dicht zijn: wissen",
    term="een jaar na het sluiten",
    age="seen",
    forget=_erase,
)
def accounts_to_erase(now: datetime) -> QuerySet[Any]:
    """Closed by this job a year ago, or closed by hand and not seen for three years."""
    closed = _last_seen().filter(is_active=False)
    by_job = Q(slapend__closed_at__lt=now - YEAR)
    by_hand = Q(slapend__isnull=True, seen__lt=_day(now - AWAY - YEAR))
    under_way = Verwijderverzoek.objects.open().values("person")
    return closed.filter(by_job | by_hand).exclude(pk__in=under_way)


def _welcome_back(rows: QuerySet[Any], now: datetime) -> int:
    return rows.delete()[0]


@rule(
    "account.terug",
    label="Waarschuwingen aan wie weer inlogde",
    term="tot iemand weer inlogt",
    age="warned_at",
    forget=_welcome_back,
)
def came_back(now: datetime) -> QuerySet[Any]:
    """Who was seen after the warning, or whose account was opened again."""
    seen = Q(person__last_seen_on__gte=TruncDate(F("warned_at")), person__is_active=True)
    return SlapendAccount.objects.filter(seen)


def _erase_texts(rows: QuerySet[Any], now: datetime) -> int:
    number = 0
    for reactie in rows.select_for_update().order_by("pk"):
        Reactie.objects.filter(pk=reactie.pk).update(body="", quote="", prefix="", suffix="")
        reactie.versies.all().delete()
        reactie.vermeldingen.all().delete()
        reactie.herkend.all().delete()
        record(actor=None, action="reactie.erased", subject=reactie)
        number += 1
    return number


@rule(
    "reactie.verwijderd",
    label="Tekst van verwijderde reacties",
    term="30 dagen na het verwijderen",
    age="removed_at",
    forget=_erase_texts,
)
def removed_texts(now: datetime) -> QuerySet[Any]:
    """Until then a post can be put back."""
    return Reactie.objects.filter(removed_at__lt=now - KEPT_FOR).exclude(body="")


def _erase_topics(rows: QuerySet[Any], now: datetime) -> int:
    number = 0
    for onderwerp in rows.select_for_update().order_by("pk"):
        Onderwerp.objects.filter(pk=onderwerp.pk).update(title="", body="")
        record(actor=None, action="onderwerp.erased", subject=onderwerp)
        number += 1
    return number


@rule(
    "onderwerp.verwijderd",
    label="Tekst van verwijderde onderwerpen",
    term="30 dagen na het verwijderen",
    age="removed_at",
    forget=_erase_topics,
)
def removed_topics(now: datetime) -> QuerySet[Any]:
    """Until then a topic can be put back."""
    return Onderwerp.objects.filter(removed_at__lt=now - KEPT_FOR).exclude(title="")


@rule("melding", label="Meldingen en besluiten", term="een jaar na het besluit", age="decided_at")
def old_reports(now: datetime) -> QuerySet[Any]:
    """With the words that were reported; what waits for a decision stays."""
    looked_at = Q(reviewed_at__isnull=True) | Q(reviewed_at__lt=now - YEAR)
    waiting = Zaak.objects.waiting().values("pk")
    return Zaak.objects.filter(looked_at, decided_at__lt=now - YEAR).exclude(pk__in=waiting)


@rule(
    "reactie.concept",
    label="Reacties die iemand typte en niet plaatste",
    term="90 dagen na de laatste verandering",
    age="updated_at",
)
def old_concepts(now: datetime) -> QuerySet[Any]:
    """Long enough to come back to it after a holiday."""
    return Reactieconcept.objects.filter(updated_at__lt=now - days(90))
