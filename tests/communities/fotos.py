"""Photos as people upload them, and as nobody should."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
CANARY = "Geheime Camera BV"


def picture(width: int = 400, height: int = 300, colour: str = "red") -> Image.Image:
    """Return a picture whose left half has another colour than its right half."""
    image = Image.new("RGB", (width, height), colour)
    image.paste("blue", (width // 2, 0, width, height))
    return image


def upload(
    kind: str = "JPEG", *, name: str = "ik.jpg", image: Image.Image | None = None, **options: Any
) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    out = BytesIO()
    (image or picture()).save(out, kind, **options)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def with_metadata(**options: Any) -> SimpleUploadedFile:
    """Return a photo that says where and with what it was made, and how to hold it."""
    exif = Image.Exif()
    exif[MAKER] = CANARY
    exif[ORIENTATION] = 6  # a quarter turn to the right
    exif[GPS] = {1: "N", 2: (52.0, 22.0, 0.0), 3: "E", 4: (4.0, 53.0, 0.0)}
    return upload(exif=exif, comment=CANARY.encode(), **options)
