"""The kinds of files that we keep, and why others are refused."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError

OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
ODF_TYPE = "application/vnd.oasis.opendocument."


class Family(StrEnum):
    """How the content of a kind is looked at."""

    PDF = "pdf"
    OFFICE = "office"
    PICTURE = "picture"
    TEXT = "text"


@dataclass(frozen=True)
class Kind:
    """One kind: its endings (the first is the one we give), its name in a sentence."""

    endings: tuple[str, ...]
    label: str
    media_type: str
    family: Family
    main_part: str = ""


KINDS = (
    Kind((".pdf",), "pdf", "application/pdf", Family.PDF),
    Kind((".docx",), "Word-document", f"{OFFICE_TYPE}wordprocessingml.document", Family.OFFICE),
    Kind((".xlsx",), "Excel-bestand", f"{OFFICE_TYPE}spreadsheetml.sheet", Family.OFFICE),
    Kind(
        (".pptx",), "PowerPoint-bestand", f"{OFFICE_TYPE}presentationml.presentation", Family.OFFICE
    ),
    Kind((".odt",), "ODT-document", f"{ODF_TYPE}text", Family.OFFICE),
    Kind((".ods",), "ODS-rekenblad", f"{ODF_TYPE}spreadsheet", Family.OFFICE),
    Kind((".odp",), "ODP-presentatie", f"{ODF_TYPE}presentation", Family.OFFICE),
    Kind((".jpg", ".jpeg", ".jfif"), "jpg-afbeelding", "image/jpeg", Family.PICTURE),
    Kind((".png",), "png-afbeelding", "image/png", Family.PICTURE),
    Kind((".webp",), "webp-afbeelding", "image/webp", Family.PICTURE),
    Kind((".gif",), "gif-afbeelding", "image/gif", Family.PICTURE),
    Kind((".txt",), "tekstbestand", "text/plain", Family.TEXT),
    Kind((".csv",), "csv-bestand", "text/csv", Family.TEXT),
    Kind((".md",), "Markdown-bestand", "text/markdown", Family.TEXT),
)
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}
MACROS = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppsm", ".ppam"}
OLD = {".doc": ".docx", ".xls": ".xlsx", ".ppt": ".pptx", ".dot": ".docx", ".pps": ".pptx"}
PACKED = {".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".iso"}
DRAWN = {".svg", ".svgz", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif"}
WHICH = "pdf, Word, Excel, PowerPoint, OpenDocument, jpg, png, webp, gif, txt, csv of md"
PICTURES = "Kies een afbeelding die eindigt op .jpg, .png, .webp of .gif."


def ending_of(name: str) -> str:
    """Return the ending of a name in small letters, with its dot."""
    return PurePosixPath(name).suffix.lower()


def of_name(name: str, *, pictures_only: bool = False) -> Kind:
    """Return the kind that a name promises; ValidationError with the way out for any other."""
    ending = ending_of(name)
    kind = BY_ENDING.get(ending)
    if pictures_only and (kind is None or kind.family != Family.PICTURE):
        raise ValidationError(PICTURES, code="kind")
    if kind:
        return kind
    raise ValidationError(_why_not(ending), code="kind")


def _why_not(ending: str) -> str:
    if ending in MACROS:
        return (
            "In dit soort bestand kunnen programma’s (macro’s) zitten. Bewaar het zonder macro’s."
        )
    if ending in OLD:
        return f"Dit is een oud soort bestand. Bewaar het als {OLD[ending]} en probeer het opnieuw."
    if ending in PACKED:
        return "Een ingepakt bestand nemen we niet aan. Pak het uit en voeg elk bestand apart toe."
    if ending in DRAWN:
        return f"Dit soort afbeelding nemen we niet aan. {PICTURES}"
    if not ending:
        return f"De naam van dit bestand heeft geen einde, zoals .pdf. Kies {WHICH}."
    return f"Dit soort bestand nemen we niet aan. Kies {WHICH}."
