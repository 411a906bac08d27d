"""What a beheerder chooses with a list that is read in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("begrippen", "0001_initial"),
        ("communities", "0003_names_and_addresses_of_organisaties"),
    ]

    operations = [
        migrations.AddField(
            model_name="ledenimport",
            name="new_kind",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="begrippen.begrip",
            ),
        ),
        migrations.AddField(
            model_name="ledenimport",
            name="welcomes",
            field=models.BooleanField(default=True, verbose_name="welkomstmail"),
        ),
    ]
