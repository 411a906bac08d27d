"""Mail that comes back: the message says so, and the address is remembered.

Only a mail to the envelope sender of one delivery counts, which nobody else can make up; or an
event of the mail service, behind its secret.
"""

from django.contrib.auth import get_user_model
from django.db import transaction

from netwerk.kern.berichten import bounces, tokens
from netwerk.kern.berichten.checks import message_of
from netwerk.kern.berichten.inbound.handlers import Result, register
from netwerk.kern.berichten.inbound.letter import Letter
from netwerk.kern.berichten.inbound.reports import Report, read_report
from netwerk.kern.berichten.models import Delivery, InboundMail, Outcome, State

ARRIVABLE = (State.SENT, State.SENDING, State.AMBIGUOUS)


@register(tokens.BOUNCE)
def take_back(mail: InboundMail, letter: Letter) -> Result:
    """Act on a mail to the envelope sender of a delivery."""
    report = read_report(letter)
    if report is None:
        return Result(Outcome.IGNORED, "meldt niet dat een bericht onbestelbaar is")
    return Result(*note_report(mail.number or 0, report))


@transaction.atomic
def note_report(number: int, report: Report) -> tuple[Outcome, str]:
    """Write down that a delivery came back; return what was done, and a reason for the log.

    The address counts only when it is still the person's: who took another one since then is
    not to blame. A code that starts with 4 (given up after a while) says nothing about the
    address. A second report about the same message changes nothing.
    """
    rows = Delivery.objects.select_for_update(of=("self",)).filter(pk=number)
    delivery = rows.first()
    if delivery is None:
        return Outcome.IGNORED, "het bericht bestaat niet meer"
    if delivery.state not in ARRIVABLE:
        return Outcome.IGNORED, "dat dit bericht niet aankwam, was al bekend"
    delivery.state, delivery.reason = State.BOUNCED, f"teruggekomen: {report.code}"[:200]
    delivery.lease_until = delivery.lease_token = None  # a sender that is still busy knows less
    delivery.save(update_fields=["state", "reason", "lease_until", "lease_token"])
    message = message_of(delivery)
    if message is not None:
        message.not_sent(delivery)
    if delivery.person_id is None:
        return Outcome.DONE, f"teruggekomen van een adres zonder account: {report.code}"
    person = get_user_model()._default_manager.select_for_update(no_key=True)
    delivery.person = person.get(pk=delivery.person_id)
    if not report.is_permanent:
        return Outcome.DONE, f"later opgegeven: {report.code}"
    if report.addresses and delivery.person.email.lower() not in report.addresses:
        return Outcome.DONE, f"een ander adres kwam terug: {report.code}"
    if bounces.note(delivery, report.code) is None:
        return Outcome.DONE, f"niet om het adres geweigerd: {report.code}"
    return Outcome.DONE, f"het adres kwam terug: {report.code}"
