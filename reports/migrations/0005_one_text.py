"""A section is one text: what was suggested when it was written, and what its outline expects."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_check_sheet")]

    operations = [
        migrations.AddField(
            model_name="outlinesection",
            name="expects",
            field=models.JSONField(
                blank=True, default=list, verbose_name="số liệu đề cương yêu cầu"
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="expects",
            field=models.JSONField(
                blank=True, default=list, verbose_name="số liệu đề cương yêu cầu"
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="is_written",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="đã có người soạn"
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="suggested",
            field=models.TextField(blank=True, editable=False, verbose_name="gợi ý khi lưu"),
        ),
        migrations.AddField(
            model_name="report",
            name="opening",
            field=models.TextField(blank=True, verbose_name="lời mở đầu"),
        ),
        migrations.AddField(
            model_name="report",
            name="closing",
            field=models.TextField(blank=True, verbose_name="lời kết"),
        ),
        migrations.AlterField(
            model_name="section",
            name="text",
            field=models.TextField(blank=True, verbose_name="nội dung"),
        ),
    ]
