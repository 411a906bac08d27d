"""A photo: what comes in, what is kept of it, and who gets it."""

import re
import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from communities import foto, services
from communities.enums import Audience
from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from tests.communities.fotos import CANARY, picture, upload, with_metadata

type ClientOf = Callable[[Deelnemer | None], Client]
type Commit = Any


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def stored() -> set[str]:
    """Return the names of all files with photos."""
    if not foto.storage.exists("fotos"):
        return set()
    folders, _ = foto.storage.listdir("fotos")
    return {f"fotos/{f}/{n}" for f in folders for n in foto.storage.listdir(f"fotos/{f}")[1]}


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_a_photo_is_made_anew_without_what_it_told() -> None:
    upload_ = with_metadata()
    assert CANARY.encode() in upload_.read(), "else this test proves nothing"
    upload_.seek(0)
    made = foto.read(upload_)
    for data, side in ((made.large, 512), (made.small, 96)):
        image = opened(data)
        assert (image.format, image.size) == ("WEBP", (side, side))
        assert dict(image.getexif()) == {}
        assert CANARY.encode() not in data
        for chunk in (b"EXIF", b"XMP ", b"ICCP"):
            assert chunk not in data


def test_a_photo_stands_upright_before_its_orientation_is_forgotten() -> None:
    image = opened(foto.read(with_metadata()).large).convert("RGB")
    top, bottom = image.getpixel((256, 60)), image.getpixel((256, 450))
    assert top[0] > 200 > top[2], "red was left: a quarter turn to the right puts it on top"
    assert bottom[2] > 200 > bottom[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_of_every_kind_are_read(kind: str) -> None:
    assert opened(foto.read(upload(kind)).large).size == (512, 512)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    kind = "JPEG" if mode in {"L", "CMYK"} else "PNG"
    assert opened(foto.read(upload(kind, image=picture().convert(mode))).large).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    assert opened(foto.read(upload("PNG", image=clear)).large).getpixel((256, 256)) == (
        255,
        255,
        255,
    )


def test_the_second_picture_of_a_phone_is_left_out() -> None:
    both = upload("MPO", save_all=True, append_images=[picture(colour="green")])
    assert opened(foto.read(both).large).convert("RGB").getpixel((60, 256))[0] > 200


def bomb() -> SimpleUploadedFile:
    return upload("PNG", image=Image.new("1", (9_000, 9_000)))


def large_bomb() -> SimpleUploadedFile:
    return upload("PNG", image=Image.new("1", (20_000, 20_000)))


def moving() -> SimpleUploadedFile:
    return upload("WEBP", save_all=True, append_images=[picture(colour="green")])


def cut_off() -> SimpleUploadedFile:
    data = upload().read()
    return SimpleUploadedFile("ik.jpg", data[: len(data) // 2])


def raw(data: bytes) -> Callable[[], SimpleUploadedFile]:
    return lambda: SimpleUploadedFile("ik.jpg", data, content_type="image/jpeg")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (raw(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "lezen"),
        (raw(b"%PDF-1.7\n1 0 obj"), "lezen"),
        (raw(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40), "lezen"),
        (raw(b"GIF89a" + b"\x01" * 40), "lezen"),
        (raw(b"niets"), "lezen"),
        (cut_off, "lezen"),
        (lambda: upload("GIF"), "lezen"),
        (lambda: upload("TIFF"), "lezen"),
        (moving, "beweegt"),
        (lambda: upload(image=picture(60, 400)), "te klein"),
        (bomb, "te veel beeldpunten"),
        (large_bomb, "te veel beeldpunten"),
        (raw(b"\xff\xd8" + b"\x00" * 8_000_000), "8 MB"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason(
    make: Callable[[], SimpleUploadedFile], words: str
) -> None:
    with pytest.raises(ValidationError, match=words), warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # as on a server
        foto.read(make())


def test_files_of_the_photo_before_go_when_the_row_has_the_new_name(
    deelnemer: Deelnemer, django_capture_on_commit_callbacks: Commit
) -> None:
    first = services.set_photo(actor=deelnemer, person=deelnemer, photo=foto.read(upload()))
    before = stored()
    assert before == {first.photo.name, foto.small_name(first.photo.name)}
    assert re.fullmatch(r"fotos/(..)/\1[0-9a-f]{30}\.webp", first.photo.name), "says nothing"
    with django_capture_on_commit_callbacks() as callbacks:
        second = services.set_photo(actor=deelnemer, person=deelnemer, photo=foto.read(upload()))
    assert stored() > before, "as long as the change can still be undone"
    for callback in callbacks:
        callback()
    assert stored() == {second.photo.name, foto.small_name(second.photo.name)}
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_photo(actor=deelnemer, person=deelnemer)
    deelnemer.refresh_from_db()
    assert (stored(), deelnemer.photo.name) == (set(), "")
    assert {str(event.data) for event in AuditEvent.objects.all()} == {"{'fields': ['photo']}"}


def test_a_photo_that_was_not_saved_leaves_no_files(deelnemer: Deelnemer) -> None:
    made = foto.read(upload())
    deelnemer.pk += 1_000
    with pytest.raises(Deelnemer.DoesNotExist):
        services.set_photo(actor=deelnemer, person=deelnemer, photo=made)
    assert stored() == set()


def photo_of(person: Deelnemer, shown: Audience) -> Deelnemer:
    person.photo_shown = shown
    person.save()
    return services.set_photo(actor=person, person=person, photo=foto.read(with_metadata()))


@pytest.mark.parametrize("size", ["foto", "foto_klein"])
def test_only_who_may_see_a_photo_gets_it(
    client_of: ClientOf,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    ander_lid: Deelnemer,
    buitenstaander: Deelnemer,
    beheerder: Deelnemer,
    size: str,
) -> None:
    person = photo_of(deelnemer, Audience.COMMUNITIES)
    path = reverse(f"communities:{size}", args=[person.pk])

    def answers() -> list[int]:
        asking = (deelnemer, organisator, ander_lid, beheerder, buitenstaander)
        return [client_of(viewer).get(path).status_code for viewer in asking]

    assert answers() == [200, 200, 404, 404, 404]
    assert client_of(None).get(path).status_code == 302
    photo_of(deelnemer, Audience.NETWORK)
    assert answers() == [200, 200, 200, 200, 404]
    photo_of(deelnemer, Audience.NOBODY)
    assert answers() == [200, 404, 404, 404, 404]
    deelnemer.is_active = False
    deelnemer.photo_shown = Audience.NETWORK
    deelnemer.save()
    assert client_of(organisator).get(path).status_code == 404


def test_a_photo_is_sent_as_a_picture_that_nobody_keeps(
    client_of: ClientOf, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    person = photo_of(deelnemer, Audience.NETWORK)
    for size, side in (("foto", 512), ("foto_klein", 96)):
        response = client_of(organisator).get(reverse(f"communities:{size}", args=[person.pk]))
        assert opened(response.content).size == (side, side)
        headers = response.headers
        assert headers["Content-Type"] == "image/webp"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_photo_has_no_address_of_its_own(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    person = photo_of(deelnemer, Audience.NETWORK)
    assert client_of(deelnemer).get(f"/media/{person.photo.name}").status_code == 404


def test_a_photo_whose_file_is_lost_is_not_there(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    person = photo_of(deelnemer, Audience.NETWORK)
    person.photo.delete()
    assert stored() == set(), "the small one goes with the large one, whoever deletes it"
    Deelnemer.objects.filter(pk=person.pk).update(photo="fotos/aa/weg.webp")
    path = reverse("communities:foto", args=[person.pk])
    assert client_of(deelnemer).get(path).status_code == 404
