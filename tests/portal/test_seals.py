"""Once a day: lines sealed, heads given outside, and who has to know is told where it differs."""

import json
import threading

import pytest
import time_machine
from django.conf import settings as portal_settings
from django.db import connection, transaction
from django.urls import reverse

from tayninh_portal import jobs
from tayninh_portal.lib.merkle import merkle_root
from tayninh_portal.lib.signing import is_signed, public_key, sign
from tayninh_portal.models import Change, Job, LogCheck, Notice, Seal
from tayninh_portal.models.jobs import JobState
from tayninh_portal.sealing import seals
from tayninh_portal.sealing.checks import verify_log
from tayninh_portal.sealing.night import NIGHT, ask_for_the_night
from tests.fixtures.cast import build_cast, moment
from tests.fixtures.queries import counted_queries
from tests.inspections.complaint_story import SECRETS
from tests.inspections.complaint_story import log as log_complaint
from tests.inspections.visiting import concluded, draft

# Monday, early, and the next days.
NIGHT_AT = moment(2019, 7, 8, 0, 1)
SECOND, THIRD = moment(2019, 7, 9, 0, 1), moment(2019, 7, 10, 0, 1)
PAGE = reverse("seal-list")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NIGHT_AT, tick=False):
        yield


def night(at) -> None:
    with time_machine.travel(at, tick=False):
        ask_for_the_night(at)
        jobs.run_waiting()


def move_a_day(visit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inspections_visit SET day = '2018-12-31' WHERE id = %s", [visit.pk])


# --- the seal --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "root"),
    [
        # RFC 6962, 2.1.3: the vectors of the reference implementation of Certificate Transparency.
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ([""], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (["", "00"], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (["", "00", "10"], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ],
)
def test_the_tree_is_that_of_certificate_transparency(entries, root):
    assert merkle_root([bytes.fromhex(entry) for entry in entries]) == root


def test_a_signature_is_of_one_key_and_one_message():
    key, other = "B" * 43 + "=", "C" * 43 + "="
    signature = sign(key, "head")
    assert is_signed("head", signature, public_key(key))
    assert not is_signed("heaD", signature, public_key(key))
    assert not is_signed("head", signature, public_key(other))
    assert not is_signed("head", "không phải chữ ký", "không phải khóa")
    with pytest.raises(ValueError, match="Khóa niêm phong không đúng dạng"):
        sign("AAAA", "head")


def test_each_line_is_in_one_seal_and_each_seal_names_the_one_before(cast, monkeypatch):
    monkeypatch.setattr(seals, "LINES_A_SEAL", 5)
    first = seals.seal_log(NIGHT_AT)
    concluded(cast)
    second = seals.seal_log(SECOND)
    third = seals.seal_log(THIRD)
    assert [seal.count for seal in first][:-1] == [5] * (len(first) - 1)
    assert [seal.count for seal in second + third] == [2, 0]
    every = [*first, *second, *third]
    assert [number for seal in every for number, _ in seal.sealed()] == list(
        Change.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert [seal.number for seal in every] == list(range(1, len(every) + 1))
    assert [seal.previous for seal in every] == ["", *(seal.head for seal in every[:-1])]
    assert verify_log().differences == ()


def test_writing_costs_the_same_queries_with_and_without_words_left_out(cast):
    draft(cast)
    with counted_queries() as asked:
        draft(cast, agency=cast.b, by=cast.manager)
    assert len([line for line in asked.lines if "portal_change" in line]) == 1


def test_a_second_process_seals_nothing_twice(cast, monkeypatch):
    seals.seal_log(NIGHT_AT)
    draft(cast)
    late = Seal.objects.last()
    seals.seal_log(SECOND)
    monkeypatch.setattr(seals, "Seal", Late(late))
    assert seals.seal_log(SECOND) == []
    assert Seal.objects.count() == 2


class Late:
    """The seals as another process read them a moment ago."""

    def __init__(self, last: Seal) -> None:
        self.objects = self
        self._last = last

    def last(self) -> Seal:
        return self._last

    def __call__(self, **fields: object) -> Seal:
        return Seal(**fields)


def slow_writer(cast):
    """Somebody in the middle of writing, and the event that lets them end."""
    holds, may_end = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            draft(cast)
            holds.set()
            may_end.wait(30)
        connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert holds.wait(30)
    return writer, may_end


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_is_writing_is_waited_for():
    """Their line has a lower number than one that stands already, and comes later."""
    cast = build_cast()
    writer, may_end = slow_writer(cast)
    draft(cast, agency=cast.b, by=cast.manager)
    threading.Timer(0.5, may_end.set).start()
    seals.seal_log(NIGHT_AT)
    assert may_end.is_set()
    writer.join()
    assert sum(seal.count for seal in Seal.objects.all()) == Change.objects.count()
    assert verify_log().differences == ()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_writes_for_too_long_puts_the_seal_off(monkeypatch):
    cast = build_cast()
    monkeypatch.setattr(seals, "PATIENCE_SECONDS", 0)
    writer, may_end = slow_writer(cast)
    night(NIGHT_AT)
    may_end.set()
    writer.join()
    check = LogCheck.objects.get()
    assert check.differences == ["Có giao dịch ghi nhật ký kéo dài; nhật ký chưa được niêm phong."]
    assert not Seal.objects.exists()


# --- the night -------------------------------------------------------------------------------


def test_the_night_comes_once_a_day(cast):
    ask_for_the_night(NIGHT_AT)
    ask_for_the_night(moment(2019, 7, 8, 23, 59))
    ask_for_the_night(SECOND)
    assert list(Job.objects.filter(kind=NIGHT).values_list("key", flat=True)) == [
        "log.night-2019-07-08",
        "log.night-2019-07-09",
    ]
    jobs.run_waiting()
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert (Seal.objects.count(), LogCheck.objects.count()) == (2, 2)


def test_administrator_and_manager_are_told_once_of_what_differs(cast):
    visit = concluded(cast)
    night(NIGHT_AT)
    assert LogCheck.objects.get().differences == []
    move_a_day(visit)
    night(SECOND)
    night(THIRD)
    told = Notice.objects.filter(record_type="portal.logcheck")
    assert sorted(told.values_list("user__username", "kind")) == [
        (cast.manager.username, "differs"),
        (cast.admin.username, "differs"),
    ]
    (notice,) = told.filter(user=cast.manager)
    client = cast.client("manager")
    answer = client.post(reverse("notice-open", args=[notice.pk]))
    assert answer["Location"] == PAGE
    page = client.get(PAGE).content.decode()
    assert f"Lượt kiểm tra số {visit.pk}: khác dòng nhật ký cuối ở: “ngày kiểm tra”." in page
    assert "01 điểm khác" in page


def test_the_page_shows_the_heads_and_todays_open_part(cast):
    client = cast.client("admin")
    assert "Chưa có lần kiểm tra nào" in client.get(PAGE).content.decode()
    night(NIGHT_AT)
    log_complaint(cast)
    page = client.get(PAGE).content.decode()
    assert Seal.objects.get().head in page
    assert "không có gì khác với lúc ghi" in page
    assert "Phần của hôm nay chưa niêm phong: 1 dòng." in page
    assert [word for word in SECRETS if word in page] == []


def test_the_page_asks_the_same_however_many_seals_there_are(cast):
    client = cast.client("admin")
    night(NIGHT_AT)
    with counted_queries() as one:
        client.get(PAGE)
    for _ in range(29):
        seals.seal_log(SECOND)
    with counted_queries() as many:
        client.get(PAGE)
    assert (len(one), len(many)) == (8, 8)


# --- outside ---------------------------------------------------------------------------------


def test_a_file_and_a_folder_outside_get_every_seal_once(cast, settings, tmp_path):
    file, folder = tmp_path / "dau.jsonl", tmp_path / "thu-muc"
    folder.mkdir()
    settings.SEAL_OUTSIDE = [str(file), f"{folder}/"]
    night(NIGHT_AT)
    night(SECOND)
    every = [seal.public() for seal in Seal.objects.all()]
    assert [json.loads(line) for line in file.read_text().splitlines()] == every
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["niem-phong-000001.json", "niem-phong-000002.json"]
    assert [json.loads((folder / name).read_text()) for name in names] == every
    assert LogCheck.objects.first().differences == []


def test_what_lies_outside_is_compared_every_night(cast, settings, tmp_path):
    file = tmp_path / "dau.jsonl"
    settings.SEAL_OUTSIDE = [str(file)]
    night(NIGHT_AT)
    told = json.loads(file.read_text())
    file.write_text(json.dumps(told | {"root": "0" * 64}) + "\n{hỏng\n")
    night(SECOND)
    assert LogCheck.objects.first().differences == [
        f"{file} giữ dấu niêm phong số 1 khác với dấu trong cổng.",
        f"{file} giữ dấu niêm phong số 0 mà cổng không có: dấu bị xóa, hoặc cổng được phục hồi từ "
        "bản sao lưu cũ hơn.",
    ]


def test_a_place_outside_that_is_away_is_told_and_caught_up_with(cast, settings, tmp_path):
    folder = tmp_path / "chua-co"
    settings.SEAL_OUTSIDE = [f"{folder}/"]
    night(NIGHT_AT)
    assert LogCheck.objects.first().differences == [
        f"Chưa đưa được dấu niêm phong ra nơi giữ ngoài {folder}/.",
        f"{folder}/: không đọc được; nơi giữ ngoài chưa có hoặc đã mất.",
    ]
    folder.mkdir()
    night(SECOND)
    assert len(list(folder.iterdir())) == 2
    assert LogCheck.objects.first().differences == []


def test_a_mail_outside_holds_the_heads_of_the_last_days(cast, settings, tmp_path):
    settings.SEAL_OUTSIDE = ["luu-tru@example.vn"]
    settings.MAIL_DIR = tmp_path / "mail"
    night(NIGHT_AT)
    night(SECOND)
    newest = max(settings.MAIL_DIR.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert "To: luu-tru@example.vn" in newest.read_text()
    from django.core.management import call_command

    call_command("verify_log", against=newest)
    assert LogCheck.objects.first().differences == []


def test_without_a_place_outside_the_check_says_so(cast):
    assert portal_settings.SEAL_OUTSIDE == []
    night(NIGHT_AT)
    assert any("PORTAL_SEAL_OUTSIDE" in note for note in LogCheck.objects.get().notes)
