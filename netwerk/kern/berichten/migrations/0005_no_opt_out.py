from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('berichten', '0004_opt_out_to_preference')]

    operations = [
        migrations.DeleteModel(name='OptOut'),
    ]
