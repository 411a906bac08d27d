"""A Word file, and then its pieces: where each goes, and what stands in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casussen.enums import SectionKind
from casussen.importeren.delen import MOST_PIECES, Document, Piece, read
from casussen.models import Casus
from casussen.services.importeren import Taken
from netwerk.kern.formulieren import Opmaakinvoer
from netwerk.kern.tekst import opmaak

BEHIND, INSTEAD = "erachter", "vervang"
MOST_NAMED = 4


class DocumentForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="Kies een Word-bestand",
        max_length=255,
        help_text="Een bestand dat eindigt op .docx, hoogstens 10 MB.",
        widget=forms.FileInput({"accept": ".docx"}),
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
    )
    document: Document

    def clean_file(self) -> Any:
        """Read it; what is wrong stands at the field."""
        file = self.cleaned_data["file"]
        self.document = read(file)
        return file


class PieceForm(forms.Form):
    """One piece of the document."""

    alles_mag_leeg = True  # what goes nowhere says so in its choice
    titel = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    deel = forms.ChoiceField(
        label="Naar welk deel?",
        required=False,
        choices=[("", "Niet overnemen"), *SectionKind.choices],
    )
    tekst = forms.CharField(
        label="De tekst", required=False, widget=Opmaakinvoer({"rows": 8}), strip=False
    )

    def clean_tekst(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["tekst"])

    def shown(self) -> str:
        """Return the text as a reader of the casusgroep sees it."""
        body = self["tekst"].value() or ""
        return opmaak.render(body[: opmaak.MAX_LENGTH], confidential=True)


class ExistingForm(forms.Form):
    """What happens to the text that a section has; ``versie`` is the one that was seen."""

    hoe = forms.ChoiceField(
        choices=[(BEHIND, "Zet de nieuwe tekst erachter"), (INSTEAD, "Vervang wat er staat")],
        widget=forms.RadioSelect,
    )
    versie = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False
    )


class ImportForm:
    """All pieces together, and the sections that hold text already."""

    def __init__(
        self, casus: Casus, *, pieces: list[Piece] | None = None, data: Any = None
    ) -> None:
        rows = casus.secties.select_related("updated_by").exclude(body="")
        order = SectionKind.values
        self.stored = {row.kind: row for row in sorted(rows, key=lambda r: order.index(r.kind))}
        if data is None:
            self.pieces = [
                PieceForm(
                    prefix=f"stuk{number}",
                    initial={"titel": piece.title, "tekst": piece.text, "deel": piece.kind},
                )
                for number, piece in enumerate(pieces or [])
            ]
        else:
            self.pieces = [
                PieceForm(data, prefix=f"stuk{number}") for number in range(_number_in(data))
            ]
        self.existing = {
            kind: ExistingForm(
                data if data is not None and f"{kind}-hoe" in data else None,
                prefix=kind,
                initial={"hoe": BEHIND, "versie": row.version},
            )
            for kind, row in self.stored.items()
        }
        for kind, form in self.existing.items():
            form.fields["hoe"].label = f"In “{SectionKind(kind).label}” staat al tekst"

    def is_valid(self) -> bool:
        """Check everything, so that every error shows."""
        bound = [form for form in self.existing.values() if form.is_bound]
        wrong = [form for form in (*self.pieces, *bound) if not form.is_valid()]
        return not wrong

    def taken(self) -> list[Taken]:
        """Return what to save: the pieces of one section behind each other, in order."""
        bodies: dict[str, list[str]] = {}
        for form in self.pieces:
            kind, body = form.cleaned_data["deel"], form.cleaned_data["tekst"]
            if kind and body:
                bodies.setdefault(kind, []).append(body)
        return [
            self._taken(kind, "\n\n".join(bodies[kind]))
            for kind in SectionKind.values
            if kind in bodies
        ]

    def left_out(self) -> str:
        """Say which pieces with text go nowhere; "" when all came along."""
        titles = [
            form.cleaned_data["titel"][:60] or "het begin van je document"
            for form in self.pieces
            if form.cleaned_data["tekst"] and not form.cleaned_data["deel"]
        ]
        if not titles:
            return ""
        named = ", ".join(titles) if len(titles) <= MOST_NAMED else f"{len(titles)} stukken"
        return f" Niet overgenomen: {named}."

    def _taken(self, kind: str, body: str) -> Taken:
        form = self.existing.get(kind)
        if form is None or not form.is_bound:
            return Taken(kind, body)
        data = form.cleaned_data
        return Taken(kind, body, data["hoe"] == INSTEAD, data["versie"] or 0)

    def start_anew(self, kind: str) -> None:
        """Ask again about a section that somebody else saved meanwhile."""
        row = self.stored[kind]
        form = ExistingForm(prefix=kind, initial={"hoe": BEHIND, "versie": row.version})
        form.fields["hoe"].label = f"In “{SectionKind(kind).label}” staat al tekst"
        self.existing[kind] = form


def _number_in(data: Any) -> int:
    text = str(data.get("aantal", ""))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 0 < number <= MOST_PIECES:
        raise ValidationError("Er ging iets mis. Kies je bestand opnieuw.", code="number")
    return number
