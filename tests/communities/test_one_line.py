"""A name is one line, so that nobody writes paragraphs in the mail that others get."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from communities.models import Deelnemer

ClientOf = Callable[[Deelnemer | None], Client]


def test_a_name_with_line_ends_becomes_one_line(deelnemer: Deelnemer, client_of: ClientOf) -> None:
    evil = "Dana\r\n\r\nJe wachtwoord is verlopen:\thttps://elders.voorbeeld"
    data = {"first_name": evil, "infix": "", "last_name": "de\nRuiter", "about": "Een.\n\nTwee."}
    data |= {"is_beheerder": "on", "is_redacteur": "on", "email": "elders@voorbeeld.nl"}
    data |= {f"{part}_shown": "network" for part in ("email", "phone", "photo", "about")}
    before = deelnemer.email
    client_of(deelnemer).post(reverse("profile"), data)
    me = Deelnemer.objects.get(pk=deelnemer.pk)
    assert (me.first_name, me.last_name, me.about) == (
        "Dana Je wachtwoord is verlopen: https://elders.voorbeeld",
        "de Ruiter",
        "Een.\n\nTwee.",
    )
    assert (me.email, me.is_beheerder, me.is_redacteur) == (before, False, False)
