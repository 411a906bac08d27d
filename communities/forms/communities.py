"""The beheer of communities."""

from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from communities.models import Community, Organisatie
from communities.services.communities import COMMUNITY_FIELDS, refuse_taken_slug
from communities.services.organisaties import find_organisatie
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, Opmaakinvoer, Opmaakveld

ALIKE = 0.3
MOST_LINES = 12


def lines_of(text: str) -> list[str]:
    """Return the lines of a text box that say something."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


class Regels(forms.CharField):
    """A text box with one thing on each line; its value is a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.Textarea({"rows": 4}), required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the lines."""
        return lines_of(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(str(each) for each in value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        """Keep the list readable."""
        if len(value) > MOST_LINES:
            raise ValidationError(f"Dat zijn te veel regels. Er passen er {MOST_LINES}.")


class CommunityForm(EnkeleRegels, forms.ModelForm):
    """What a community tells about itself."""

    sub_lines = Regels(
        label="Lijnen", help_text="Waar de community aan werkt, elke lijn op een regel."
    )
    coordinators = Regels(
        label="Coördinatie",
        help_text="De organisaties die deze community dragen, elke naam op een eigen regel.",
    )
    field_order = (
        "number",
        "name",
        "slug",
        "central_question",
        "intro",
        "sub_lines",
        "coordinators",
        "starts_on",
        "ends_on",
    )

    class Meta:
        model = Community
        fields = COMMUNITY_FIELDS
        labels: ClassVar = {"slug": "Adres", "starts_on": "Eerste dag", "ends_on": "Laatste dag"}
        help_texts: ClassVar = {
            "slug": "Het laatste deel van het adres: kleine letters, cijfers en streepjes. "
            "Een oud adres blijft werken.",
            "intro": "Waarom deze community er is, voor iemand die haar nog niet kent.",
        }
        field_classes: ClassVar = {"intro": Opmaakveld}
        widgets: ClassVar = {
            "intro": Opmaakinvoer({"rows": 8}),
            "starts_on": Datuminvoer,
            "ends_on": Datuminvoer,
        }
        error_messages: ClassVar = {
            "number": {"required": "Geef de community een nummer."},
            "name": {"required": "Geef de community een naam."},
            "slug": {"required": "Vul een adres in, bijvoorbeeld bewoners-in-beeld."},
            "central_question": {"required": "Schrijf de centrale vraag op."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["coordinators"] = [each.name for each in self.instance.coordinators.all()]

    def clean_slug(self) -> str:
        """Refuse an address of another page or another community, now or before."""
        slug: str = self.cleaned_data["slug"].lower()
        try:
            match = resolve(reverse("communities:detail", args=[slug]))
        except Resolver404:
            match = None
        if match is None or match.view_name != "communities:detail":
            raise ValidationError("Dit adres is van een andere bladzijde. Kies een ander.")
        refuse_taken_slug(slug, self.instance if self.instance.pk else None)
        return slug

    def clean_coordinators(self) -> list[Organisatie]:
        """Find each organisation by its name or another name; what is unknown gets a hint."""
        found, unknown = [], []
        for name in self.cleaned_data["coordinators"]:
            organisatie = find_organisatie(name)
            if organisatie is None:
                unknown.append(ValidationError(_not_found(name)))
            elif organisatie not in found:
                found.append(organisatie)
        if unknown:
            raise ValidationError(unknown)
        return found

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste.")
        return data


def _not_found(name: str) -> str:
    alike = (
        Organisatie.objects.annotate(alike=TrigramSimilarity("name", name))
        .filter(alike__gt=ALIKE)
        .order_by("-alike")
        .first()
    )
    hint = f" Bedoel je {alike}?" if alike else " Voeg haar eerst toe bij Organisaties."
    return f"We kennen geen organisatie die {name} heet.{hint}"


class AfsluitForm(forms.Form):
    """The last day of a community."""

    ends_on = forms.DateField(
        label="Laatste dag",
        widget=Datuminvoer,
        error_messages={"required": "Vul de laatste dag in."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ends_on", timezone.localdate())
