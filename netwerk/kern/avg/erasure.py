"""What goes when somebody is erased, drawn from the register of personal data.

The account stays as an empty row, so that a verslag or a les still has an author; everything
that says who that was goes: from live rows and their history, from other people's texts, from
the tables of packages, and from the disk.
"""

from collections.abc import Iterable
from typing import Any

import pgtrigger
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection, models, transaction
from django.utils import timezone
from psycopg import sql

from netwerk.kern.berichten.models import FailedAddress
from netwerk.kern.personal_data import Entry, Erasure, is_history, is_person, personal_entries

NOBODY = {
    "first_name": "Voormalig",
    "infix": "",
    "last_name": "deelnemer",
    "is_active": False,
}
WORDS = "voormalig deelnemer"


def addresses_of(person: Any) -> set[str]:
    """Return every address that surely is a person's, also one that mail came back from.

    One that was filled in and never confirmed may be of somebody else: what is about that
    person must not come along in a copy, nor be erased.
    """
    found = {person.email}
    confirmed = EmailAddress.objects.filter(user=person, verified=True)
    found |= set(confirmed.values_list("email", flat=True))
    found |= set(FailedAddress.objects.filter(person=person).values_list("email", flat=True))
    return {address.lower() for address in found if address}


@transaction.atomic
def erase(person: Any, addresses: set[str]) -> None:
    """Take away all that is about a person; harmless to run twice."""
    with pgtrigger.ignore():
        if hasattr(person, "expertise"):
            _forget_tags(person)
        for entry in _in_order(personal_entries()):
            _erase_entry(entry, person, addresses)
        _forget_in_packages(person, addresses)
        _empty_account(person)


@transaction.atomic
def forget_by_address(person: Any, addresses: set[str]) -> None:
    """Delete the rows that are found by an address, before texts lose that address."""
    for entry in personal_entries():
        if entry.of_email:
            _erase_entry(entry, person, addresses)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the account last: the others look at it."""
    return sorted(entries, key=lambda entry: (entry.of == ("self",), entry.model._meta.label))


def _erase_entry(entry: Entry, person: Any, addresses: set[str]) -> None:
    rows = entry.rows_of(person, addresses)
    kinds = {field.erasure for field in entry.fields.values()}
    if Erasure.DELETE_ROW in kinds:
        _delete(entry, rows)
        return
    blank = {
        name
        for name, field in entry.fields.items()
        if field.erasure in {Erasure.BLANK, Erasure.ANONYMISE}
    }
    if blank:
        _blank(entry, rows, blank)


def _delete(entry: Entry, rows: Any) -> None:
    """Delete rows with their files; a row of the same kind that points at one lets go first."""
    files = [f.name for f in entry.model._meta.concrete_fields if isinstance(f, models.FileField)]
    for row in rows.only("pk", *files) if files else ():
        for name in files:
            _delete_file(getattr(row, name))
    for field in entry.model._meta.concrete_fields:
        if field.is_relation and field.related_model is entry.model and field.null:
            keys = list(rows.values_list("pk", flat=True))
            pointing = entry.model._base_manager.filter(**{f"{field.name}__in": keys})
            pointing.update(**{field.name: None})
    rows.delete()


def _blank(entry: Entry, rows: Any, names: set[str]) -> None:
    """Empty the fields; a key to a person stays, for that person has no name any more."""
    values: dict[str, Any] = {}
    for field in entry.model._meta.concrete_fields:
        if field.name not in names or is_person(field) or field.generated:
            continue
        if isinstance(field, models.FileField):
            for row in rows:
                _delete_file(getattr(row, field.name))
        values[field.name] = _emptied(
            field, field.name in entry.fields and entry.fields[field.name]
        )
    many = [field.name for field in entry.model._meta.many_to_many if field.name in names]
    for row in rows if many else ():
        for name in many:
            getattr(row, name).clear()
    if entry.of != ("self",) and values:
        rows.update(**values)


def _emptied(field: Any, registered: Any) -> Any:
    if registered and registered.erasure == Erasure.ANONYMISE:
        return WORDS[: field.max_length] if field.max_length else WORDS
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    return field.to_python("") if field.empty_strings_allowed else field.get_default()


def _delete_file(file: Any) -> None:
    """Delete a file at once, not after the commit: a process that dies in between would leave it.

    When the transaction fails the step is done again; a file that is already gone is fine.
    """
    if file and file.name:
        file.storage.delete(file.name)


def _empty_account(person: Any) -> None:
    """Leave a row that nobody can log in with, and that says nothing."""
    [entry] = [entry for entry in personal_entries() if entry.of == ("self",)]
    row: Any = get_user_model()._default_manager.select_for_update().get(pk=person.pk)
    for field in row._meta.concrete_fields:
        registered = entry.fields.get(field.name)
        if registered and registered.erasure != Erasure.KEEP and not field.generated:
            setattr(row, field.attname, _emptied(field, None))
    for name, value in NOBODY.items():
        setattr(row, name, value)
    row.email = f"weg-{row.pk}@voormalig.invalid"
    row.set_unusable_password()
    row.session_generation += 1
    row.erased_at = row.erased_at or timezone.now()
    row.save()


def _forget_tags(row: Any) -> None:
    """Take the tags off, and forget those that only this person had."""
    mine = [tag.pk for tag in row.expertise.all()]
    row.expertise.clear()
    tags = row.expertise.through.tag_model()._base_manager.filter(pk__in=mine)
    tags.filter(taggit_taggeditem_items__isnull=True).delete()


def _forget_in_packages(person: Any, addresses: set[str]) -> None:
    """Forget the rows of packages about a person: addresses, second factors, sessions."""
    for relation in person._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        theirs = relation.related_model
        if not theirs.__module__.startswith(("allauth.", "django.contrib.sessions")):
            continue
        theirs._base_manager.filter(**{relation.field.name: person.pk}).delete()
    for address in addresses:
        EmailAddress.objects.filter(email__iexact=address).delete()
    kind = ContentType.objects.get_for_model(person)
    acts = LogEntry.objects.filter(content_type=kind, object_id=str(person.pk))
    acts.update(object_repr="Voormalig deelnemer", change_message="")
    _end_sessions(person)
    _forget_in_cache(addresses)


def _end_sessions(person: Any) -> None:
    """Delete the sessions of a person; what they hold can be read by us only."""
    key = str(person.pk)
    rows = Session.objects.filter(expire_date__gte=timezone.now())
    mine = [
        row.pk
        for row in rows.iterator(chunk_size=1000)
        if row.get_decoded().get("_auth_user_id") == key
    ]
    Session.objects.filter(pk__in=mine).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def _forget_in_cache(addresses: set[str]) -> None:
    """Forget counts of attempts by address, which the database keeps while the cache is dead."""
    table = sql.Identifier(caches["database"]._table)  # type: ignore[attr-defined]
    query = sql.SQL("DELETE FROM {} WHERE strpos(lower(cache_key), %s) > 0").format(table)
    with connection.cursor() as cursor:
        for address in addresses:
            cursor.execute(query, [address])


def numbers(person: Any, addresses: set[str]) -> dict[str, list[tuple[str, int]]]:
    """Return what goes and what stays without a name, as words and numbers; nothing of content."""
    found: dict[str, list[tuple[str, int]]] = {"gaat": [], "blijft": []}
    for entry in personal_entries():
        if entry.of == ("self",) or is_history(entry.model):
            continue
        number = entry.rows_of(person, addresses).count()
        kinds = {field.erasure for field in entry.fields.values()}
        if number:
            side = "gaat" if Erasure.DELETE_ROW in kinds else "blijft"
            found[side].append((str(entry.model._meta.verbose_name_plural), number))
    return found
