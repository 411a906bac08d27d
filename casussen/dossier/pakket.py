"""A dossier as a package to keep: a page, a PDF, the data and the files in one zip.

The data name their fields as MDTO does (Metagegevens voor duurzaam toegankelijke
overheidsinformatie, Nationaal Archief, 1.0). How long a dossier is kept is a proposal: the
organisation that cares for it decides, by its own selection list.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone

from casussen.dossier import stuk
from casussen.models import Casus, Dilemma
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.policy import allowed
from netwerk.kern.tekst.opmaak import without_confidential
from netwerk.kern.uitvoer import html, makers, pdf
from netwerk.kern.uitvoer.makers import Made, Maker

KEY = "casussen.dossier"
FORM = "zip"
KEPT_YEARS = 10  # after a casus was finished; a proposal
ZIP = "application/zip"
CONFIDENTIAL = "-vertrouwelijk"


def make(row: Any, out: IO[bytes], progress: Callable[[int, int], None]) -> Made:
    """Write the package for the person who asked, with what that person may read."""
    user = row.person
    if not may_have(user, row.about):
        raise PermissionDenied
    casus = Casus.objects.get(pk=key_of(row.about))
    files = [each for each in stuk.attachments(user, casus) if not each.is_link]
    names = list(names_of(files))
    total = len(files) + 3
    document = stuk.document_of(user, casus)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        with box.open("dossier.html", "w") as page:
            html.write(document, page)
        progress(1, total)
        with box.open("dossier.pdf", "w") as page:
            pdf.write(document, page)
        progress(2, total)
        with box.open("dossier.json", "w") as data:
            for piece in data_of(user, casus, names):
                data.write(piece.encode())
        read_me = render_to_string("casussen/dossier/leesmij.txt", {"casus": casus})
        box.writestr("LEESMIJ.txt", read_me)
        progress(3, total)
        for number, (bijlage, name) in enumerate(names, 4):
            with bijlage.file.open("rb") as source, box.open(f"bestanden/{name}", "w") as target:
                while block := source.read(1 << 16):
                    target.write(block)
            progress(number, total)
    return Made(f"dossier-{casus.slug[:60]}.zip", ZIP)


def names_of(files: list[Bijlage]) -> Iterator[tuple[Bijlage, str]]:
    """Yield each file with a name of its own in the package."""
    for number, bijlage in enumerate(files, 1):
        yield bijlage, f"{number:02}-{bijlage.name}"


def data_of(user: Any, casus: Casus, names: list[tuple[Bijlage, str]]) -> Iterator[str]:
    """Yield the dossier as JSON, post by post."""
    confidential = allowed(user, "casussen.view_confidential", casus)
    about = {
        "metagegevens": metadata(casus, names, confidential=confidential),
        "casus": {
            "titel": casus.title,
            "samenvatting": casus.summary,
            "leervraag": casus.learning_question,
            "feiten": dict(stuk.facts(casus)),
        },
        "delen": [
            {
                "kop": row.get_kind_display(),
                "markdown": row.body if confidential else without_confidential(row.body),
                "bijgewerktOp": row.updated_at.isoformat(),
            }
            for row in stuk.sections(casus, confidential=confidential)
        ],
        "watKwamErvan": [
            {"soort": kind, "woorden": words, "adres": address}
            for kind, words, address in stuk.outcomes(user, casus)
        ],
        "links": [
            {"titel": row.title, "adres": row.url, "maker": row.author, "datum": row.dated}
            for row in stuk.attachments(user, casus)
            if row.is_link
        ],
    }
    yield json.dumps(about, ensure_ascii=False, indent=1)[:-2]
    yield ',\n "gesprek": ['
    for number, post in enumerate(stuk.posts(user, casus).iterator(stuk.CHUNK)):
        line = {
            "van": str(post.writer),
            "op": post.created_at.isoformat(),
            "antwoordOp": post.parent_id,
            "nummer": post.pk,
            "markdown": without_confidential(post.body),
        }
        yield f"{',' if number else ''}\n{json.dumps(line, ensure_ascii=False)}"
    yield "\n]}\n"


def metadata(
    casus: Casus, names: list[tuple[Bijlage, str]], *, confidential: bool
) -> dict[str, Any]:
    """Return what an archive asks of a dossier, by the names of MDTO."""
    day = timezone.localdate(casus.finished_at) if casus.finished_at else None
    finished, last = (day.isoformat(), end_of_term(day).isoformat()) if day else (None, None)
    return {
        "identificatie": {
            "identificatieKenmerk": f"casus-{casus.pk}",
            "identificatieBron": settings.SITE_NAME,
        },
        "naam": casus.title,
        "aggregatieniveau": "Dossier",
        "omschrijving": casus.summary,
        "raadpleeglocatie": f"{settings.SITE_URL}{casus.get_absolute_url()}",
        "dekkingInTijd": {
            "dekkingInTijdBegindatum": timezone.localdate(casus.created_at).isoformat(),
            "dekkingInTijdEinddatum": finished,
        },
        "dekkingInRuimte": [row.label for row in casus.provinces.all()],
        "taal": "nl",
        "event": {"eventType": "Export", "eventTijd": timezone.now().isoformat()},
        "waardering": "Tijdelijk te bewaren (voorstel; de zorgdrager beslist)",
        "bewaartermijn": {
            "termijnTriggerStartLooptijd": "Afronding van de casus",
            "termijnStartdatumLooptijd": finished,
            "termijnLooptijd": f"P{KEPT_YEARS}Y",
            "termijnEinddatum": last,
        },
        "archiefvormer": casus.organisatie.name,
        "betrokkene": casus.casushouder.get_full_name(),
        "beperkingGebruik": {
            "beperkingGebruikType": casus.get_visibility_display(),
            "beperkingGebruikNadereBeschrijving": "Bevat vertrouwelijke stukken"
            if confidential
            else "",
        },
        "bestanden": [
            {
                "naam": f"bestanden/{name}",
                "titel": row.title,
                "bestandsformaat": row.media_type,
                "omvang": row.size,
                "checksum": {"checksumAlgoritme": "SHA-256", "checksumWaarde": row.sha256},
                "licentie": row.get_licence_display(),
            }
            for row, name in names
        ],
    }


def end_of_term(finished: date) -> date:
    """Return the day on which the term is over; 29 February becomes 1 March."""
    year = finished.year + KEPT_YEARS
    if (finished.month, finished.day) == (2, 29):
        return date(year, 3, 1)
    return finished.replace(year=year)


def about_of(user: Any, casus: Casus) -> str:
    """Return how a dossier of this reader is named: the casus, and by what rights it is read.

    Who left a group or a community has other rights, so the file of before is not handed over.
    """
    dilemmas = Dilemma.objects.visible_to(user).filter(casussen=casus).order_by("pk")
    roles = [user.is_redacteur, user.is_beheerder, sorted(user.roles)]
    rights = [*roles, [*dilemmas.values_list("pk", flat=True)]]
    mark = hashlib.sha256(json.dumps(rights).encode()).hexdigest()[:12]
    confidential = allowed(user, "casussen.view_confidential", casus)
    return f"{casus.pk}-{mark}{CONFIDENTIAL if confidential else ''}"


def key_of(about: str) -> int:
    """Return the key of the casus."""
    return int(about.partition("-")[0])


def may_have(person: Any, about: str) -> bool:
    """Say whether somebody may read the casus (still), by the same rights."""
    casus = Casus.objects.visible_to(person).filter(pk=key_of(about)).first()
    return casus is not None and about == about_of(person, casus)


def seen(person: Any, abouts: list[str]) -> dict[str, tuple[str, str]]:
    """Return the titles and addresses of the casussen that somebody may (still) read."""
    rows = Casus.objects.visible_to(person).in_bulk([key_of(about) for about in abouts])
    found = {about: rows.get(key_of(about)) for about in abouts}
    return {
        about: (f"Dossier: {casus}", casus.get_absolute_url())
        for about, casus in found.items()
        if casus
    }


def register() -> None:
    """Make dossiers known; called once at start."""
    makers.register(Maker(key=KEY, make=make, may_have=may_have, seen=seen))
