"""Mail of an organiser to the people of a meeting: written, tried out, and sent once."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import dateformat as dates
from django.utils import timezone

from bijeenkomsten import audiences
from bijeenkomsten.enums import Audience
from bijeenkomsten.models import Bijeenkomst, Rondmail
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import lock
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.services import announce

MOST_A_DAY = 5  # mails about one meeting
MOST_OF_ONE = 20  # mails of one organiser in a day, about all their meetings
MOST_TESTS = 10  # test mails about one meeting in an hour
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
FOLLOW_UP = timedelta(days=90)  # after the end there is still something to say
CHANGED = "Iemand anders heeft deze mail net veranderd. Lees hem nog een keer."
GONE = "Deze mail is net verstuurd of weggegooid."


def why_not(bijeenkomst: Bijeenkomst) -> str:
    """Return why nobody can be mailed about this meeting any more (Dutch), or ""."""
    if bijeenkomst.ends_at + FOLLOW_UP < timezone.now():
        return "Deze bijeenkomst is meer dan drie maanden geleden. Mailen kan niet meer."
    return ""


def is_over(bijeenkomst: Bijeenkomst) -> bool:
    """Say whether nobody has to come any more; what is mailed now only looks back."""
    return bijeenkomst.is_cancelled or bijeenkomst.is_past


@transaction.atomic
def write_rondmail(
    *,
    actor: Any,
    bijeenkomst: Bijeenkomst,
    subject: str,
    body: str,
    audience: str,
    essential: bool = False,
) -> Rondmail:
    """Keep a draft; nobody hears of it. BijeenkomstError when the meeting is too long ago."""
    _refuse_senseless(bijeenkomst, audience, essential=essential)
    rondmail = Rondmail.objects.create(
        bijeenkomst=bijeenkomst,
        author=actor,
        subject=subject,
        body=body,
        audience=audience,
        essential=essential,
    )
    record(actor=actor, action="rondmail.written", subject=rondmail)
    return rondmail


@transaction.atomic
def change_rondmail(
    *, actor: Any, rondmail: Rondmail, expected: str | None = None, **fields: Any
) -> Rondmail:
    """Change a draft; BijeenkomstError when it was sent or changed by somebody else meanwhile."""
    locked = _locked_draft(rondmail)
    if expected not in {None, locked.fingerprint}:
        raise BijeenkomstError(CHANGED)
    for name, value in fields.items():
        setattr(locked, name, value)
    _refuse_senseless(locked.bijeenkomst, locked.audience, essential=locked.essential)
    locked.save(update_fields=Rondmail.WRITTEN)
    record(actor=actor, action="rondmail.changed", subject=locked)
    return locked


@transaction.atomic
def discard_rondmail(*, actor: Any, rondmail: Rondmail) -> None:
    """Throw a draft away; BijeenkomstError when it was sent meanwhile."""
    locked = _locked_draft(rondmail)
    record(actor=actor, action="rondmail.discarded", subject=locked)
    locked.delete()


@transaction.atomic
def send_rondmail(*, actor: Any, rondmail: Rondmail, expected: str | None = None) -> Rondmail:
    """Send a draft to its audience, once; a second call finds it sent and does nothing.

    ``expected`` is the fingerprint of the text that the sender read. The lock on the meeting
    makes that its mails are counted one by one.
    """
    meeting = lock(rondmail.bijeenkomst)
    locked = Rondmail.objects.select_for_update().filter(pk=rondmail.pk).first()
    if locked is None:
        raise BijeenkomstError(GONE)
    if locked.is_sent:
        return locked
    if expected not in {None, locked.fingerprint}:
        raise BijeenkomstError(CHANGED)
    _refuse_senseless(meeting, locked.audience, essential=locked.essential)
    _refuse_too_many(meeting)
    _refuse_too_many_of_one(actor)
    if audiences.reach(locked, actor).willing == 0:
        raise BijeenkomstError("Er is nu niemand die deze mail zou krijgen.")
    locked.author, locked.sent_at = actor, timezone.now()
    locked.event = announce(
        kind="bijeenkomst.mail_needed" if locked.essential else "bijeenkomst.mail",
        subject=meeting,
        actor=actor,
        revision=meeting.revision,
        rondmail_id=locked.pk,
        cancelled=meeting.is_cancelled,
    )
    locked.save(update_fields=["author", "sent_at", "event"])
    record(actor=actor, action="rondmail.sent", subject=locked, audience=locked.audience)
    return locked


@transaction.atomic
def try_rondmail(*, actor: Any, rondmail: Rondmail) -> MessageEvent:
    """Send a draft to who asks for it, and to nobody else."""
    meeting = lock(rondmail.bijeenkomst)
    kind = "bijeenkomst.mail_test"
    tests = MessageEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(Bijeenkomst),
        object_id=meeting.pk,
        kind=kind,
        created_at__gt=timezone.now() - AN_HOUR,
    )
    if tests.count() >= MOST_TESTS:
        raise BijeenkomstError("Er zijn net al veel proeven verstuurd. Wacht een uur.")
    return announce(
        kind=kind,
        subject=meeting,
        actor=actor,
        revision=meeting.revision,
        rondmail_id=rondmail.pk,
        cancelled=meeting.is_cancelled,
    )


def _locked_draft(rondmail: Rondmail) -> Rondmail:
    drafts = Rondmail.objects.select_related("bijeenkomst").filter(sent_at__isnull=True)
    locked = drafts.select_for_update(of=("self",)).filter(pk=rondmail.pk).first()
    if locked is None:
        raise BijeenkomstError(GONE)
    return locked


def _refuse_senseless(bijeenkomst: Bijeenkomst, audience: str, *, essential: bool) -> None:
    reason = why_not(bijeenkomst)
    if not reason and is_over(bijeenkomst):
        how = "gaat niet door" if bijeenkomst.is_cancelled else "is al geweest"
        if audience == Audience.SILENT:
            reason = f"De bijeenkomst {how}. Wie niet antwoordde, hoeft niets meer te weten."
        elif essential:
            reason = f"De bijeenkomst {how}. Er is niets meer wat iemand moet weten om te komen."
    if reason:
        raise BijeenkomstError(reason)


def _refuse_too_many(bijeenkomst: Bijeenkomst) -> None:
    since = timezone.now() - A_DAY
    sent = bijeenkomst.rondmails.filter(sent_at__gt=since).order_by("-sent_at")
    moments = [moment for moment in sent.values_list("sent_at", flat=True)[:MOST_A_DAY] if moment]
    if len(moments) == MOST_A_DAY:
        free = timezone.localtime(moments[-1] + A_DAY)
        raise BijeenkomstError(
            f"Over deze bijeenkomst gingen in één dag al {MOST_A_DAY} mails weg. "
            f"Vanaf {dates.format(free, 'l j F, G.i')} uur kan er weer een. Je mail blijft bewaard."
        )


def _refuse_too_many_of_one(actor: Any) -> None:
    since = timezone.now() - A_DAY
    if Rondmail.objects.filter(author=actor, sent_at__gt=since).count() >= MOST_OF_ONE:
        raise BijeenkomstError(
            f"Je verstuurde in één dag al {MOST_OF_ONE} mails. Je mail blijft bewaard. "
            "Probeer het morgen weer."
        )
