"""What is confidential in an answer on the leeragenda is not found: a stored column is made anew."""

import django.contrib.postgres.indexes
from django.db import migrations

from netwerk.kern.zoeken.zoeken import vector


class Migration(migrations.Migration):
    dependencies = [("casussen", "0013_casussen_added_last")]

    operations = [
        migrations.RemoveIndex("leervraag", "leervraag_search"),
        migrations.RemoveField("leervraag", "search_vector"),
        migrations.AddField(
            "leervraag",
            "search_vector",
            vector(question="A", explanation="C", answer="B", markdown=("answer",)),
        ),
        migrations.AddIndex(
            "leervraag",
            django.contrib.postgres.indexes.GinIndex(
                fields=["search_vector"], name="leervraag_search"
            ),
        ),
    ]
