from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('inspections', '0006_imports_in_the_background'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='complaint',
            name='complaint_open_order',
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('state__in', ('received', 'classified', 'handed_on', 'answered'))), fields=['received_on', 'id', 'subject_agency', 'reserved_for', 'subject_user'], name='complaint_open_work'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='complaint_merged'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('source_complaint__isnull', False)), fields=['source_complaint'], name='visit_of_complaint'),
        ),
    ]
