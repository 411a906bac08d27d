"""The folder of mail files, and the reader that exists only while developing."""

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, InvalidMailer, mailers
from django.test import Client
from django.urls import include, path, reverse

from netwerk import urls
from netwerk.kern.berichten.backends import FolderBackend


def folder_settings(folder: Path) -> dict[str, Any]:
    return {
        "default": {
            "BACKEND": "netwerk.kern.berichten.backends.FolderBackend",
            "OPTIONS": {"folder": str(folder)},
        }
    }


def write(number: int, html: str = "<p style='color:red'>Dag</p>") -> None:
    mail = EmailMultiAlternatives(
        f"Bericht {number}", "Dag <b>jij</b>\n", "wij@voorbeeld.nl", ["jij@voorbeeld.nl"]
    )
    mail.attach_alternative(html, "text/html")
    mail.attach('uit"nodiging.ics', b"BEGIN:VCALENDAR", "application/ics")
    mailers.default.send_messages([mail])


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MAIL_DIR = tmp_path / "mail"
    settings.MAILERS = folder_settings(settings.MAIL_DIR)
    return settings.MAIL_DIR


@pytest.fixture
def reader(settings: Any, folder: Path, db: None) -> Iterator[Client]:
    """Return a client of a site that runs with the development switch on."""
    module = types.ModuleType("urls_with_mail_reader")
    module.urlpatterns = [*urls.urlpatterns, path("", include("netwerk.kern.dev_urls"))]
    settings.ROOT_URLCONF = module
    return Client()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_each_message_is_one_file_and_names_sort_by_time(folder: Path) -> None:
    for number in range(3):
        write(number)
    files = sorted(folder.iterdir())
    assert [f"Subject: Bericht {n}".encode() in f.read_bytes() for n, f in enumerate(files)] == [
        True
    ] * 3
    assert [file.suffix for file in files] == [".eml"] * 3


def test_backend_without_a_folder_is_refused() -> None:
    with pytest.raises(InvalidMailer, match="folder"):
        FolderBackend(alias="default")


def test_list_shows_the_newest_first(reader: Client, folder: Path) -> None:
    for number in range(3):
        write(number)
    page = reader.get(reverse("dev_mail"))
    shown = [mail.message["Subject"] for mail in page.context["mails"]]
    assert shown == ["Bericht 2", "Bericht 1", "Bericht 0"]


def test_empty_folder_says_so(reader: Client) -> None:
    assert "Nog geen mail" in reader.get(reverse("dev_mail")).content.decode()


def test_mail_is_shown_as_text_that_cannot_do_anything(reader: Client, folder: Path) -> None:
    write(1)
    [name] = names(folder)
    page = reader.get(reverse("dev_mail_detail", args=[name]))
    body = page.content.decode()
    assert "Dag &lt;b&gt;jij&lt;/b&gt;" in body
    assert reverse("dev_mail_html", args=[name]) in body
    assert reverse("dev_mail_attachment", args=[name, 1]) in body
    assert "Download uit&quot;nodiging.ics" in body
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


def test_html_part_lives_in_a_sandbox(reader: Client, folder: Path) -> None:
    write(1, "<p style='color:red'>Dag</p><script>alert(1)</script>")
    page = reader.get(reverse("dev_mail_html", args=names(folder)))
    assert page.content.strip() == b"<p style='color:red'>Dag</p><script>alert(1)</script>"
    assert page.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    )


def test_attachment_is_a_download(reader: Client, folder: Path) -> None:
    write(1)
    [name] = names(folder)
    answer = reader.get(reverse("dev_mail_attachment", args=[name, 1]))
    assert answer.content == b"BEGIN:VCALENDAR"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="uit_nodiging.ics"'
    assert reader.get(reverse("dev_mail_attachment", args=[name, 2])).status_code == 404


@pytest.mark.parametrize("name", ["..", "x.eml", "..%2Fsecret.eml", ".x.eml.part"])
def test_only_files_of_the_folder_are_shown(reader: Client, folder: Path, name: str) -> None:
    write(1)
    (folder.parent / "secret.eml").write_text("geheim")
    (folder / ".x.eml.part").write_text("half")
    assert reader.get(f"/dev/mail/{name}/").status_code == 404


def test_without_the_switch_there_is_no_reader(client: Client, db: None) -> None:
    assert client.get("/dev/mail/").status_code == 404
