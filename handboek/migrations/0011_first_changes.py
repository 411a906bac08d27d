"""The change log begins with when each advies came into the handboek."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    wijziging = apps.get_model("handboek", "Wijziging")
    advies = apps.get_model("handboek", "Advies")
    wijziging.objects.bulk_create(
        (
            wijziging(
                advies_id=key,
                kind="first",
                version=1,
                what="Dit advies kwam in het handboek.",
                at=moment,
            )
            for key, moment in advies.objects.filter(published_at__isnull=False)
            .values_list("pk", "published_at")
            .iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("handboek", "0010_working_versions_and_changes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
