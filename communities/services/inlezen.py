"""Reading in a list of people: stored as rows, looked at, and then done, in the background.

PostgreSQL is the queue: every round of the message loop and of Celery's sweep works on what is
not ready. A batch of rows is one transaction that also counts them, so that an import that was
killed goes on where it was, and no row is done twice.
"""

import logging
import time
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from communities.enums import ImportState, RowOutcome
from communities.inlezen.judging import Judge, Judged
from communities.inlezen.reading import Table
from communities.models import (
    Community,
    Deelnemer,
    ImportRegel,
    Ledenimport,
    Lidmaatschap,
    Organisatie,
    sort_key,
)
from communities.services import lezen
from communities.services.leden import drop_unconfirmed
from communities.services.organisaties import add_organisatie
from netwerk.kern.audit import services as audit
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.berichten.registry import GLANCE, every_round
from netwerk.kern.berichten.services import announce, wake

logger = logging.getLogger(__name__)
BATCH = 500  # rows in one transaction
CLASHES = 3  # times that a batch may meet an account made at the same moment
BUSY = (ImportState.CHECKING, ImportState.RUNNING)
GOOD = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.KNOWN)


@transaction.atomic
def store_import(
    *,
    actor: Deelnemer,
    file_name: str,
    table: Table,
    community: Community | None,
    role: str,
    new_kind: Begrip | None,
    welcomes: bool,
) -> Ledenimport:
    """Keep the rows of a list, to be looked at; nobody gets an account yet."""
    made = Ledenimport.objects.create(
        file_name=file_name[:200],
        uploaded_by=actor,
        community=community,
        role=role,
        new_kind=new_kind,
        welcomes=welcomes,
        total=len(table.rows),
    )
    ImportRegel.objects.bulk_create(
        (ImportRegel(ledenimport=made, number=number, cells=cells) for number, cells in table.rows),
        batch_size=2_000,
    )
    audit.record(actor=actor, action="ledenimport.uploaded", subject=made, rows=made.total)
    wake()
    return made


@transaction.atomic
def start_import(*, actor: Deelnemer, ledenimport: Ledenimport) -> Ledenimport:
    """Let the good rows be read in; or let an import that failed go on."""
    found = _locked(ledenimport)
    if found.state == ImportState.FAILED:
        waits = found.regels.filter(outcome="").exists()
        _to(found, ImportState.CHECKING if waits else ImportState.RUNNING, error="")
    elif found.state == ImportState.CHECKED:
        good = found.regels.filter(outcome__in=GOOD).count()
        if not good:
            raise ValidationError("Er is geen goede rij om in te lezen.")
        _to(found, ImportState.RUNNING, done=found.total - good)
    else:
        raise ValidationError(f"Deze lijst is al {found.get_state_display()}.")
    audit.record(actor=actor, action="ledenimport.started", subject=found)
    wake()
    return found


@transaction.atomic
def check_again(*, actor: Deelnemer, ledenimport: Ledenimport) -> None:
    """Look at all rows anew, after an organisation was made for instance."""
    found = _locked(ledenimport)
    if found.state != ImportState.CHECKED:
        raise ValidationError("Nakijken kan alleen voor het inlezen.")
    found.regels.update(outcome="", errors={}, deelnemer=None)
    _to(found, ImportState.CHECKING, done=0)
    audit.record(actor=actor, action="ledenimport.checked_again", subject=found)
    wake()


@transaction.atomic
def cancel_import(*, actor: Deelnemer, ledenimport: Ledenimport) -> None:
    """Throw a list away before anybody is read in; its rows go at once."""
    found = _locked(ledenimport)
    begun = found.state in {ImportState.RUNNING, ImportState.DONE, ImportState.CANCELLED}
    if begun or found.regels.filter(done=True).exists():
        raise ValidationError("Deze lijst is al ingelezen, of wordt dat nu.")
    found.regels.all().delete()
    _to(found, ImportState.CANCELLED, finished_at=timezone.now())
    audit.record(actor=actor, action="ledenimport.cancelled", subject=found)


def _locked(ledenimport: Ledenimport) -> Ledenimport:
    return Ledenimport.objects.select_for_update().get(pk=ledenimport.pk)


def _to(ledenimport: Ledenimport, state: ImportState, **changes: object) -> None:
    for name, value in changes.items():
        setattr(ledenimport, name, value)
    ledenimport.state = state
    ledenimport.save(update_fields=["state", "moved_at", *changes])


@every_round
def go_on_with_imports() -> None:
    """Do some batches of what is not ready, between two rounds of mail."""
    work_on_imports(seconds=GLANCE)


def work_on_imports(*, seconds: float) -> None:
    """Do some batches of the imports that are not ready; another worker's are left alone."""
    end = time.monotonic() + seconds
    waiting = Ledenimport.objects.filter(state__in=BUSY).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        while time.monotonic() < end and _one_batch(pk):
            pass


def _one_batch(pk: int) -> bool:
    """Do the next rows of an import, and say whether there was something to do.

    What cannot be done stops this import, with the rows before it done and counted.
    """
    clashes = 0
    while True:
        try:
            with transaction.atomic():
                return _do_batch(pk)
        except OperationalError:
            raise  # the database is away or busy: a next round tries again
        except Exception as error:
            clashes += isinstance(error, IntegrityError)
            if not isinstance(error, IntegrityError) or clashes == CLASHES:
                logger.exception("Import %s of members stopped.", pk)
                _fail(pk)
                return False


def _fail(pk: int) -> None:
    Ledenimport.objects.filter(pk=pk, state__in=BUSY).update(
        state=ImportState.FAILED, error="Er ging iets mis aan onze kant.", moved_at=timezone.now()
    )


def _do_batch(pk: int) -> bool:
    busy = Ledenimport.objects.filter(pk=pk, state__in=BUSY)
    locked = busy.select_for_update(skip_locked=True, of=("self",))
    found = locked.select_related("community", "uploaded_by", "new_kind").first()
    if found is None:
        return False
    is_check = found.state == ImportState.CHECKING
    chosen = {"outcome": ""} if is_check else {"outcome__in": GOOD, "done": False}
    rows = list(found.regels.filter(**chosen).order_by("number")[:BATCH])
    if rows:
        judged = Judge(found, rows).judge()
        if not is_check:
            _read_in(found, judged)
        _write_down(judged, done=not is_check)
        found.done = F("done") + len(rows)
        found.save(update_fields=["done", "moved_at"])
    elif is_check:
        _to(found, ImportState.CHECKED)
    else:
        _finish(found)
    wake()
    return True


def _write_down(judged: Sequence[Judged], *, done: bool) -> None:
    for each in judged:
        each.row.outcome, each.row.errors = each.outcome, each.errors
        each.row.deelnemer, each.row.done = each.person, done
    ImportRegel.objects.bulk_create(  # faster than bulk_update; all of them are there already
        [each.row for each in judged],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["outcome", "errors", "deelnemer", "done"],
    )


def _finish(ledenimport: Ledenimport) -> None:
    _to(ledenimport, ImportState.DONE, finished_at=timezone.now())
    counts = {
        str(outcome): ledenimport.regels.filter(outcome=outcome).count() for outcome in RowOutcome
    }
    actor = ledenimport.uploaded_by
    audit.record(actor=actor, action="ledenimport.done", subject=ledenimport, **counts)


def _read_in(ledenimport: Ledenimport, judged: Sequence[Judged]) -> None:
    """Make the accounts and the places of a batch; each stands in the log."""
    actor = ledenimport.uploaded_by
    new = [each for each in judged if each.outcome == RowOutcome.NEW]
    _make_accounts(actor, ledenimport, new)
    made = {each.email: each.person for each in new}
    for each in judged:
        each.person = each.person or made.get(each.email)
    joining = [each for each in judged if each.outcome in {RowOutcome.NEW, RowOutcome.CHANGED}]
    _give_places(actor, ledenimport, [each for each in joining if each.community])
    if ledenimport.welcomes:
        for each in new:
            if each.person is not None:
                announce(kind="deelnemer.welcome", subject=each.person, actor=actor)


def _make_accounts(actor: Deelnemer, ledenimport: Ledenimport, new: Sequence[Judged]) -> None:
    made: dict[str, Organisatie] = {}
    for each in new:
        key = each.new_organisatie.lower()
        if key and ledenimport.new_kind and key not in made:
            made[key] = add_organisatie(
                actor=actor, name=each.new_organisatie, kind=ledenimport.new_kind
            )
        each.person = _account(each, made.get(key) or each.organisatie)
    people = [each.person for each in new if each.person]
    drop_unconfirmed(person.email for person in people)
    Deelnemer.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people
    )
    lines = [(person, {"ledenimport": ledenimport.pk}) for person in people]
    audit.record_many(actor=actor, action="deelnemer.added", lines=lines)


def _account(each: Judged, organisatie: Organisatie | None) -> Deelnemer:
    """Return an account without a password, as services.add_deelnemer makes it."""
    text = {
        name: each.cells.get(name, "") for name in ("first_name", "infix", "last_name", "job_title")
    }
    return Deelnemer(
        email=each.email,
        password=make_password(None),
        sort_name=sort_key(text["last_name"], text["first_name"], text["infix"]),
        organisatie=organisatie,
        province=each.province,
        **text,
    )


def _give_places(actor: Deelnemer, ledenimport: Ledenimport, joining: Sequence[Judged]) -> None:
    places = [
        Lidmaatschap(deelnemer=each.person, community=each.community, role=each.role)
        for each in joining
    ]
    Lidmaatschap.objects.bulk_create(places)
    lezen.start_reading(people={place.deelnemer for place in places})
    lines = [
        (
            place.deelnemer,
            {
                "community": place.community_id,
                "role": str(place.role),
                "ledenimport": ledenimport.pk,
            },
        )
        for place in places
    ]
    audit.record_many(actor=actor, action="lidmaatschap.added", lines=lines)
