"""The records: what happened in the field, on the telephone and in the agencies."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class InspectionsConfig(AppConfig):
    """Everything the report counts."""

    name = "inspections"
    verbose_name = "Hồ sơ kiểm tra"

    def ready(self) -> None:
        from inspections import rules, work  # noqa: F401  they register themselves
        from inspections.domain.catalogues import install_catalogues

        # The catalogues belong to the schema: a portal without them cannot log one finding.
        post_migrate.connect(install_catalogues, sender=self, dispatch_uid="inspections.catalogues")
