"""Questions to the rijk about a les, with the history of the answers."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0011_order_and_newest_of_posts'),
        ('handboek', '0008_answers_of_readers'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rijksvraag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.TextField(max_length=1000, verbose_name='de vraag')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='herinnerd op')),
                ('answer', models.TextField(blank=True, max_length=5000, verbose_name='het antwoord')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('on_behalf', models.BooleanField(default=False, verbose_name='opgeschreven door de redactie')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('les', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rijksvragen', to='handboek.les')),
                ('organisatie', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisatie', verbose_name='aan wie')),
            ],
            options={
                'verbose_name': 'vraag aan het rijk',
                'verbose_name_plural': 'vragen aan het rijk',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RijksvraagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('question', models.TextField(max_length=1000, verbose_name='de vraag')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='herinnerd op')),
                ('answer', models.TextField(blank=True, max_length=5000, verbose_name='het antwoord')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('on_behalf', models.BooleanField(default=False, verbose_name='opgeschreven door de redactie')),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('les', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='handboek.les')),
                ('organisatie', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisatie', verbose_name='aan wie')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='handboek.rijksvraag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='rijksvraag',
            index=models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['asked_at', 'id'], name='rijksvraag_open'),
        ),
        migrations.AddIndex(
            model_name='rijksvraag',
            index=models.Index(condition=models.Q(('answered_at__isnull', False)), fields=['-answered_at', '-id'], name='rijksvraag_answered'),
        ),
        migrations.AddConstraint(
            model_name='rijksvraag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='rijksvraag_answer_by_someone'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rijksvraag',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "handboek_rijksvraagevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "changed_at", "id", "les_id", "on_behalf", "organisatie_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "reminded_at") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."changed_at", NEW."id", NEW."les_id", NEW."on_behalf", NEW."organisatie_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question", NEW."reminded_at"); RETURN NULL;', hash='a3b5105ee73ee96df064993840c273e0e5d34e12', operation='INSERT', pgid='pgtrigger_insert_insert_c3bdf', table='handboek_rijksvraag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rijksvraag',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "handboek_rijksvraagevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "changed_at", "id", "les_id", "on_behalf", "organisatie_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "reminded_at") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."changed_at", NEW."id", NEW."les_id", NEW."on_behalf", NEW."organisatie_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question", NEW."reminded_at"); RETURN NULL;', hash='66ea9498fece493128264e2231bc91c6329a22b8', operation='UPDATE', pgid='pgtrigger_update_update_4b2a2', table='handboek_rijksvraag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rijksvraagevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='143f078d172436544e0e370059377f676cdb65a8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0bbc', table='handboek_rijksvraagevent', when='BEFORE')),
        ),
    ]
