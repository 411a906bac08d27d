"""Adding files and links, changing what is said of them, taking them away and back."""

from datetime import timedelta
from typing import IO, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Model, Sum
from django.utils import timezone

from netwerk.kern.audit.services import record
from netwerk.kern.bijlagen import controle, opslag
from netwerk.kern.bijlagen.enums import ScanState
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.toezicht import schijf

KEPT_FOR = timedelta(days=30)  # how long what was taken away can be put back
WORDS = ("title", "author", "dated", "licence", "confidential", "url", "alt")
FULL = (
    "Hier passen niet meer bestanden bij: samen mogen ze hoogstens {most} MB zijn. Haal er eerst "
    "een weg."
)
A_DAY = timedelta(days=1)
ENOUGH_TODAY = (
    "Je voegde vandaag al heel veel bestanden toe. Morgen kun je verder. Heeft het haast? Stel ons "
    "dan een vraag."
)
TOO_MANY = "Er staan hier al {most} bestanden en links. Haal er eerst een weg."
GONE = "Iemand anders heeft dit net weggehaald."


def add_file(
    *, actor: Any, subject: Model, upload: IO[bytes], name: str, inline: bool = False, **words: Any
) -> Bijlage:
    """Check a file and keep it; ValidationError in Dutch when it may not come in.

    The checking is done before the transaction, the room is looked at twice: before the work, and
    when nobody else can add something to this subject.
    """
    _refuse_unknown(words)
    schijf.refuse_when_full()
    _refuse_without_room(subject, 0)
    _refuse_flood(actor)
    checked = controle.check(
        upload,
        name,
        most=settings.BIJLAGE_MOST_BYTES,
        scanner=settings.CLAMD_URL,
        picture=inline,
    )
    stored = opslag.store(checked.content)
    try:
        return _keep(actor, subject, checked, stored, {"inline": inline, **words})
    except BaseException:
        opslag.delete(stored)
        raise


@transaction.atomic
def _keep(
    actor: Any, subject: Model, checked: controle.Checked, stored: str, words: dict[str, Any]
) -> Bijlage:
    _lock_room(subject)
    _refuse_without_room(subject, checked.size)
    bijlage = Bijlage.objects.create(
        subject=subject,
        uploaded_by=actor,
        file=stored,
        name=checked.name,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        scan_state=ScanState.CLEAN if checked.scanned else ScanState.NOT_SCANNED,
        **words,
    )
    record(actor=actor, action="bijlage.added", subject=bijlage)
    return bijlage


@transaction.atomic
def add_link(*, actor: Any, subject: Model, url: str, **words: Any) -> Bijlage:
    """Add a link to another site."""
    _refuse_unknown(words)
    _lock_room(subject)
    _refuse_without_room(subject, 0)
    bijlage = Bijlage.objects.create(subject=subject, uploaded_by=actor, url=url, **words)
    record(actor=actor, action="bijlage.added", subject=bijlage)
    return bijlage


@transaction.atomic
def change(*, actor: Any, bijlage: Bijlage, **words: Any) -> Bijlage:
    """Change what is said of a file or link; the file itself never changes."""
    _refuse_unknown(words)
    current = _lock(bijlage)
    if current.deleted_at:
        raise ValidationError(GONE, code="gone")
    changed = [name for name, value in words.items() if getattr(current, name) != value]
    if changed:
        for name in changed:
            setattr(current, name, words[name])
        current.save(update_fields=[*changed, "updated_at"])
        record(actor=actor, action="bijlage.changed", subject=current, fields=changed)
    return current


@transaction.atomic
def remove(*, actor: Any, bijlage: Bijlage) -> Bijlage:
    """Take it away: nobody gets it any more, and for 30 days it can be put back."""
    current = _lock(bijlage)
    if current.deleted_at is None:
        current.deleted_at, current.deleted_by = timezone.now(), actor
        current.save(update_fields=["deleted_at", "deleted_by", "updated_at"])
        record(actor=actor, action="bijlage.removed", subject=current)
    return current


@transaction.atomic
def restore(*, actor: Any, bijlage: Bijlage) -> Bijlage:
    """Put it back where it was, when there is still room."""
    current = _lock(bijlage)
    subject: Model | None = current.subject
    if current.deleted_at is not None and subject is not None:
        _lock_room(subject)
        _refuse_without_room(subject, current.size)
        current.deleted_at = current.deleted_by = None
        current.save(update_fields=["deleted_at", "deleted_by", "updated_at"])
        record(actor=actor, action="bijlage.restored", subject=current)
    return current


def _lock(bijlage: Bijlage) -> Bijlage:
    current: Bijlage | None = (
        Bijlage.objects.select_for_update(of=("self",), no_key=True).filter(pk=bijlage.pk).first()
    )
    if current is None:
        raise ValidationError(GONE, code="gone")
    return current


def _lock_room(subject: Model) -> None:
    """Let nobody else add something to this subject until the transaction ends."""
    key = f"bijlagen:{ContentType.objects.get_for_model(subject).pk}:{subject.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _refuse_without_room(subject: Model, size: int) -> None:
    rows = Bijlage.objects.of(subject).kept()
    if rows.count() >= settings.BIJLAGE_MOST_NUMBER:
        raise ValidationError(TOO_MANY.format(most=settings.BIJLAGE_MOST_NUMBER), code="many")
    most = settings.BIJLAGE_MOST_BYTES_TOGETHER
    if (rows.aggregate(total=Sum("size"))["total"] or 0) + size > most:
        raise ValidationError(FULL.format(most=most // 1_000_000), code="full")


def _refuse_flood(actor: Any) -> None:
    """What lies in the trash takes room too: so nobody fills the disk by adding and taking away."""
    mine: Any = Bijlage.objects.filter(uploaded_by=actor, created_at__gt=timezone.now() - A_DAY)
    sent = mine.exclude(file="").aggregate(number=Count("pk"), total=Sum("size"))
    if (
        sent["number"] >= settings.BIJLAGE_MOST_NUMBER_A_DAY
        or (sent["total"] or 0) >= settings.BIJLAGE_MOST_BYTES_A_DAY
    ):
        raise ValidationError(ENOUGH_TODAY, code="today")


def _refuse_unknown(words: dict[str, Any]) -> None:
    if unknown := set(words) - set(WORDS):
        raise ValueError(f"Not something that is said of a bijlage: {sorted(unknown)}")
