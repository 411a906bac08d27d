"""What people change about themselves."""

from typing import Any

from django.db import transaction

from communities import eerste_stappen, foto
from communities.models import Deelnemer
from netwerk.kern.audit import services as audit

PROFILE_FIELDS = (
    "first_name",
    "infix",
    "last_name",
    "organisatie",
    "job_title",
    "province",
    "about",
    "about_shown",
    "ask_about",
    "phone",
    "phone_shown",
    "email_shown",
    "photo_shown",
)


@transaction.atomic
def update_profile(*, actor: Deelnemer, person: Deelnemer, **values: Any) -> Deelnemer:
    """Change what a person tells about themselves; only what is given.

    Besides PROFILE_FIELDS: ``themes`` (concepts) and ``expertise`` (words).
    """
    unknown = set(values) - {*PROFILE_FIELDS, "themes", "expertise"}
    if unknown:
        raise ValueError(f"Not a part of the profile: {sorted(unknown)}")
    current = Deelnemer.objects.select_for_update().get(pk=person.pk)
    changed = [name for name in PROFILE_FIELDS if name in values]
    changed = [name for name in changed if getattr(current, name) != values[name]]
    for name in changed:
        setattr(current, name, values[name])
    if changed:
        current.save(update_fields=changed)
    changed += _set_lists(current, values)
    eerste_stappen.note_profile(current)
    if changed:
        audit.record(
            actor=actor, action="deelnemer.profile_changed", subject=current, fields=changed
        )
    return current


def _set_lists(person: Deelnemer, values: dict[str, Any]) -> list[str]:
    changed = []
    if "themes" in values and set(person.themes.all()) != set(values["themes"]):
        person.themes.set(values["themes"])
        changed.append("themes")
    if "expertise" in values and set(person.expertise.names()) != set(values["expertise"]):
        person.expertise.set(values["expertise"])
        changed.append("expertise")
    return changed


def set_photo(*, actor: Deelnemer, person: Deelnemer, photo: foto.Foto) -> Deelnemer:
    """Give a person a photo; the files of the one before go once the row has the new name."""
    name = foto.store(photo)
    try:
        return _change_photo(actor, person, name)
    except BaseException:
        foto.storage.delete(name)
        raise


def remove_photo(*, actor: Deelnemer, person: Deelnemer) -> Deelnemer:
    """Take the photo of a person away, with its files."""
    return _change_photo(actor, person, "")


@transaction.atomic
def _change_photo(actor: Deelnemer, person: Deelnemer, name: str) -> Deelnemer:
    current = Deelnemer.objects.select_for_update().get(pk=person.pk)
    before = current.photo.name or ""
    if before == name:
        return current
    current.photo = name
    current.save(update_fields=["photo"])
    eerste_stappen.note_profile(current)
    if before:
        transaction.on_commit(lambda: foto.storage.delete(before), robust=True)
    audit.record(actor=actor, action="deelnemer.profile_changed", subject=current, fields=["photo"])
    return current
