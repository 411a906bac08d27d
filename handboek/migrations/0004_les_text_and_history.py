"""A les keeps what was seen and under which conditions it holds, and its history."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from netwerk.kern.zoeken.zoeken import vector


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0011_order_and_newest_of_posts'),
        ('handboek', '0003_findings_from_posts_and_residents'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(verbose_name='nummer')),
                ('conclusion', models.CharField(max_length=200, verbose_name='de les in één zin')),
                ('observation', models.TextField(blank=True, max_length=2000, verbose_name='wat zagen we')),
                ('context', models.TextField(blank=True, max_length=2000, verbose_name='waar speelde dit')),
                ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='onder welke voorwaarden')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='les',
            name='conditions',
            field=models.TextField(blank=True, max_length=2000, verbose_name='onder welke voorwaarden'),
        ),
        migrations.AddField(
            model_name='les',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='les',
            name='edited_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='les',
            name='observation',
            field=models.TextField(blank=True, max_length=2000, verbose_name='wat zagen we'),
        ),
        migrations.AlterField(
            model_name='les',
            name='context',
            field=models.TextField(blank=True, max_length=2000, verbose_name='waar speelde dit'),
        ),
        migrations.RemoveIndex("les", "les_search"),
        migrations.RemoveField("les", "search_vector"),
        migrations.AddField(
            "les",
            "search_vector",
            vector(conclusion="A", observation="C", context="B", conditions="C"),
        ),
        migrations.AddIndex(
            "les",
            django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="les_search"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='les',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "handboek_lesevent" ("community_id", "conclusion", "conditions", "context", "created_at", "created_by_id", "edited_at", "edited_by_id", "id", "number", "observation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."community_id", NEW."conclusion", NEW."conditions", NEW."context", NEW."created_at", NEW."created_by_id", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."number", NEW."observation", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='9202942682f44705c5c765251fb12342edee6443', operation='INSERT', pgid='pgtrigger_insert_insert_68d1f', table='handboek_les', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='les',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."conclusion" IS DISTINCT FROM (NEW."conclusion") OR OLD."conditions" IS DISTINCT FROM (NEW."conditions") OR OLD."context" IS DISTINCT FROM (NEW."context") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."edited_at" IS DISTINCT FROM (NEW."edited_at") OR OLD."edited_by_id" IS DISTINCT FROM (NEW."edited_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."observation" IS DISTINCT FROM (NEW."observation"))', func='INSERT INTO "handboek_lesevent" ("community_id", "conclusion", "conditions", "context", "created_at", "created_by_id", "edited_at", "edited_by_id", "id", "number", "observation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."community_id", NEW."conclusion", NEW."conditions", NEW."context", NEW."created_at", NEW."created_by_id", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."number", NEW."observation", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d2ff1c1c138832f20eb7539a596fc29055eea31f', operation='UPDATE', pgid='pgtrigger_update_update_38f77', table='handboek_les', when='AFTER')),
        ),
        migrations.AddField(
            model_name='lesevent',
            name='community',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.community', verbose_name='community'),
        ),
        migrations.AddField(
            model_name='lesevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lesevent',
            name='edited_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lesevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='lesevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='handboek.les'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='909075a3ed720a9f513e6713c534d728c1c640d7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b0882', table='handboek_lesevent', when='BEFORE')),
        ),
    ]
