"""What a demo remembers is called by its name."""

from django.db import migrations


class Migration(migrations.Migration):
    """A model and its column get other names."""

    dependencies = [("portal", "0012_second_factor")]

    operations = [
        migrations.RenameModel("Telling", "DemoBuild"),
        migrations.RenameField("demobuild", "told_up_to", "built_up_to"),
        migrations.AlterModelOptions("demobuild", {"verbose_name": "lần dựng tỉnh minh họa"}),
    ]
