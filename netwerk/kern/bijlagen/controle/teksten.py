"""Plain text: words and nothing else."""

import codecs
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from netwerk.kern.bijlagen.controle.soorten import Kind

READ_BY_PROGRAMS = {
    *(".html", ".htm", ".xhtml", ".svg", ".xml", ".php", ".js", ".rtf", ".ps", ".eps", ".hta"),
}
CODE = (
    *(b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?", b"<!--", b"<iframe"),
    *(b"<xml", b"#!", b"%pdf", b"pk\x03\x04", b"gif8", b"mz", b"\x7felf", b"rar!", b"{\\rtf"),
    b"mime-version:",
    b"@echo off",
)
FINE = {0x09, 0x0A, 0x0C, 0x0D}
CONTROL = bytes(sorted((set(range(0x20)) | {0x7F}) - FINE))

NOT_TEXT = (
    "Dit is geen {kind}: er staan tekens in die geen tekst zijn. Bewaar het opnieuw als UTF-8."
)
IS_CODE = "Dit is geen {kind} maar een webpagina of een programma. Dat nemen we niet aan."


def check(pieces: Iterable[bytes], kind: Kind) -> None:
    """Refuse what is no text, or what a program could take for something else."""
    for number, piece in enumerate(pieces):
        if number == 0:
            begin = piece.removeprefix(codecs.BOM_UTF8).lstrip()[:64].lower()
            if begin.startswith(CODE):
                raise ValidationError(IS_CODE.format(kind=kind.label), code="code")
        if piece.translate(None, CONTROL) != piece:
            raise ValidationError(NOT_TEXT.format(kind=kind.label), code="not_text")


def media_type(pieces: Iterable[bytes], kind: Kind) -> str:
    """Return what the text is sent as: with its alphabet when that is sure."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return f"{kind.media_type}; charset=windows-1252"
    return f"{kind.media_type}; charset=utf-8"
