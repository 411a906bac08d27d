"""Guests: people without an account, who come to one open meeting by a link in a mail.

Whoever fills in the form learns nothing on the screen; only who reads the mail does. Nothing
counts before the link in it was confirmed.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Gast
from bijeenkomsten.services.aanmeldingen import settle
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import be_patient, lock
from bijeenkomsten.services.wachtlijst import pass_on, tell
from communities.services.leden import holder_of
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

CONFIRM, KNOWN, AGAIN, WAITS = "gast.confirm", "gast.known", "gast.again", "gast.waits"
NOT_WELCOME = "Gasten kunnen zich voor deze bijeenkomst niet meer aanmelden."
HAS_ACCOUNT = "Je hebt intussen een account. Log in en geef daar je antwoord."
NO_MORE = "Deze aanmelding is er niet meer."


def why_not(bijeenkomst: Bijeenkomst) -> str:
    """Return why a new guest cannot sign up now (Dutch), or ""."""
    if bijeenkomst.is_cancelled:
        return "Deze bijeenkomst gaat niet door."
    if not bijeenkomst.registration_open:
        return "Aanmelden kan niet meer."
    return "" if bijeenkomst.guests_welcome else NOT_WELCOME


@transaction.atomic
def ask_as_guest(
    *,
    bijeenkomst: Bijeenkomst,
    name: str,
    email: str,
    organisation: str = "",
    form: str = "",
    needs: str = "",
) -> None:
    """Send one mail to an address: to confirm, to log in instead, or with the link of before.

    Who fills it in once more before confirming, replaces what stood there.
    """
    address = email.strip().lower()
    person = holder_of(address)
    if person is not None:
        announce(kind=KNOWN, subject=bijeenkomst, actor=None, person_id=person.pk)
        return
    form = form if form in bijeenkomst.forms else bijeenkomst.forms[0]
    said = {"name": name, "organisation": organisation, "form": form, "needs": needs}
    row, created = Gast.objects.get_or_create(said, bijeenkomst=bijeenkomst, email=address)
    if not created:
        waits = Gast.objects.filter(pk=row.pk, confirmed_at=None)
        waits.update(**said, created_at=timezone.now())
        row.refresh_from_db(fields=["confirmed_at"])
    known = row.confirmed_at is not None
    if not known:
        record(actor=None, action="gast.asked", subject=row)
    announce(kind=AGAIN if known else CONFIRM, subject=bijeenkomst, actor=None, gast_id=row.pk)


@transaction.atomic
def confirm_guest(*, pk: int, answer: str = Answer.YES, form: str = "") -> Gast | None:
    """Give a guest a place, or a place in the line; None when the row is gone or too old.

    Doing it again changes nothing. Raises BijeenkomstFullError when every place is taken by now,
    BijeenkomstError when it is too late; then nothing is confirmed, and nothing is lost.
    """
    be_patient()
    row = Gast.objects.select_related("bijeenkomst").filter(pk=pk).first()
    if row is None:
        return None
    locked = lock(row.bijeenkomst)
    guest = Gast.objects.select_for_update().filter(pk=pk).first()
    if guest is None or guest.confirmed_at is not None:
        return guest
    if not guest.can_confirm:
        return None
    if reason := why_not(locked):
        raise BijeenkomstError(reason)
    if holder_of(guest.email) is not None:
        raise BijeenkomstError(HAS_ACCOUNT)
    pass_on(locked)
    needs, guest.needs = guest.needs, ""  # from now on they stand with the answer
    guest.confirmed_at = timezone.now()
    guest.save(update_fields=["confirmed_at", "needs"])
    record(actor=None, action="gast.confirmed", subject=guest)
    form = form if form in locked.forms else guest.form
    mine = Aanmelding(bijeenkomst=locked, gast=guest, answer="", form=form)
    mine = settle(locked, mine, actor=None, answer=answer, form=form, needs=needs)
    if mine.answer == Answer.WAITING and not mine.has_offer:
        announce(kind=WAITS, subject=locked, actor=None, gast_id=guest.pk)
    return guest


@transaction.atomic
def answer_as_guest(
    *, gast: Gast, answer: str, form: str = "", needs: str | None = None
) -> Aanmelding:
    """Write down another answer of a guest; see ``aanmeldingen.answer``."""
    be_patient()
    locked = lock(gast.bijeenkomst)
    pass_on(locked)
    mine = _answer_of(locked, gast)
    comes_back = mine.answer == Answer.NO and answer != Answer.NO
    if comes_back and not locked.guests_welcome:
        raise BijeenkomstError(NOT_WELCOME)
    return settle(locked, mine, actor=None, answer=answer, form=form, needs=needs)


@transaction.atomic
def sign_off_guest(*, actor: Any, gast: Gast) -> None:
    """Let an organiser sign a guest off, who hears of it; doing it again changes nothing."""
    be_patient()
    locked = lock(gast.bijeenkomst)
    mine = _answer_of(locked, gast)
    before = mine.answer
    if before == Answer.NO:
        return
    mine = settle(locked, mine, actor=actor, answer=Answer.NO)
    if before != Answer.YES:  # who had no place gets no mail about it from ``settle``
        mine.generation += 1
        mine.save(update_fields=["generation"])
        kind = "bijeenkomst.unregistered"
        tell(locked, mine, kind, actor=actor, generation=mine.generation)


def _answer_of(locked: Bijeenkomst, gast: Gast) -> Aanmelding:
    mine = locked.aanmeldingen.select_related("gast").filter(gast=gast).first()
    if mine is None:
        raise BijeenkomstError(NO_MORE)
    return mine
