"""Pictures: decoded and written anew, so nothing else stays: no place, device or stowaway."""

import warnings
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from netwerk.kern.bijlagen.controle.pdf import DOUBLE, END_OF_ZIP, refuse_signs
from netwerk.kern.bijlagen.controle.soorten import BY_ENDING, Kind

LARGEST, IN_TEXT = 4000, 1600  # pixels of the longest side: to download, and in a text
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 24_000_000, "WEBP": 24_000_000, "GIF": 24_000_000}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
SCRIPT_AFTER_GIF = b"=/;*(`'\""  # what a script has behind "GIF89a", and no picture of ours
STOWAWAYS = (
    *(b"<script", b"<SCRIPT", b"<html", b"<HTML", b"<!DOCTYPE", b"<!doctype", b"<?php"),
    *(b"%PDF-1", b"%PDF-2", b"javascript:"),
)
TOO_MANY_PIXELS = (
    "Deze afbeelding heeft te veel beeldpunten. Maak hem kleiner en probeer het opnieuw."
)
MOVES = "Deze afbeelding beweegt. Dat leidt af bij het lezen. Kies er een die stilstaat."
NOT_READ = "We kunnen deze afbeelding niet lezen. Bewaar hem opnieuw en probeer het nog eens."


def refuse_doubles(file: IO[bytes]) -> None:
    """Refuse a picture that is also something else: a zip, a pdf, a page or a script."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(b"GIF8") and head[6:].lstrip()[:1] in {
        bytes([sign]) for sign in SCRIPT_AFTER_GIF
    }:
        raise ValidationError(DOUBLE, code="double")
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    if END_OF_ZIP in file.read():
        raise ValidationError(DOUBLE, code="double")
    refuse_signs(file, STOWAWAYS, DOUBLE, "double")


def made_anew(file: IO[bytes], kind: Kind, *, small: bool) -> tuple[IO[bytes], Kind]:
    """Return the picture written anew, and the kind that it is now; a gif becomes a png."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written(_read(file, kind, IN_TEXT if small else LARGEST), kind)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS, code="pixels") from error
    except Exception as error:  # what a broken file does to a decoder has no end of names
        raise ValidationError(NOT_READ, code="not_read") from error


def _read(file: IO[bytes], kind: Kind, longest: int) -> Image.Image:
    """Decode and turn upright; the size is looked at before decoding."""
    wanted = FORMATS[kind.media_type]
    image: Any = Image.open(file, formats=[wanted])
    found = "JPEG" if image.format == "MPO" else image.format  # a phone adds a second picture
    if image.width * image.height > MOST_PIXELS[found]:
        raise ValidationError(TOO_MANY_PIXELS, code="pixels")
    if found == "JPEG":
        image.draft("RGB", (longest, longest))
    elif getattr(image, "is_animated", False):
        raise ValidationError(MOVES, code="moves")
    image = ImageOps.exif_transpose(image)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    clean = Image.new(image.mode, image.size)  # a new picture: nothing of the old one comes along
    clean.paste(image)
    return clean


def _written(image: Image.Image, kind: Kind) -> tuple[IO[bytes], Kind]:
    out = BytesIO()
    if kind.media_type == "image/jpeg":
        image.convert("RGB").save(out, "JPEG", quality=86, optimize=True)
    elif kind.media_type == "image/webp":
        image.save(out, "WEBP", quality=86, method=4)
    else:
        kind = BY_ENDING[".png"]
        image.save(out, "PNG", optimize=True)
    return out, kind
