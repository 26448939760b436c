"""The Celery application; without a broker every task runs in the process that asked for it."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tayninh_portal.settings")
app = Celery("tayninh_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
