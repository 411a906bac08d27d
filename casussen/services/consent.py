"""The consent of the organisation that a casus describes: asked by mail, answered by a link.

Only the newest question of a casus counts, and only for the text that was read when the contact
said yes. The contact may change the answer with the same link, also when everybody reads the
casus already: a no then takes it from the public at once (docs/decisions/publication.md).
"""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from casussen.enums import CasusRole, ConsentState
from casussen.models import Casus, Toestemming
from casussen.openbaar import public_mark, public_text
from casussen.services.errors import CasusError, IncompleteError
from casussen.services.needs import missing_for_publication
from casussen.services.rows import lock, lock_standing
from communities.enums import Visibility
from communities.models import Deelnemer
from communities.services.leden import holder_of
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

ASKED, ANSWERED, WITHDRAWN = "toestemming.asked", "toestemming.answered", "toestemming.withdrawn"
CHANGED = "casus.public_changed"
PUBLISHED = "toestemming.published"
REVIEW = "publicatieverzoek.asked"
VALID_FOR = timedelta(days=60)
AGAIN = timedelta(minutes=1)  # two clicks on "stuur opnieuw" are one
MOST_TIMES = 5  # mails to one contact
MOST_A_DAY = 20  # questions of one person
QUIET = timedelta(hours=1)  # of rest after a change, before anybody hears of it
SALT = "casussen.toestemming"


class ReadAgainError(CasusError):
    """The text changed after the contact opened the page."""

    def __init__(self) -> None:
        super().__init__(
            "De tekst is gewijzigd terwijl je las. Hieronder staat de nieuwe tekst. Lees hem door "
            "en antwoord dan."
        )


def token_of(row: Toestemming) -> str:
    """Return what the address of the page of the contact ends in; for this question only."""
    return signing.dumps([row.pk], salt=SALT)


def row_of(token: str) -> Toestemming | None:
    """Return the question of a token, or the newer one to the same address; None for nonsense."""
    try:
        [pk] = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Toestemming.objects.select_related("casus", "asked_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        return None
    newest = rows.counting().filter(casus=row.casus).first()
    same = newest and newest.contact_email.lower() == row.contact_email.lower()
    return newest if same else row


def is_usable(row: Toestemming) -> bool:
    """Say whether the contact can answer, or change the answer.

    Whoever said yes can take that back until somebody else said yes after them: asking another
    contact does not silence the first. After its term the link works only while everybody reads
    the casus: what is written in a closed one since then, it must not show.
    """
    if row.was_taken_back or row.is_expired:
        return False
    if row.expires_at <= timezone.now() and row.casus.visibility != Visibility.PUBLIC:
        return False
    newer = Toestemming.objects.counting().filter(casus=row.casus_id, pk__gt=row.pk)
    if row.text_mark:
        newer = newer.filter(state=ConsentState.GRANTED)
    return not newer.exists()


def state_of(casus: Casus) -> str:
    """Say where the consent stands: none, open, expired, granted, changed, refused, withdrawn."""
    row = Toestemming.objects.newest_of(casus)
    if row is None:
        return "none"
    if row.is_expired:
        return "expired"
    if row.state == ConsentState.GRANTED and row.text_mark != public_mark(casus):
        return "changed"
    return str(row.state)


def require_consent(casus: Casus) -> Toestemming:
    """Return the consent to the text as it is now; CasusError in words when there is none.

    The casus is locked, so the text cannot change before the transaction ends.
    """
    state = state_of(casus)
    row = Toestemming.objects.newest_of(casus)
    if state == "granted" and row is not None:
        return row
    raise CasusError(
        "De tekst is gewijzigd na het akkoord van de organisatie. Vraag de contactpersoon opnieuw."
        if state == "changed"
        else "De organisatie waar het over gaat, heeft nog geen akkoord gegeven."
    )


@transaction.atomic
def ask_consent(
    *,
    actor: Deelnemer,
    casus: Casus,
    contact_name: str,
    contact_email: str,
    contact_role: str = "",
    note: str = "",
) -> Toestemming:
    """Ask a contact by mail; a question that waits is taken back for it."""
    current = lock_standing(casus)
    if missing := missing_for_publication(current):
        raise IncompleteError(missing)
    _refuse_writers(current, contact_email)
    _refuse_too_many(actor)
    newest = Toestemming.objects.newest_of(current)
    if newest and newest.state == ConsentState.OPEN:
        _take_back(actor, current, newest)
    row = Toestemming.objects.create(
        casus=current,
        contact_name=contact_name,
        contact_role=contact_role,
        contact_email=contact_email.strip().lower(),
        note=note,
        asked_by=actor,
        expires_at=timezone.now() + VALID_FOR,
    )
    record(actor=actor, action="toestemming.asked", subject=current, toestemming=row.pk)
    announce(kind=ASKED, subject=row, actor=actor, times=row.times_sent)
    return row


@transaction.atomic
def resend_consent(*, actor: Deelnemer, casus: Casus) -> Toestemming:
    """Mail the question that waits again; it is valid for another two months."""
    current = lock_standing(casus)
    row = _waiting(current)
    if row.sent_at > timezone.now() - AGAIN:
        raise CasusError("Deze vraag is net verstuurd.")
    if row.times_sent >= MOST_TIMES:
        raise CasusError(
            f"Deze vraag is al {MOST_TIMES} keer verstuurd. Bel de contactpersoon, of vraag een "
            "ander."
        )
    row.times_sent += 1
    row.sent_at, row.came_back = timezone.now(), False
    row.expires_at = timezone.now() + VALID_FOR
    row.save(update_fields=["times_sent", "sent_at", "came_back", "expires_at"])
    record(actor=actor, action="toestemming.resent", subject=current, toestemming=row.pk)
    announce(kind=ASKED, subject=row, actor=actor, times=row.times_sent)
    return row


@transaction.atomic
def take_back_consent(*, actor: Deelnemer, casus: Casus) -> Toestemming:
    """Take the question back that waits; its link says so."""
    current = lock(casus)
    row = _waiting(current)
    _take_back(actor, current, row)
    return row


@transaction.atomic
def answer_consent(
    *, row: Toestemming, granted: bool, note: str = "", seen: str = ""
) -> Toestemming:
    """Keep the answer of the contact; a yes is about the text of the mark that they saw.

    A no to what everybody reads takes it from the public in this same transaction.
    """
    casus = lock(row.casus)
    current = Toestemming.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _refuse_unusable(casus, current)
    mark = public_mark(casus)
    if granted and seen != mark:
        raise ReadAgainError
    was_public = casus.visibility == Visibility.PUBLIC
    if granted:
        current.state, current.text_mark = ConsentState.GRANTED, mark
        current.text = public_text(casus)
    else:
        had = current.state in {ConsentState.GRANTED, ConsentState.WITHDRAWN}
        current.state = ConsentState.WITHDRAWN if had else ConsentState.REFUSED
    current.answered_at, current.answer_note = timezone.now(), note
    current.noticed_at = current.answered_at
    current.save()
    record(
        actor=None,
        action="toestemming.answered",
        subject=casus,
        toestemming=row.pk,
        state=current.state,
    )
    if not granted and was_public:
        _take_from_public(casus, current)
        return current
    announce(kind=ANSWERED, subject=casus, actor=None, toestemming_id=row.pk)
    if granted and (verzoek := casus.open_request):
        data = {"verzoek_id": verzoek.pk, "toestemming_id": row.pk}
        announce(kind=REVIEW, subject=casus, actor=verzoek.requested_by, **data)
    return current


def _take_from_public(casus: Casus, row: Toestemming) -> None:
    """Let the network read it and nobody else, and tell who must look at it."""
    casus.visibility = Visibility.NETWORK
    casus.save(update_fields=["visibility", "updated_at"])
    record(
        actor=None,
        action="casus.visibility_changed",
        subject=casus,
        before=Visibility.PUBLIC,
        after=Visibility.NETWORK,
    )
    announce(kind=WITHDRAWN, subject=casus, actor=None, toestemming_id=row.pk)


@transaction.atomic
def note_came_back(*, pk: int, times: int) -> None:
    """Write down that the last mail to the contact did not arrive."""
    Toestemming.objects.filter(pk=pk, times_sent=times).update(came_back=True)


def notice_changes(now: datetime) -> int:
    """Tell once that a public text changed since the consent; return about how many.

    An hour after the last change, so that an afternoon of writing is one message. However the
    text was changed, the casus says when: no service has to remember this.
    """
    looked = Coalesce("noticed_at", "answered_at")
    rows = Toestemming.objects.annotate(looked=looked).filter(
        ~Q(pk__in=Toestemming.objects.superseded().values("pk")),
        state=ConsentState.GRANTED,
        casus__visibility=Visibility.PUBLIC,
        casus__deleted_at__isnull=True,
        casus__updated_at__gt=F("looked"),
        casus__updated_at__lt=now - QUIET,
    )
    return sum(_notice(pk) for pk in list(rows.values_list("pk", flat=True)[:50]))


@transaction.atomic
def _notice(pk: int) -> bool:
    rows = Toestemming.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.select_related("casus").filter(pk=pk).first()
    if row is None or (row.noticed_at and row.noticed_at >= row.casus.updated_at):
        return False
    row.noticed_at = row.casus.updated_at
    row.save(update_fields=["noticed_at"])
    mark = public_mark(row.casus)
    if mark == row.text_mark:
        return False
    announce(kind=CHANGED, subject=row.casus, actor=None, toestemming_id=row.pk)
    return True


def _waiting(casus: Casus) -> Toestemming:
    row = Toestemming.objects.newest_of(casus)
    if row is None or row.state != ConsentState.OPEN:
        raise CasusError("Er wacht geen vraag op antwoord.")
    return Toestemming.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _take_back(actor: Deelnemer, casus: Casus, row: Toestemming) -> None:
    row.state = ConsentState.WITHDRAWN
    row.save(update_fields=["state"])
    record(actor=actor, action="toestemming.taken_back", subject=casus, toestemming=row.pk)


def _refuse_unusable(casus: Casus, row: Toestemming) -> None:
    if casus.deleted_at or not is_usable(row):
        raise CasusError("Deze vraag geldt niet meer.")


def _refuse_writers(casus: Casus, email: str) -> None:
    """The consent comes from somebody else than who writes."""
    holder = holder_of(email)
    writers = {
        casus.casushouder_id,
        *casus.deelnames.filter(role=CasusRole.CO_AUTHOR).values_list("deelnemer", flat=True),
    }
    if holder is not None and holder.pk in writers:
        raise CasusError("Dit is het adres van iemand die meeschrijft. Kies iemand anders.")


def _refuse_too_many(actor: Deelnemer) -> None:
    since = timezone.now() - timedelta(days=1)
    if Toestemming.objects.filter(asked_by=actor, asked_at__gt=since).count() >= MOST_A_DAY:
        raise CasusError("Je stelde vandaag al veel vragen. Probeer het morgen opnieuw.")
