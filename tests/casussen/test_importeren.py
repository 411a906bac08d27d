"""A Word file becomes text in sections; nothing is kept before the writer says so."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.importeren import delen, docx
from casussen.importeren.delen import kind_of
from casussen.models import Casus, CasusSectie
from communities.models import Deelnemer
from tests.casussen import worddocs as doc
from tests.factories import CasusFactory

Clients = Callable[[Deelnemer | None], Client]
WHOLE = (
    doc.p("De dorpsbus", style="Titel"),
    doc.p("Vooraf, met ", doc.run("vet: ", "<w:b/>"), "en ", doc.run("schuin", "<w:i/>"), "."),
    doc.h("1. Aanleiding"),
    doc.p("Een * ster, een a_b en een [a](b)."),
    doc.p("- geen lijst"),
    doc.h("Achtergrond", 2),
    doc.p("punt", number="1"),
    doc.p("onderpunt", number="1", level=1),
    doc.h("Onze werkwijze"),
    doc.p("Eerst", number="2"),
    doc.p("Dan", number="2"),
    doc.table(["Wie", "Wat"], ["Ans | Bo", "rijdt"]),
    doc.p("Zie", doc.note(1), " en", doc.note(2)),
    doc.h("Subkop zonder betekenis", 2),
    doc.p("Onder de subkop."),
    doc.p(doc.run("Resultaten:", "<w:b/>")),
    doc.p("Het ", doc.deleted("niet "), doc.inserted("wel "), "gelukt.", doc.COMMENT),
    doc.p(doc.picture()),
    doc.p("Lees ", doc.link("dit"), " en ", doc.link("dat", "rId7")),
    doc.h("Iets heel anders"),
    doc.p("Waar hoort dit?"),
)
NOTES = ("De eerste bron.", "De tweede bron.")


def upload(content: Any, name: str = "casus.docx") -> SimpleUploadedFile:
    data = content.getvalue() if isinstance(content, io.BytesIO) else content
    return SimpleUploadedFile(name, data)


@pytest.fixture
def casus(db: None, deelnemer: Deelnemer) -> Casus:
    """Return a casus with a text in "Aanpak"."""
    return CasusFactory(casushouder=deelnemer, body="Wat er stond.")


@pytest.fixture
def writer(client_of: Clients, deelnemer: Deelnemer) -> Client:
    return client_of(deelnemer)


def page(casus: Casus) -> str:
    return reverse("casussen:import", args=[casus.slug])


def send(writer: Client, casus: Casus, content: Any, name: str = "casus.docx") -> Any:
    return writer.post(page(casus), {"file": upload(content, name)})


def form_of(response: Any, step: str = "bewaar") -> dict[str, Any]:
    """Return what a browser would send back from the page with the pieces."""
    pieces = response.context["pieces"]
    data: dict[str, Any] = {"stap": step, "aantal": len(pieces)}
    for form in (*pieces, *(each["form"] for each in response.context["existing"])):
        for field in form:
            data[field.html_name] = field.value() if field.value() is not None else ""
    return data


def bodies(casus: Casus) -> dict[str, str]:
    return dict(CasusSectie.objects.filter(casus=casus).values_list("kind", "body"))


def test_headings_decide_where_a_piece_goes() -> None:
    found = delen.read(doc.word(*WHOLE, notes=NOTES))
    assert [(piece.title, piece.kind) for piece in found.pieces] == [
        ("De dorpsbus", ""),
        ("1. Aanleiding", "context"),
        ("Achtergrond", "context"),
        ("Onze werkwijze", "approach"),
        ("Resultaten", "results"),
        ("Iets heel anders", ""),
    ]
    texts = [piece.text for piece in found.pieces]
    assert texts[0] == "Vooraf, met **vet**: en *schuin*."
    assert texts[1] == "Een \\* ster, een a_b en een [a]\\(b).\n\n\\- geen lijst"
    assert texts[2] == "- punt\n  - onderpunt"
    assert texts[3] == (
        "1. Eerst\n2. Dan\n\n| Wie | Wat |\n| --- | --- |\n| Ans \\| Bo | rijdt |\n\n"
        "Zie[1] en[2]\n\n## Subkop zonder betekenis\n\nOnder de subkop.\n\n"
        "1. De eerste bron.\n2. De tweede bron."
    )
    assert texts[4] == "Het wel gelukt.\n\nLees [dit](https://voorbeeld.nl/a_b) en dat"
    assert (found.pictures, found.comments, found.has_changes) == (1, 1, True)
    assert "Niet voor de casus" not in "".join(texts)
    assert "javascript" not in "".join(texts)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Aanleiding en context", "context"),
        ("DE OPGAVE", "question"),
        ("3.1 Betrokken partijen", "parties"),
        ("Wie doen er mee", "parties"),
        ("Aanpak van het probleem", "approach"),
        ("Opbrengsten:", "results"),
        ("Geleerde lessen", "generators"),
        ("Wat het liet werken", "generators"),
        ("Meer weten", "contact"),
        ("Bijlage", ""),
        ("", ""),
        ("In deze lange zin gaat het ook nog ergens over de aanpak", ""),
    ],
)
def test_what_a_heading_is_about(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind


def test_a_document_is_taken_over_after_a_look(writer: Client, casus: Casus) -> None:
    before = bodies(casus)
    shown = send(writer, casus, doc.word(*WHOLE, notes=NOTES))
    html = shown.content.decode()
    assert "1 plaatje kwam niet mee" in html
    assert '<th scope="col">Wie</th>' in html
    assert bodies(casus) == before  # nothing is kept yet
    data = form_of(shown)
    look = writer.post(page(casus), data | {"stap": "kijk", "stuk0-tekst": "Anders."})
    assert "Anders." in look.content.decode()
    assert bodies(casus) == before
    saved = writer.post(page(casus), data | {"stuk5-deel": "contact"})
    assert saved.url == casus.get_absolute_url()
    now = bodies(casus)
    assert now["approach"].startswith("Wat er stond.\n\n1. Eerst")
    assert "geen lijst\n\n- punt" in now["context"]
    assert now["contact"] == "Waar hoort dit?"
    assert set(now) == {"approach", "context", "results", "contact"}
    assert "Vooraf" not in "".join(now.values())


def test_what_goes_nowhere_is_named_before_and_after(writer: Client, casus: Casus) -> None:
    shown = send(writer, casus, doc.word(doc.h("Aanpak"), doc.p("A."), doc.h("Geld"), doc.p("G.")))
    assert shown.content.decode().count("Dit komt niet mee.") == 1
    writer.post(page(casus), form_of(shown))
    said = writer.get(casus.get_absolute_url()).content.decode()
    assert "Overgenomen: Aanpak. Niet overgenomen: Geld." in said


def test_only_parts_that_get_text_are_asked_about(writer: Client, casus: Casus) -> None:
    shown = send(writer, casus, doc.word(doc.h("Context"), doc.p("Nieuw.")))
    assert shown.context["existing"] == []
    data = form_of(shown) | {"stuk0-deel": "approach"}
    asked = writer.post(page(casus), data | {"stap": "kijk"})
    assert [each["title"] for each in asked.context["existing"]] == ["Aanpak"]
    writer.post(page(casus), data)  # without a look it comes behind what is there
    assert bodies(casus) == {"approach": "Wat er stond.\n\nNieuw."}


def test_text_that_is_there_can_be_replaced(writer: Client, casus: Casus) -> None:
    shown = send(writer, casus, doc.word(doc.h("Aanpak"), doc.p("Nieuw.")))
    writer.post(page(casus), form_of(shown) | {"approach-hoe": "vervang"})
    assert bodies(casus) == {"approach": "Nieuw."}


def test_who_replaces_what_somebody_else_just_saved_is_asked_again(
    writer: Client, casus: Casus, organisator: Deelnemer
) -> None:
    shown = send(
        writer, casus, doc.word(doc.h("Context"), doc.p("C."), doc.h("Aanpak"), doc.p("Nieuw."))
    )
    data = form_of(shown) | {"approach-hoe": "vervang"}
    services.save_section(
        actor=organisator, casus=casus, kind="approach", body="Van een ander.", version=1
    )
    asked = writer.post(page(casus), data)
    html = asked.content.decode()
    assert "bewaarde intussen" in html
    assert "Van een ander." in html
    assert "Nieuw." in html
    assert bodies(casus) == {"approach": "Van een ander."}  # all or nothing
    writer.post(page(casus), form_of(asked))
    assert bodies(casus) == {"context": "C.", "approach": "Van een ander.\n\nNieuw."}


def test_what_comes_behind_loses_nothing_whoever_saved(
    writer: Client, casus: Casus, organisator: Deelnemer
) -> None:
    data = form_of(send(writer, casus, doc.word(doc.h("Aanpak"), doc.p("Nieuw."))))
    services.save_section(
        actor=organisator, casus=casus, kind="approach", body="Van een ander.", version=1
    )
    writer.post(page(casus), data)
    assert bodies(casus) == {"approach": "Van een ander.\n\nNieuw."}


def test_a_confidential_passage_stays_one(writer: Client, casus: Casus, client: Client) -> None:
    Casus.objects.update(visibility="public")
    shown = send(
        writer,
        casus,
        doc.word(
            doc.h("Context"),
            doc.p("Open."),
            doc.p(":::vertrouwelijk"),
            doc.p("De kanarievogel."),
            doc.p(":::"),
        ),
    )
    writer.post(page(casus), form_of(shown))
    assert "kanarievogel" in writer.get(casus.get_absolute_url()).content.decode()
    html = client.get(casus.get_absolute_url()).content.decode()
    assert "Open." in html
    assert "kanarievogel" not in html


def broken(**parts: str | bytes) -> io.BytesIO:
    return doc.word(doc.p("Tekst"), **parts)


def locked() -> bytes:
    return docx.OLD_FORMAT + b"\x00" * 500 + docx.LOCKED_MARK + b"\x00" * 500


def bomb() -> io.BytesIO:
    head = f"<w:document {doc.W}><w:body><w:p><w:r><w:t>"
    tail = "</w:t></w:r></w:p></w:body></w:document>"
    return broken(word__document_xml=head + "a" * 60_000_000 + tail)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    f"<w:document {doc.W}><w:body>{doc.p('x')}</w:body></w:document>"
)
DEEP = "<w:tbl><w:tr><w:tc>" * 200 + doc.p("diep") + "</w:tc></w:tr></w:tbl>" * 200


def with_macros() -> io.BytesIO:
    made = doc.word(doc.p("Tekst"))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return made


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "leeg"),
        (lambda: b"MZ\x90\x00" + b"\x00" * 900, "geen Word-bestand"),
        (lambda: b"PK\x03\x04" + b"\x00" * 900, "niet lezen"),
        (lambda: doc.zipped({"readme.txt": "Hallo"}), "geen Word-bestand"),
        (locked, "wachtwoord"),
        (lambda: docx.OLD_FORMAT + b"\x00" * 900, "oud Word-bestand"),
        (with_macros, "macro"),
        (bomb, "veel te groot"),
        (lambda: broken(word__document_xml=ENTITIES), "niet lezen"),
        (lambda: broken(word__document_xml="<w:document"), "niet lezen"),
        (lambda: doc.word(doc.h("Aanpak"), doc.table(*[["a", "b", "c"]] * 40_000)), "te lang"),
        (lambda: doc.word(DEEP), "te lang"),
        (lambda: doc.word(doc.p("")), "geen tekst"),
        (lambda: doc.word(doc.h("Aanpak"), *[doc.p("woord " * 100)] * 200), "te lang"),
        (lambda: doc.word(doc.p("x"), word__media__big_png=b"\x00" * 10), ""),
        (lambda: b"PK\x03\x04" + b"\x00" * 10_000_001, "te groot"),
    ],
)
def test_what_cannot_be_taken_over_is_said_at_the_field(
    writer: Client, casus: Casus, make: Callable[[], Any], words: str
) -> None:
    shown = send(writer, casus, make())
    assert shown.status_code == 200
    if not words:
        assert "pieces" in shown.context
        return
    [error] = shown.context["form"].errors["file"]
    assert words in error
    assert bodies(casus) == {"approach": "Wat er stond."}


def test_markup_in_a_document_is_text(writer: Client, casus: Casus) -> None:
    shown = send(
        writer,
        casus,
        doc.word(
            doc.h("Context"), doc.p("<script>alert(1)</script> <img src=x onerror=y>\u202eom")
        ),
    )
    html = shown.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "\u202e" not in html
    writer.post(page(casus), form_of(shown))
    assert "<script>alert" not in writer.get(casus.get_absolute_url()).content.decode()


def test_what_is_too_long_after_all_is_said_and_nothing_is_lost(
    writer: Client, casus: Casus
) -> None:
    data = form_of(send(writer, casus, doc.word(doc.h("Aanpak"), doc.p("Nieuw."))))
    long = "woord " * 16_665
    shown = writer.post(page(casus), data | {"stuk0-tekst": long + "einde"})
    assert "Aanpak: Deze tekst is te lang" in shown.content.decode()
    assert "einde" in shown.content.decode()
    shown = writer.post(page(casus), data | {"stuk0-tekst": long * 2})
    assert shown.context["pieces"][0].errors["tekst"]
    assert bodies(casus) == {"approach": "Wat er stond."}


def test_nothing_chosen_is_said(writer: Client, casus: Casus) -> None:
    data = form_of(send(writer, casus, doc.word(doc.p("Zonder kop."))))
    assert "minstens één stuk" in writer.post(page(casus), data).content.decode()
    for odd in ({"aantal": "x"}, {"aantal": "0"}, {"aantal": "999"}, {"aantal": "-1"}):
        assert writer.post(page(casus), data | odd).url == page(casus)
    wrong = writer.post(page(casus), data | {"stuk0-deel": "bestaat-niet"})
    assert wrong.context["pieces"][0].errors["deel"]


def test_many_headings_end_in_a_last_piece() -> None:
    blocks = [doc.h(f"Kop {n}") + doc.p(f"Tekst {n}.") for n in range(delen.MOST_PIECES + 20)]
    found = delen.read(doc.word(*blocks))
    assert len(found.pieces) <= delen.MOST_PIECES
    assert f"Tekst {delen.MOST_PIECES + 19}." in found.pieces[-1].text


def test_a_picture_elsewhere_is_not_fetched() -> None:
    found = delen.read(doc.word(doc.p("Tekst"), doc.p(doc.picture("rId8"))))
    assert [piece.text for piece in found.pieces] == ["Tekst"]


def test_a_file_that_says_too_little_of_its_size_is_not_unpacked_further() -> None:
    data = bytearray(bomb().getvalue())
    with pytest.raises(ValidationError):
        delen.read(io.BytesIO(bytes(data[:-100])))
