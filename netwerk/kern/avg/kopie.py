"""A copy of what is kept about one person: rows of each model, as JSON and as a readable page.

It is made part by part, one model at a time, kept in a folder of its own, and packed at the end.
No part is ever in memory as a whole, and the next one may be made on another machine. Only what
the person said or did themselves is in it: of what others wrote no word and no name.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.crypto import get_random_string
from django.utils.html import format_html

from netwerk.kern import bestanden, subjects
from netwerk.kern.audit import words
from netwerk.kern.avg.erasure import addresses_of
from netwerk.kern.avg.veldnamen import LABELS, TECHNICAL, label_of
from netwerk.kern.berichten import registry
from netwerk.kern.personal_data import Entry, is_history, is_person, personal_entries

CHUNK = 500
FOLDER = "exports"
YOU, SOMEBODY = "jij", "iemand anders"
IN_WORDS: dict[tuple[str, str], Callable[[str], str]] = {  # codes that a reader cannot read
    ("audit.AuditEvent", "action"): words.label_of,
    ("berichten.Preference", "kind"): registry.label_of,
    ("berichten.Delivery", "kind"): registry.label_of,
}
NOT_YOURS = {"quote", "prefix", "suffix"}  # a sentence that somebody else may have written


def parts() -> list[Entry]:
    """Return the models that a copy has, the account first; history has the same words again."""
    entries = [
        entry
        for entry in personal_entries()
        if any(field.in_export for field in entry.fields.values()) and not is_history(entry.model)
    ]
    return sorted(entries, key=lambda entry: (entry.of != ("self",), entry.model._meta.label))


def folder_of(export: Any) -> str:
    """Return the folder in which the parts of a copy stand while it is made."""
    return f"{FOLDER}/werk-{export.pk}"


def throw_away_parts(export: Any) -> None:
    """Delete the parts, and their folder; fine when there are none."""
    names = list(bestanden.names(folder_of(export)))
    for name in names:
        default_storage.delete(name)
    if names:
        default_storage.delete(folder_of(export))


def write_part(export: Any, number: int) -> None:
    """Write one model; a part that was written before is written anew."""
    entry = parts()[number]
    title = _title_of(entry)
    with _kept(export, f"{number:03}.json") as data, _kept(export, f"{number:03}.html") as page:
        fields = _fields(entry)
        labels = {field.name: label_of(field) for field in fields}
        head = {"soort": entry.model._meta.label, "naam": title, "velden": labels}
        data.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "rijen": [')
        for count, row in enumerate(_rows(entry, export.person)):
            values = _values(entry, row, fields, export.person)
            data.write(",\n" if count else "\n")
            json.dump(values, data, ensure_ascii=False, cls=DjangoJSONEncoder)
            if not count:
                page.write(format_html('<h2 id="deel-{}">{}</h2>\n', number, title))
            page.write(_as_html(values, labels))
        data.write("\n]}")


@contextmanager
def _kept(export: Any, name: str) -> Iterator[IO[str]]:
    """Write a file of this machine first, and keep it when it is whole."""
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as file:
        yield file
        file.flush()
        whole = f"{folder_of(export)}/{name}"
        default_storage.delete(whole)
        file.seek(0)
        default_storage.save(whole, File(file.buffer))


def _title_of(entry: Entry) -> str:
    return str(entry.model._meta.verbose_name_plural).capitalize()


def _rows(entry: Entry, person: Any) -> Iterator[Any]:
    """Yield the own rows, and then those on which the person acted, each marked with how."""
    related = [
        field.name
        for field in entry.model._meta.concrete_fields
        if field.is_relation and not is_person(field)
    ]
    own = entry.rows_of(person, addresses_of(person)).filter(entry.told).order_by("pk")
    if related:
        own = own.select_related(*related)
    for row in own.iterator(chunk_size=CHUNK):
        row.acted_as = None
        yield row
    for field in entry.acts():
        if not entry.fields[field.name].in_export:
            continue
        rows: Any = entry.model._base_manager.filter(**{field.name: person.pk})
        for name in entry.of if entry.of != ("self",) else ():
            rows = rows.exclude(**{name: person.pk})
        for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
            row.acted_as = field
            yield row


def _fields(entry: Entry) -> list[Any]:
    """Return the fields that a row shows: what the register gives out, and plain facts with it."""
    fields = [*entry.model._meta.concrete_fields, *entry.model._meta.local_many_to_many]
    return [field for field in fields if _is_shown(entry, field)]


def _is_shown(entry: Entry, field: Any) -> bool:
    if field.name in entry.fields:
        return entry.fields[field.name].in_export
    if getattr(field, "generated", False) or field.many_to_many:
        return False
    return field.name not in TECHNICAL | NOT_YOURS and not field.name.startswith("pgh_")


def _values(entry: Entry, row: Any, fields: list[Any], person: Any) -> dict[str, Any]:
    """Return one row; of somebody else's row only that the person acted on it, and when."""
    if row.acted_as is not None:
        values = {"id": row.pk, row.acted_as.name: YOU}
        moments = [
            field
            for field in entry.model._meta.concrete_fields
            if isinstance(field, models.DateTimeField) and field.name in entry.impersonal
        ]
        return values | {field.name: getattr(row, field.name) for field in moments}
    values = {field.name: _value(row, field, person) for field in fields}
    if entry.of == ("self",) and hasattr(row, "expertise"):
        values["expertise"] = [str(tag) for tag in row.expertise.all()]
    return values


def _value(row: Any, field: Any, person: Any) -> Any:
    if field.many_to_many:
        return [str(each) for each in getattr(row, field.name).all()]
    if is_person(field):
        key = getattr(row, field.attname)
        return None if key is None else YOU if key == person.pk else SOMEBODY
    if field.related_model is type(row):  # a post of somebody else says who that was
        return getattr(row, field.attname)
    if field.is_relation:
        return _title(getattr(row, field.name), person)
    if isinstance(field, models.FileField):
        file = getattr(row, field.name)
        return f"bestanden/{file.name}" if file else ""
    if isinstance(field, models.BinaryField):
        raw = getattr(row, field.name)
        return bytes(raw).decode("utf-8", "replace") if raw is not None else None
    if said := IN_WORDS.get((row._meta.label, field.name)):
        return said(getattr(row, field.name))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return getattr(row, field.name)


def _title(found: Any, person: Any) -> str | None:
    """Return what a thing is called, if the person may still see it."""
    if found is None:
        return None
    if isinstance(found, ContentType):
        return str(found.name)
    about: Any = getattr(found, "subject", None)
    about = about if isinstance(about, models.Model) else found
    try:
        subject = subjects.of(about)
    except KeyError:
        return str(found)
    if not subjects.may_view(person, about):
        return f"{subject.label} (die kun je niet meer zien)"
    return (
        f"{subject.label}: {subject.title(about)}" if about is not found else subject.title(about)
    )


def _as_html(values: dict[str, Any], labels: dict[str, str]) -> str:
    lines = [
        format_html(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            labels.get(name) or LABELS.get(name, name),
            _shown(value),
        )
        for name, value in values.items()
        if value not in (None, "", [], {})
    ]
    return f"<dl>\n{''.join(lines)}</dl>\n"


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if hasattr(value, "hour") and hasattr(value, "date"):
        return formats.date_format(timezone.localtime(value), r"j F Y \o\m H.i \u\u\r")
    if hasattr(value, "isoformat"):
        return formats.date_format(value, "j F Y")
    if isinstance(value, str) and value.startswith("bestanden/"):
        return format_html('<a href="../{}">{}</a>', value, value.rpartition("/")[2])
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return value


def pack(export: Any) -> str:
    """Put the parts in one zip under a name that cannot be guessed; return its name."""
    made = sorted(bestanden.names(folder_of(export)))
    pages = [name for name in made if name.endswith(".html")]
    data = [name for name in made if name.endswith(".json")]
    context = {
        "person": export.person,
        "made_at": timezone.now(),
        "site_name": settings.SITE_NAME,
        "contents": [
            (number, _title_of(entry))
            for number, entry in enumerate(parts())
            if default_storage.size(f"{folder_of(export)}/{number:03}.html")
        ],
    }
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            _fill(archive, pages, data, export.person, context)
        file.seek(0)
        return default_storage.save(f"{FOLDER}/{get_random_string(40)}.zip", File(file))


def _fill(
    archive: zipfile.ZipFile,
    pages: list[str],
    data: list[str],
    person: Any,
    context: dict[str, Any],
) -> None:
    with archive.open("gegevens.json", "w") as out:
        out.write(b'{"onderdelen": [\n')
        for number, part in enumerate(data):
            out.write(b",\n" if number else b"")
            _pour(part, out)
        out.write(b"\n]}\n")
    begin, end = render_to_string("avg/kopie/index.html", context).split("<!-- rijen -->")
    with archive.open("leesmij/index.html", "w") as out:
        out.write(begin.encode())
        for part in pages:
            _pour(part, out)
        out.write(end.encode())
    archive.writestr("leesmij/stijl.css", render_to_string("avg/kopie/stijl.css"))
    for name in _files(person):
        with archive.open(f"bestanden/{name}", "w") as out:
            _pour(name, out)


def _pour(name: str, out: Any) -> None:
    with default_storage.open(name, "rb") as source:
        shutil.copyfileobj(source, out)


def _files(person: Any) -> Iterator[str]:
    """Yield the name of each file of the person that is there."""
    for entry in parts():
        for field in _fields(entry):
            if isinstance(field, models.FileField) and field.name != "file":
                for row in entry.rows_of(person).iterator(chunk_size=CHUNK):
                    file = getattr(row, field.name)
                    if file and default_storage.exists(file.name):
                        yield file.name
