"""Every purpose of mail that comes in: somebody acts on it, and beheerders read its name."""

import pytest

from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.beheerlijst import PURPOSES
from netwerk.kern.berichten.inbound.handlers import handler_of


@pytest.mark.parametrize("purpose", tokens.PURPOSES)
def test_every_purpose_has_a_handler_and_a_name(purpose: str) -> None:
    assert callable(handler_of(purpose)), "import the inbound.py of its app in registrations.py"
    assert PURPOSES.get(purpose), "name it in netwerk/kern/berichten/beheerlijst.py"
