"""Rounds and figures of a dilemma, standpunten from experience, and more words to find it by."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import netwerk.kern.zoeken.zoeken


def name_a_side(apps, schema_editor):
    """What was chosen before sides were named was chosen somewhere in between."""
    rows = apps.get_model("casussen", "Dilemma").objects.filter(state="chosen", chosen_side="")
    rows.update(chosen_side="between")


class Migration(migrations.Migration):

    dependencies = [("casussen", "0007_terugblik_and_verhaal")]

    operations = [
        migrations.AddField(
            model_name="dilemma",
            name="figures",
            field=models.JSONField(blank=True, null=True, verbose_name="hoe de groep bewoog"),
        ),
        migrations.AddField(
            model_name="dilemma",
            name="round",
            field=models.CharField(
                choices=[
                    ("before", "vóór het gesprek"),
                    ("after", "na het gesprek"),
                    ("closed", "afgerond"),
                ],
                default="before",
                max_length=8,
                verbose_name="ronde",
            ),
        ),
        migrations.AddField(
            model_name="standpunt",
            name="from_experience",
            field=models.BooleanField(default=False, verbose_name="uit eigen ervaring"),
        ),
        migrations.RunPython(name_a_side, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="dilemma", name="dilemma_search"),
        migrations.RemoveField(model_name="dilemma", name="search_vector"),
        migrations.AddField(
            model_name="dilemma",
            name="search_vector",
            field=netwerk.kern.zoeken.zoeken.vector(
                question="A",
                first_title="B",
                second_title="B",
                first_text="C",
                second_text="C",
                affects="C",
                tried="C",
                outcome="C",
                markdown=("outcome",),
            ),
        ),
        migrations.AddIndex(
            model_name="dilemma",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_vector"], name="dilemma_search"
            ),
        ),
        migrations.AddIndex(
            model_name="dilemma",
            index=models.Index(fields=["-updated_at", "-id"], name="dilemma_newest"),
        ),
        migrations.AddConstraint(
            model_name="dilemma",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="chosen") | ~models.Q(chosen_side=""),
                name="choosing_needs_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="dilemma",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="parked") | ~models.Q(state_reason=""),
                name="parking_needs_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="dilemma",
            constraint=models.CheckConstraint(
                condition=~models.Q(first_title="") & ~models.Q(second_title=""),
                name="dilemma_has_two_sides",
            ),
        ),
    ]
