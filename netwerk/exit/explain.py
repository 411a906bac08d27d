"""README.md of a package: what stands where, for whoever opens it without the portal."""

from collections.abc import Iterator
from typing import Any

from netwerk.exit.choices import LEFT_OUT, STAYS
from netwerk.exit.tables import Table
from netwerk.kern.avg.veldnamen import label_of
from netwerk.kern.personal_data import is_history

TOP = """# Alles van het portaal, in open formaten

Dit pakket is een heel portaal van het Nationaal Netwerk Brede Welvaart, zoals het op één moment
was. Je kunt het lezen zonder het portaal. Met `manage.py import` zet je het terug in een leeg
portaal van dezelfde versie.

**Let op.** Hierin staat ook wat niet openbaar is: namen, e-mailadressen, besloten gesprekken en
vertrouwelijke stukken. Bewaar het pakket als een geheim, en gooi het weg als je het niet meer
nodig hebt. Laat iemand zich na dit moment wissen, dan staat die hier nog wel in: wis die ook na
een import.

## Wat staat waar

- `manifest.json`: wanneer dit pakket is gemaakt, met welke versie van het portaal (`schema`: de
  laatste migratie van elk onderdeel), en per soort het aantal rijen en het controlegetal.
- `gegevens/`: per soort één bestand met JSON Lines: elke regel is één rij, als JSON in UTF-8.
  Momenten staan erin met hun tijdzone (UTC). Een verwijzing is het nummer (`id`) van de andere rij.
- `bestanden/`: bijlagen en foto’s, onder de naam die in de rij staat (velden `file` en `photo`).
  Hoe een bijlage heette, staat in `name`. In `ontbreekt.txt` staat wat er al niet meer was.
- `leesbaar/`: casussen, adviezen, lessen en verslagen als Markdown, om te lezen. Een import kijkt
  er niet naar.
- `SHA256SUMS`: het controlegetal van elk bestand. Met `sha256sum -c SHA256SUMS` kijk je alles na.

De licentie van het handboek en van wat iedereen kan lezen is CC BY 4.0. De rest is van wie het
schreef. Tekst tussen `:::vertrouwelijk` en `:::` was alleen voor een kleine groep.

## Wat er niet in staat

"""
LOGIN = """
Ook wachtwoorden staan er niet in. Na een import logt iedereen in met een code per mail of met
'wachtwoord vergeten', en kiest dan een nieuw wachtwoord. Wie een rol heeft, stelt de tweede stap
opnieuw in.

## De soorten
"""


def readme(known: list[Table]) -> str:
    """Return the text, with every kind of row and its fields."""
    stays = [f"- {label}: {reason}." for label, reason in STAYS.items()]
    return TOP + "\n".join(stays) + "\n" + LOGIN + "\n".join(_kinds(known)) + "\n"


def _kinds(known: list[Table]) -> Iterator[str]:
    for table in known:
        yield f"\n### {table.file}\n"
        yield f"{_title(table.model)}. Velden:\n"
        for field in table.fields:
            yield f"- `{field.column}`{_words(field)}"
        for name in LEFT_OUT.get(table.label, {}):
            yield f"- `{name}` staat er niet in"


def _title(model: Any) -> str:
    if is_history(model):
        return f"Oude versies van {model.pgh_tracked_model._meta.verbose_name_plural}"
    if model._meta.auto_created:
        ends = [field for field in model._meta.local_fields if field.is_relation]
        names = " en ".join(str(end.related_model._meta.verbose_name) for end in ends)
        return f"Wat bij elkaar hoort: {names}"
    words = str(model._meta.verbose_name_plural)
    return words[:1].upper() + words[1:]


def _words(field: Any) -> str:
    words = [label_of(field)] if label_of(field) not in {field.name, field.column} else []
    if field.is_relation and field.related_model:
        words.append(f"het nummer in `gegevens/{field.related_model._meta.label_lower}.jsonl`")
    if choices := field.flatchoices:
        words.append(" / ".join(f"{value} = {label}" for value, label in choices))
    return f": {'; '.join(words)}" if words else ""
