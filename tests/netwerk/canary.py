"""A world in which every text that not everybody may read holds a word of its own.

``SECRETS`` of a world say for each word which people may read it. A text field of casussen that
is not planted fails ``test_every_text_field_has_a_canary``: add its model to ``about_casus``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model
from django.utils import timezone

from bijeenkomsten.models import Nabeeld
from casussen.enums import SectionKind
from casussen.models import (
    AfruilRegel,
    Casus,
    CasusDeelname,
    CasusSectie,
    Concept,
    Dilemma,
    Fasewissel,
    Generator,
    GeneratorErvaring,
    Inwonersantwoord,
    Inwonersvraag,
    Keuze,
    Leervraag,
    Positie,
    Publicatieverzoek,
    Schrijfuitnodiging,
    Standpunt,
    Terugblik,
    Toestemming,
    Verhaal,
    WelvaartsbeeldRegel,
)
from communities.enums import Role
from communities.models import Community, Deelnemer
from communities.services import post_reactie
from handboek.models import Herkenning
from tests.bijlagen.factories import LinkFactory
from tests.factories import (
    AdviesFactory,
    AgendapuntFactory,
    BevindingFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    DilemmaFactory,
    LesFactory,
    LezersantwoordFactory,
    LidmaatschapFactory,
    LijstitemFactory,
    RijksantwoordFactory,
    RijksvraagFactory,
    ToepassingFactory,
    ToestemmingFactory,
    begrip,
)

BIRD = "kanarie"  # every secret begins with it
HASHES = {"text_mark"}  # says nothing to whoever reads it
WAYS_TO_HIDE = (
    ":::vertrouwelijk\n{}\n:::",
    "Vooraf.\n\n::: Vertrouwelijk\n{}\n:::\n\nDaarna.",
    "> :::vertrouwelijk\n> {}\n> :::",
    "- een\n\n:::: VERTROUWELIJK\n{}\n::::\n\n- twee",
    ":::vertrouwelijk\n| a | b |\n|---|---|\n| {} | x |\n:::",
    "Open eind.\n\n:::vertrouwelijk\n## {}",
    "  :::vertrouwelijk\n  **{}**\n  :::",
)


@dataclass
class Secret:
    """One word, where it stands, and who may read it (roles of the cast)."""

    word: str
    place: str
    readers: frozenset[str]


@dataclass
class World:
    """The cast, the casussen by visibility, and every secret."""

    people: dict[str, Deelnemer | None]
    community: Community
    casussen: dict[str, Casus] = field(default_factory=dict)
    secrets: list[Secret] = field(default_factory=list)

    def secret(self, place: str, *readers: str) -> str:
        """Return a new word for a place."""
        number = len(self.secrets)
        word = f"{BIRD}{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}{number // 676}q"
        self.secrets.append(Secret(word, place, frozenset(readers)))
        return word


GROUP = ("casushouder", "co_auteur", "expert")
WRITERS = ("casushouder", "co_auteur")
MEMBERS = (*GROUP, "deelnemer", "organisator")
MEMBERS_ONLY = ("casushouder", "deelnemer", "organisator")
DECIDERS = (*WRITERS, "organisator", "redacteur")


def text_fields(model: type[Model]) -> "Iterator[models.Field[Any, Any]]":
    """Yield the fields in which people write words."""
    for each in model._meta.local_concrete_fields:
        wordy = isinstance(each, models.CharField | models.TextField)
        address = isinstance(each, models.SlugField) and model is not Casus
        if wordy and not address and not each.choices and each.name not in HASHES:
            yield each


def planted_models() -> set[type[Model]]:
    """Return the models of casussen of which the world plants every text field."""
    return {
        AfruilRegel, Casus, CasusSectie, Concept, Dilemma, Fasewissel, Generator,
        GeneratorErvaring, Inwonersantwoord, Inwonersvraag, Keuze, Leervraag, Publicatieverzoek,
        Schrijfuitnodiging, Standpunt, Terugblik, Toestemming, Verhaal, WelvaartsbeeldRegel,
    }  # fmt: skip


def models_with_text() -> set[type[Model]]:
    """Return the models of casussen that hold words, histories left out."""
    every = apps.get_app_config("casussen").get_models()
    return {
        model for model in every if not model.__name__.endswith("Event") and any(text_fields(model))
    }


def build() -> World:
    """Make the world."""
    community = CommunityFactory(name="Bewoners in beeld", slug="bewoners-in-beeld")
    world = World(_cast(community), community)
    world.casussen = {
        "group": _casus(world, "group", GROUP),
        "community": _casus(world, "community", MEMBERS),
        "public": _public(world),
    }
    _dilemma(world)
    _leervraag(world)
    _talk(world)
    _chain(world)
    _looks_back(world)
    _handboek_use(world)
    for casus in world.casussen.values():
        _inwoners(world, casus)
    return world


def _cast(community: Community) -> dict[str, Deelnemer | None]:
    def member(of: Community, role: str = Role.MEMBER) -> Deelnemer:
        return LidmaatschapFactory(community=of, role=role).deelnemer

    return {
        "anoniem": None,
        "buitenstaander": DeelnemerFactory(),
        "ander_lid": member(CommunityFactory()),
        "deelnemer": member(community),
        "organisator": member(community, Role.ORGANISER),
        "redacteur": DeelnemerFactory(is_redacteur=True),
        "beheerder": DeelnemerFactory(is_beheerder=True),
        "casushouder": member(community),
        "co_auteur": DeelnemerFactory(),
        "expert": DeelnemerFactory(),
    }


def plant(world: World, row: Model, *readers: str, only: set[str] | None = None) -> None:
    """Write a secret in every text field of a row, and save it."""
    for each in text_fields(type(row)):
        if only is None or each.name in only:
            word = world.secret(f"{row._meta.object_name}.{each.name}", *readers)
            setattr(row, each.name, _shaped(each, word))
    row.save()


def _shaped(each: "models.Field[Any, Any]", word: str) -> str:
    if isinstance(each, models.EmailField):
        return f"{word}@voorbeeld.nl"
    if isinstance(each, models.URLField):
        return f"https://{word}.voorbeeld.nl/"
    return f"{word}?" if each.name == "learning_question" else word


def _casus(world: World, visibility: str, readers: tuple[str, ...]) -> Casus:
    """Return a casus that only these people read, with secrets in all that belongs to it."""
    casus = CasusFactory(
        community=world.community,
        casushouder=world.people["casushouder"],
        visibility=visibility,
        stage="finished",
    )
    for name, role in (("co_auteur", "co_author"), ("expert", "expert")):
        CasusDeelname.objects.create(casus=casus, deelnemer=world.people[name], role=role)
    shown = {"title", "slug", "summary", "learning_question"}
    plant(world, casus, *readers, only=shown)
    casus.tags.add(world.secret("trefwoord", *readers))
    for row in about_casus(world, casus):
        plant(world, row, *readers_of(row, readers))
    for kind in SectionKind:
        section, _ = CasusSectie.objects.get_or_create(
            casus=casus, kind=kind, defaults={"updated_by": casus.casushouder}
        )
        plant(world, section, *readers)
    LinkFactory(
        subject=casus,
        title=world.secret("Bijlage.title", *readers),
        author=world.secret("Bijlage.author", *readers),
        url=f"https://{world.secret('Bijlage.url', *readers)}.voorbeeld.nl/",
        uploaded_by=casus.casushouder,
    )
    return casus


def about_casus(world: World, casus: Casus) -> list[Model]:
    """Return an unsaved row of every model that belongs to one casus."""
    holder: Any = casus.casushouder
    generator = Generator(
        slug=f"generator-{casus.visibility}", created_by=holder, description="", name="x"
    )
    plant(world, generator, *_seen_with(casus))
    return [
        WelvaartsbeeldRegel(casus=casus, dimension="nu", direction="plus"),
        AfruilRegel(
            casus=casus, theme=begrip("cbs-thema", "wonen"), dimension="nu", effect="better"
        ),
        Keuze(casus=casus, updated_by=holder, dimensions=["nu"]),
        GeneratorErvaring(casus=casus, generator=generator, outcome="worked"),
        Fasewissel(casus=casus, before="working", after="discussed", changed_by=holder),
        Concept(casus=casus, kind="results", deelnemer=holder),
        Schrijfuitnodiging(
            casus=casus, deelnemer=world.people["expert"], role="co_author", invited_by=holder
        ),
        Publicatieverzoek(
            casus=casus,
            wanted="public",
            state="refused",
            requested_by=holder,
            decided_by=world.people["organisator"],
            decided_at=casus.created_at,
        ),
        ToestemmingFactory.build(
            casus=casus, asked_by=holder, state="refused", answered_at=casus.created_at
        ),
        Terugblik(
            casus=casus,
            months=6,
            due_on=casus.created_at.date(),
            asked_at=casus.created_at,
            outcome="partly",
            answered_by=holder,
            answered_at=casus.created_at,
        ),
        Verhaal(
            casus=casus,
            slug=f"verhaal-{casus.visibility}",
            created_by=holder,
            area_type=begrip("gebiedstype", "niet-stedelijk"),
        ),
    ]


def _seen_with(casus: Casus) -> tuple[str, ...]:
    return GROUP if casus.visibility == "group" else MEMBERS


def readers_of(row: Model, readers: tuple[str, ...]) -> tuple[str, ...]:
    """Return who may read a row about a casus that these people read."""
    if isinstance(row, Concept):
        return ("casushouder",)
    if isinstance(row, Verhaal):
        return WRITERS
    if isinstance(row, Fasewissel):
        return GROUP
    if isinstance(row, Schrijfuitnodiging):
        return (*GROUP, "organisator")
    if isinstance(row, Publicatieverzoek | Toestemming):
        everybody = "public" in getattr(row.casus, "visibility", "")
        return tuple(set(DECIDERS) & {*readers, *(DECIDERS if everybody else ())})
    return readers


def _public(world: World) -> Casus:
    """Return a casus that everybody reads, with secrets in what is for the casusgroep."""
    casus = CasusFactory(
        community=world.community,
        casushouder=world.people["casushouder"],
        visibility="public",
        title="De bus die bleef rijden",
        slug="de-openbare-bus",
    )
    for name, role in (("co_auteur", "co_author"), ("expert", "expert")):
        CasusDeelname.objects.create(casus=casus, deelnemer=world.people[name], role=role)
    for kind, way in zip(SectionKind, WAYS_TO_HIDE, strict=True):
        word = world.secret(f"vertrouwelijk in {kind}", *GROUP)
        CasusSectie.objects.update_or_create(
            casus=casus,
            kind=kind,
            defaults={"body": way.format(word), "updated_by": casus.casushouder},
        )
    kept = (Concept, Fasewissel, Schrijfuitnodiging, Publicatieverzoek, Toestemming, Verhaal)
    for row in about_casus(world, casus):
        if isinstance(row, kept):
            plant(world, row, *readers_of(row, MEMBERS))
    LinkFactory(
        subject=casus,
        title=world.secret("Bijlage.title", *GROUP),
        confidential=True,
        uploaded_by=casus.casushouder,
    )
    return casus


def _dilemma(world: World) -> None:
    """A dilemma of the community, with what people think of it."""
    holder: Any = world.people["casushouder"]
    dilemma = DilemmaFactory(
        community=world.community, author=holder, visibility="community", slug="een-dilemma"
    )
    plant(world, dilemma, *MEMBERS)
    dilemma.casussen.add(world.casussen["community"], world.casussen["public"])
    standpunt = Standpunt(
        dilemma=dilemma, layer=begrip("bestuurslaag", "gemeente"), side="first", author=holder
    )
    plant(world, standpunt, *MEMBERS)
    Positie.objects.create(dilemma=dilemma, deelnemer=holder, moment="before", leaning=0)


def _leervraag(world: World) -> None:
    row = Leervraag(
        community=world.community,
        created_by=world.people["casushouder"],
        visibility="community",
        state="answered",
    )
    plant(world, row, *MEMBERS)
    row.casussen.add(world.casussen["community"], world.casussen["public"])


def _talk(world: World) -> None:
    """Posts: in a closed casus, and at the public one, whose talk is for the network."""
    network = ("ander_lid", "redacteur", "beheerder")
    for name, readers in (("community", MEMBERS), ("public", (*MEMBERS, *network))):
        word = world.secret(f"Reactie bij {name}", *readers)
        post_reactie(
            actor=world.people["organisator"], subject=world.casussen[name], body=word
        )  # the casushouder gets mail about it


def _inwoners(world: World, casus: Casus) -> None:
    """A question to residents; what waits or was refused is for who looks at answers."""
    readers = {"group": GROUP, "community": MEMBERS, "public": tuple(world.people)}
    may = set(readers[casus.visibility])
    vraag = Inwonersvraag(
        casus=casus, closes_on=casus.created_at.date(), opened_by=world.people["casushouder"]
    )
    plant(world, vraag, *may)
    for state in ("waiting", "placed", "refused"):
        row = Inwonersantwoord(vraag=vraag, state=state)
        if state != "waiting":
            row.decided_by, row.decided_at = world.people["organisator"], casus.created_at
        moderators = may & {"casushouder", "organisator"}
        plant(
            world, row, *(may if state == "placed" else moderators), only={"body", "name", "place"}
        )
        if state == "refused":
            plant(world, row, *moderators, only={"reason"})


def _handboek_use(world: World) -> None:
    """A note on a list of one's own, what waits for a redacteur, and what a reader wrote."""
    person, about = world.people["deelnemer"], {"advies": AdviesFactory(published=True, les=False)}
    LijstitemFactory(**about, owner=person, note=world.secret("Lijstitem.note", "deelnemer"))
    words = {
        name: world.secret(f"Toepassing.{name}", "deelnemer", "redacteur")
        for name in ("subject", "place", "did", "result")
    }
    ToepassingFactory(**about, made_by=person, **words)
    LezersantwoordFactory(**about, body=world.secret("Lezersantwoord.body", "redacteur"))
    les = AdviesFactory(published=True).lessen.get()
    for vraag in (RijksvraagFactory(les=les), RijksvraagFactory(les=les, placed=True)):
        for returned, writer in ((False, "organisator"), (True, "deelnemer")):
            RijksantwoordFactory(
                vraag=vraag,
                writer=world.people[writer],
                answer=world.secret("Rijksantwoord.answer", writer, "redacteur"),
                returned=returned,
            )


def _looks_back(world: World) -> None:
    """A look back that is online for members, and drafts and reasons that only writers read."""
    ended = timezone.now() - timedelta(days=2)
    for visibility in ("community", "public"):
        for online in (True, False):
            meeting = BijeenkomstFactory(
                community=world.community,
                visibility=visibility,
                starts_at=ended - timedelta(hours=2),
                ends_at=ended,
            )
            told = "Het regende." if visibility == "public" and online else ""
            row = Nabeeld(
                bijeenkomst=meeting,
                body=told,
                updated_by=world.people["deelnemer"],
                published_at=ended if online else None,
                published_by=world.people["organisator"] if online else None,
                visibility=visibility,
            )
            plant(world, row, "organisator", only={"reason"})
            if not told:
                plant(world, row, *(MEMBERS_ONLY if online else ("organisator",)), only={"body"})


def _chain(world: World) -> None:
    """Public meetings about closed casussen, a closed one with papers, and a public advies."""
    for name in ("group", "community"):
        meeting = BijeenkomstFactory(community=world.community, visibility="public")
        AgendapuntFactory(
            bijeenkomst=meeting, title="We bespreken een casus", casus=world.casussen[name]
        )
    closed = BijeenkomstFactory(community=world.community, visibility="community")
    LinkFactory(
        subject=AgendapuntFactory(bijeenkomst=closed, title="Met papieren"),
        title=world.secret("Bijlage.title bij een onderdeel", *MEMBERS),
        uploaded_by=world.people["organisator"],
    )
    quote = world.secret("Bevinding.quote", *MEMBERS)
    les = LesFactory(community=world.community, casus=world.casussen["community"])
    les.bevindingen.add(
        BevindingFactory(
            casus=world.casussen["community"],
            quote=quote,
            created_by=world.people["casushouder"],
        )
    )
    Herkenning.objects.create(
        les=les,
        casus=world.casussen["group"],
        community=world.community,
        stance="recognised",
        words=world.secret("Herkenning.words", *GROUP),
        made_by=world.people["casushouder"],
    )
    AdviesFactory(published=True, les=les)
