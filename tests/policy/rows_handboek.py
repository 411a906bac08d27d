"""The declared policy of the handboek."""

from typing import Any

from django.utils import timezone

from communities.enums import Visibility
from handboek.enums import Relation, SignalKind, State, Tie
from handboek.models import (
    AdviesLes,
    AdviesVerband,
    Herkenning,
    Signaal,
    Werkversie,
)
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    CasusFactory,
    HoofdstukFactory,
    LesFactory,
    PublicatieFactory,
    VerslagFactory,
    VerslagItemFactory,
)
from tests.policy.table import (
    CASUSGROEP,
    COMMUNITY,
    EVERYONE,
    NETWORK,
    NOBODY,
    REDACTIE,
    SIGNED_IN,
    Roles,
    Row,
    roles,
)

HARVESTERS = REDACTIE | {"organisator", "casushouder"}
SPEAKERS = roles("casushouder", "organisator", "andere_organisator")
OUTSIDE_REDACTIE = EVERYONE - REDACTIE
SIGNED_OUTSIDE = SIGNED_IN - REDACTIE  # a visitor without an account is sent to the login page


def build(world: Any) -> None:
    """Add lessen on sources of every kind, and an advies in every state."""
    author = world.people["redacteur"]
    chapter = HoofdstukFactory()
    verslag = VerslagFactory(
        bijeenkomst=world.bijeenkomst["community"],
        state="final",
        visibility=Visibility.COMMUNITY,
        created_by=world.people["organisator"],
    )
    item = VerslagItemFactory(verslag=verslag)
    BevindingFactory(casus=None, verslag_item=item)
    lessen = {
        visibility: LesFactory(
            casus=casus, community=world.community, created_by=world.people["organisator"]
        )
        for visibility, casus in world.casus.items()
    }
    fields = {"author": author, "edited_by": author, "hoofdstuk": chapter, "how": "1. Vraag."}
    adviezen = {
        "draft": AdviesFactory(les=lessen["public"], **fields),
        "review": AdviesFactory(
            les=lessen["public"], state=State.REVIEW, works_when="- er tijd is;", **fields
        ),
        "published": AdviesFactory(les=lessen["community"], published=True, **fields),
        "refuted": AdviesFactory(les=False, published=True, is_refuted=True, **fields),
        "withdrawn": AdviesFactory(
            les=lessen["network"],
            state=State.WITHDRAWN,
            published_at=timezone.now(),
            withdrawn_reason="Het klopte niet meer.",
            **fields,
        ),
    }
    AdviesLes.objects.create(
        advies=adviezen["published"], les=lessen["network"], relation=Relation.CONTRADICTS
    )
    verband = AdviesVerband.objects.create(
        one=adviezen["published"],
        other=adviezen["refuted"],
        kind=Tie.TENSION,
        explanation="Het een gaat snel, het ander zorgvuldig.",
    )
    said = {
        visibility: Herkenning.objects.create(
            les=lessen["network"],
            casus=CasusFactory(
                community=world.other,
                casushouder=world.people["casushouder"],
                visibility=visibility,
            ),
            community=world.other,
            stance="recognised",
            made_by=world.people["andere_organisator"],
        )
        for visibility in ("public", "group")
    }
    Werkversie.objects.create(
        advies=adviezen["refuted"],
        hoofdstuk=chapter,
        kind="do",
        title="Vraag ook wie er niet is",
        writer=author,
        edited_by=author,
        state=State.REVIEW,
        what="Er staat nu bij wie je vraagt.",
        reason="Lezers vroegen ernaar.",
    )
    publicatie = PublicatieFactory()
    publicatie.lessen.add(lessen["group"])
    signaal = Signaal.objects.create(advies=adviezen["published"], kind=SignalKind.SOURCE_WITHDRAWN)
    world.objects |= {
        "hoofdstuk": chapter,
        "adviezen": adviezen,
        "lessen": lessen,
        "oogstverslag": verslag,
        "signaal": signaal,
        "verband": verband,
        "herkenningen": said,
        "publicatie": publicatie,
    }


def advies(state: str) -> Any:
    return lambda world: {"number": world["adviezen"][state].number}


def page(state: str) -> Any:
    return lambda world: {
        "number": world["adviezen"][state].number,
        "slug": world["adviezen"][state].slug,
    }


def les_of(state: str, visibility: str) -> Any:
    return lambda world: {
        "number": world["adviezen"][state].number,
        "les": world["lessen"][visibility].number,
    }


def paper(world: Any) -> dict[str, Any]:
    return {"pk": world["publicatie"].pk}


def of_casus(visibility: str) -> Any:
    return lambda world: {"slug": world.casus[visibility].slug}


def said_by(visibility: str) -> Any:
    return lambda world: {
        "number": world["lessen"]["network"].number,
        "pk": world["herkenningen"][visibility].pk,
    }


def text(world: Any) -> dict[str, Any]:
    return {
        "kind": "do",
        "title": "Vraag eerst de reizigers",
        "hoofdstuk": world["hoofdstuk"].pk,
        "summary": "Dan weet je wat de bus waard is.",
        "why": "Een halte is ook een plek om elkaar te zien.",
    }


def harvest(soort: str, slug: Any, **more: Any) -> Row:
    return Row(
        "handboek:harvest",
        kwargs=lambda world: {"soort": soort, "slug": slug(world)},
        data=lambda world: {"zin": 0, "versie": 1, "conclusie": "Begin op tijd met vragen."},
        **more,
    )


def harvest_said(name: str, what: str, may: Roles, hidden: Roles) -> Row:
    """Return the row of a les from a post or from what a resident answered."""
    return Row(
        f"handboek:{name}",
        what,
        kwargs=lambda world: {"pk": world[what].pk},
        data=lambda world: {"zin": 0, "versie": 1, "conclusie": "Begin op tijd met vragen."},
        get=may,
        post=may,
        hidden=hidden,
    )


def act(name: str, state: str, post: Any, hidden: Any = frozenset(), **more: Any) -> Row:
    kwargs = more.pop("kwargs", advies(state))
    return Row(f"handboek:{name}", state, kwargs=kwargs, post=post, hidden=hidden, **more)


ROWS = [
    Row("handboek:index", get=EVERYONE),
    Row("handboek:bewijskracht", get=EVERYONE),
    Row("handboek:waar", get=EVERYONE),
    Row("handboek:lijst", get=EVERYONE),
    Row(
        "handboek:hoofdstuk",
        kwargs=lambda w: {"number": w["hoofdstuk"].number, "slug": w["hoofdstuk"].slug},
        get=EVERYONE,
    ),
    *(
        Row("handboek:advies", state, kwargs=page(state), get=EVERYONE)
        for state in ("published", "refuted", "withdrawn")
    ),
    *(
        Row("handboek:advies", state, kwargs=page(state), get=REDACTIE, hidden=OUTSIDE_REDACTIE)
        for state in ("draft", "review")
    ),
    Row("handboek:kort", "published", kwargs=advies("published"), get=EVERYONE),
    Row("handboek:kort", "draft", kwargs=advies("draft"), get=REDACTIE, hidden=OUTSIDE_REDACTIE),
    Row("handboek:lessen", get=NETWORK),
    Row(
        "handboek:les",
        "under a published advies",
        kwargs=lambda w: {"number": w["lessen"]["community"].number},
        get=EVERYONE,
    ),
    Row(
        "handboek:les",
        "under no advies",
        kwargs=lambda w: {"number": w["lessen"]["group"].number},
        get=NETWORK,
        hidden=EVERYONE - NETWORK,
    ),
    Row(
        "handboek:les_bewerk",
        "under a published advies",
        kwargs=lambda w: {"number": w["lessen"]["community"].number},
        get=REDACTIE,
        post=REDACTIE,
        data=lambda w: {"conclusion": "Vraag het eerst."},
    ),
    Row(
        "handboek:les_bewerk",
        "under no advies",
        kwargs=lambda w: {"number": w["lessen"]["group"].number},
        get=REDACTIE | {"organisator"},
        post=REDACTIE | {"organisator"},
        hidden=SIGNED_IN - NETWORK,
        data=lambda w: {"conclusion": "Vraag het eerst."},
    ),
    Row(
        "handboek:herken",
        "under a published advies",
        kwargs=lambda w: {"number": w["lessen"]["community"].number},
        get=SPEAKERS | {"co_auteur"},
        post=SPEAKERS | {"co_auteur"},
        data=lambda w: {"casus": w.casus["public"].pk, "stance": "recognised"},
    ),
    Row(
        "handboek:herken",
        "under no advies",
        kwargs=lambda w: {"number": w["lessen"]["group"].number},
        get=SPEAKERS,
        post=SPEAKERS,
        hidden=SIGNED_IN - NETWORK,
        data=lambda w: {"casus": w.casus["public"].pk, "stance": "recognised"},
    ),
    *(
        Row(
            "handboek:instemming",
            f"casus {visibility}",
            kwargs=of_casus(visibility),
            get=roles("casushouder"),
            post=roles("casushouder"),
            hidden=hidden,
        )
        for visibility, hidden in (
            ("group", SIGNED_IN - CASUSGROEP),
            ("community", SIGNED_IN - COMMUNITY - CASUSGROEP),
            ("network", SIGNED_IN - NETWORK - CASUSGROEP),
        )
    ),
    Row("handboek:publicaties", get=EVERYONE),
    Row("handboek:publicatie_nieuw", get=REDACTIE, post=REDACTIE),
    Row("handboek:publicatie", kwargs=paper, get=REDACTIE, post=REDACTIE),
    Row(
        "handboek:publicatie_bij",
        kwargs=paper,
        post=REDACTIE,
        data=lambda w: {"soort": "les", "nummer": w["lessen"]["group"].number},
    ),
    Row(
        "handboek:publicatie_los",
        kwargs=lambda w: {
            "pk": w["publicatie"].pk,
            "soort": "les",
            "number": w["lessen"]["group"].number,
        },
        post=REDACTIE,
    ),
    Row(
        "handboek:neem_terug",
        "of a public casus",
        kwargs=said_by("public"),
        get=REDACTIE | {"andere_organisator", "casushouder"},
        post=REDACTIE | {"andere_organisator", "casushouder"},
        hidden=NOBODY,
    ),
    Row(
        "handboek:neem_terug",
        "of a casus of the casusgroep",
        kwargs=said_by("group"),
        get=roles("casushouder"),
        post=roles("casushouder"),
        hidden=SIGNED_IN - {"casushouder"},
    ),
    act(
        "settle_herkenning",
        "published",
        REDACTIE,
        kwargs=lambda w: advies("published")(w) | {"herkenning": w["herkenningen"]["public"].pk},
        data=lambda w: {"note": "Daar rijdt geen bus."},
    ),
    harvest(
        "casus",
        lambda w: w.casus["community"].slug,
        state="casus of the community",
        get=roles("organisator", "casushouder"),
        post=roles("organisator", "casushouder"),
        hidden=SIGNED_IN - COMMUNITY - CASUSGROEP,
    ),
    harvest(
        "casus",
        lambda w: w.casus["public"].slug,
        state="public casus",
        get=HARVESTERS,
        post=HARVESTERS,
    ),
    harvest(
        "casus",
        lambda w: w.casus["group"].slug,
        state="casus of the casusgroep",
        get=roles("casushouder"),
        post=roles("casushouder"),
        hidden=SIGNED_IN - CASUSGROEP,
    ),
    harvest(
        "verslag",
        lambda w: w["oogstverslag"].bijeenkomst.slug,
        state="verslag of the community",
        get=roles("organisator"),
        post=roles("organisator"),
        hidden=SIGNED_IN - COMMUNITY,
    ),
    harvest_said("harvest_reactie", "reactie", roles("organisator"), SIGNED_IN - COMMUNITY),
    harvest_said("harvest_reactie", "openbare_reactie", HARVESTERS, SIGNED_IN - NETWORK),
    harvest_said("harvest_antwoord", "antwoord-placed-public", HARVESTERS, NOBODY),
    harvest_said("harvest_antwoord", "antwoord-waiting-public", NOBODY, SIGNED_IN),
    Row("handboek:redactie", get=REDACTIE),
    Row("handboek:create", get=REDACTIE, post=REDACTIE, data=text),
    Row(
        "handboek:werk",
        "draft",
        kwargs=advies("draft"),
        get=REDACTIE,
        hidden=SIGNED_OUTSIDE,
    ),
    Row("handboek:werk", "published", kwargs=advies("published"), get=REDACTIE),
    Row(
        "handboek:update",
        "draft",
        kwargs=advies("draft"),
        get=REDACTIE,
        post=REDACTIE,
        hidden=SIGNED_OUTSIDE,
        data=text,
    ),
    Row(
        "handboek:update",
        "published",
        kwargs=advies("published"),
        get=roles(),
        post=roles(),
        data=text,
    ),
    act("submit", "draft", REDACTIE, SIGNED_OUTSIDE),
    act("submit", "published", roles()),
    act("publish", "review", roles("redacteur2"), SIGNED_OUTSIDE),
    act("publish", "draft", roles(), SIGNED_OUTSIDE),
    act(
        "return",
        "review",
        roles("redacteur2"),
        SIGNED_OUTSIDE,
        data=lambda w: {"reden": "Nog te lang."},
    ),
    Row(
        "handboek:withdraw",
        "published",
        kwargs=advies("published"),
        get=REDACTIE,
        post=REDACTIE,
        data=lambda w: {"reden": "Het klopt niet meer."},
    ),
    act("werkversie_begin", "published", REDACTIE),
    act("werkversie_begin", "refuted", roles()),
    act("werkversie_begin", "draft", roles(), SIGNED_OUTSIDE),
    Row("handboek:werkversie", "refuted", kwargs=advies("refuted"), get=REDACTIE),
    Row(
        "handboek:werkversie_bewerk",
        "refuted",
        kwargs=advies("refuted"),
        get=REDACTIE,
        post=REDACTIE,
        data=text,
    ),
    Row(
        "handboek:werkversie_bewerk",
        "published",
        kwargs=advies("published"),
        get=roles(),
        post=roles(),
        data=text,
    ),
    act("werkversie_inleveren", "refuted", roles()),
    act("werkversie_publiceer", "refuted", roles("redacteur2"), data=lambda w: {"begrepen": "on"}),
    act("werkversie_terug", "refuted", roles("redacteur2"), data=lambda w: {"reden": "Te lang."}),
    Row(
        "handboek:werkversie_weg",
        "refuted",
        kwargs=advies("refuted"),
        get=REDACTIE,
        post=REDACTIE,
    ),
    Row("handboek:versies", "published", kwargs=advies("published"), get=EVERYONE),
    Row(
        "handboek:versies",
        "draft",
        kwargs=advies("draft"),
        get=roles(),
        hidden=EVERYONE,
    ),
    Row(
        "handboek:versie",
        "published",
        kwargs=lambda w: advies("published")(w) | {"version": 1},
        get=EVERYONE,
    ),
    Row("handboek:wijzigingen", get=EVERYONE),
    Row("handboek:wijzigingen_feed", get=EVERYONE),
    act("check", "published", REDACTIE, data=lambda w: {"datum": "2027-06-01"}),
    act(
        "link_les",
        "published",
        REDACTIE,
        data=lambda w: {"nummer": w["lessen"]["public"].number, "verband": "supports"},
    ),
    act(
        "unlink_les",
        "draft",
        REDACTIE,
        SIGNED_OUTSIDE,
        kwargs=les_of("draft", "public"),
    ),
    act("unlink_les", "published", REDACTIE, kwargs=les_of("published", "community")),
    act("settle", "published", REDACTIE, kwargs=les_of("published", "network")),
    act(
        "settle_later",
        "published",
        REDACTIE,
        kwargs=lambda w: advies("published")(w) | {"terugblik": w["achteraf"].pk},
        data=lambda w: {"note": "Het geld stopte."},
    ),
    Row(
        "handboek:hoofdstukken",
        get=REDACTIE,
        post=REDACTIE,
        data=lambda w: {"title": "Nog een hoofdstuk"},
    ),
    Row(
        "handboek:hoofdstuk_volgorde",
        kwargs=lambda w: {"pk": w["hoofdstuk"].pk},
        get=REDACTIE,
        post=REDACTIE,
        data=lambda w: {"title": "Een andere titel"},
    ),
    Row(
        "handboek:hoofdstuk_plaats",
        kwargs=lambda w: {"pk": w["hoofdstuk"].pk},
        post=REDACTIE,
        data=lambda w: {"richting": "omlaag"},
    ),
    act("advies_plaats", "published", REDACTIE),
    act("advies_plaats", "draft", REDACTIE, SIGNED_OUTSIDE),
    act("advies_plaats", "withdrawn", roles()),
    act(
        "tie",
        "published",
        REDACTIE,
        data=lambda w: {
            "ander": w["adviezen"]["draft"].number,
            "verband": "related",
            "uitleg": "Het een gaat vooraf aan het ander.",
        },
    ),
    act(
        "untie",
        "published",
        REDACTIE,
        kwargs=lambda w: advies("published")(w) | {"verband": w["verband"].pk},
    ),
    act("tie", "draft", REDACTIE, SIGNED_OUTSIDE),
    Row(
        "handboek:signaal",
        kwargs=lambda w: {"pk": w["signaal"].pk},
        post=REDACTIE,
        hidden=SIGNED_OUTSIDE,
        data=lambda w: {"notitie": "Nagekeken."},
    ),
]
