"""The code of an app at the second step: each works once."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction

USED = "last_counter"  # in the data of an app: the half minute of the last code that was used


class OnceMixin:
    """allauth remembers a used code for half a minute; with our tolerance it works for three.

    So the half minute of the code that was used last is kept with the app, as RFC 6238 asks: that
    code and those before it do not work any more.
    """

    authenticator: Authenticator

    def clean_code(self) -> str:
        """Take a code that works and was not used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type != Authenticator.Type.TOTP or _use(self.authenticator, code):
            return code
        self._emit_authentication_failed(self.authenticator)  # type: ignore[attr-defined]
        raise get_adapter().validation_error("incorrect_code")


@transaction.atomic
def _use(app: Authenticator, code: str) -> bool:
    """Say whether this is the first time, and write down that it was used."""
    row = Authenticator.objects.select_for_update().get(pk=app.pk)
    secret = decrypt(row.data["secret"])
    fresh = [n for n in yield_hotp_counters_from_time() if n > row.data.get(USED, 0)]
    found = next((n for n in fresh if _is_code(secret, n, code)), None)
    if found is None:
        return False
    app.data = row.data = row.data | {USED: found}
    row.save(update_fields=["data"])
    return True


def _is_code(secret: str, counter: int, code: str) -> bool:
    expected = format_hotp_value(hotp_value(secret, counter))
    return bool(compare_user_code(actual=code, expected=expected))


class CodeForm(OnceMixin, AuthenticateForm):  # type: ignore[misc]
    """While logging in."""


class NogEensForm(OnceMixin, ReauthenticateForm):  # type: ignore[misc]
    """Once more, before something that matters."""
