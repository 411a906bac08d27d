from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bijeenkomsten", "0006_planning_guests_programme_room_and_aftercare"),
    ]

    operations = [
        migrations.AddField(
            model_name="aanmelding",
            name="asked",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="datumprikker",
            name="stop_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="waarom gestopt"),
        ),
    ]
