"""The portal as its users meet it: another process, served by gunicorn, on a port of its own."""

import os
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.services import processes
from tests.services.databases import Database

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """A portal with a database and a ``var/`` of its own, whether it is being served or not."""

    database: Database
    var_dir: Path
    redis_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The environment its processes get; the keys are those of the tests."""
        variables = os.environ | {
            "PORTAL_VAR_DIR": str(self.var_dir),
            "DATABASE_URL": self.database.url,
        }
        if self.redis_url:
            variables["REDIS_URL"] = self.redis_url
        return variables | self.settings

    def manage(self, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess:
        """Run ``manage.py`` with these arguments; it has to succeed unless ``fails``."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if bool(done.returncode) != fails:
            raise AssertionError(
                f"manage.py {' '.join(arguments)}: mã thoát {done.returncode}\n"
                f"{done.stdout}{done.stderr}"
            )
        return done


@dataclass
class LivePortal:
    """A portal being served. ``url`` has no slash at its end."""

    installation: Installation
    url: str
    log: Path
    process: subprocess.Popen

    def manage(self, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess:
        """Run ``manage.py`` beside the running portal, on the same database."""
        return self.installation.manage(*arguments, fails=fails)


@contextmanager
def served(installation: Installation):
    """Serve the installation just as ``script/server`` does; gives a LivePortal."""
    port = processes.free_port()
    log = installation.var_dir / "gunicorn.log"
    command = [sys.executable, "-m", "gunicorn", "--config", "script/gunicorn.conf.py"]
    process = processes.start(
        [*command, "tayninh_portal.wsgi"],
        log=log,
        cwd=ROOT,
        env=installation.environment() | {"PORT": str(port)},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        processes.wait_until(lambda: _answers(url), process, log, seconds=60)
        yield LivePortal(installation, url, log, process)
    finally:
        processes.stop(process)
        # pytest shows it with a test that failed.
        print(f"--- {log.name} ---\n{log.read_text()}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def celery_worker(installation: Installation, *options: str):
    """A Celery worker of the installation, with one process for tasks; gives its Popen."""
    log = installation.var_dir / "celery.log"
    command = [sys.executable, "-m", "celery", "--app", "tayninh_portal", "worker"]
    command += ["--concurrency", "1", "--without-gossip", "--without-mingle", *options]
    environment = installation.environment() | {"PORTAL_LOG_LEVEL": "INFO"}
    log.unlink(missing_ok=True)
    process = processes.start(command, log=log, cwd=ROOT, env=environment)
    try:
        processes.wait_until(lambda: " ready." in log.read_text(), process, log, seconds=60)
        yield process
    finally:
        processes.stop(process)
        print(f"--- {log.name} ---\n{log.read_text()}")
