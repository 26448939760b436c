"""The report: figures told, reviewed, frozen and put on paper."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    """What is made of the records."""

    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from reports import lists, rules, work  # noqa: F401  they register themselves
        from reports.domain import (
            citations,  # noqa: F401  lets documents be attached to reports
            renderings,  # noqa: F401  registers the job
        )
        from reports.domain.outlines import install_outlines

        # The first outline is data with a version, there before the first report.
        post_migrate.connect(install_outlines, sender=self, dispatch_uid="reports.outlines")
