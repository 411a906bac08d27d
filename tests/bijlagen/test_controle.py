"""What comes in and what does not: kinds, names, doubles, bombs, locks and the test virus."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from netwerk.kern.bijlagen import controle
from netwerk.kern.bijlagen.controle import namen
from tests.bijlagen import bestanden
from tests.bijlagen.bestanden import CANARY, EICAR, office, pdf, picture, zipped

MOST = 20_000_000
PNG_BOMB = (12_000, 12_000)  # made with one bit a point: in colour it takes two seconds


def check(data: bytes, name: str, **more: Any) -> controle.Checked:
    return controle.check(BytesIO(data), name, most=MOST, **more)


def content(checked: controle.Checked) -> bytes:
    checked.content.seek(0)
    return checked.content.read()


GOOD = [
    ("verslag.pdf", pdf(), "application/pdf"),
    ("verslag.PDF", pdf(after=b"\r\n\x00\x00"), "application/pdf"),
    *(
        (f"a.{kind}", office(kind), f"application/vnd.openxmlformats-officedocument.{main}")
        for kind, main in bestanden.MAIN.items()
    ),
    *(
        (f"a.{kind}", office(kind), f"application/vnd.oasis.opendocument.{main}")
        for kind, main in bestanden.ODF.items()
    ),
    ("tekst.txt", "Dit is één tekst.\r\n".encode(), "text/plain; charset=utf-8"),
    ("oud.txt", "Dit is één tekst.".encode("cp1252"), "text/plain; charset=windows-1252"),
    ("tabel.csv", "\ufeffa;b\n1;2\n".encode(), "text/csv; charset=utf-8"),
    ("lees.md", b"# Kop\n\nEen **stuk** tekst.", "text/markdown; charset=utf-8"),
]


@pytest.mark.parametrize(("name", "data", "media_type"), GOOD, ids=[row[0] for row in GOOD])
def test_good_file_comes_in_as_it_is(name: str, data: bytes, media_type: str) -> None:
    checked = check(data, name)
    assert (content(checked), checked.media_type) == (data, media_type)
    assert (checked.size, checked.scanned) == (len(data), False)


def test_a_table_inside_a_presentation_comes_in() -> None:
    data = office("pptx", ppt__embeddings__Blad_dot_xlsx=office("xlsx"))
    assert content(check(data, "a.pptx")) == data


@pytest.mark.parametrize(
    ("kind", "name", "after"),
    [
        ("JPEG", "foto.jpg", "JPEG"),
        ("PNG", "foto.png", "PNG"),
        ("WEBP", "foto.webp", "WEBP"),
        ("GIF", "foto.gif", "PNG"),
    ],
)
def test_picture_is_made_anew(kind: str, name: str, after: str) -> None:
    checked = check(picture(kind), name)
    image = Image.open(BytesIO(content(checked)))
    assert (image.format, image.size) == (after, (120, 80))
    assert checked.name == f"foto.{name.split('.')[1] if kind != 'GIF' else 'png'}"
    assert checked.media_type == f"image/{after.lower()}"


def test_photo_loses_where_it_was_taken_and_with_what() -> None:
    before = bestanden.photo_with_place()
    assert CANARY.encode() in before, "else this test proves nothing"
    after = content(check(before, "foto.jpg"))
    assert CANARY.encode() not in after
    assert dict(Image.open(BytesIO(after)).getexif()) == {}


def test_large_picture_becomes_small_enough_for_a_text() -> None:
    checked = check(picture("JPEG", (3000, 1000)), "breed.jpg", picture=True)
    assert Image.open(BytesIO(content(checked))).size == (1600, 533)


DOUBLES = [
    ("pdf and zip", "a.pdf", pdf(after=zipped({"a.txt": "x"}))),
    ("zip in a pdf before its end", "a.pdf", pdf(zipped({"a.txt": "x"}))),
    ("pdf and page", "a.pdf", pdf(b"<html><script>alert(1)</script>")),
    ("page before a pdf", "a.pdf", b"<html>" + pdf()),
    ("pdf with a program", "a.pdf", pdf(b"<< /S /JavaScript /JS (app.alert) >>")),
    ("gif and script", "a.gif", b"GIF89a=1;alert(1)//" + picture("GIF")[19:]),
    ("gif and comment", "a.gif", b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;alert(1)"),
    ("png and zip", "a.png", picture("PNG") + zipped({"a.txt": "x"})),
    ("jpeg and page", "a.jpg", picture("JPEG", comment=b"<html><script>alert(1)</script>")),
    ("jpeg and php", "a.jpg", picture("JPEG") + b"<?php system($_GET['x']); ?>"),
    ("webp and pdf", "a.webp", picture("WEBP") + pdf()),
    ("something before an office file", "a.docx", b"MZ" + b"\0" * 60 + office()),
    ("pdf and office file", "a.docx", pdf() + office()),
    ("something behind an office file", "a.docx", office() + b"<script>alert(1)</script>"),
    ("office file with the head of a pdf", "a.docx", office(a_dot_txt=pdf()[:9])),
    ("two parts with one name", "a.docx", None),
]


@pytest.mark.parametrize(("why", "name", "data"), DOUBLES, ids=[row[0] for row in DOUBLES])
def test_file_that_is_two_things_is_refused(why: str, name: str, data: bytes | None) -> None:
    if data is None:
        with pytest.warns(UserWarning, match="Duplicate"):
            out = BytesIO(office())
            import zipfile

            with zipfile.ZipFile(out, "a") as archive:
                archive.writestr("word/document.xml", "een ander")
            data = out.getvalue()
    if why == "office file with the head of a pdf":
        data = zipped({"%PDF-1.7": "x"}) if data is None else _front(data)
    with pytest.raises(ValidationError):
        check(data, name)


def _front(data: bytes) -> bytes:
    """Return an office file whose first part begins like a pdf."""
    import zipfile

    parts = zipfile.ZipFile(BytesIO(data))
    return zipped(
        {"a.txt": pdf()[:9], **{name: parts.read(name) for name in parts.namelist()}}, stored=True
    )


WRONG = [
    (b"", "leeg.pdf", "leeg"),
    (b"\0" * (MOST + 1), "groot.pdf", "te groot"),
    (b"<html><script>alert(1)</script></html>", "a.pdf", "past niet bij de naam"),
    (b"<!DOCTYPE html><p>x", "a.txt", "webpagina of een programma|past niet"),
    (b"\xef\xbb\xbf  <script>alert(1)</script>", "a.csv", "webpagina of een programma|past niet"),
    (b"#!/bin/sh\nrm -rf /", "a.md", "webpagina of een programma|past niet"),
    (b"tekst\x00tekst", "a.txt", "geen tekst"),
    (b"tekst\x1b[31m", "a.txt", "geen tekst"),
    (picture("PNG"), "a.txt", "past niet bij de naam|geen tekst"),
    (picture("PNG"), "a.jpg", "past niet bij de naam"),
    (b"MZ" + b"\0" * 400, "a.pdf", "past niet bij de naam"),
    (b"MZ" + b"\0" * 400, "setup.exe", "nemen we niet aan"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "Kies een afbeelding"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "past niet bij de naam"),
    (b"<html>", "a.html", "nemen we niet aan"),
    (b"alert(1)", "a.js", "nemen we niet aan"),
    (zipped({"a": "b"}), "a.zip", "Pak het uit"),
    (zipped({"a": "b"}), "a.docx", "dit is geen Word-document"),
    (office("xlsx"), "a.docx", "dit is geen Word-document"),
    (office("odt"), "a.ods", "dit is geen ODS-rekenblad"),
    (office(), "a.docm", "macro"),
    (office(word__vbaProject_dot_bin="x"), "a.docx", "macro"),
    (office("odt", Basic__Standard__Module1_dot_xml="x"), "a.odt", "macro"),
    (office("odt", Scripts__python__a_dot_py="x"), "a.odt", "macro"),
    (office(word___rels__a_dot_rels='<Relationship Target="vbaProject.bin"/>'), "a.docx", "macro"),
    (bestanden.locked_zip(), "a.docx", "wachtwoord"),
    (
        office("odt", META_INF="", **{"META-INF__manifest_dot_xml": "<manifest:encryption-data/>"}),
        "a.odt",
        "wachtwoord",
    ),
    (pdf(b"<< /Encrypt 5 0 R >>"), "a.pdf", "beveiligd"),
    (pdf()[:60], "a.pdf", "niet heel"),
    (office()[:-30], "a.docx", "niet heel"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "oud soort bestand"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 70_000
        + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "wachtwoord",
    ),
    (b"x", "a.doc", "Bewaar het als .docx"),
    (
        office(word__embeddings__a_dot_bin=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "a.docx",
        "niet kunnen nakijken",
    ),
    (office(word__media__a_dot_png=b"MZ\x90"), "a.docx", "niet kunnen nakijken"),
    (office(word__a_dot_docx=office(word__b_dot_docx=office())), "a.docx", "niet kunnen nakijken"),
    (office(word__x_dot_xml='<!DOCTYPE a [<!ENTITY b "c">]>'), "a.docx", "te groot als iemand"),
    (
        office(
            word___rels__settings_dot_xml_dot_rels='<Relationship Type="http://x/attachedTemplate" '
            'Target="https://kwaad.voorbeeld/x.dotm" TargetMode="External"/>'
        ),
        "a.docx",
        "van internet",
    ),
    (bestanden.bomb(), "a.docx", "te groot als iemand"),
    (bestanden.liar(), "a.docx", "niet heel|te groot als iemand"),
    (bestanden.overlapping(), "a.docx", "niet heel|te groot als iemand"),
    (zipped({f"word/{n}.xml": "" for n in range(4001)}), "a.docx", "te groot als iemand"),
    (office(**{f"word__{n}_dot_docx": bestanden.bomb(9) for n in range(25)}), "a.docx", "te groot"),
    (office(**{"word__..__..__etc": "x"}), "a.docx", "niet heel"),
    (picture("PNG", PNG_BOMB, mode="1"), "a.png", "te veel beeldpunten"),
    (b"<html><script>alert(1)</script>", "a.png", "past niet bij de naam"),
    (picture("PNG")[:-40], "a.png", "niet lezen"),
    (
        picture("GIF", save_all=True, append_images=[Image.new("RGB", (120, 80))]),
        "a.gif",
        "beweegt",
    ),
]


@pytest.mark.parametrize(
    ("data", "name", "words"), WRONG, ids=[f"{n}-{row[1]}" for n, row in enumerate(WRONG)]
)
def test_what_may_not_come_in_is_refused_with_the_reason(
    data: bytes, name: str, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        check(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (EICAR, "eicar.txt"),
        (b"a" * 65_530 + EICAR, "lang.txt"),
        (office(word__media__eicar_dot_txt=EICAR), "eicar.docx"),
        (office(word__a_dot_docx=office(word__x_dot_txt=EICAR)), "diep.docx"),
        (pdf(EICAR), "eicar.pdf"),
    ],
    ids=["txt", "long", "docx", "deep", "pdf"],  # a zip holds the time at which it was made
)
def test_eicar_is_refused_without_a_scanner(data: bytes, name: str) -> None:
    with pytest.raises(ValidationError, match="een virus"):
        check(data, name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Verslag.pdf", "Verslag.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Sam\\geheim.docx", "geheim.docx"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie- x.pdf"),
        ("factuur.pdf.exe", "factuur-pdf.exe"),
        ("  .pdf", "pdf"),
        ("con.pdf", "bestand-con.pdf"),
        ("<script>.txt", "script.txt"),
        (f"{'a' * 300}.pdf", f"{'a' * 116}.pdf"),
        ("", "bestand"),
        ("\u200b\u200b.pdf", "pdf"),
        ("e\u0301e\u0301n.txt", "éé\u006e.txt"),
    ],
)
def test_name_is_made_safe(typed: str, kept: str) -> None:
    assert namen.clean(typed) == kept


def test_a_picture_for_a_text_is_a_picture() -> None:
    with pytest.raises(ValidationError, match="Kies een afbeelding"):
        check(pdf(), "a.pdf", picture=True)
