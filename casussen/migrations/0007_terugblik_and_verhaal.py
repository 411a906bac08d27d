from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casussen', '0006_versions_drafts_and_trash'),
    ]

    operations = [
        migrations.AddField(
            model_name='terugblik',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='verhaal',
            name='explained',
            field=models.JSONField(blank=True, default=dict, verbose_name='waarom een woord kan blijven'),
        ),
    ]
