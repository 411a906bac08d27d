"""What the ground floor itself tells the register of personal data."""

from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.berichten.models import Delivery, Heartbeat, MessageEvent, OptOut
from netwerk.kern.personal_data import Erasure, PersonalField, impersonal, personal

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
    purpose="Onthouden welke berichten je niet wilt.",
    retention="Zolang je een account hebt.",
    erasure=Erasure.DELETE_ROW,
)


def register() -> None:
    """Register every field of the models of the ground floor; called once at start."""
    impersonal(AuditEvent, "id action")
    names = ("at", "actor", "subject_type", "subject_id", "data")
    personal(AuditEvent, dict.fromkeys(names, WHO_DID_WHAT))
    impersonal(Schema, "id key title source")
    impersonal(
        Begrip,
        "id schema notation label synonyms definition order broader mapped_to valid_to",
    )
    impersonal(MessageEvent, "id kind content_type object_id revision created_at planned_at")
    personal(MessageEvent, dict.fromkeys(("actor", "data"), WHAT_CAUSED_MAIL))
    impersonal(Delivery, "id event due_at expires_at attempts lease_token lease_until created_at")
    yours = "kind person data dedupe_key message_id state doubts reason sent_at"
    personal(Delivery, dict.fromkeys(yours.split(), YOUR_MAIL))
    impersonal(OptOut, "id")
    personal(OptOut, dict.fromkeys(("person", "kind"), YOUR_CHOICE))
    impersonal(Heartbeat, "job ran_at")
