"""The records: what happened in the field, on the telephone and in the agencies."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import module_has_submodule

# From the ground up: a room's models know only those of the rooms before it.
ROOMS = (
    "agencies",
    "people",
    "catalogues",
    "identities",
    "cited_documents",
    "report_requests",
    "complaints",
    "teams",
    "plans",
    "visits",
    "findings",
    "statements",
    "head_criticisms",
    "minutes",
    "recommendations",
    "handlings",
    "likenesses",
    "remedies",
    "result_papers",
    "rechecks",
    "rounds",
    "submissions",
    "implementation",
    "handovers",
    "imports",
)
# Modules that register something with the frame: rules of permissions, lists, tasks on the home
# page, panels on the pages of other rooms, papers of a dossier, whom a person asks, notices,
# work in the background, what takes two people.
REGISTERING = (
    "workflow",
    "proposals",
    "lists",
    "tasks",
    "panels",
    "dossier",
    "contacts",
    "news",
    "work",
)


class InspectionsConfig(AppConfig):
    """Everything the report counts."""

    name = "inspections"
    verbose_name = "Hồ sơ kiểm tra"

    def ready(self) -> None:
        from inspections.catalogues.first_rows import install_catalogues

        for room in ROOMS:
            package = import_module(f"inspections.{room}")
            for name in REGISTERING:
                if module_has_submodule(package, name):
                    import_module(f"inspections.{room}.{name}")

        # The catalogues belong to the schema: a portal without them cannot log one finding.
        post_migrate.connect(install_catalogues, sender=self, dispatch_uid="inspections.catalogues")
