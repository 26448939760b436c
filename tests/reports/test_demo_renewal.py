"""A demo nobody wrote in goes on with the days; one that somebody wrote in is never touched."""

import fcntl
import sqlite3
from contextlib import closing
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.complaints.models import Complaint
from inspections.identities.models import IdentityReading
from tayninh_portal import illustrative, jobs, records
from tayninh_portal.models import Change, DemoBuild, Device, Draft, Notice, SavedFilter, User
from tests.fixtures.cast import make_user, moment
from tests.fixtures.demo import DAY_OF_2026, copy_of
from tests.portal.test_sign_in import PASSWORD, sign_in

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
AS_OF, LATER = moment(2026, 11, 20, 10), moment(2026, 11, 30, 8)
STAYS = (
    "Tỉnh minh họa được dựng đến ngày 20/11/2026 và giữ nguyên vì đã có người nhập thêm. Muốn dựng "
    "lại đến hôm nay: dừng cổng, đổi tên thư mục"
)
SAID_ON_THE_PAGE = (
    "Tỉnh minh họa được dựng đến ngày 20/11/2026. Chạy lại cổng để dựng tiếp đến hôm nay;"
)


@pytest.fixture
def told(demo_2026, settings, tmp_path):
    """The demo as if it had been told on the day up to which it goes; its lock is the test's."""
    DemoBuild.objects.update(made_at=AS_OF)
    settings.VAR_DIR = tmp_path


def start(capsys) -> str:
    """What is said when the portal starts ten days later."""
    with time_machine.travel(LATER, tick=False):
        call_command("load_demo", if_empty=True)
    return capsys.readouterr().out


def everybody_looks() -> None:
    """Signing in by a click, from several browsers, and reading around."""
    for _ in range(2):
        for post in illustrative.offered_posts(DAY_OF_2026):
            client = Client()
            client.post(reverse("account-try"), {"user": post.user_id})
            for name in ("home", "visit-list", "report-list", "notice-list", "help-list"):
                client.get(reverse(name))


def test_signing_in_looking_and_the_workers_own_work_leave_it_untouched(told):
    assert illustrative.is_untouched()
    with time_machine.travel(AS_OF, tick=True):
        everybody_looks()
        account = User.objects.get(username="chuyenvien1")
        # As it is known to the hasher of the tests.
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        for client in (Client(), Client()):
            assert sign_in("chuyenvien1", PASSWORD, client=client).status_code == 302
        jobs.ask_for_what_is_due()
        jobs.run_waiting()
    assert Device.objects.count() == 2
    assert Change.objects.filter(action="device").exists()
    assert Notice.objects.exists()
    assert illustrative.is_untouched()


def a_draft(user):
    Draft.objects.create(user=user, key=uuid4(), form="visit-create", payload="…", saved_at=AS_OF)


def a_saved_filter(user):
    given = {"list_name": "visit-list", "name": "Của tôi", "query": "q=a", "created_at": AS_OF}
    SavedFilter.objects.create(user=user, **given)


def a_note(user):
    records.remark(user, by=user, action="note", label="Ghi chú")


def a_reason(user):
    identity = Complaint.objects.exclude(caller=None)[0].caller
    about = {"record_type": "inspections.complaint", "record_id": 1, "reason": "Gọi lại."}
    IdentityReading.objects.create(identity=identity, by=user, at=AS_OF, **about)


@pytest.mark.parametrize("write", [a_draft, a_saved_filter, a_note, a_reason])
def test_whatever_somebody_typed_keeps_it_as_it_is(told, capsys, write):
    with time_machine.travel(AS_OF, tick=False):
        write(User.objects.get(username="chuyenvien1"))
    before = Change.objects.count()
    assert not illustrative.is_untouched()
    assert start(capsys).startswith(STAYS)
    assert Change.objects.count() == before


def test_a_row_somebody_took_away_is_noticed_too(told):
    newest = DemoBuild.objects.latest("pk").newest | {"portal.savedfilter": 7}
    DemoBuild.objects.update(newest=newest)
    assert not illustrative.is_untouched()


def test_it_is_said_on_the_page_and_at_the_start_while_another_serves_it(told, capsys, tmp_path):
    def page() -> str:
        return " ".join(Client().get(reverse("account_login")).content.decode().split())

    with time_machine.travel(AS_OF, tick=False):
        assert "được dựng đến ngày" not in page()
    with time_machine.travel(LATER, tick=False):
        assert SAID_ON_THE_PAGE in page()
    with (tmp_path / "serving.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        assert start(capsys).startswith(
            "Tỉnh minh họa được dựng đến ngày 20/11/2026; một cổng khác đang phục vụ dữ liệu này"
        )
    make_user("nguoithat")
    with time_machine.travel(LATER, tick=False):
        assert "được dựng đến ngày" not in page()
    assert "Tỉnh minh họa" not in start(capsys)


def test_one_told_for_a_day_somebody_wanted_stays_there(told, capsys):
    DemoBuild.objects.update(made_at=LATER)
    assert illustrative.lags_since(date(2026, 12, 1)) is None
    assert "Tỉnh minh họa" not in start(capsys)


def test_what_was_written_between_the_parts_is_no_part_of_the_demo(demo):
    """The second part goes on from what the portal holds by then."""
    from demo.story import tell_up_to

    a_note(User.objects.get(username="quantri"))
    with time_machine.travel(moment(2026, 1, 20), tick=False):
        assert tell_up_to(timezone.localdate()) != []
    assert (DemoBuild.objects.count(), illustrative.is_untouched()) == (0, False)


@pytest.mark.once
@pytest.mark.first
def test_an_untouched_demo_is_told_anew_while_its_keys_and_files_stay(
    built_up_to, static_dir, tmp_path, database_kind
):
    with copy_of(built_up_to(DAY_OF_2026), static_dir, tmp_path, database_kind) as copy:

        def asks(statement: str) -> list:
            with closing(sqlite3.connect(copy.database.name)) as connection, connection:
                return connection.execute(statement).fetchall()

        asks("UPDATE portal_demobuild SET made_at = '2026-11-20 03:00:00'")
        before = asks("SELECT count(*), max(day) FROM inspections_visit")
        said = copy.manage("load_demo", "--if-empty", "--day", "30/11/2026").stdout
        assert said.startswith(
            "Tỉnh minh họa được dựng đến ngày 20/11/2026; đang dựng lại đến ngày 30/11/2026"
        )
        assert asks("SELECT built_up_to FROM portal_demobuild ORDER BY id DESC LIMIT 1") == [
            ("2026-11-30",)
        ]
        (now,) = asks("SELECT count(*), max(day) FROM inspections_visit")
        assert now > before[0]
        assert asks("PRAGMA integrity_check") == [("ok",)]
        assert list(copy.var_dir.parent.rglob("*.anew*")) == []
        copy.manage("migrate", "--check")
        # The callers of the new demo are sealed with the keys that were there.
        copy.manage("rotate_keys")
        again = copy.manage("load_demo", "--if-empty", "--day", "30/11/2026").stdout
        assert again.startswith("Tài khoản minh họa")
