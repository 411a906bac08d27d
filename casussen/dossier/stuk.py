"""One casus as a document, with what one reader may read of it and nothing else."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils import timezone

from casussen.enums import Dimension, SectionKind
from casussen.models import Casus, CasusSectie, Dilemma
from communities.models import Reactie
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak
from netwerk.kern.uitvoer.document import Document, Part

CHUNK = 200
PICTURE = re.compile(r"^/bestanden/([0-9a-f-]{36})/")
DEMO = "Dit zijn voorbeeldgegevens: mensen en organisaties zijn verzonnen."
type Outcome = Callable[[Any, Casus], list[tuple[str, str, str]]]
_outcomes: list[Outcome] = []


def what_came_of_it(find: Outcome) -> None:
    """Register a function of a higher app: what came of a casus, as (kind, words, address)."""
    _outcomes.append(find)


def outcomes(user: Any, casus: Casus) -> list[tuple[str, str, str]]:
    """Return what came of a casus, as far as this reader may know."""
    return [line for find in _outcomes for line in find(user, casus)]


def document_of(user: Any, casus: Casus) -> Document:
    """Return the dossier of a casus for this reader; the casus itself must be visible."""
    confidential = allowed(user, "casussen.view_confidential", casus)
    bodies: list[tuple[Part, Callable[[], str]]] = [
        (Part("casus", "De casus"), lambda: _core(casus)),
        *(
            (Part(f"deel-{row.kind}", row.get_kind_display(), 2), _section(row, confidential))
            for row in sections(casus, confidential=confidential)
        ),
    ]
    for dilemma in Dilemma.objects.visible_to(user).filter(casussen=casus).with_layers():
        part = Part(f"dilemma-{dilemma.pk}", f"Dilemma: {dilemma.question}", 2)
        bodies.append((part, _dilemma(dilemma)))
    if found := outcomes(user, casus):
        bodies.append((Part("uitkomst", "Wat kwam ervan?"), lambda: _outcome_lines(found)))
    sources = attachments(user, casus)
    if sources:
        bodies.append((Part("bronnen", "Bronnen en bijlagen"), lambda: _sources(sources)))
    if posts(user, casus).exists():
        bodies.append((Part("gesprek", "Het gesprek"), lambda: _talk(user, casus)))
    address = f"{settings.SITE_URL}{casus.get_absolute_url()}"
    return Document(
        title=casus.title,
        subtitle=f"Dossier van een casus, {casus.organisatie.name}",
        description=casus.summary,
        parts=tuple(part for part, _ in bodies),
        bodies=lambda: (body() for _, body in bodies),
        address=address,
        made_on=timezone.localdate(),
        remarks=_remarks(casus, confidential=confidential),
        picture=lambda path: picture(user, casus, path),
    )


def sections(casus: Casus, *, confidential: bool) -> list[CasusSectie]:
    """Return the sections that hold something for this reader, in reading order."""
    rows = {row.kind: row for row in casus.secties.all()}
    found = [rows[kind] for kind in SectionKind.values if kind in rows]
    return [row for row in found if opmaak.render(row.body, confidential=confidential).strip()]


def attachments(user: Any, casus: Casus) -> list[Bijlage]:
    """Return the files and links of a casus that this reader may have."""
    return list(Bijlage.objects.at(casus, user).listed())


def posts(user: Any, casus: Casus) -> Any:
    """Return what was said about a casus, as far as this reader may know, the oldest first."""
    content_type = ContentType.objects.get_for_model(Casus)
    about = {"gesprek__content_type": content_type, "gesprek__object_id": casus.pk}
    rows = Reactie.objects.standing().visible_to(user).filter(**about)
    return rows.select_related("author").order_by("created_at", "pk")


def picture(user: Any, casus: Casus, path: str) -> tuple[str, bytes] | None:
    """Return a picture in a text of the casus, when this reader may have it."""
    found = PICTURE.match(path)
    if found is None:
        return None
    rows = Bijlage.objects.at(casus, user)
    row = rows.filter(public_id=found[1], media_type__startswith="image/").first()
    if row is None:
        return None
    with row.file.open("rb") as file:
        return row.media_type, file.read()


def _remarks(casus: Casus, *, confidential: bool) -> tuple[str, ...]:
    lines = [f"Wie dit mag lezen: {casus.get_visibility_display().lower()}."]
    if confidential:
        lines.append("Let op: er staan vertrouwelijke stukken in. Die zijn voor de casusgroep.")
    if casus.withdrawn_at:
        lines.append(f"Deze casus is ingetrokken. {casus.withdrawn_reason}")
    return (*lines, DEMO) if settings.DEVELOPMENT else tuple(lines)


def facts(casus: Casus) -> list[tuple[str, str]]:
    """Return what is known of a casus besides its text; what is empty is left out."""
    found = [
        ("Organisatie", casus.organisatie.name),
        ("Casushouder", casus.casushouder.get_full_name()),
        ("Community", ", ".join(str(row) for row in [casus.community, *casus.communities.all()])),
        ("Gebied", ", ".join(row.label for row in casus.provinces.all())),
        ("Thema’s", ", ".join(row.label for row in casus.themes.all())),
        ("Fase", casus.get_stage_display()),
        ("Begonnen in", str(casus.starts_in or "")),
        ("Klaar in", str(casus.ends_in or "")),
    ]
    return [(name, value) for name, value in found if value]


def _core(casus: Casus) -> str:
    rows = {row.dimension: row for row in casus.welvaartsbeeld.all()}
    context = {
        "casus": casus,
        "feiten": facts(casus),
        "kringen": [(kring.label, rows[kring]) for kring in Dimension if kring in rows],
    }
    return render_to_string("casussen/dossier/kern.html", context)


def _section(row: CasusSectie, confidential: bool) -> Callable[[], str]:
    return lambda: str(opmaak.render(row.body, confidential=confidential))


def _dilemma(dilemma: Dilemma) -> Callable[[], str]:
    context = {"dilemma": dilemma, "uitkomst": opmaak.render(dilemma.outcome)}
    return lambda: render_to_string("casussen/dossier/dilemma.html", context)


def _outcome_lines(found: list[tuple[str, str, str]]) -> str:
    return render_to_string("casussen/dossier/uitkomst.html", {"regels": found})


def _sources(rows: list[Bijlage]) -> str:
    return render_to_string("casussen/dossier/bronnen.html", {"bijlagen": rows})


def _talk(user: Any, casus: Casus) -> str:
    return "".join(_posts(user, casus))


def _posts(user: Any, casus: Casus) -> Iterator[str]:
    for post in posts(user, casus).iterator(CHUNK):
        context = {"post": post, "tekst": opmaak.render(post.body)}
        yield render_to_string("casussen/dossier/reactie.html", context)
