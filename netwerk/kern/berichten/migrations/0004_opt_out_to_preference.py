from django.db import migrations


def carry_over(apps, schema_editor):
    """Who switched a kind of message off still wants none of it."""
    opt_out = apps.get_model('berichten', 'OptOut')
    preference = apps.get_model('berichten', 'Preference')
    preference.objects.bulk_create(
        preference(person_id=person, kind=kind, frequency='never')
        for person, kind in opt_out.objects.values_list('person', 'kind')
    )


class Migration(migrations.Migration):

    dependencies = [('berichten', '0003_preferences_overviews_inbound')]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
