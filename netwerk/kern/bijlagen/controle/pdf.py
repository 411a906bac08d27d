"""A pdf that is only that: no second file in it, no program, no lock."""

from typing import IO

from django.core.exceptions import ValidationError

TAIL = 2048
END_OF_ZIP = b"PK\x05\x06"
PROGRAM = (b"/JavaScript", b"/Launch ", b"/Launch/", b"/Launch\n", b"/Launch\r", b"/Launch>")
MARKUP = (b"<script", b"<!doctype html", b"<html")
WHITE = b" \t\r\n\x00\x0c"

BROKEN = (
    "We kunnen deze pdf niet lezen: hij is niet heel. Bewaar hem opnieuw en probeer het nog eens."
)
DOUBLE = (
    "In dit bestand zit nog een ander bestand. Dat nemen we niet aan. Bewaar het opnieuw, "
    "bijvoorbeeld met ‘afdrukken naar pdf’."
)
RUNS = (
    "In deze pdf zit een programma, zoals in een formulier dat rekent. Bewaar hem met ‘afdrukken "
    "naar pdf’ en probeer het opnieuw."
)
LOCKED = (
    "Deze pdf is beveiligd, dus we kunnen niet zien wat erin zit. Bewaar hem zonder wachtwoord, "
    "bijvoorbeeld met ‘afdrukken naar pdf’."
)


def check(file: IO[bytes]) -> None:
    """Refuse a pdf that is cut off, that is something else too, that runs, or that is locked."""
    file.seek(0)
    if not file.read(7).startswith((b"%PDF-1.", b"%PDF-2.")):
        raise ValidationError(BROKEN, code="broken")
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    last = file.read()
    end = last.rfind(b"%%EOF")
    if end < 0:
        raise ValidationError(BROKEN, code="broken")
    if last[end + 5 :].strip(WHITE):
        raise ValidationError(DOUBLE, code="double")
    file.seek(max(0, size - 65_557))  # how far from the end programs look for a zip
    if END_OF_ZIP in file.read():
        raise ValidationError(DOUBLE, code="double")
    file.seek(0)
    head = file.read(TAIL).lower()
    if any(sign in head for sign in MARKUP):
        raise ValidationError(DOUBLE, code="double")
    refuse_signs(file, PROGRAM, RUNS, "program")
    refuse_signs(file, (b"/Encrypt ", b"/Encrypt<", b"/Encrypt\n", b"/Encrypt\r"), LOCKED, "locked")


def refuse_signs(file: IO[bytes], signs: tuple[bytes, ...], message: str, code: str) -> None:
    """Refuse a file in which one of these rows of bytes stands, wherever a piece ends."""
    longest = max(len(sign) for sign in signs) - 1
    file.seek(0)
    before = b""
    while piece := file.read(1_000_000):
        piece = before + piece
        if any(sign in piece for sign in signs):
            raise ValidationError(message, code=code)
        before = piece[-longest:]
