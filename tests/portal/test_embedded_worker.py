"""The worker beside the embedded portal: PDFs and imports over HTTP, and either process killed."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from demo.people import PASSWORD
from tayninh_portal import jobs
from tayninh_portal.management.commands.work_jobs import UntilInterrupted
from tests.inspections.importing import VISIT, fill
from tests.services import portal, processes
from tests.services.visitor import Visitor

# SQLite alone, as the embedded mode is; a server and a PDF are nothing for the quick run.
pytestmark = [pytest.mark.sqlite, pytest.mark.once]
SECONDS = 60


def wait(there):
    """Wait for what somebody else does; what it gave."""
    deadline = time.monotonic() + SECONDS
    while not (found := there()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def children(pid: int) -> list[int]:
    """The processes a process started, from whichever of its threads."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(c) for t in threads for c in (t / "children").read_text().split()]
    except OSError:
        return []


def serving(live) -> int:
    """The process that answers requests."""
    return wait(lambda: children(live.process.pid))[0]


def working(live) -> int:
    """The process that does the background work."""
    return wait(lambda: children(serving(live)))[0]


def gone(pid: int) -> bool:
    """Whether a process ended, even if nobody has asked for its end yet."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


@contextmanager
def rows(live):
    """The database of the portal, which is open to anybody on this machine."""
    file = live.installation.database.name
    with closing(sqlite3.connect(file, timeout=20)) as connection, connection:
        yield connection


def one(live, query: str):
    with rows(live) as connection:
        return connection.execute(query).fetchone()[0]


def someone(live, username: str) -> Visitor:
    """A person of the demo, signed in."""
    visitor = Visitor(live.url)
    visitor.sign_in(username, PASSWORD)
    return visitor


def when_it_says(visitor: Visitor, words: str) -> str:
    """Load the page again, as somebody without scripts does, until it says that."""
    here, deadline = visitor.url, time.monotonic() + SECONDS
    while words not in " ".join(visitor.text.split()):
        assert time.monotonic() < deadline, visitor.text
        time.sleep(0.2)
        visitor.get(here)
    return visitor.text


def import_of(visitor: Visitor, number: int) -> None:
    """Upload a workbook of that many visits of yesterday's, one a minute and agency."""
    empty = visitor.get("/kiem-tra/nhap-excel/mau.xlsx")
    visitor.get("/kiem-tra/nhap-excel/")
    agencies = ("Sở Y tế", "Sở Xây dựng", "Sở Tư pháp", "Sở Tài chính")
    day = date.today() - timedelta(days=1)
    visits = [
        VISIT
        | {
            "Mã lượt": n + 1,
            "Cơ quan được kiểm tra": agencies[n % 4],
            "Ngày kiểm tra": day - timedelta(days=n // 4 % 200),
            "Bắt đầu lúc": f"08:{n // 800:02d}",
            "Tổ trưởng": "chuyenvien1",
        }
        for n in range(number)
    ]
    data = fill(empty, {"Lượt kiểm tra": visits})
    visitor.post("/kiem-tra/nhap-excel/", {"client_id": str(uuid4())}, upload=data)


def test_a_pdf_comes_by_itself_to_the_page_that_asked(live_portal):
    visitor = someone(live_portal, "chuyenvien1")
    visitor.get("/bao-cao/lap/")
    form = {"client_id": str(uuid4()), "year": "2020", "period_kind": "calendar"}
    visitor.post("/bao-cao/lap/", form | {"title": "Kết quả năm 2020"})
    visitor.post(f"{visitor.url}ket-xuat/", {})
    assert re.search(r"/bao-cao/\d+/viec/\d+/$", visitor.url)
    page = when_it_says(visitor, "Xong: bản PDF ghi lại báo cáo")
    (file,) = re.findall(r'href="(/bao-cao/\d+/tai-ve/\?ban=\d+)"', page)
    assert visitor.get(file).startswith(b"%PDF-")


def test_whoever_is_killed_the_import_comes_in_once(live_portal):
    visitor = someone(live_portal, "chuyenvien1")
    before = one(live_portal, "SELECT count(*) FROM inspections_visit")
    import_of(visitor, 800)
    page = when_it_says(visitor, "Sẽ nhập: 800 lượt kiểm tra")
    (button,) = re.findall(r'action="(/kiem-tra/nhap-excel/\d+/nhap/)"', page)
    visitor.post(button, {})
    running = "SELECT count(*) FROM portal_job WHERE state = 'running'"
    wait(lambda: one(live_portal, running))

    # The worker dies: another one is started, and takes the job up once its lease ran out.
    first = working(live_portal)
    os.kill(first, signal.SIGKILL)
    wait(lambda: gone(first))
    second = wait(lambda: working(live_portal) != first and working(live_portal))
    # The process that serves dies: the worker goes with it, and both are there again.
    served = serving(live_portal)
    os.kill(served, signal.SIGKILL)
    wait(lambda: gone(served) and gone(second))
    wait(lambda: serving(live_portal) not in (served, 0))
    assert working(live_portal) not in (first, second)
    with rows(live_portal) as connection:
        connection.execute("UPDATE portal_job SET lease_until = '2019-01-01' WHERE state='running'")
    visitor = someone(live_portal, "chuyenvien1")
    visitor.get(button.removesuffix("nhap/"))
    when_it_says(visitor, "Đã nhập lúc")
    assert one(live_portal, "SELECT count(*) FROM inspections_visit") == before + 800

    # All of it is killed: nobody is left.
    third = working(live_portal)
    os.kill(live_portal.process.pid, signal.SIGKILL)
    wait(lambda: gone(third))


def test_the_worker_by_hand_and_where_a_broker_is(demo_installation, tmp_path):
    stated = demo_installation.manage("sweep_jobs").stdout
    assert stated == "Đã nhận lại 0 việc nền.\n"
    demo_installation.redis_url = "redis://127.0.0.1:1/0"
    refused = demo_installation.manage("work_jobs", fails=True).stderr
    assert "Đã có REDIS_URL: việc nền do worker Celery làm" in refused
    demo_installation.redis_url = ""
    log = tmp_path / "work.log"
    process = start(demo_installation, log, "work_jobs")
    processes.wait_until(lambda: "Đang chờ việc nền" in log.read_text(), process, log, SECONDS)
    process.send_signal(signal.SIGINT)
    assert process.wait(SECONDS) == 0
    assert "Traceback" not in log.read_text()


def test_runserver_says_that_a_worker_has_to_be_started(demo_installation, tmp_path):
    log = tmp_path / "runserver.log"
    address = f"127.0.0.1:{processes.free_port()}"
    process = start(demo_installation, log, "runserver", "--noreload", address)
    stated = "mở cửa sổ khác và gõ manage.py work_jobs"
    processes.wait_until(lambda: stated in log.read_text(), process, log, SECONDS)
    processes.stop(process)
    assert "Traceback" not in log.read_text()


def start(installation, log: Path, *arguments: str) -> subprocess.Popen:
    """A command that goes on until it is stopped."""
    command = [sys.executable, "-u", "manage.py", *arguments]
    return processes.start(command, log=log, cwd=portal.ROOT, env=installation.environment())


def test_an_interrupt_that_gets_lost_still_ends_the_work():
    over = UntilInterrupted()
    assert not over.is_set()
    with suppress(KeyboardInterrupt):
        over.interrupt(signal.SIGINT, None)
    assert over.is_set()
    # Returns at once: nothing is looked for any more.
    assert jobs.work(over) is None
