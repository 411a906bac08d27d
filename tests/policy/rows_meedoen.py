"""The declared policy of coming in: invitations, and requests to join."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from communities.notifications.uitnodigingen import LINK
from communities.notifications.verzoeken import CONFIRM_LINK
from netwerk.kern.berichten import tokens
from tests.factories import UitnodigingFactory, VerzoekFactory
from tests.policy.table import EVERYONE, SIGNED_IN, Row, roles
from tests.policy.world import World

DECIDERS = roles("organisator", "beheerder")


def build(world: World) -> None:
    """Add an invitation in two states, and requests of an outsider and of nobody yet."""
    organiser = world.people["organisator"]
    world.objects["uitnodiging"] = UitnodigingFactory(
        community=world.community, invited_by=organiser
    )
    world.objects["verlopen"] = UitnodigingFactory(
        community=world.community,
        invited_by=organiser,
        expires_at=timezone.now() - timedelta(days=1),
    )
    world.objects["wachtend"] = VerzoekFactory(
        community=world.community, deelnemer=world.people["expert"]
    )
    world.objects["onbevestigd"] = VerzoekFactory(
        community=world.community, deelnemer=None, state="unconfirmed", confirmed_at=None
    )


def slug(world: World) -> dict[str, str]:
    """Return the address part of the community."""
    return {"slug": world.community.slug}


def one(name: str) -> Any:
    """Return a function that gives the arguments of an address about an object in it."""
    return lambda world: {"slug": world.community.slug, "pk": world[name].pk}


def token(purpose: str, name: str) -> Any:
    """Return a function that gives the token of a link in a mail."""
    return lambda world: {"token": tokens.link_token(purpose, world[name].pk)}


ROWS = [
    Row("communities:meedoen", get=EVERYONE, post=EVERYONE),
    Row("communities:meedoen_gevraagd", get=EVERYONE),
    Row(
        "communities:meedoen_bevestig",
        kwargs=token(CONFIRM_LINK, "onbevestigd"),
        get=EVERYONE,
        post=EVERYONE,
    ),
    Row(
        "communities:meedoen_bevestig",
        "link van een uitnodiging",
        kwargs=token(LINK, "uitnodiging"),
        hidden=EVERYONE,
    ),
    Row(
        "communities:uitnodiging",
        "open",
        kwargs=token(LINK, "uitnodiging"),
        get=EVERYONE,
        post=EVERYONE,
        data=lambda w: {"antwoord": "ja"},  # without a name: the next visitor finds it open
    ),
    Row(
        "communities:uitnodiging",
        "verlopen",
        kwargs=token(LINK, "verlopen"),
        get=EVERYONE,
        post=EVERYONE,
    ),
    Row(
        "communities:uitnodiging",
        "link van een verzoek",
        kwargs=token(CONFIRM_LINK, "onbevestigd"),
        hidden=EVERYONE,
    ),
    Row(
        "communities:verzoek_doen",
        kwargs=slug,
        get=EVERYONE,
        post=EVERYONE,
        data=lambda w: {"motivation": "Ik wil leren."},
    ),
    Row(
        "communities:verzoek_intrekken",
        kwargs=lambda w: {"pk": w["wachtend"].pk},
        get=roles("expert"),
        post=roles("expert"),
        hidden=SIGNED_IN - roles("expert"),
    ),
    Row("communities:verzoeken", kwargs=slug, get=DECIDERS),
    Row(
        "communities:verzoek",
        kwargs=one("wachtend"),
        get=DECIDERS,
        post=DECIDERS,
        data=lambda w: {"decision": "ja"},
    ),
    Row(
        "communities:verzoek",
        "nog niet bevestigd",
        kwargs=one("onbevestigd"),
        hidden=DECIDERS,
    ),
    Row("communities:uitnodigingen", kwargs=slug, get=DECIDERS),
    Row(
        "communities:uitnodigingen_nieuw",
        kwargs=slug,
        get=DECIDERS,
        post=DECIDERS,
        data=lambda w: {"addresses": "iemand@voorbeeld.nl", "role": "member", "stap": "stuur"},
    ),
    Row("communities:uitnodigingen_verlopen", kwargs=slug, get=DECIDERS, post=DECIDERS),
    Row("communities:uitnodiging_opnieuw", kwargs=one("verlopen"), post=DECIDERS),
    Row(
        "communities:uitnodiging_intrekken",
        kwargs=one("uitnodiging"),
        get=DECIDERS,
        post=DECIDERS,
    ),
]
