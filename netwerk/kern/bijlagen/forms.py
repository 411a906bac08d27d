"""What people say of a file or a link."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.functional import lazystr

from netwerk.kern import subjects
from netwerk.kern.bijlagen import controle, datums
from netwerk.kern.bijlagen.controle.soorten import BY_ENDING, Family
from netwerk.kern.bijlagen.enums import Licence
from netwerk.kern.formulieren import EnkeleRegels

ACCEPTED = ",".join(BY_ENDING)
PICTURES = ",".join(e for e, kind in BY_ENDING.items() if kind.family == Family.PICTURE)
NO_FILE = "Kies een bestand."
AGAIN = "Kies je bestand opnieuw. Een browser onthoudt het niet."


class Bestandsveld(forms.FileField):
    """A file of at most the size that we keep; what is in it the service looks at."""

    def __init__(self, **kwargs: Any) -> None:
        errors = {
            "required": NO_FILE,
            "invalid": NO_FILE,
            "missing": NO_FILE,
            "empty": controle.EMPTY,
        }
        super().__init__(error_messages=errors, **kwargs)

    def to_python(self, data: Any) -> Any:
        """Refuse what is too large before anybody reads it."""
        if data is not None and data.size > settings.BIJLAGE_MOST_BYTES:
            raise ValidationError(controle.too_large(settings.BIJLAGE_MOST_BYTES), code="too_large")
        return super().to_python(data)


class BronForm(EnkeleRegels, forms.Form):
    """What makes it a source: title, maker, date and licence; and who may have it."""

    title = forms.CharField(
        label="Titel",
        max_length=200,
        help_text="Zoals het in een lijst moet staan. Bijvoorbeeld: Verslag van de dorpsavond.",
        error_messages={"required": "Geef het een titel."},
    )
    author = forms.CharField(
        label="Wie maakte het?",
        max_length=200,
        required=False,
        help_text="Een organisatie of een schrijver. Bijvoorbeeld: gemeente Veldhage.",
    )
    dated = forms.CharField(
        label="Van wanneer is het?",
        max_length=40,
        required=False,
        help_text="Een jaar, een maand of een dag. Bijvoorbeeld: 2024, maart 2024 of 15-3-2024.",
    )
    licence = forms.ChoiceField(
        label="Wat mogen anderen ermee?",
        choices=Licence.choices,
        initial=Licence.UNKNOWN,
        widget=forms.RadioSelect,
        help_text="Met CC0, CC BY en CC BY-SA mogen anderen het ook gebruiken. Weet je het niet? "
        "Vraag het de maker, of kies ‘Niet bekend’.",
        error_messages={"required": "Kies wat anderen ermee mogen."},
    )
    confidential = forms.BooleanField(
        label="Vertrouwelijk: alleen de casusgroep krijgt dit te zien", required=False
    )

    def __init__(self, *args: Any, subject: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subjects.of(subject).confidential_permission is None:
            del self.fields["confidential"]

    def clean_dated(self) -> str:
        """Return it as it is stored."""
        return datums.parse(self.cleaned_data["dated"])


class BestandForm(BronForm):
    """A new file."""

    file = Bestandsveld(
        label="Bestand",
        help_text=lazystr(
            "Pdf, Word, Excel, PowerPoint, OpenDocument, jpg, png, webp, gif, txt, csv of md. "
            "Een pdf werkt niet voor iedereen. Is er ook een webpagina van? Voeg die toe als link."
        ),
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    field_order = ("file", "title", "author", "dated", "licence", "confidential")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.BIJLAGE_MOST_BYTES // 1_000_000
        field = self.fields["file"]
        field.help_text = f"{field.help_text} Hoogstens {most} MB."

    def clean(self) -> dict[str, Any]:
        """Say that the file is to be chosen again when something else is wrong."""
        data = super().clean()
        if self.errors and "file" not in self.errors:
            self.add_error("file", ValidationError(AGAIN, code="again"))
        return data


def clean_address(typed: str) -> str:
    """Return an address that leads to a web page; ValidationError for anything else."""
    url = typed.strip()
    if "://" not in url and not url.lower().startswith(("javascript:", "data:", "vbscript:")):
        url = f"https://{url}"
    URLValidator(
        schemes=["http", "https"],
        message="Dit is geen adres van een webpagina. Bijvoorbeeld: https://www.voorbeeld.nl/rapport.",
    )(url)
    if "@" in urlsplit(url).netloc:
        raise ValidationError("In dit adres staat een naam of wachtwoord. Haal dat eruit.")
    return url


class LinkForm(BronForm):
    """A new link."""

    url = forms.CharField(
        label="Adres van de pagina",
        max_length=1000,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
        help_text="Bijvoorbeeld: https://www.voorbeeld.nl/rapport.",
        error_messages={"required": "Vul het adres van de pagina in."},
    )
    field_order = ("url", "title", "author", "dated", "licence", "confidential")

    def clean_url(self) -> str:
        """Return it with its scheme."""
        return clean_address(self.cleaned_data["url"])


class PlaatjeForm(EnkeleRegels, forms.Form):
    """A picture for a text, with what it shows in words."""

    file = Bestandsveld(label="Afbeelding", widget=forms.FileInput({"accept": PICTURES}))
    alt = forms.CharField(
        label="Wat zie je erop?",
        max_length=300,
        help_text="Wie de afbeelding niet ziet, krijgt deze zin te horen.",
        error_messages={"required": "Schrijf in één zin op wat er op de afbeelding staat."},
    )


def form_for(bijlage: Any, data: Any = None) -> forms.Form:
    """Return the form in which this bijlage is changed."""
    initial = {
        name: getattr(bijlage, name)
        for name in ("title", "author", "licence", "confidential", "url", "alt")
    } | {"dated": bijlage.dated_words}
    kind = LinkForm if bijlage.is_link else BronForm
    form: forms.Form = kind(data, initial=initial, subject=bijlage.subject)
    if bijlage.inline:
        form.fields["alt"] = PlaatjeForm.base_fields["alt"]
        form.fields.pop("confidential", None)
    return form
