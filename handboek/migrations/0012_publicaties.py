"""Publicaties are found, have a DOI, and stand under lessen too."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('handboek', '0011_first_changes'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='publicatie',
            options={'ordering': ['title', 'pk'], 'verbose_name': 'publicatie'},
        ),
        migrations.AddField(
            model_name='publicatie',
            name='doi',
            field=models.CharField(blank=True, max_length=120, validators=[django.core.validators.RegexValidator('^10\\.\\d{4,9}/\\S+$', 'Een DOI begint met 10. en heeft een schuine streep: 10.1000/182')], verbose_name='DOI'),
        ),
        migrations.AddField(
            model_name='publicatie',
            name='lessen',
            field=models.ManyToManyField(blank=True, related_name='publicaties', to='handboek.les'),
        ),
        migrations.AddIndex(
            model_name='publicatie',
            index=models.Index(fields=['title', 'id'], name='publicatie_order'),
        ),
        migrations.AddField(
            model_name='publicatie',
            name='search_vector',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='nl', weight='A'), '||', django.contrib.postgres.search.SearchVector('authors', config='nl', weight='B'), django.contrib.postgres.search.SearchConfig('nl')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='publicatie',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_vector'], name='publicatie_search'),
        ),
    ]
