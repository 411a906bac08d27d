from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft that was thrown away stands beside the one that is written in."""

    dependencies = [("casussen", "0008_dilemma_rounds")]

    operations = [
        migrations.RemoveConstraint(model_name="concept", name="concept_once"),
        migrations.AddConstraint(
            model_name="concept",
            constraint=models.UniqueConstraint(
                condition=models.Q(("discarded_at__isnull", True)),
                fields=("casus", "kind", "deelnemer"),
                name="concept_once",
            ),
        ),
    ]
