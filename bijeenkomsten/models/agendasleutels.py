"""The secret address at which somebody's calendar program reads their meetings."""

import secrets

from django.conf import settings
from django.db import models


def new_key() -> str:
    """Return 256 bits that nobody can guess, in small letters and digits."""
    return secrets.token_hex(32)


class Agendasleutel(models.Model):
    """What stands in the address of somebody's feeds; made anew, the old address is dead.

    A calendar program cannot log in: who has the address reads what its owner may see now.
    """

    deelnemer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agendasleutel"
    )
    key = models.CharField("sleutel", max_length=64, unique=True, default=new_key)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "agendasleutel"
        verbose_name_plural = "agendasleutels"

    def __str__(self) -> str:
        return f"Agendasleutel van {self.deelnemer}"
