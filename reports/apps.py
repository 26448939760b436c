"""The report: figures told, checked, frozen and put on paper."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

# Modules that register something: rules of permissions, tasks of the home page, jobs, and what a
# part to the right knows for one to the left.
REGISTERING = (
    "figures.tasks",
    "narrative.citations",
    "narrative.outline_list",
    "narrative.reports",
    "narrative.request_panel",
    "narrative.rules",
    "checks.while_writing",
    "freezing.closed",
    "freezing.numbers",
    "remarks.workflow",
    "remarks.showing",
    "remarks.news",
    "issuing.lists",
    "issuing.rules",
    "issuing.workflow",
    "issuing.tasks",
    "issuing.news",
    "issuing.renderings",
)


class ReportsConfig(AppConfig):
    """What is made of the records."""

    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from reports.narrative.outlines import install_outlines

        for name in REGISTERING:
            import_module(f"reports.{name}")

        # The first outline is data with a version, there before the first report.
        post_migrate.connect(install_outlines, sender=self, dispatch_uid="reports.outlines")
