"""Photos of people: what comes in is decoded, cropped and written anew, so nothing else stays.

A photo is two square files in WebP with a name that nobody can guess; the row holds the name of
the large one. Where it was taken, and with what, is gone: no metadata is copied.
"""

import secrets
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.deconstruct import deconstructible
from PIL import Image, ImageOps

LARGE, SMALL = 512, 96
MOST_BYTES = 8_000_000
LEAST_PIXELS = 96  # of a side
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}
"""What we read, and how large; a JPEG is made smaller while it is decoded, the others are not."""

TOO_HEAVY = "Je foto is te groot: hij mag hoogstens 8 MB zijn."
TOO_LARGE = "Je foto heeft te veel beeldpunten. Maak hem kleiner en probeer het opnieuw."
TOO_SMALL = f"Je foto is te klein: hij moet minstens {LEAST_PIXELS} bij {LEAST_PIXELS} punten zijn."
MOVES = "Deze foto beweegt. Kies een foto die stilstaat."
NOT_READ = (
    "We kunnen dit bestand niet lezen als foto. Kies een foto die eindigt op .jpg, .png of .webp."
)


@dataclass(frozen=True)
class Foto:
    """A photo that was read and made anew, in its two sizes."""

    large: bytes
    small: bytes


def read(upload: Any) -> Foto:
    """Make a photo of an uploaded file; ValidationError in Dutch when it is none."""
    if upload.size > MOST_BYTES:
        raise ValidationError(TOO_HEAVY, code="too_heavy")
    try:
        return made_of(_square(upload.file))
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_LARGE, code="too_large") from error
    except Exception as error:  # what a broken file does to a decoder has no end of names
        raise ValidationError(NOT_READ, code="not_read") from error


def made_of(square: Image.Image) -> Foto:
    """Write a square picture in both sizes."""
    return Foto(large=_webp(square, LARGE), small=_webp(square, SMALL))


def _square(file: IO[bytes]) -> Image.Image:
    """Decode, turn upright, put on white and crop; the size is looked at before decoding."""
    image: Any = Image.open(file, formats=list(MOST_PIXELS))
    kind = "JPEG" if image.format == "MPO" else image.format  # a phone adds a second picture
    if image.width * image.height > MOST_PIXELS[kind]:
        raise ValidationError(TOO_LARGE, code="too_large")
    if min(image.size) < LEAST_PIXELS:
        raise ValidationError(TOO_SMALL, code="too_small")
    if kind == "JPEG":
        image.draft("RGB", (2 * LARGE, 2 * LARGE))
    elif getattr(image, "is_animated", False):
        raise ValidationError(MOVES, code="moves")
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return ImageOps.fit(image.convert("RGB"), (LARGE, LARGE), Image.Resampling.LANCZOS)


def _webp(square: Image.Image, side: int) -> bytes:
    clean = Image.new("RGB", (side, side))  # a new picture: nothing of the old one comes along
    clean.paste(square.resize((side, side), Image.Resampling.LANCZOS))
    out = BytesIO()
    clean.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


@deconstructible
class FotoStorage:
    """Keeps the small file beside the large one: whoever deletes a photo deletes both."""

    def __getattr__(self, name: str) -> Any:
        """Do all else as the storage does that keeps the files."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(default_storage, name)

    def delete(self, name: str) -> None:
        """Delete a photo in both sizes; what is already gone is fine."""
        default_storage.delete(name)
        default_storage.delete(small_name(name))

    def beside(self, name: str) -> list[str]:
        """Return the files that stand beside this one without a row of their own."""
        return [small_name(name)]


storage: Any = FotoStorage()


def store(foto: Foto) -> str:
    """Write both files and return the name for the row."""
    token = secrets.token_hex(16)
    name = f"fotos/{token[:2]}/{token}.webp"
    storage.save(name, ContentFile(foto.large))
    storage.save(small_name(name), ContentFile(foto.small))
    return name


def small_name(name: str) -> str:
    """Return the name of the small file beside the large one."""
    return f"{name.removesuffix('.webp')}-klein.webp"
