"""``manage.py sweep_jobs``: take up background work that nobody does any more."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand

from tayninh_portal import jobs


class Command(BaseCommand):
    """By hand or from cron; a running portal does the same every minute."""

    help = "Nhận lại các việc nền bị bỏ dở hoặc chưa đến được máy xử lý."

    def handle(self, *args: object, **options: object) -> None:
        """Says how many were taken up; embedded, they are done when it ends."""
        number = jobs.sweep() if settings.REDIS_URL else jobs.run_waiting()
        self.stdout.write(f"Đã nhận lại {number} việc nền.")
