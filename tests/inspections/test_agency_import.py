"""The registry comes in from the CSV files of the province, once however often it is run."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from inspections.agencies.actions import rename_agency
from inspections.agencies.models import Agency
from tests.fixtures.cast import make_agency

DATA = Path(__file__).parents[2] / "inspections" / "data"


def run(file: Path | str, *options: str, starts_on: str = "2010-01-01") -> str:
    """What the command says."""
    from io import StringIO

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
    return out.getvalue().strip()


def refusal(file: Path | str, *options: str, starts_on: str = "2010-01-01") -> str:
    """The one sentence with which the command ends; nothing may have been entered."""
    before = Agency.objects.count()
    with pytest.raises(CommandError) as refused:
        run(file, *options, starts_on=starts_on)
    assert Agency.objects.count() == before
    return str(refused.value)


def test_districts_and_communes_of_2019(cast):
    file = DATA / "tay_ninh_2019_units.csv"
    # The cast has UBND huyện Gò Dầu and, under it, UBND xã Phước Đông already.
    assert run(file) == "Đã nhập 102 cơ quan; 2 cơ quan đã có sẵn."
    assert run(file) == "Đã nhập 0 cơ quan; 104 cơ quan đã có sẵn."
    district = Agency.objects.get(name="UBND huyện Tân Biên")
    assert (district.legal_kind, district.report_group) == ("district", "district")
    assert district.parent == cast.province
    commune = Agency.objects.get(name="UBND phường Hiệp Ninh")
    assert (commune.legal_kind, commune.report_group) == ("commune", "")
    assert (commune.parent.name, commune.statistical_code) == ("UBND thành phố Tây Ninh", "25465")
    assert commune.place_name == "Hiệp Ninh"
    assert Agency.objects.get(name="UBND phường 1").place_name == "Phường 1"


def test_communes_of_2025(cast):
    file = DATA / "tay_ninh_2025_communes.csv"
    options = ("--communes-due",)
    assert run(file, *options, starts_on="01/7/2025") == (
        "Đã nhập 96 cơ quan; 0 cơ quan đã có sẵn."
    )
    assert run(file, *options, starts_on="01/7/2025") == (
        "Đã nhập 0 cơ quan; 96 cơ quan đã có sẵn."
    )
    commune = Agency.objects.get(name="UBND phường Tân Ninh")
    assert (commune.report_group, commune.parent) == ("commune", cast.province)
    assert commune.starts_on == date(2025, 7, 1)
    assert commune.basis == (
        "Nghị quyết số 1682/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội"
    )


def test_both_registries_stand_beside_one_another(cast):
    run(DATA / "tay_ninh_2019_units.csv", "--ends-on", "30/6/2025")
    run(DATA / "tay_ninh_2025_communes.csv", "--communes-due", starts_on="01/7/2025")
    # Two come from the cast, and have no last day.
    for day, count in ((date(2019, 7, 1), 95), (date(2025, 7, 1), 96 + 1)):
        assert Agency.objects.on(day).filter(legal_kind="commune").count() == count


def test_provincial_bodies_by_their_part(cast):
    file = DATA / "tay_ninh_province_agencies.csv"
    # Sở Nội vụ, Sở Xây dựng, Sở Y tế and Văn phòng UBND tỉnh are there.
    assert run(file, "--part", "2023") == "Đã nhập 15 cơ quan; 4 cơ quan đã có sẵn."
    assert run(file, "--part", "2023") == "Đã nhập 0 cơ quan; 19 cơ quan đã có sẵn."
    agency = Agency.objects.get(name="Sở Thông tin và Truyền thông")
    assert (agency.legal_kind, agency.report_group) == ("provincial_body", "provincial")


def test_a_body_that_goes_on_is_not_entered_again_at_a_later_day(cast):
    said = run(DATA / "tay_ninh_province_agencies.csv", "--part", "2023", starts_on="01/7/2015")
    assert said == "Đã nhập 15 cơ quan; 4 cơ quan đã có sẵn."


def test_a_body_that_was_renamed_is_still_known_by_its_name_of_the_day(cast):
    rename_agency(cast.a, by=cast.admin, name="Sở Giao thông", starts_on=date(2025, 3, 1))
    said = run(DATA / "tay_ninh_province_agencies.csv", "--part", "2023")
    assert said == "Đã nhập 15 cơ quan; 4 cơ quan đã có sẵn."


def test_a_file_of_several_parts_asks_for_one(cast):
    file = DATA / "tay_ninh_province_agencies.csv"
    expected = (
        "Tệp “tay_ninh_province_agencies.csv” có các phần “2023”, “from 2025-07-01”; chọn một "
        "phần bằng --part."
    )
    assert refusal(file) == expected
    assert refusal(file, "--part", "2024") == expected


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "ten,loai\nSở A,sở\n".encode(),
            "Tệp “x.csv” có dòng tiêu đề “ten,loai”, không đúng mẫu nào đã biết: "
            "district_code,district,commune_code,commune,type; gso_code,name,type,merge_note; "
            "period,name,source.",
        ),
        (
            "period,name,source\n2023,Sở A\n".encode(),
            "Dòng 2 của tệp “x.csv” không có đúng 3 cột.",
        ),
        (
            "period,name,source\n2023,Sở A,a,b\n".encode(),
            "Dòng 2 của tệp “x.csv” không có đúng 3 cột.",
        ),
        (
            "period,name,source\n2023,Sở Á,a\n".encode("utf-16"),
            "Tệp “x.csv” không phải văn bản UTF-8.",
        ),
        (b'period,name,source\n2023,"S"x,a\n', "Tệp “x.csv” không phải tệp CSV hợp lệ."),
        (
            "period,name,source\n2023,Sở A,a\n2023,,b\n".encode(),
            "Dòng 3 của tệp “x.csv” thiếu tên.",
        ),
        (
            f"gso_code,name,type,merge_note\n1,Xã {'a' * 200},xã,\n".encode(),
            None,
        ),
    ],
    ids=["header", "short", "long", "utf-16", "quotes", "no name", "too long"],
)
def test_a_wrong_file_is_one_sentence_and_enters_nothing(cast, tmp_path, content, sentence):
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    said = refusal(file)
    assert "\n" not in said
    if sentence is not None:
        assert said == sentence


def test_a_file_that_is_not_there(cast, tmp_path):
    assert refusal(tmp_path / "không có.csv") == (
        f"Không có hoặc không đọc được tệp “{tmp_path / 'không có.csv'}”."
    )
    assert refusal(tmp_path) == f"Không có hoặc không đọc được tệp “{tmp_path}”."


def test_a_day_that_is_none(cast):
    assert refusal(DATA / "tay_ninh_2019_units.csv", starts_on="32/01/2019") == (
        "Ngày “32/01/2019” không có trên lịch."
    )


def test_a_day_before_the_province_is_in_the_registry(cast):
    assert refusal(DATA / "tay_ninh_2019_units.csv", starts_on="01/01/2001") == (
        "Danh mục không có UBND tỉnh hoạt động vào ngày 01/01/2001; hãy khởi tạo cổng "
        "(found_portal) trước."
    )


def test_only_in_the_name_of_an_administrator(cast):
    file = str(DATA / "tay_ninh_2019_units.csv")
    for name, sentence in (
        ("manager", "Quản lý danh mục cơ quan là việc của: Quản trị."),
        ("khongco", "Không có tài khoản “khongco”."),
    ):
        with pytest.raises(CommandError) as refused:
            call_command("import_agencies", file, "--starts-on", "2010-01-01", "--by", name)
        assert str(refused.value) == sentence


def test_two_rows_of_one_name_enter_one_body(cast, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("period,name,source\n2023,Sở Hoà,a\n2023,Sở Hòa,b\n")
    assert run(file) == "Đã nhập 1 cơ quan; 1 cơ quan đã có sẵn."


def test_a_name_borne_at_the_same_time_by_a_later_body_stops_the_import(cast, tmp_path):
    make_agency(
        "Sở Mới", "provincial_body", by=cast.admin, parent=cast.province, starts_on=date(2020, 1, 1)
    )
    file = tmp_path / "x.csv"
    file.write_text("period,name,source\n2023,Sở Cũ,a\n2023,Sở Mới,b\n")
    assert refusal(file) == (
        "“Sở Mới”: Đã có cơ quan cùng tên, cùng cơ quan quản lý, hoạt động cùng thời gian."
    )
