"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from casussen import persoonsgegevens, zoeken
from casussen.dossier import pakket as dossier
from casussen.enums import SectionKind
from casussen.models import Casus, CasusSectie, Concept, Dilemma, Generator, Leervraag, Verhaal
from casussen.services import terugblikken
from netwerk.kern import events, portal_state, subjects
from netwerk.kern.policy import allowed
from netwerk.kern.tekst.opmaak import plain


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    for subject in SUBJECTS:
        subjects.register(subject)
    portal_state.unseen(Concept)
    import_module("casussen.notifications")  # its messages register themselves
    import_module("casussen.logwoorden")
    import_module("casussen.bewaartermijnen")
    events.declare(
        "casus.withdrawn", "Een casus is ingetrokken en telt niet meer mee (casus, actor)."
    )
    events.declare("casus.narrowed", "Niet iedereen mag een casus nog lezen (casus, actor).")
    events.declare("casus.restored", "Een ingetrokken casus telt weer mee (casus, actor).")
    events.declare(
        "casus.finished", "Een casus is afgerond; finished_at zegt sinds wanneer (casus, actor)."
    )
    events.declare("casus.reopened", "Aan een afgeronde casus werken mensen weer (casus, actor).")
    events.declare(
        "casus.followed_up", "Iemand vertelde later hoe het met een casus is (casus, actor)."
    )
    events.declare(
        "inwonersantwoord.placed", "Een antwoord van een inwoner is geplaatst (antwoord, actor)."
    )
    events.declare(
        "inwonersantwoord.taken_away",
        "Een geplaatst antwoord van een inwoner is weggehaald (antwoord, actor).",
    )
    events.handle("casus.finished", terugblikken.plan_terugblikken)
    events.handle("casus.reopened", terugblikken.drop_terugblikken)
    dossier.register()
    persoonsgegevens.register()
    zoeken.register()


def search_casussen(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the casussen of which the facts or a section match, best first."""
    return rows.matching(query).order_by("-rank", "-pk")  # type: ignore[attr-defined]


def search_dilemmas(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the dilemma's of which the words or the values match, best first."""
    return rows.matching(query).order_by("-rank", "-pk")  # type: ignore[attr-defined]


def search_by_vector(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the rows whose own words match, best first."""
    found = rows.filter(search_vector=query)
    return found.annotate(rank=SearchRank(F("search_vector"), query)).order_by("-rank", "-pk")


def search_verhalen(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the public stories that match by their own words, best first."""
    own = Q(search_vector=query) | Q(body_vector=query)
    rank = SearchRank(F("search_vector"), query) + SearchRank(F("body_vector"), query)
    found = rows.public().filter(own)  # type: ignore[attr-defined]
    return found.annotate(rank=rank).order_by("-rank", "title", "pk")  # type: ignore[no-any-return]


def search_leervragen(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the leervragen that match, with the community that stands in their address."""
    return search_by_vector(rows.select_related("community"), query)


def parts_of_casus(user: Any, casus: Casus) -> dict[str, subjects.Part]:
    """Return the sections of a casus, also those in which nothing stands."""
    rows = {row.kind: row for row in casus.secties.all()}
    everything = allowed(user, "casussen.view_confidential", casus)
    return {
        kind.value: subjects.Part(
            title=kind.label,
            source=rows[kind].body if kind in rows else "",
            version=rows[kind].version if kind in rows else 0,
            anchor=f"deel-{kind}",
            everything=everything,
        )
        for kind in SectionKind
    }


SUBJECTS = (
    subjects.Subject(
        model=Verhaal,
        label="verhaal zonder namen",
        label_plural="verhalen zonder namen",
        icon="quote",
        view_permission="casussen.view_verhaal",
        title=str,
        url=lambda verhaal: verhaal.get_absolute_url(),
        search=search_verhalen,
        summary=lambda verhaal: verhaal.summary,
    ),
    subjects.Subject(
        model=Casus,
        label="casus",
        label_plural="casussen",
        icon="map-pin",
        view_permission="casussen.view_casus",
        title=str,
        url=lambda casus: casus.get_absolute_url(),
        page=("casussen:detail", "slug"),
        discuss_permission="casussen.discuss_casus",
        search=search_casussen,
        summary=lambda casus: casus.summary,
        this="deze casus",
        followable=True,
        attach_permission="casussen.change_casus",
        attachments_url=lambda casus: reverse("casussen:bijlagen", args=[casus.slug]),
        confidential_permission="casussen.view_confidential",
        confidential_rows=lambda rows, user: rows.with_in_group(user),  # type: ignore[attr-defined]
        texts=(subjects.Text(CasusSectie, "casus", "body"),),
        parts=parts_of_casus,
        owner=lambda casus: casus.casushouder_id,
    ),
    subjects.Subject(
        model=Dilemma,
        label="dilemma",
        label_plural="dilemma’s",
        icon="scale",
        view_permission="casussen.view_dilemma",
        title=str,
        url=lambda dilemma: dilemma.get_absolute_url(),
        page=("casussen:dilemma", "slug"),
        discuss_permission="casussen.discuss_dilemma",
        search=search_dilemmas,
        summary=lambda dilemma: f"{dilemma.first_title}, of {dilemma.second_title.lower()}?",
        this="dit dilemma",
        followable=True,
        owner=lambda dilemma: dilemma.author_id,
    ),
    subjects.Subject(
        model=Generator,
        label="generator",
        label_plural="generatoren",
        icon="lightbulb",
        view_permission="casussen.view_generator",
        title=str,
        url=lambda generator: generator.get_absolute_url(),
        page=("casussen:generator", "slug"),
        search=search_by_vector,
        summary=lambda generator: generator.description,
    ),
    subjects.Subject(
        model=Leervraag,
        label="leervraag",
        label_plural="leervragen",
        icon="circle-help",
        view_permission="casussen.view_leervraag",
        title=str,
        url=lambda leervraag: leervraag.get_absolute_url(),
        page=("casussen:leervraag", "pk"),
        discuss_permission="casussen.discuss_leervraag",
        search=search_leervragen,
        summary=lambda leervraag: leervraag.explanation or plain(leervraag.answer),
        this="deze leervraag",
        followable=True,
    ),
)
