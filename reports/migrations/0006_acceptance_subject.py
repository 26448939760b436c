from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_one_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='acceptance',
            name='subject',
            field=models.TextField(blank=True, default=''),
        ),
    ]
