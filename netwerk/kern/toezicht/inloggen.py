"""What changed about how somebody comes in, in the log.

Who came in and who was refused is written by ``communities.inlogtoezicht``.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import receiver

from netwerk.kern.toezicht import regels


def _changed(what: str, user: Any) -> None:
    regels.event(f"{what}.changed", thing=regels.person(user.pk), from_where=True)


@receiver([account.password_changed, account.password_set, account.password_reset])
def _password(user: Any, **kwargs: Any) -> None:
    _changed("password", user)


@receiver(account.email_changed)
def _address(user: Any, **kwargs: Any) -> None:
    _changed("address", user)


@receiver([mfa.authenticator_added, mfa.authenticator_reset, mfa.authenticator_removed])
def _second_step(user: Any, **kwargs: Any) -> None:
    _changed("second_step", user)
