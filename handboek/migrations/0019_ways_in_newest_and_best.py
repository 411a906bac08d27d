"""Indexes for the ways into the handboek; people go on writing in it meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

PUBLIC = models.Q(("is_refuted", False), ("state", "published"))


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("handboek", "0018_editions")]

    operations = [
        AddIndexConcurrently(
            model_name="advies",
            index=models.Index(
                condition=PUBLIC, fields=["hoofdstuk", "phase"], name="advies_ways_in"
            ),
        ),
        AddIndexConcurrently(
            model_name="advies",
            index=models.Index(
                condition=PUBLIC, fields=["published_at", "number"], name="advies_newest"
            ),
        ),
        AddIndexConcurrently(
            model_name="advies",
            index=models.Index(
                condition=PUBLIC,
                fields=["kind", "level", "number"],
                include=("id", "hoofdstuk"),
                name="advies_best",
            ),
        ),
    ]
