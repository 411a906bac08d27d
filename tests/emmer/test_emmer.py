"""With FILES_URL every file stands in a bucket, and people notice nothing of it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casussen.models import Casus
from communities import foto
from communities.models import Community, Deelnemer
from communities.services import profiel
from netwerk.backup import restore, write
from netwerk.exit.package import Reader, Writer
from netwerk.kern import bestanden, env
from netwerk.kern.avg import services
from netwerk.kern.avg.models import ExportState, Gegevensexport
from netwerk.kern.avg.werk import MOST_ATTEMPTS, copy_step
from netwerk.kern.bijlagen import opslag
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.dev.services import free_ports
from tests.bijlagen.bestanden import pdf
from tests.bijlagen.factories import BestandFactory
from tests.bijlagen.test_pages import add
from tests.communities.fotos import upload
from tests.emmer.server import KEY, Server
from tests.factories import CasusFactory

Clients = Callable[[Deelnemer | None], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("emmer")]


def body(answer: Any) -> bytes:
    """Read a file to its end and let go of it, as a web server does."""
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    return CasusFactory(slug="winkel", community=community, casushouder=deelnemer)


def test_a_file_comes_and_goes_for_who_may_have_it_only(
    casus: Casus, client_of: Clients, deelnemer: Deelnemer, ander_lid: Deelnemer, server: Server
) -> None:
    bijlage = BestandFactory(subject=casus, data=pdf(b"alleen voor leden"))
    address = bijlage.get_absolute_url()
    answer = client_of(deelnemer).get(address)
    assert body(answer) == pdf(b"alleen voor leden")
    assert answer.headers["Content-Length"] == str(len(pdf(b"alleen voor leden")))
    assert not any(part in str(answer.headers) for part in (server.url, KEY, bijlage.file.name))
    for person in (ander_lid, None):
        assert client_of(person).get(address).status_code == 404


def test_a_photo_comes_and_goes_in_both_sizes(deelnemer: Deelnemer) -> None:
    profiel.set_photo(actor=deelnemer, person=deelnemer, photo=foto.read(upload()))
    deelnemer.refresh_from_db()
    assert set(bestanden.names()) == {
        deelnemer.photo.name,
        foto.small_name(deelnemer.photo.name),
    }
    deelnemer.photo.storage.delete(deelnemer.photo.name)
    assert list(bestanden.names()) == []


def test_a_copy_of_what_is_kept_is_made_in_parts_and_fetched(deelnemer: Deelnemer) -> None:
    export = services.request_export(actor=deelnemer)
    while copy_step(timezone.now()):
        pass
    export.refresh_from_db()
    assert export.state == ExportState.READY
    with services.fetch_export(actor=deelnemer) as file, zipfile.ZipFile(file) as archive:
        parts = json.loads(archive.read("gegevens.json"))["onderdelen"]
        assert parts[0]["rijen"][0]["email"] == deelnemer.email
        assert deelnemer.email in archive.read("leesmij/index.html").decode()
    assert Gegevensexport.objects.get().state == ExportState.FETCHED


def test_a_file_without_a_row_is_found(
    casus: Casus, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiel.set_photo(actor=deelnemer, person=deelnemer, photo=foto.read(upload()))
    services.request_export(actor=deelnemer)
    while copy_step(timezone.now()):
        pass
    BestandFactory(subject=casus)
    kept = {name for name in bestanden.names() if "/werk-" not in name}  # parts are of no use now
    assert {name.partition("/")[0] for name in kept} == {"bijlagen", "exports", "fotos"}
    lost = {opslag.store(io.BytesIO(b"niemand kent mij")), foto.store(foto.read(upload()))}
    for name in ("exports/werk-0/000.json", "uitvoer/weg"):
        lost.add(default_storage.save(name, ContentFile(b"weg")))
    assert bestanden.sweep() == 0, "it may be on its way in"
    there = set(bestanden.names())
    assert lost < there
    monkeypatch.setattr(bestanden, "YOUNG", timedelta(hours=-1))
    assert bestanden.sweep() == len(there) - len(kept)
    assert set(bestanden.names()) == kept


def test_a_copy_that_fails_for_want_of_the_bucket_stands_in_nobodys_way(
    deelnemer: Deelnemer, away: Callable[[], AbstractContextManager[None]]
) -> None:
    services.request_export(actor=deelnemer)
    assert copy_step(timezone.now())
    with away():
        for _ in range(MOST_ATTEMPTS):
            Gegevensexport.objects.update(due_at=timezone.now())
            assert copy_step(timezone.now())
    assert Gegevensexport.objects.get().state == ExportState.FAILED
    assert not copy_step(timezone.now()), "nothing waits any more"


def test_files_go_into_a_backup_and_back(casus: Casus, tmp_path: Path) -> None:
    contents = {}
    for number in range(3):
        data = pdf(f"stuk {number}".encode()) * (number * 40_000 + 1)  # the last of some megabytes
        contents[opslag.store(io.BytesIO(data))] = data
    with Writer(tmp_path / "kopie", write.fits) as package:
        assert set(write._files(package)) == set(contents)
        package.finish(b"{}\n")
        digest = package.sums()
    assert any(write.kept()), "restore refuses a bucket that is not empty"
    restore._throw_away(list(contents))
    with Reader(tmp_path / "kopie", write.fits) as kept:
        sums = kept.check_sums(set(kept.names()), digest)
        assert set(restore._put_files(kept, sums)) == set(contents)
        with pytest.raises(restore.ExitError, match="kan hier niet worden bewaard"):
            restore._put_files(kept, sums)
    assert set(bestanden.names()) == set(contents), "what stood there is not touched"
    assert {restore._checksum(name) for name in contents} == {
        hashlib.sha256(data).hexdigest() for data in contents.values()
    }


@pytest.mark.parametrize(
    "wrong",
    [
        "s3://key:{secret}@host/bucket",
        "https://host/bucket",
        "https://key@host/bucket",
        "https://key:{secret}@host",
        "https://key:{secret}@host/bucket/folder",
        "https://key:{secret}@host/bucket?regio=nl",
        "https://key:een/{secret}@host/bucket",
    ],
)
def test_an_address_that_is_not_whole_stops_the_start(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILES_URL", wrong.format(secret="niemand-mag-dit-lezen"))
    with pytest.raises(ImproperlyConfigured, match="FILES_URL must look like") as told:
        env.files("FILES_URL")
    assert "niemand-mag-dit-lezen" not in str(told.value)


@pytest.fixture
def away(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], AbstractContextManager[None]]:
    """Return what takes the bucket away for a while."""

    @contextmanager
    def for_a_while() -> Iterator[None]:
        [port] = free_ports(1)
        before = settings.STORAGES
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("FILES_URL", f"http://{KEY}:een-geheim@127.0.0.1:{port}/portaal")
            settings.STORAGES = before | {"default": env.files("FILES_URL")}
            yield
        settings.STORAGES = before

    return for_a_while


def test_a_bucket_that_is_away_is_told_and_nothing_is_lost(
    casus: Casus,
    client_of: Clients,
    deelnemer: Deelnemer,
    away: Callable[[], AbstractContextManager[None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    address = BestandFactory(subject=casus).get_absolute_url()
    client = client_of(deelnemer)
    client.raise_request_exception = False
    with away():
        answer = client.get(address)
        added = add(client, SimpleUploadedFile("verslag.pdf", pdf()))
    for each in (answer, added):
        assert each.status_code == 503
        assert "We kunnen er even niet bij" in each.text
    assert "The bucket does not do what it is asked" in caplog.text
    assert "een-geheim" not in answer.text + added.text + caplog.text
    assert Bijlage.objects.count() == 1
    assert body(client.get(address)) == pdf()
