"""One S3 server for these tests, with a bucket that every test empties."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage

from netwerk.kern import bestanden, env
from tests.emmer.server import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the server."""
    found = Server(tmp_path_factory.mktemp("emmer"))
    found.start()
    yield found
    found.stop()


@pytest.fixture(autouse=True)
def _in_the_bucket(
    server: Server, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> Iterator[None]:
    """Keep files where FILES_URL says; nothing may come on the disk."""
    monkeypatch.setenv("FILES_URL", server.files_url)
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {"default": env.files("FILES_URL")}
    yield
    for name in list(bestanden.names()):
        default_storage.delete(name)
    assert not settings.MEDIA_ROOT.exists(), "a file came on the disk of the machine"
