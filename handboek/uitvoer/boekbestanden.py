"""The files of the whole book and of large chapters: made in the background, ready to fetch.

They show what everybody reads. When that changes they are made anew within ten minutes. When a
casus under the book is closed or withdrawn they are thrown away at once: its title stands in them.
"""

import hashlib
import json
from collections.abc import Callable
from typing import IO, Any

from django.db.models import Max
from django.urls import reverse

from casussen.models import Casus
from handboek.models import Advies, Hoofdstuk, Uitgave
from handboek.openbaar import openbare_adviezen, openbare_hoofdstukken, openbare_rijen
from handboek.openbaar_vorm import HoofdstukData
from handboek.uitvoer import stukken
from handboek.uitvoer.stukken import Stuk
from handboek.uitvoer.vormen import FORMS, ZIP, is_in_volumes
from netwerk.kern.uitvoer import makers, services
from netwerk.kern.uitvoer.makers import Made, Maker

KEY = "handboek.boek"
BOOK = ""
EDITION = "uitgave-"
LOOK = 1  # one more when files must be made anew because they look different
SOME = 20  # adviezen in memory at once
MOST_AT_ONCE = 60  # adviezen in a file that is made while somebody waits


def is_large(chapter: Hoofdstuk) -> bool:
    """Say whether files of this chapter are made beforehand."""
    return openbare_rijen().filter(hoofdstuk=chapter).count() > MOST_AT_ONCE


def about_of(number: int) -> str:
    """Return how the chapter with this number is named in the table of files."""
    return f"hoofdstuk-{number}"


def about_uitgave(uitgave: Uitgave) -> str:
    """Return how an edition is named in the table of files."""
    return f"{EDITION}{uitgave.code}"


def stuk_of(about: str) -> Stuk:
    """Return what a row of the table of files is about."""
    if about == BOOK:
        return stukken.book_stuk()
    if about.startswith(EDITION):
        year, number = about.removeprefix(EDITION).split("-")
        return stukken.uitgave_stuk(Uitgave.objects.final().get(year=year, number=number))
    return stukken.chapter_stuk(Hoofdstuk.objects.get(number=int(about.rpartition("-")[2])))


def make(row: Any, out: IO[bytes], progress: Callable[[int, int], None]) -> Made:
    """Write one file of the book."""
    form, stuk = FORMS[row.form], stuk_of(row.about)
    total = len(stuk.document.parts)
    form.write(stuk, out, lambda done: progress(done, total))
    if row.form == "pdf" and is_in_volumes(stuk):
        return Made(f"{stuk.name}-pdf.zip", ZIP)
    return Made(f"{stuk.name}.{form.code}", form.media_type)


def refresh() -> int:
    """Have made anew what shows something else than the book does; return how many files."""
    marks = _marks()
    for uitgave in Uitgave.objects.final().annotate(last=Max("adviezen__removed_at")):
        marks[about_uitgave(uitgave)] = f"{LOOK} {uitgave.last}"  # nothing else of it changes
    return sum(
        services.keep_public(maker=KEY, about=about, form=form, fingerprint=mark)
        for about, mark in marks.items()
        for form in FORMS
    )


def _marks() -> dict[str, str]:
    """Return a mark of all that the book says, and one of each large chapter.

    Every advies is read once, for both: a book of thousands takes half a minute.
    """
    chapters = openbare_hoofdstukken()
    large = [chapter for chapter in chapters if chapter["adviezen"] > MOST_AT_ONCE]
    marks = {BOOK: _begin(chapters)} | {about_of(row["nummer"]): _begin([row]) for row in large}
    for advies in openbare_adviezen(chunk=SOME):
        says = json.dumps(advies, sort_keys=True).encode()
        for about in {BOOK, about_of(advies["hoofdstuk"]["nummer"])} & marks.keys():
            marks[about].update(says)
    return {about: mark.hexdigest() for about, mark in marks.items()}


def _begin(chapters: list[HoofdstukData]) -> Any:
    return hashlib.sha256(f"{LOOK} {json.dumps(chapters, sort_keys=True)}".encode())


def casus_changed(casus: Casus, **_: Any) -> None:
    """Throw the files away in which a casus may stand that fewer people may read now."""
    if Advies.objects.resting_on(casus).filter(published_at__isnull=False).exists():
        services.drop_public(maker=KEY)


def drop_uitgave(uitgave: Uitgave) -> None:
    """Throw the files of an edition away: something was taken out of it."""
    services.drop_public(maker=KEY, about=about_uitgave(uitgave))


def register() -> None:
    """Make the files of the book known; called once at start."""
    makers.register(
        Maker(
            key=KEY,
            make=make,
            may_have=lambda person, about: True,
            seen=lambda person, abouts: dict.fromkeys(
                abouts, ("Het handboek", reverse("handboek:downloads"))
            ),
        )
    )
