"""Apart from the migrations that fill the columns: PostgreSQL alters no table with rows just
written, before their foreign keys were looked at."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0016_remedies_of_recommendations'),
    ]

    operations = [
        migrations.AlterField(
            model_name='finding',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='inspections.agency', verbose_name='cơ quan của người vi phạm'),
        ),
        migrations.AlterField(
            model_name='remedy',
            name='agency',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='remedies_asked', to='inspections.agency', verbose_name='cơ quan phải khắc phục'),
        ),
        migrations.AlterField(
            model_name='remedy',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='inspections.visit', verbose_name='lượt kiểm tra'),
        ),
    ]
