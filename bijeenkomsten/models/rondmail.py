"""Mail that an organiser writes to the people of a meeting."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from bijeenkomsten.enums import Audience
from bijeenkomsten.models.meetings import Bijeenkomst


class Rondmail(models.Model):
    """What an organiser writes to the people of a meeting; a draft until it is sent.

    ``essential`` is for what people must know to take part; it also reaches who wants no mail
    of organisers, and goes only to who said yes.
    """

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="rondmails")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("onderwerp", max_length=120)
    body = models.TextField("bericht", max_length=5000)
    audience = models.CharField("aan wie", max_length=8, choices=Audience, default=Audience.COMING)
    essential = models.BooleanField("dit moet iedereen weten die komt", default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)

    class Meta:
        verbose_name = "mail aan deelnemers"
        verbose_name_plural = "mails aan deelnemers"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(essential=False) | Q(audience="coming"), name="essential_for_coming"
            )
        ]

    def __str__(self) -> str:
        return self.subject
