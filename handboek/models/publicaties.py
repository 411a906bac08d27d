"""Reports and articles that lessen and adviezen also rest on."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models

from handboek.models.lessen import Les
from netwerk.kern.marks import mark_of
from netwerk.kern.zoeken.zoeken import vector

doi_like = RegexValidator(
    r"^10\.\d{4,9}/\S+$", "Een DOI begint met 10. en heeft een schuine streep: 10.1000/182"
)


class Publicatie(models.Model):
    """A report or article that an advies also rests on, by itself or through a les."""

    title = models.CharField("titel", max_length=250)
    authors = models.CharField("auteurs", max_length=250)
    year = models.PositiveSmallIntegerField("jaar")
    url = models.URLField("adres", blank=True)
    licence = models.CharField("licentie", max_length=80, blank=True)
    doi = models.CharField("DOI", max_length=120, blank=True, validators=[doi_like])
    lessen = models.ManyToManyField(Les, blank=True, related_name="publicaties")
    search_vector = vector(title="A", authors="B")

    class Meta:
        verbose_name = "publicatie"
        ordering: ClassVar = ["title", "pk"]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="publicatie_search"),
            models.Index(fields=["title", "id"], name="publicatie_order"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

    def mark(self) -> str:
        """Return a short mark of what is said of it; another mark means that it changed."""
        return mark_of((self.title, self.authors, self.year, self.url, self.licence, self.doi))

    @property
    def address(self) -> str:
        """Return where it is read: the DOI outlives other addresses."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url
