"""Loading the vocabularies that ship with the product."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


def load_vocabularies(schema_model: Any, begrip_model: Any) -> int:
    """Add what is missing and return how many concepts were added; existing rows stay as edited.

    Takes the models as arguments so that a migration can pass its historical ones.
    """
    lists = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    added = 0
    for data in lists:
        schema, _ = schema_model.objects.get_or_create(
            key=data["key"], defaults={"title": data["title"], "source": data.get("source", "")}
        )
        for order, row in enumerate(data["begrippen"], start=1):
            _, created = begrip_model.objects.get_or_create(
                schema=schema,
                notation=row["notation"],
                defaults={
                    "label": row["label"],
                    "synonyms": row.get("synonyms", []),
                    "definition": row.get("definition", ""),
                    "order": order,
                },
            )
            added += created
    _connect(begrip_model, lists)
    return added


def _connect(begrip_model: Any, lists: list[dict[str, Any]]) -> None:
    known = {(b.schema.key, b.notation): b for b in begrip_model.objects.select_related("schema")}
    for data in lists:
        for row in data["begrippen"]:
            begrip = known[data["key"], row["notation"]]
            if "broader" in row and begrip.broader_id is None:
                begrip.broader = known[tuple(row["broader"].split(":"))]
                begrip.save(update_fields=["broader"])
            for other in row.get("mapped_to", []):
                same = known[tuple(other.split(":"))]
                begrip.mapped_to.add(same)
                same.mapped_to.add(begrip)  # the models of a migration do not mirror it
