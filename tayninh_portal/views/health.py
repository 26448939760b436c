"""Health (the process answers) and readiness (it can do its work), for the load balancer."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error as DatabaseFailure
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from tayninh_portal.guards import missing_guards
from tayninh_portal.lib.files import free_bytes, takes_bytes
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState

# Seconds; longer than the heaviest job in the queue before it.
WAITS_TOO_LONG = 600
MEGABYTE = 1024 * 1024


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of anybody."""
    return JsonResponse({"status": "ok"})


@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, guards, cache and files are there, else 503 with which one is not.

    Files are there while one can be written and the disk keeps more room than the setting asks
    for; ``free_mb`` says how much, None where it cannot be told.

    Background work that waits is told ("degraded") and no reason for 503: without a worker people
    still read and write, and a load balancer that takes every machine off would end that, too.
    """
    free = _free()
    needed = {
        "database": _database(),
        "guards": _guards(),
        "cache": _cache(),
        "files": _files(free),
    }
    jobs = _jobs()
    ready = all(needed.values())
    status = "not ready" if not ready else "ok" if jobs else "degraded"
    free_mb = None if free is None else free // MEGABYTE
    body = {"status": status, "parts": {**needed, "jobs": jobs}, "free_mb": free_mb}
    return JsonResponse(body, status=200 if ready else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseFailure:
        return False


def _guards() -> bool:
    try:
        return not missing_guards()
    except DatabaseFailure:
        return False


def _cache() -> bool:
    try:
        cache.set("readyz", "1", 10)
        return bool(cache.get("readyz") == "1")
    except RedisError:
        return False


def _free() -> int | None:
    try:
        return free_bytes(settings.FILES_DIR)
    except OSError:
        return None


def _files(free: int | None) -> bool:
    enough = free is not None and free >= settings.MIN_FREE_BYTES
    return enough and takes_bytes(settings.FILES_DIR)


def _jobs() -> bool:
    """No job has waited for a worker longer than a sweep and a free worker would take."""
    long_ago = timezone.now() - timedelta(seconds=WAITS_TOO_LONG)
    waiting = Q(state=JobState.QUEUED, created_at__lt=long_ago)
    abandoned = Q(state=JobState.RUNNING, lease_until__lt=long_ago)
    try:
        return not Job.objects.filter(waiting | abandoned).exists()
    except DatabaseFailure:
        return False
