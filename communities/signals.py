"""What follows when somebody takes another e-mail address (allauth tells us)."""

from typing import Any

from allauth.account.signals import email_changed
from django.dispatch import receiver

from netwerk.kern.berichten import bounces


@receiver(email_changed)
def forget_failed_addresses(user: Any, **kwargs: Any) -> None:
    """What came back from another address says nothing about the new one."""
    bounces.forget(user)
