"""The access policy of messages: a mail that came in is for who wrote it; beheer is apart.

A beheerder sees kinds of messages, not what those are about.
"""

from typing import Any

import rules

from netwerk.kern.berichten.models import InboundMail
from netwerk.kern.policy import is_beheerder


@rules.predicate
def wrote_mail(user: Any, mail: InboundMail | None) -> bool:
    """Who sent the mail."""
    return bool(user.is_authenticated and mail is not None and mail.person_id == user.pk)


PERMISSIONS = {
    "berichten.view_inboundmail": wrote_mail,
    "berichten.manage_messages": is_beheerder,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {InboundMail: "berichten.view_inboundmail"}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
