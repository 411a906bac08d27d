"""Answers of the rijk wait for a second reader; a question can be taken back."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models


def let_wait(apps: Apps, schema_editor: Any) -> None:
    """Let the answers of before wait too: nobody but their writer read them first."""
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # so that the table may change after
    vragen = apps.get_model("handboek", "Rijksvraag").objects.exclude(answer="")
    antwoord = apps.get_model("handboek", "Rijksantwoord")
    antwoord.objects.bulk_create(
        antwoord(
            vraag=vraag,
            answer=vraag.answer,
            writer_id=vraag.answered_by_id,
            written_at=vraag.changed_at or vraag.answered_at,
            on_behalf=vraag.on_behalf,
        )
        for vraag in vragen
    )
    vragen.update(
        answer="", answered_by=None, answered_at=None, changed_at=None, on_behalf=False
    )


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0011_order_and_newest_of_posts'),
        ('handboek', '0016_tekstconcept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rijksantwoord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.TextField(max_length=5000, verbose_name='het antwoord')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geschreven op')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='opgeschreven door de redactie')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='teruggegeven op')),
                ('returned_reason', models.CharField(blank=True, max_length=500, verbose_name='waarom teruggegeven')),
            ],
            options={
                'verbose_name': 'antwoord van het rijk',
                'verbose_name_plural': 'antwoorden van het rijk',
                'ordering': ['written_at', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='rijksvraag',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='rijksvraag',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='rijksvraag',
            name='rijksvraag_answer_by_someone',
        ),
        migrations.RemoveIndex(
            model_name='rijksvraag',
            name='rijksvraag_open',
        ),
        migrations.AddField(
            model_name='rijksvraag',
            name='placed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geplaatst door'),
        ),
        migrations.AddField(
            model_name='rijksvraag',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='teruggenomen op'),
        ),
        migrations.AddField(
            model_name='rijksvraag',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='teruggenomen door'),
        ),
        migrations.AddField(
            model_name='rijksvraag',
            name='withdrawn_reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='waarom teruggenomen'),
        ),
        migrations.AddField(
            model_name='rijksvraagevent',
            name='placed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geplaatst door'),
        ),
        migrations.AddField(
            model_name='rijksvraagevent',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='teruggenomen op'),
        ),
        migrations.AddField(
            model_name='rijksvraagevent',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='teruggenomen door'),
        ),
        migrations.AddField(
            model_name='rijksvraagevent',
            name='withdrawn_reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='waarom teruggenomen'),
        ),
        migrations.AddIndex(
            model_name='rijksvraag',
            index=models.Index(condition=models.Q(('answered_at__isnull', True), ('withdrawn_at__isnull', True)), fields=['asked_at', 'id'], name='rijksvraag_open'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rijksvraag',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "handboek_rijksvraagevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "changed_at", "id", "les_id", "on_behalf", "organisatie_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_by_id", "question", "reminded_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."changed_at", NEW."id", NEW."les_id", NEW."on_behalf", NEW."organisatie_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_by_id", NEW."question", NEW."reminded_at", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='814036c91f6462832d02386c638b4a1e9dded37f', operation='INSERT', pgid='pgtrigger_insert_insert_c3bdf', table='handboek_rijksvraag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rijksvraag',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "handboek_rijksvraagevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "changed_at", "id", "les_id", "on_behalf", "organisatie_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_by_id", "question", "reminded_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."changed_at", NEW."id", NEW."les_id", NEW."on_behalf", NEW."organisatie_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_by_id", NEW."question", NEW."reminded_at", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='c353ca696817d6cbb01a7e031ff3e1eaffbb1181', operation='UPDATE', pgid='pgtrigger_update_update_4b2a2', table='handboek_rijksvraag', when='AFTER')),
        ),
        migrations.AddField(
            model_name='rijksantwoord',
            name='returned_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='teruggegeven door'),
        ),
        migrations.AddField(
            model_name='rijksantwoord',
            name='vraag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='antwoorden', to='handboek.rijksvraag', verbose_name='de vraag'),
        ),
        migrations.AddField(
            model_name='rijksantwoord',
            name='writer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geschreven door'),
        ),
        migrations.AddIndex(
            model_name='rijksantwoord',
            index=models.Index(condition=models.Q(('returned_at__isnull', True)), fields=['written_at', 'id'], name='rijksantwoord_queue'),
        ),
        migrations.AddConstraint(
            model_name='rijksantwoord',
            constraint=models.UniqueConstraint(fields=('vraag', 'writer'), name='rijksantwoord_one_each'),
        ),
        migrations.AddConstraint(
            model_name='rijksantwoord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('returned_at__isnull', True), ('returned_by__isnull', True), ('returned_reason', '')), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False), models.Q(('returned_reason', ''), _negated=True)), _connector='OR'), name='rijksantwoord_returned_with_reason'),
        ),
        migrations.RunPython(let_wait, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='rijksvraag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True), ('placed_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False), ('placed_by__isnull', False)), _connector='OR'), name='rijksvraag_answer_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='rijksvraag',
            constraint=models.CheckConstraint(condition=models.Q(('placed_by__isnull', True), models.Q(('placed_by', models.F('answered_by')), _negated=True), _connector='OR'), name='rijksvraag_four_eyes'),
        ),
        migrations.AddConstraint(
            model_name='rijksvraag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), ('answered_at__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='rijksvraag_withdrawn_with_reason'),
        ),
    ]
