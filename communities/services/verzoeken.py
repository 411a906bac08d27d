"""Asking to join a community, and what its organisers answer."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from communities.adreslijst import name_parts
from communities.enums import RequestState
from communities.models import Community, Deelnemer, Lidmaatschap, Lidmaatschapsverzoek
from communities.services.leden import add_deelnemer, add_lidmaatschap, holder_of
from communities.services.organisaties import find_organisatie
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce

AGAIN_AFTER = timedelta(days=30)  # since an organiser said no
ASKED, CONFIRM = "verzoek.asked", "verzoek.confirm"
KNOWN, DECIDED = "verzoek.known", "verzoek.decided"


def reason_not_to_ask(person: Deelnemer, community: Community) -> str:
    """Return in Dutch why somebody cannot ask to join this community now, or ""."""
    if community.has_ended:
        return f"{community} is klaar. Je kunt niet meer meedoen."
    if Lidmaatschap.objects.filter(deelnemer=person, community=community).exists():
        return f"Je doet al mee in {community}."
    mine = Lidmaatschapsverzoek.objects.filter(deelnemer=person, community=community)
    if mine.waiting().exists():
        return "Je hebt dit al gevraagd. Een organisator kijkt ernaar."
    last = mine.filter(state=RequestState.DECLINED).order_by("-decided_at").first()
    if last is not None and last.decided_at and may_ask_from(last) > timezone.localdate():
        day = date_format(may_ask_from(last), "j F Y")
        return f"Je hebt dit kort geleden gevraagd. Vanaf {day} kun je het opnieuw vragen."
    return ""


def may_ask_from(verzoek: Lidmaatschapsverzoek) -> date:
    """Return the day from which who was declined may ask again."""
    return timezone.localdate((verzoek.decided_at or timezone.now()) + AGAIN_AFTER)


@transaction.atomic
def ask(*, actor: Deelnemer, community: Community, motivation: str) -> Lidmaatschapsverzoek:
    """Ask with an account: an organiser sees it at once."""
    if reason := reason_not_to_ask(actor, community):
        raise ValidationError(reason)
    row = Lidmaatschapsverzoek(
        community=community,
        deelnemer=actor,
        email=actor.email,
        first_name=actor.first_name,
        infix=actor.infix,
        last_name=actor.last_name,
        organisation_name=actor.organisatie.name if actor.organisatie else "",
        job_title=actor.job_title,
        motivation=motivation,
    )
    if not _queued(row):
        raise ValidationError("Je hebt dit al gevraagd. Een organisator kijkt ernaar.")
    audit.record(actor=actor, action=ASKED, subject=row, community=community.pk)
    return row


@transaction.atomic
def ask_without_account(
    *,
    name: str,
    email: str,
    organisation_name: str,
    job_title: str,
    community: Community,
    motivation: str,
) -> None:
    """Send one mail: confirm your address, or you have an account already.

    Whoever asks learns nothing of it on the screen; only who reads that mail does.
    """
    address = email.strip().lower()
    person = holder_of(address)
    if person is not None:
        announce(kind=KNOWN, subject=community, actor=None, person_id=person.pk)
        return
    first, infix, last = name_parts(name)
    row = Lidmaatschapsverzoek.objects.create(
        community=community,
        email=address,
        first_name=first,
        infix=infix,
        last_name=last,
        organisation_name=organisation_name,
        job_title=job_title,
        motivation=motivation,
    )
    announce(kind=CONFIRM, subject=row, actor=None)


@transaction.atomic
def confirm(*, pk: int) -> Lidmaatschapsverzoek | None:
    """Let a request count, and make the account; None when it is gone.

    Doing it again changes nothing. Who has an account since then asks with that one.
    """
    rows = Lidmaatschapsverzoek.objects.select_related("community", "deelnemer")
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None or row.state != RequestState.UNCONFIRMED:
        return row
    row.deelnemer = holder_of(row.email) or _account_for(row)
    if reason_not_to_ask(row.deelnemer, row.community) or not _queued(row):
        row.state, row.confirmed_at = RequestState.WITHDRAWN, timezone.now()
        row.decided_at = row.confirmed_at  # nobody has to answer it
        row.save()
        return row
    audit.record(actor=row.deelnemer, action=ASKED, subject=row, community=row.community_id)
    return row


@transaction.atomic
def decide(
    *, actor: Deelnemer, verzoek: Lidmaatschapsverzoek, approve: bool, reason: str = ""
) -> Lidmaatschapsverzoek:
    """Let somebody in, or say why not; the first organiser who answers decides."""
    row = _waiting(verzoek)
    person: Deelnemer = row.deelnemer  # type: ignore[assignment]
    if not approve and not reason.strip():
        raise ValidationError("Schrijf op waarom niet. Diegene leest het in de mail.")
    if approve:
        _let_in(actor, person, row.community)
    row.state = RequestState.APPROVED if approve else RequestState.DECLINED
    row.decided_at, row.decided_by, row.reason = timezone.now(), actor, reason.strip()
    row.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    action = "verzoek.approved" if approve else "verzoek.declined"
    audit.record(actor=actor, action=action, subject=row, community=row.community_id)
    announce(kind=DECIDED, subject=row.community, actor=actor, verzoek_id=row.pk)
    return row


@transaction.atomic
def withdraw(*, actor: Deelnemer, verzoek: Lidmaatschapsverzoek) -> Lidmaatschapsverzoek:
    """Take one's own request back, as long as nobody answered."""
    row = _waiting(verzoek)
    row.state, row.decided_at = RequestState.WITHDRAWN, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    audit.record(actor=actor, action="verzoek.withdrawn", subject=row, community=row.community_id)
    return row


def _account_for(row: Lidmaatschapsverzoek) -> Deelnemer:
    """Make an account without a password: who reads mail at the address logs in with a code."""
    person = add_deelnemer(
        actor=None,
        email=row.email,
        first_name=row.first_name,
        infix=row.infix,
        last_name=row.last_name,
        organisatie=find_organisatie(row.organisation_name) if row.organisation_name else None,
    )
    if row.job_title:
        person.job_title = row.job_title
        person.save(update_fields=["job_title"])
    return person


def _queued(row: Lidmaatschapsverzoek) -> bool:
    """Put a request in the queue and tell the organisers; False when one waits already."""
    row.state, row.confirmed_at = RequestState.WAITING, timezone.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    announce(kind=ASKED, subject=row.community, actor=row.deelnemer, verzoek_id=row.pk)
    return True


def _let_in(actor: Deelnemer, person: Deelnemer, community: Community) -> None:
    if community.has_ended:
        raise ValidationError(f"{community} is klaar. Je kunt er niemand meer toelaten.")
    try:
        with transaction.atomic():
            add_lidmaatschap(actor=actor, person=person, community=community)
    except ValidationError as error:
        if getattr(error, "code", "") != "same":
            raise


def _waiting(verzoek: Lidmaatschapsverzoek) -> Lidmaatschapsverzoek:
    rows = Lidmaatschapsverzoek.objects.select_related("community", "deelnemer", "decided_by")
    row = rows.select_for_update(of=("self",)).filter(pk=verzoek.pk).first()
    if row is None:
        raise ValidationError("Dit verzoek bestaat niet meer.")
    if row.state == RequestState.WITHDRAWN:
        raise ValidationError("Dit verzoek is ingetrokken.", code="decided")
    if row.state != RequestState.WAITING:
        who = row.decided_by or "Iemand"
        raise ValidationError(
            f"{who} heeft dit verzoek al beantwoord: {row.get_state_display()}.", code="decided"
        )
    return row
