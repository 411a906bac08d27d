"""Asking for a way in by mail: only at an address that is surely of the account.

Who fills in the address of another gets no code or link sent there for their own account: the
other would come into it, and the address would count as confirmed.
"""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm

from communities.services.leden import holder_of


class CodeVraagForm(RequestLoginCodeForm):
    """A code to log in with."""

    _user: Any  # set by the package: whose code it is

    def clean_email(self) -> str:
        """Treat an address that nobody confirmed as unknown."""
        email: str = super().clean_email().lower()  # mailed as it was looked up: "K" may be U+212A
        if self._user is not None and holder_of(email) != self._user:
            self._user = None
        return email


class NieuwWachtwoordForm(ResetPasswordForm):
    """A link to choose another password."""

    users: list[Any]  # set by the package: whose address it is

    def clean_email(self) -> str:
        """Treat an address that nobody confirmed as unknown."""
        email: str = super().clean_email().lower()
        holder = holder_of(email)
        self.users = [user for user in self.users if user == holder]
        return email
