from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casussen', '0011_words_of_leervragen'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='casus',
            index=models.Index(fields=['-updated_at', '-id'], name='casus_newest'),
        ),
    ]
