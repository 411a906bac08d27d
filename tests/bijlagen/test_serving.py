"""A file goes to who may have it, at every request anew, and never as a page of ours."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from casussen.models import Casus, CasusDeelname, CasusSectie
from communities.models import Deelnemer
from netwerk.kern.bijlagen.models import Bijlage
from tests.bijlagen.bestanden import pdf, picture
from tests.bijlagen.factories import BestandFactory, LinkFactory, PlaatjeFactory

Clients = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def status(client: Client, address: str) -> int:
    """Ask, and read to the end, so that no file stays open."""
    answer = client.get(address)
    if answer.streaming:
        body(answer)
    return answer.status_code


def test_file_is_served_only_after_the_access_check(
    casus: Casus, client_of: Clients, deelnemer: Deelnemer, ander_lid: Deelnemer
) -> None:
    data = pdf(b"alleen voor leden")
    address = BestandFactory(subject=casus, data=data).get_absolute_url()
    answer = client_of(deelnemer).get(address)
    assert (answer.status_code, body(answer)) == (200, data)
    for person in (ander_lid, None):
        refused = client_of(person).get(address)
        assert refused.status_code == 404
        assert b"alleen voor leden" not in refused.content
    casus.visibility = "network"
    casus.save()
    assert status(client_of(ander_lid), address) == 200
    casus.visibility = "group"
    casus.save()
    assert status(client_of(ander_lid), address) == 404, "asked at every request"


def test_file_is_sent_as_something_to_save(
    casus: Casus, client_of: Clients, deelnemer: Deelnemer
) -> None:
    bijlage = BestandFactory(subject=casus, name="rapport (1) é.pdf")
    answer = client_of(deelnemer).get(bijlage.get_absolute_url())
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert headers["Cache-Control"] == "no-store, private"
    body(answer)


def test_only_a_picture_in_a_text_is_shown(
    casus: Casus, client_of: Clients, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    shown = client.get(PlaatjeFactory(subject=casus).get_absolute_url())
    saved = client.get(
        BestandFactory(
            subject=casus, name="a.png", media_type="image/png", data=picture()
        ).get_absolute_url()
    )
    kinds = [a.headers["Content-Disposition"].split(";")[0] for a in (shown, saved)]
    assert kinds == ["inline", "attachment"]
    assert (body(shown), body(saved)) == (picture(), picture())


def test_only_what_everybody_may_have_is_kept_in_caches(casus: Casus) -> None:
    casus.visibility = "public"
    casus.save()
    bijlage = BestandFactory(subject=casus)
    first = Client().get(bijlage.get_absolute_url())
    assert first.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    body(first)
    again = Client().get(
        bijlage.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert not again.cookies
    bijlage.confidential = True
    bijlage.save()
    refused = Client().get(
        bijlage.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]}
    )
    assert refused.status_code == 404


def test_another_name_is_another_file(casus: Casus, client_of: Clients) -> None:
    bijlage = BestandFactory(subject=casus)
    client = client_of(casus.casushouder)
    address = bijlage.get_absolute_url().replace(".pdf", ".exe")
    assert status(client, address) == 404
    link = LinkFactory(subject=casus)
    assert client.get(f"/bestanden/{link.public_id}/x").status_code == 404


def test_file_that_is_lost_gives_a_clear_page_and_a_line_in_the_log(
    casus: Casus, client_of: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    bijlage = BestandFactory(subject=casus)
    default_storage.delete(bijlage.file.name)
    answer = client_of(casus.casushouder).get(bijlage.get_absolute_url())
    assert answer.status_code == 404
    assert "Dit bestand is er niet meer" in answer.content.decode()
    assert [r.levelno for r in caplog.records if "bijlage" in r.message] == [logging.ERROR]


def texts(casus: Casus, text: str) -> None:
    CasusSectie.objects.filter(casus=casus, kind="approach").update(body=text)


def test_picture_of_a_confidential_passage_is_for_the_casusgroep(
    casus: Casus, client_of: Clients, organisator: Deelnemer, ander_lid: Deelnemer
) -> None:
    CasusDeelname.objects.create(casus=casus, deelnemer=ander_lid, role="expert")
    bijlage = PlaatjeFactory(subject=casus)
    image = f"![de winkel]({bijlage.get_absolute_url()})"
    hidden = (
        "Niets.",
        f":::vertrouwelijk\n{image}\n:::\n\nEinde.",
        f"Open.\n\n::: Vertrouwelijk\n\n{image}",
        f"> :::vertrouwelijk\n> {image}\n> :::",
    )
    for text in hidden:
        texts(casus, text)
        for person, expected in ((organisator, 404), (ander_lid, 200), (casus.casushouder, 200)):
            assert status(client_of(person), bijlage.get_absolute_url()) == expected, text
    for text in (image, f":::vertrouwelijk\nniet dit\n:::\n\n{image}"):
        texts(casus, text)
        assert status(client_of(organisator), bijlage.get_absolute_url()) == 200, text


def test_text_of_another_casus_opens_no_picture(
    casus: Casus, client_of: Clients, organisator: Deelnemer
) -> None:
    from tests.factories import CasusFactory

    bijlage = PlaatjeFactory(subject=casus)
    CasusFactory(
        community=casus.community,
        casushouder=organisator,
        body=f"![gestolen]({bijlage.get_absolute_url()})",
    )
    assert status(client_of(organisator), bijlage.get_absolute_url()) == 404


def test_secret_title_and_name_stand_nowhere_for_outsiders(
    casus: Casus, client_of: Clients, organisator: Deelnemer, ander_lid: Deelnemer
) -> None:
    BestandFactory(subject=casus, confidential=True, title="Kanariepiet", name="kanariepiet.pdf")
    pages = ["/casussen/winkel/", "/casussen/winkel/bronnen/", "/zoeken/?q=kanariepiet", "/mijn/"]
    mine = client_of(casus.casushouder).get("/casussen/winkel/").content.decode()
    assert "Kanariepiet" in mine, "else this test proves nothing"
    for person in (organisator, ander_lid, None):
        for page in pages:
            text = client_of(person).get(page, follow=True).content.decode()
            assert "kanariepiet.pdf" not in text.lower()
            assert "Kanariepiet" not in text
    assert Bijlage.objects.count() == 1
