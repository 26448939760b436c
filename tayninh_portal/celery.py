"""The Celery application; without a broker nothing is sent to it (``jobs.work``)."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tayninh_portal.settings")
app = Celery("tayninh_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="background")


@setup_logging.connect
def keep_the_logs_of_the_portal(**_: object) -> None:
    """Celery sets up no logging where somebody listens here; Django has done it already.

    Its own would print lines beside ours, in another form, and with the words of exceptions.
    """
