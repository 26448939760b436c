"""The frame as an app: accounts, posts, the change log, jobs and stored files."""

import sqlite3

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """Label ``portal``: tables other apps point at, which cannot move later."""

    name = "tayninh_portal"
    label = "portal"
    verbose_name = "Khung của cổng"

    def ready(self) -> None:
        from tayninh_portal import (
            background,  # noqa: F401  registers how workers are told of jobs
            celery,  # noqa: F401  makes the application that the tasks belong to
            checks,  # noqa: F401  registers the system checks
        )
        from tayninh_portal.form_messages import speak_vietnamese
        from tayninh_portal.guards import install_guards
        from tayninh_portal.notifications import (
            account,  # noqa: F401  registers what people are told of their accounts
            mails,  # noqa: F401  registers the jobs that tell and send
            sweeping,  # noqa: F401  registers the job that lets go of what is old
        )
        from tayninh_portal.proposals import (
            lists,  # noqa: F401  registers the list of proposals
            news,  # noqa: F401  registers whom a proposal tells
            tasks,  # noqa: F401  registers what waits on the home page, and what runs out
        )
        from tayninh_portal.sealing import night  # noqa: F401  registers the job of the night
        from tayninh_portal.searching import index_searches
        from tayninh_portal.sign_ins import (
            events,  # noqa: F401  registers how long what happened at the door is kept
        )

        speak_vietnamese()

        # After every migration, since SQLite's table rebuild silently drops triggers.
        post_migrate.connect(install_guards, dispatch_uid="portal.install_guards")
        post_migrate.connect(index_searches, dispatch_uid="portal.index_searches")
        connection_created.connect(use_all_parameters, dispatch_uid="portal.use_all_parameters")


def use_all_parameters(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Let a statement on SQLite carry as many values as the library takes (32,766 and more).

    Django keeps to the 999 of libraries before 2020: 500 visits would go in in 14 statements.
    """
    if connection.vendor == "sqlite":
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = limit
