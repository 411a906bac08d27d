"""Acts on news: write, publish, withdraw, and mail it once to who follows."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from communities.models import Deelnemer, Nieuwsbericht
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce
from netwerk.kern.eerst import one_at_a_time

RESERVED = {"volgen"}  # other pages below /nieuws/
CHANGED = "Iemand anders heeft dit bericht net veranderd. Lees het eerst. Jouw tekst staat er nog."


@transaction.atomic
def write_news(*, actor: Deelnemer, title: str, intro: str, body: str) -> Nieuwsbericht:
    """Keep a draft; only redacteuren see it. Its address is made of the title, for good."""
    nieuws = Nieuwsbericht.objects.create(
        title=title, slug=_free_slug(title), intro=intro, body=body, author=actor
    )
    audit.record(actor=actor, action="nieuws.written", subject=nieuws)
    return nieuws


@transaction.atomic
def change_news(
    *, actor: Deelnemer, nieuws: Nieuwsbericht, expected: str | None = None, **fields: Any
) -> Nieuwsbericht:
    """Change the text, also of what is published; the address stays.

    Raises ValidationError (Dutch) when it is not the text any more that the writer started from.
    """
    current = _locked(nieuws)
    if expected not in {None, current.fingerprint}:
        raise ValidationError(CHANGED, code="changed")
    changed = [name for name, value in fields.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, fields[name])
    if changed:
        current.save(update_fields=changed)
        audit.record(actor=actor, action="nieuws.changed", subject=current, fields=changed)
    return current


@transaction.atomic
def publish_news(*, actor: Deelnemer, nieuws: Nieuwsbericht) -> Nieuwsbericht:
    """Let everybody read it from now on; nobody is mailed yet."""
    current = _locked(nieuws)
    if current.published_at is None:
        current.published_at = timezone.now()
        current.save(update_fields=["published_at"])
        audit.record(actor=actor, action="nieuws.published", subject=current)
    return current


@transaction.atomic
def withdraw_news(*, actor: Deelnemer, nieuws: Nieuwsbericht) -> Nieuwsbericht:
    """Make it a draft again; mail about it that was not sent yet is not sent."""
    current = _locked(nieuws)
    if current.published_at is not None:
        current.published_at = None
        current.save(update_fields=["published_at"])
        audit.record(actor=actor, action="nieuws.withdrawn", subject=current)
    return current


@transaction.atomic
def mail_news(*, actor: Deelnemer, nieuws: Nieuwsbericht) -> Nieuwsbericht:
    """Mail it to who follows; once, whatever happens to the text afterwards.

    Raises ValidationError (Dutch) for a draft, and for what was mailed already.
    """
    current = _locked(nieuws)
    if current.mailed_at is not None:
        raise ValidationError("Dit bericht is al gemaild. Dat gebeurt maar één keer.")
    if not current.is_published:
        raise ValidationError("Publiceer het bericht eerst. Dan kun je het mailen.")
    current.mailed_at = timezone.now()
    current.save(update_fields=["mailed_at"])
    audit.record(actor=actor, action="nieuws.mailed", subject=current)
    announce(kind="nieuws.mailed", subject=current, actor=actor)
    return current


def _locked(nieuws: Nieuwsbericht) -> Nieuwsbericht:
    return Nieuwsbericht.objects.select_for_update(no_key=True).get(pk=nieuws.pk)


def _free_slug(title: str) -> str:
    """Return an address that no other news has; until the transaction ends nobody picks one."""
    one_at_a_time(Nieuwsbericht)
    base = slugify(title)[:70].strip("-") or "bericht"
    rows = Nieuwsbericht.objects.filter(slug__startswith=base)
    taken = set(rows.values_list("slug", flat=True)) | RESERVED
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
