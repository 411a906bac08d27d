"""Index nothing that only looks as if it stood after a confidential passage."""

from typing import Any

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


def without(text: Any, pattern: str, flags: str) -> models.Func:
    """Return the text without what matches."""
    return models.Func(
        text,
        models.Value(pattern),
        models.Value("\n"),
        models.Value(flags),
        function="regexp_replace",
        output_field=models.TextField(),
    )


PUBLIC = without(
    without(models.F("body"), r"(?:::::|>[^\n]*:::)[^[:alnum:]\n]*vertrouwelijk.*", "i"),
    r":::[^[:alnum:]\n]*?vertrouwelijk.*?(?:\n[ \t]*?:::+?[ \t]*?(?=\n|$)|$)",
    "gi",
)


class Migration(migrations.Migration):
    dependencies = [("casussen", "0003_request_can_be_dropped")]

    operations = [
        migrations.RemoveIndex(model_name="casussectie", name="casussectie_search"),
        migrations.RemoveField(model_name="casussectie", name="search_vector"),
        migrations.AddField(
            model_name="casussectie",
            name="search_vector",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    PUBLIC, config="nl", weight="C"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="casussectie",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_vector"], name="casussectie_search"
            ),
        ),
    ]
