"""What the ground floor itself tells the register of personal data."""

from importlib import import_module

from netwerk.kern import events, subjects
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import registrations as avg
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.berichten.models import (
    Delivery,
    FailedAddress,
    Heartbeat,
    InboundMail,
    MessageEvent,
    Overzicht,
    Preference,
    Subscription,
)
from netwerk.kern.bijlagen import registrations as bijlagen
from netwerk.kern.personal_data import (
    Erasure,
    PersonalField,
    impersonal,
    personal,
    processing,
)
from netwerk.kern.policy import SIGNED_IN
from netwerk.kern.uitvoer import registrations as uitvoer
from netwerk.kern.verantwoording import registrations as verantwoording
from netwerk.kern.zoeken import registrations as zoeken

WHO_DID_WHAT = PersonalField(
    purpose="Kunnen nagaan wie wat deed, ook bij misbruik of een fout.",
    retention="Zeven jaar.",
    erasure=Erasure.KEEP,
)
WHAT_CAUSED_MAIL = PersonalField(
    purpose="Weten waarom een bericht is verstuurd.",
    retention="Een jaar.",
    erasure=Erasure.KEEP,
    in_export=False,
)
YOUR_MAIL = PersonalField(
    purpose="Je elk bericht één keer sturen, en kunnen nagaan of het aankwam.",
    retention="Een jaar.",
    erasure=Erasure.DELETE_ROW,
)
YOUR_CHOICE = PersonalField(
    purpose="Onthouden welke berichten je wilt, hoe vaak, en waarover niet.",
    retention="Zolang je een account hebt.",
    erasure=Erasure.DELETE_ROW,
)
YOUR_ADDRESS = PersonalField(
    purpose="Weten dat mail aan je adres terugkomt, en je dat kunnen vragen.",
    retention="Tot het adres weer werkt of je een ander adres hebt.",
    erasure=Erasure.DELETE_ROW,
)
YOUR_ANSWER = PersonalField(
    purpose="Een antwoord per mail op de goede plek zetten, en je terugsturen wat niet kon.",
    retention="De mail zelf tot hij verwerkt is; de rest dertig dagen.",
    erasure=Erasure.DELETE_ROW,
)


def register() -> None:
    """Register every field of the models of the ground floor; called once at start."""
    events.declare("mail.chosen", "Iemand koos welke mail die krijgt (person).")
    _processings()
    impersonal(AuditEvent, "id action")
    names = ("at", "actor", "subject_type", "subject_id", "data")
    personal(AuditEvent, dict.fromkeys(names, WHO_DID_WHAT), of="actor", part_of="controle")
    impersonal(Schema, "id key title source")
    impersonal(
        Begrip,
        "id schema notation label synonyms definition order broader mapped_to same_as valid_to "
        "updated_at",
    )
    _outbox()
    _inbound()
    _subjects()
    avg.register()
    bijlagen.register()
    uitvoer.register()
    verantwoording.register()
    zoeken.register()
    impersonal(Heartbeat, "job ran_at since trouble")
    import_module("netwerk.kern.audit.logwoorden")
    for name in ("notifications", "returned"):  # these register themselves
        import_module(f"netwerk.kern.berichten.inbound.{name}")


def _processings() -> None:
    processing(
        "mail",
        label="Berichten mailen",
        ground="uitvoeren van de afspraken over meedoen (artikel 6, lid 1, onder b)",
        people="deelnemers en wie ons mailt",
        recipients="de leverancier die onze mail verstuurt",
    )
    processing(
        "controle",
        label="Nagaan wie wat deed",
        ground="gerechtvaardigd belang: veiligheid (artikel 6, lid 1, onder f; BIO2 8.15)",
        people="deelnemers en beheerders",
        recipients="beheerders",
    )


def _outbox() -> None:
    impersonal(MessageEvent, "id kind content_type object_id revision created_at planned_at")
    causes = dict.fromkeys(("actor", "data"), WHAT_CAUSED_MAIL)
    personal(MessageEvent, causes, of="actor", part_of="mail")
    impersonal(
        Delivery,
        "id event due_at expires_at attempts lease_token lease_until created_at lane digest",
    )
    yours = "kind person data dedupe_key message_id state doubts reason sent_at"
    personal(Delivery, dict.fromkeys(yours.split(), YOUR_MAIL), of="person", part_of="mail")
    impersonal(Preference, "id")
    kinds = dict.fromkeys(("person", "kind", "frequency"), YOUR_CHOICE)
    personal(Preference, kinds, of="person", part_of="mail")
    impersonal(Subscription, "id created_at")
    choice = ("person", "content_type", "object_id", "attention")
    personal(Subscription, dict.fromkeys(choice, YOUR_CHOICE), of="person", part_of="mail")
    impersonal(Overzicht, "id frequency day created_at")


def _inbound() -> None:
    impersonal(FailedAddress, "id")
    failed = ("person", "email", "bounces", "code", "first_at", "last_at")
    personal(FailedAddress, dict.fromkeys(failed, YOUR_ADDRESS), of="person", part_of="mail")
    impersonal(InboundMail, "id fingerprint purpose number outcome attempts due_at handled_at")
    answer = ("envelope_to", "raw", "person", "reason", "words", "received_at")
    personal(InboundMail, dict.fromkeys(answer, YOUR_ANSWER), of="person", part_of="mail")


def _subjects() -> None:
    subjects.register(
        subjects.Subject(
            model=Overzicht,
            label="overzicht",
            label_plural="overzichten",
            icon="mail",
            view_permission=SIGNED_IN,
            title=str,
            url=lambda overview: "/mijn/",
        )
    )
    subjects.register(
        subjects.Subject(
            model=InboundMail,
            label="mail",
            label_plural="mails",
            icon="mail",
            view_permission="berichten.view_inboundmail",
            title=lambda mail: "Je mail",
            url=lambda mail: "/mijn/",
        )
    )
