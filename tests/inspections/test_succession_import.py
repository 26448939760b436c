"""From the registry of 2019 to that of 2025: who ended, who took over, what is left to see to."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inspections.agencies.models import Agency, Succession
from inspections.complaints.models import Complaint
from inspections.people.actions import found_portal
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import classified

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "inspections" / "data"
COMMUNES = DATA / "tay_ninh_2025_communes.csv"
BODIES = DATA / "tay_ninh_province_agencies.csv"
PAIRS = DATA / "tay_ninh_2025_bodies.csv"
LAST, ON = date(2025, 6, 30), date(2025, 7, 1)


def run(file: Path, *options: str, starts_on: str = "01/7/2025") -> list[str]:
    """What the command says, line by line."""
    out = StringIO()
    call_command(
        "import_agencies",
        str(file),
        "--starts-on",
        starts_on,
        "--by",
        "quantri",
        *options,
        stdout=out,
    )
    return out.getvalue().splitlines()


def successors(name: str, district: str = "") -> list[tuple[str, bool]]:
    """Who took over an old body, and which of them goes on with its open work."""
    old = Agency.objects.filter(name=name, ends_on=LAST)
    if district:
        old = old.filter(parent__name=district)
    rows = old.get().successions.order_by("pk").select_related("successor")
    return [(row.successor.name, row.receives_open_work) for row in rows]


@pytest.fixture
def registry(db):
    """The registry of 2019, in a portal of its own."""
    found_portal(
        username="quantri",
        full_name="Quản trị",
        on=date(2010, 1, 1),
        at=moment(2018, 12, 1),
    )
    run(DATA / "tay_ninh_2019_units.csv", starts_on="2010-01-01")
    run(BODIES, "--part", "2023", starts_on="2010-01-01")


def test_the_communes_of_2025_take_over_those_of_2019_and_the_districts_end(registry):
    assert run(COMMUNES, "--communes-due", "--succeeds") == [
        "Đã nhập 96 cơ quan; 0 cơ quan đã có sẵn.",
        "104 cơ quan ngừng hoạt động; 104 quan hệ kế thừa.",
        "60 cơ quan mới không hình thành từ cơ quan nào trong danh mục.",
        "Ngừng hoạt động, chưa rõ cơ quan kế thừa: UBND xã Phước Lưu.",
    ]
    counts = {
        kind: [Agency.objects.on(day).filter(legal_kind=kind).count() for day in (LAST, ON)]
        for kind in ("district", "commune")
    }
    assert counts == {"district": [9, 0], "commune": [95, 96]}
    assert Agency.objects.may_be_due(ON).filter(report_group="commune").count() == 96
    assert Succession.objects.filter(receives_open_work=True).count() == 94


def test_running_it_again_writes_nothing_twice(registry):
    run(COMMUNES, "--communes-due", "--succeeds")
    before = list(Agency.objects.order_by("pk").values_list("pk", "version", "ends_on"))
    assert run(COMMUNES, "--communes-due", "--succeeds")[0] == (
        "Đã nhập 0 cơ quan; 96 cơ quan đã có sẵn."
    )
    assert list(Agency.objects.order_by("pk").values_list("pk", "version", "ends_on")) == before
    assert Succession.objects.count() == 104


def test_a_divided_commune_leaves_its_open_work_to_the_successor_on_its_seat(registry):
    run(COMMUNES, "--communes-due", "--succeeds")
    assert successors("UBND xã Mỏ Công") == [("UBND xã Trà Vong", True), ("UBND xã Tân Phú", False)]
    # Without the seat: to the one that kept the name; then to the first of the file.
    assert successors("UBND xã Tân Phú") == [("UBND xã Tân Châu", False), ("UBND xã Tân Phú", True)]
    assert successors("UBND xã Phan") == [
        ("UBND phường Bình Minh", True),
        ("UBND xã Dương Minh Châu", False),
    ]
    # Names that repeat are told apart by their district.
    assert successors("UBND xã Tân Bình", "UBND thành phố Tây Ninh") == [
        ("UBND phường Bình Minh", True)
    ]
    assert successors("UBND xã Tân Bình", "UBND huyện Tân Biên") == [("UBND xã Tân Biên", True)]
    # Renamed between the two files, known by its code.
    assert successors("UBND thị trấn Hòa Thành") == [("UBND phường Long Hoa", True)]
    assert successors("UBND huyện Gò Dầu") == []


def test_the_communes_come_in_without_anything_ended_unless_asked(registry):
    assert run(COMMUNES, "--communes-due") == ["Đã nhập 96 cơ quan; 0 cơ quan đã có sẵn."]
    assert Agency.objects.filter(ends_on__isnull=False).count() == 0
    assert Succession.objects.count() == 0


def test_bodies_of_one_name_go_on_and_merged_ones_end(registry):
    options = ("--part", "from 2025-07-01", "--successions", str(PAIRS))
    assert run(BODIES, *options) == [
        "Đã nhập 2 cơ quan; 12 cơ quan đã có sẵn.",
        "6 cơ quan ngừng hoạt động; 6 quan hệ kế thừa.",
        "Vẫn hoạt động, không có trong danh sách mới: Ban Quản lý Khu kinh tế tỉnh.",
    ]
    assert successors("Sở Tài nguyên và Môi trường") == [("Sở Nông nghiệp và Môi trường", True)]
    assert successors("Sở Lao động - Thương binh và Xã hội") == [("Sở Nội vụ", True)]
    assert Agency.objects.get(name="Sở Tài chính").starts_on == date(2010, 1, 1)
    assert run(BODIES, *options)[0] == "Đã nhập 0 cơ quan; 14 cơ quan đã có sẵn."
    assert Succession.objects.count() == 6


def test_the_day_of_the_merger_of_bodies_is_the_one_asked_for(registry):
    run(
        BODIES,
        "--part",
        "from 2025-07-01",
        "--successions",
        str(PAIRS),
        starts_on="01/3/2025",
    )
    ended = Agency.objects.filter(ends_on=date(2025, 2, 28)).values_list("name", flat=True)
    assert sorted(ended)[0] == "Sở Giao thông vận tải"
    assert len(ended) == 6


def test_what_a_district_left_open_is_told(cast):
    complaint = classified(cast)
    Complaint.objects.filter(pk=complaint.pk).update(handed_to=cast.district, state="handed_on")
    assert run(COMMUNES, "--communes-due", "--succeeds")[-1] == (
        "Còn việc dở, chưa chọn cơ quan tiếp nhận: UBND huyện Gò Dầu (01 phản ánh đang xử lý)."
    )


def test_a_wrong_use_is_one_sentence(registry, tmp_path):
    wrong = tmp_path / "x.csv"
    wrong.write_text("old,new\nA,B\n")
    unknown = tmp_path / "y.csv"
    unknown.write_text("predecessor,successor,source\nSở Mới,Sở Nội vụ,x\n")
    part = ("--part", "from 2025-07-01", "--successions")
    for options, sentence in (
        (
            (DATA / "tay_ninh_2019_units.csv", "--succeeds"),
            "--succeeds cần tệp xã, phường có ghi chú sáp nhập (merge_note).",
        ),
        (
            (BODIES, *part, str(wrong)),
            "Tệp “x.csv” có dòng tiêu đề “old,new”, cần predecessor,successor,source.",
        ),
        (
            (BODIES, *part, str(tmp_path / "z.csv")),
            f"Không có hoặc không đọc được tệp “{tmp_path / 'z.csv'}”.",
        ),
        ((BODIES, *part, str(unknown)), "Danh mục không có “Sở Mới” vào ngày đó."),
    ):
        before = Agency.objects.count()
        with pytest.raises(CommandError) as refused:
            run(*options)
        assert str(refused.value) == sentence
        assert Agency.objects.count() == before
