"""Files and links with something in them."""

import hashlib
from io import BytesIO
from typing import Any

import factory
from factory.django import DjangoModelFactory

from netwerk.kern.bijlagen import opslag
from netwerk.kern.bijlagen.models import Bijlage
from tests.bijlagen.bestanden import pdf, picture
from tests.factories import CasusFactory, DeelnemerFactory


class LinkFactory(DjangoModelFactory[Bijlage]):
    """A link of a casus, with all that makes it a source."""

    class Meta:
        model = Bijlage

    subject = factory.SubFactory(CasusFactory)
    title = factory.Sequence(lambda n: f"Onderzoek naar de dorpswinkel {n}")
    author = "Voorbeeldinstituut"
    dated = "2024-03"
    licence = "cc_by"
    url = "https://www.voorbeeld.nl/rapport"
    uploaded_by = factory.SubFactory(DeelnemerFactory)


class BestandFactory(LinkFactory):
    """A file that is really there."""

    url = ""
    name = factory.Sequence(lambda n: f"onderzoek-{n}.pdf")
    media_type = "application/pdf"
    data = factory.LazyFunction(pdf)

    @classmethod
    def _create(cls, model_class: type[Bijlage], *args: Any, **kwargs: Any) -> Bijlage:
        data = kwargs.pop("data")
        facts = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        kwargs = facts | {"file": opslag.store(BytesIO(data))} | kwargs
        return super()._create(model_class, *args, **kwargs)


class PlaatjeFactory(BestandFactory):
    """A picture for a text; it shows where that text shows it."""

    name = factory.Sequence(lambda n: f"plaatje-{n}.png")
    media_type = "image/png"
    inline = True
    alt = "De dorpswinkel in de zomer."
    data = factory.LazyFunction(picture)
