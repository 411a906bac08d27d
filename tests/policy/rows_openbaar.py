"""The declared policy of news, following by mail, questions, the terms, and the first steps."""

from typing import Any

from django.utils import timezone

from communities.models import Abonnement, Contactbericht, Nieuwsbericht, Voorwaarden
from communities.notifications.nieuws import CONFIRM, LEAVE
from netwerk.kern.berichten import tokens
from tests.policy.table import EVERYONE, REDACTIE, SIGNED_IN, Row, roles
from tests.policy.world import World

BEHEER = roles("beheerder")


def build(world: World) -> None:
    """Add news in both states, a question, somebody who follows, and terms in both states."""
    author = world.people["redacteur"]
    world.objects["nieuws"] = Nieuwsbericht.objects.create(
        title="De netwerkdag", slug="de-netwerkdag", author=author, published_at=timezone.now()
    )
    world.objects["nieuwsconcept"] = Nieuwsbericht.objects.create(
        title="Nog niet", slug="nog-niet", author=author
    )
    world.objects["vraag"] = Contactbericht.objects.create(
        name="Sam", email="sam@voorbeeld.nl", body="Mag ik meedoen?"
    )
    world.objects["abonnement"] = Abonnement.objects.create(email="volger@voorbeeld.nl")
    if not Voorwaarden.objects.published().exists():
        Voorwaarden.objects.create(version=1, text="Wees aardig.", published_at=timezone.now())
    world.objects["voorwaarden"] = Voorwaarden.objects.current()
    number = world["voorwaarden"].version + 1
    world.objects["concept"] = Voorwaarden.objects.create(
        version=number, text="Wees heel aardig.", changes="Aardiger."
    )


def pk_of(name: str) -> Any:
    """Return a function that gives the key of an object of this world."""
    return lambda world: {"pk": world[name].pk}


def token_for(purpose: str) -> Any:
    """Return a function that gives the token of a link in the mail of the follower."""
    return lambda world: {"token": tokens.link_token(purpose, world["abonnement"].pk)}


def text(world: World) -> dict[str, str]:
    """Return what a redacteur posts."""
    return {"title": "De netwerkdag komt eraan", "intro": "Kom je ook?", "body": "In Zwolle."}


def question(world: World) -> dict[str, str]:
    """Return what a visitor asks."""
    return {"name": "Sam", "email": "sam2@voorbeeld.nl", "body": "Mag ik meedoen?"}


def statement() -> dict[str, str]:
    """Return a statement about accessibility, as a beheerder sends it."""
    return {"status": "D", "stated_on": "2026-01-05", "expected": "x"}


ROWS = [
    *(
        Row(f"communities:{name}", get=EVERYONE)
        for name in ("nieuws", "nieuws_volgen_gevraagd", "contact_gestuurd", "voorwaarden")
    ),
    Row("communities:nieuws_feed", get=EVERYONE, impersonal=True),
    Row(
        "communities:nieuwsbericht",
        "gepubliceerd",
        kwargs=lambda w: {"slug": w["nieuws"].slug},
        get=EVERYONE,
    ),
    Row(
        "communities:nieuwsbericht",
        "concept",
        kwargs=lambda w: {"slug": w["nieuwsconcept"].slug},
        get=REDACTIE,
        hidden=EVERYONE - REDACTIE,
    ),
    Row(
        "communities:nieuws_volgen",
        get=EVERYONE,
        post=EVERYONE,
        data=lambda w: {"email": "nieuw@voorbeeld.nl"},
    ),
    *(
        Row(f"communities:{name}", kwargs=token_for(purpose), get=EVERYONE, post=EVERYONE)
        for name, purpose in (("nieuws_volgen_bevestig", CONFIRM), ("nieuws_volgen_stop", LEAVE))
    ),
    Row(
        "communities:nieuws_volgen_bevestig",
        "link om te stoppen",
        kwargs=token_for(LEAVE),
        hidden=EVERYONE,
    ),
    Row(
        "communities:nieuws_volgen_stop",
        "link om te bevestigen",
        kwargs=token_for(CONFIRM),
        hidden=EVERYONE,
    ),
    Row("communities:contact", get=EVERYONE, post=EVERYONE, data=question),
    Row(
        "communities:voorwaarden_versie",
        "geldt",
        kwargs=lambda w: {"number": w["voorwaarden"].version},
        get=EVERYONE,
    ),
    Row(
        "communities:voorwaarden_versie",
        "concept",
        kwargs=lambda w: {"number": w["concept"].version},
        hidden=EVERYONE,
    ),
    Row(
        "akkoord",
        get=SIGNED_IN,
        post=SIGNED_IN,
        data=lambda w: {"version": w["voorwaarden"].version},
    ),
    Row("eerste_stappen_weg", post=SIGNED_IN),
    Row("eerste_stappen_terug", post=SIGNED_IN),
    Row("hulp", get=EVERYONE),
    Row("hulp_pagina", kwargs=lambda w: {"slug": "inloggen"}, get=EVERYONE),
    Row("hulp_rol", kwargs=lambda w: {"role": "beheerder"}, get=EVERYONE),
    Row("beheer_nieuws", get=REDACTIE),
    Row("beheer_nieuws_nieuw", get=REDACTIE, post=REDACTIE, data=text),
    *(
        Row(name, kwargs=pk_of("nieuws"), get=REDACTIE)
        for name in ("beheer_nieuwsbericht", "beheer_nieuws_opgemaakt")
    ),
    Row(
        "beheer_nieuws_veranderen",
        kwargs=pk_of("nieuws"),
        get=REDACTIE,
        post=REDACTIE,
        data=text,
    ),
    Row("beheer_nieuws_publiceren", kwargs=pk_of("nieuwsconcept"), post=REDACTIE),
    Row("beheer_nieuws_intrekken", kwargs=pk_of("nieuws"), get=REDACTIE, post=REDACTIE),
    Row("beheer_nieuws_mailen", kwargs=pk_of("nieuws"), get=REDACTIE, post=REDACTIE),
    Row("beheer_vragen", get=BEHEER),
    Row("beheer_vraag", kwargs=pk_of("vraag"), post=BEHEER),
    Row("beheer_voorwaarden", get=BEHEER),
    Row(
        "beheer_voorwaarden_schrijven",
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"text": "Wees aardig en open.", "changes": "Open."},
    ),
    Row(
        "beheer_voorwaarden_publiceren",
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"expected": w["concept"].fingerprint},
    ),
    Row("beheer_toegankelijkheid", get=BEHEER, post=BEHEER, data=lambda w: statement()),
]
