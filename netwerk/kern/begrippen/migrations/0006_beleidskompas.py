"""The six questions of the Beleidskompas."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from netwerk.kern.begrippen.services import load_vocabularies


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    load_vocabularies(
        apps.get_model("begrippen", "Schema"), apps.get_model("begrippen", "Begrip")
    )


class Migration(migrations.Migration):
    dependencies = [("begrippen", "0005_words")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
