"""When a source is from: a year, a month or a day, as people write it."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS

NO_DATE = "Schrijf een jaar, een maand of een dag. Bijvoorbeeld: 2024, maart 2024 of 15-3-2024."
NAMED = re.compile(r"(?:(\d{1,2})\s+)?([a-zë]+)\.?\s+(\d{4})", re.IGNORECASE)
NUMBERS = re.compile(r"(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


def parse(text: str) -> str:
    """Return what somebody typed as 2024, 2024-03 or 2024-03-15; "" for nothing."""
    words = " ".join(text.split())
    if not words:
        return ""
    year, month, day = _numbers(words)
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValidationError(NO_DATE, code="date") from error
    if not 1000 <= year <= 2199 or (day and not month):
        raise ValidationError(NO_DATE, code="date")
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _numbers(words: str) -> tuple[int, int, int]:
    if found := ISO.fullmatch(words):
        return int(found[1]), int(found[2]), int(found[3] or 0)
    if found := NUMBERS.fullmatch(words):
        return int(found[3]), int(found[2] or 0), int(found[1] or 0)
    if (found := NAMED.fullmatch(words)) and (month := _month(found[2])):
        return int(found[3]), month, int(found[1] or 0)
    raise ValidationError(NO_DATE, code="date")


def _month(word: str) -> int:
    for number, name in MONTHS.items():
        full = str(name).lower()
        if len(word) >= 3 and (
            full.startswith(word.lower()) or (word.lower() == "mrt" and number == 3)
        ):
            return number
    return 0


def in_words(stored: str) -> str:
    """Return 2024, maart 2024 or 15 maart 2024."""
    parts = [int(part) for part in stored.split("-") if part]
    if not parts:
        return ""
    month = f"{str(MONTHS[parts[1]]).lower()} " if len(parts) > 1 else ""
    day = f"{parts[2]} " if len(parts) > 2 else ""
    return f"{day}{month}{parts[0]}"
