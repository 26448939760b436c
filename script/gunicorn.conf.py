"""How script/server runs the portal: one process, for SQLite and for tasks in the process."""

import os
import signal
import threading

port = os.environ["PORT"]
bind = f"127.0.0.1:{port}"
workers = 1
worker_class = "gthread"
threads = 4
loglevel = "warning"
# Seconds a request, or a task in it, gets to end after Ctrl-C. A task cut off is taken up again.
graceful_timeout = 5


def when_ready(server):
    """Say the address once somebody listens there, and not before."""
    print(f"Cổng đang chạy tại http://127.0.0.1:{port} (Ctrl-C để dừng)", flush=True)


def post_worker_init(worker):
    """Take up background work an earlier run left behind, and hear of Ctrl-C from the master alone.

    No Celery beat sweeps here. A terminal sends Ctrl-C to master and worker, so that the worker
    would get two signals; the second could find the first one holding the lock of its threads,
    and it hung until it was killed.
    """
    from tayninh_portal.jobs import keep_sweeping

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_sweeping(threading.Event())
