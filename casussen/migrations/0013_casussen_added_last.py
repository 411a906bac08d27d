from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casussen', '0012_casussen_newest_first'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='casus',
            index=models.Index(fields=['-created_at', '-id'], name='casus_added'),
        ),
    ]
