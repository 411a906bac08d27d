import io
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent

WHO = ("--email=Beheer@Netwerk.NL", "--first-name=Bea", "--infix=de", "--last-name=Heer")


def run(monkeypatch: Any, password: str, *arguments: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    out = io.StringIO()
    call_command("create_beheerder", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_first_beheerder_can_log_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(monkeypatch, "een-lange-rustige-zin", *WHO)
    person = Deelnemer.objects.get()
    assert said == "Bea de Heer kan nu inloggen met beheer@netwerk.nl en is beheerder."
    assert (person.is_beheerder, person.is_staff, person.is_superuser) == (True, False, False)
    assert person.check_password("een-lange-rustige-zin")
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (person.email, True, True)
    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.data) == (
        None,
        "deelnemer.added",
        {"is_beheerder": True},
    )
    assert MessageEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("password", "arguments", "error"),
    [
        ("kort", WHO, "te kort"),
        ("een-lange-rustige-zin", ("--email=x", *WHO[1:]), "geldig e-mailadres"),
    ],
    ids=["password", "email"],
)
def test_what_is_wrong_makes_nothing(
    db: None,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    arguments: tuple[str, ...],
    error: str,
) -> None:
    with pytest.raises(CommandError, match=error):
        run(monkeypatch, password, *arguments)
    assert Deelnemer.objects.count() == 0


def test_a_known_address_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "een-lange-rustige-zin", *WHO)
    with pytest.raises(CommandError, match="Er is al iemand met dit e-mailadres"):
        run(monkeypatch, "een-lange-rustige-zin", *WHO)
    assert Deelnemer.objects.count() == 1


def test_what_is_not_given_is_asked(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["bea@netwerk.nl", "Bea", "Heer"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    run(monkeypatch, "een-lange-rustige-zin")
    assert str(Deelnemer.objects.get()) == "Bea Heer"
