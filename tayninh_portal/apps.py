"""The frame as an app: accounts, posts, the change log, jobs and stored files."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """Label ``portal``: tables other apps point at, which cannot move later."""

    name = "tayninh_portal"
    label = "portal"
    verbose_name = "Khung của cổng"

    def ready(self) -> None:
        from tayninh_portal import (
            checks,  # noqa: F401  registers the system checks
            tasks,  # noqa: F401  registers how workers are told of jobs
        )
        from tayninh_portal.form_messages import speak_vietnamese
        from tayninh_portal.guards import install_guards

        speak_vietnamese()

        # After every migration, since SQLite's table rebuild silently drops triggers.
        post_migrate.connect(install_guards, dispatch_uid="portal.install_guards")
