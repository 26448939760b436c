"""How gunicorn serves the portal in production, behind nginx (``cong-vu-web.service``).

Sync workers: measured on two cores they answered most evenly, and each keeps one connection to the
database. Background work runs in Celery, so no request is long. The defaults suit two cores; the
environment file may set WEB_CONCURRENCY.
"""

import os

bind = os.environ.get("WEB_BIND", "127.0.0.1:8001")
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
worker_class = "sync"
timeout = 60
graceful_timeout = 30
# Memory that a library loses does not add up for ever; not all workers at the same moment.
max_requests = 5000
max_requests_jitter = 500
# The portal writes its own lines, as JSON and without query strings.
accesslog = None
loglevel = "warning"
# nginx alone speaks to us; which of its headers count is decided by PORTAL_PROXY_COUNT.
forwarded_allow_ips = "127.0.0.1"
