"""How allauth behaves here: people come in by invitation, and mail goes out under our name."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up by oneself is closed; an organiser or a beheerder makes an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account starts with an invitation."""
        return False
