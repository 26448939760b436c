"""The frame of the portal: settings, people, access, change log, jobs, paper."""

from tayninh_portal.celery import app as celery_app

__all__ = ["celery_app"]
