"""Outlines made on a screen: drafts, put in force, given up."""

from datetime import datetime, time

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def put_in_force(apps, schema_editor):
    """Those there are were in use from their first day; no counted record, so no line is owed."""
    outlines = apps.get_model("reports", "Outline").objects.using(schema_editor.connection.alias)
    for outline in outlines.all():
        begun = timezone.make_aware(datetime.combine(outline.starts_on, time()))
        outlines.filter(pk=outline.pk).update(applied_at=begun)


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_remarks")]

    operations = [
        migrations.AddField(
            model_name="outline",
            name="applied_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="áp dụng lúc"),
        ),
        migrations.AddField(
            model_name="outline",
            name="discarded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="bỏ bản soạn lúc"),
        ),
        migrations.AddField(
            model_name="outline",
            name="made_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="reports.outline",
                verbose_name="lập từ đề cương",
            ),
        ),
        migrations.AddConstraint(
            model_name="outline",
            constraint=models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(discarded_at__isnull=True),
                name="outline_applied_or_discarded",
                violation_error_message="Đề cương đã áp dụng không bỏ được.",
            ),
        ),
        migrations.RunPython(put_in_force, migrations.RunPython.noop),
    ]
