"""Another casus recognises a les or contradicts it, and a redacteur can settle that."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casussen', '0015_questions_to_residents'),
        ('communities', '0011_order_and_newest_of_posts'),
        ('handboek', '0006_kinds_steps_and_ties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='signaal',
            name='kind',
            field=models.CharField(choices=[('source_withdrawn', 'een bron is ingetrokken'), ('refuted', 'de praktijk spreekt dit tegen'), ('failed_later', 'een casus werkte achteraf niet'), ('contradicted', 'een andere casus spreekt dit tegen'), ('review_due', 'nakijken is nodig')], max_length=20, verbose_name='soort'),
        ),
        migrations.AlterField(
            model_name='tegenspraak',
            name='terugblik',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casussen.terugblik'),
        ),
        migrations.CreateModel(
            name='Herkenning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stance', models.CharField(choices=[('recognised', 'dit speelt ook bij ons'), ('contradicted', 'bij ons ging het anders')], max_length=12, verbose_name='wat zie je bij jullie')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='toelichting')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('casus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='herkenningen', to='casussen.casus', verbose_name='casus')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='herkenningen', to='communities.community', verbose_name='community')),
                ('les', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='herkenningen', to='handboek.les')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'herkenning',
                'verbose_name_plural': 'herkenningen',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='tegenspraak',
            name='herkenning',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='handboek.herkenning'),
        ),
        migrations.AddConstraint(
            model_name='tegenspraak',
            constraint=models.UniqueConstraint(fields=('advies', 'herkenning'), name='tegenspraak_once_by_another'),
        ),
        migrations.AddConstraint(
            model_name='tegenspraak',
            constraint=models.CheckConstraint(condition=models.Q(('terugblik__isnull', True), ('herkenning__isnull', True), _connector='XOR'), name='tegenspraak_about_one'),
        ),
        migrations.AddIndex(
            model_name='herkenning',
            index=models.Index(condition=models.Q(('withdrawn_at__isnull', True)), fields=['community', '-created_at'], name='herkenning_community'),
        ),
        migrations.AddConstraint(
            model_name='herkenning',
            constraint=models.UniqueConstraint(fields=('les', 'casus'), name='herkenning_once'),
        ),
    ]
