"""Health (the process answers) and readiness (it can do its work), for the load balancer."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from tayninh_portal.guards import missing_guards
from tayninh_portal.models import Job


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of anybody."""
    return JsonResponse({"status": "ok"})


@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, guards, cache and files are there, else 503 with which one is not."""
    found = {
        "database": _database(),
        "guards": _guards(),
        "cache": _cache(),
        "files": _files(),
        "jobs": _jobs(),
    }
    ready = all(found.values())
    body = {"status": "ok" if ready else "not ready", "parts": found}
    return JsonResponse(body, status=200 if ready else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _guards() -> bool:
    try:
        return not missing_guards()
    except DatabaseError:
        return False


def _cache() -> bool:
    try:
        cache.set("readyz", "1", 10)
        return bool(cache.get("readyz") == "1")
    except RedisError:
        return False


def _files() -> bool:
    try:
        settings.FILES_DIR.mkdir(parents=True, exist_ok=True)
        probe = settings.FILES_DIR / ".readyz"
        probe.touch()
    except OSError:
        return False
    return True


def _jobs() -> bool:
    """No job has been without a worker for longer than a sweep can mend."""
    try:
        return not Job.objects.stalled(timezone.now()).filter(attempts__gte=3).exists()
    except DatabaseError:
        return False
