"""How script/server runs the portal: one process that serves, and beside it one that works."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

port = os.environ["PORT"]
bind = f"127.0.0.1:{port}"
workers = 1
worker_class = "gthread"
threads = 4
loglevel = "warning"
# Seconds a request gets to end after Ctrl-C.
graceful_timeout = 5

# Seconds until the worker of background work is started again: one that cannot even start must not
# keep the machine busy.
START_AGAIN = 1
stopping = threading.Event()
working = []
serving = []


def on_starting(server):
    """Say to others that these data are being served, as long as this process lives."""
    lock = (Path(os.environ.get("PORTAL_VAR_DIR") or "var") / "serving.lock").open("a")
    fcntl.flock(lock, fcntl.LOCK_SH)
    serving.append(lock)


def when_ready(server):
    """Say the address once somebody listens there, and not before."""
    # By its name: no browser makes a passkey for an address of numbers.
    print(f"Cổng đang chạy tại http://localhost:{port} (Ctrl-C để dừng)", flush=True)


def post_worker_init(worker):
    """Start the worker of background work, and hear of Ctrl-C from the master alone.

    A terminal sends Ctrl-C to master and worker, so that the worker would get two signals; the
    second could find the first one holding the lock of its threads, and it hung until it was
    killed.
    """
    from django.conf import settings

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # With a broker Celery does it.
    if not settings.REDIS_URL:
        threading.Thread(target=keep_working, name="keeps-working", daemon=True).start()


def keep_working():
    """Start the worker, and start it again whenever it dies.

    Its standard input is a pipe from here: when this process ends, killed or not, it ends as well.
    """
    while not stopping.is_set():
        command = [sys.executable, "manage.py", "work_jobs", "--attached"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE)
        working[:] = [process]
        process.wait()
        stopping.wait(START_AGAIN)


def worker_exit(server, worker):
    """Nobody is left when the portal says it ended; what was under way is taken up again."""
    stopping.set()
    for process in working:
        process.kill()
        process.wait()
