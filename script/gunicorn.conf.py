"""How script/server runs the portal: one process, for SQLite and for tasks in the process."""

import os
import threading

port = os.environ["PORT"]
bind = f"127.0.0.1:{port}"
workers = 1
worker_class = "gthread"
threads = 4
loglevel = "warning"


def when_ready(server):
    """Say the address once somebody listens there, and not before."""
    print(f"Cổng đang chạy tại http://127.0.0.1:{port} (Ctrl-C để dừng)", flush=True)


def post_worker_init(worker):
    """Take up the background work an earlier run left behind; no Celery beat does it here."""
    from tayninh_portal.jobs import keep_sweeping

    keep_sweeping(threading.Event())
