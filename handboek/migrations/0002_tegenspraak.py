import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("casussen", "0007_terugblik_and_verhaal"),
        ("handboek", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="signaal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("source_withdrawn", "een bron is ingetrokken"),
                    ("refuted", "de praktijk spreekt dit tegen"),
                    ("failed_later", "een casus werkte achteraf niet"),
                    ("review_due", "nakijken is nodig"),
                ],
                max_length=20,
                verbose_name="soort",
            ),
        ),
        migrations.CreateModel(
            name="Tegenspraak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="afgehandeld op"
                    ),
                ),
                (
                    "note",
                    models.CharField(max_length=500, verbose_name="waarom het niet meer telt"),
                ),
                (
                    "advies",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tegenspraken",
                        to="handboek.advies",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "terugblik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casussen.terugblik",
                    ),
                ),
            ],
            options={
                "verbose_name": "afgehandelde tegenspraak",
                "verbose_name_plural": "afgehandelde tegenspraken",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("advies", "terugblik"), name="tegenspraak_once"
                    )
                ],
            },
        ),
    ]
