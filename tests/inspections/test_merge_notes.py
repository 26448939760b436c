"""The notes of all 96 communes of 2025 are read, and find again the communes of 2019."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from inspections.agencies.merge_notes import Part, Unit, UnreadableNote, find_origins, read_note

DATA = Path(__file__).parents[2] / "inspections" / "data"
END = ". Bỏ cấp huyện. Số: 1682/NQ-UBTVQH15; Ngày: 16/06/2025"


def lines(name: str) -> list[dict[str, str]]:
    """A file of the registry."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


UNITS = [
    Unit(line["commune_code"], line["commune"], line["district"])
    for line in lines("tay_ninh_2019_units.csv")
]
NEW = lines("tay_ninh_2025_communes.csv")
ORIGINS = {
    line["name"]: find_origins(read_note(line["merge_note"]), code=line["gso_code"], units=UNITS)
    for line in NEW
}
# Written down by hand from the notes; “~” is a part of a commune.
EXPECTED = """
Phường Tân Ninh: Phường 1, Phường 2, Phường 3, Phường 4, Phường Hiệp Ninh, ~Xã Thái Bình
Phường Bình Minh: Phường Ninh Sơn, Xã Bình Minh, Xã Tân Bình, Xã Thạnh Tân, ~Xã Suối Đá, ~Xã Phan
Xã Tân Biên: Xã Tân Bình, Xã Thạnh Tây, Thị trấn Tân Biên
Xã Tân Lập: Xã Tân Lập, Xã Thạnh Bắc
Xã Thạnh Bình: Xã Thạnh Bình, ~Xã Tân Phong
Xã Trà Vong: ~Xã Mỏ Công, ~Xã Trà Vong
Xã Tân Châu: Thị trấn Tân Châu, Xã Thạnh Đông, ~Xã Tân Phú, ~Xã Suối Dây
Xã Tân Đông: Xã Tân Đông, Xã Tân Hà
Xã Tân Hội: Xã Tân Hội, Xã Tân Hiệp
Xã Tân Hòa: Xã Tân Hòa, Xã Suối Ngô
Xã Tân Thành: Xã Tân Thành, ~Xã Suối Dây
Xã Tân Phú: Xã Tân Hưng, ~Xã Mỏ Công, ~Xã Trà Vong, ~Xã Tân Phong, ~Xã Tân Phú
Xã Dương Minh Châu: Thị trấn Dương Minh Châu, ~Xã Phan, ~Xã Suối Đá, ~Xã Phước Minh
Phường Ninh Thạnh: Phường Ninh Thạnh, Xã Bàu Năng, ~Xã Chà Là
Xã Cầu Khởi: Xã Cầu Khởi, Xã Phước Ninh, ~Xã Chà Là
Xã Lộc Ninh: Xã Bến Củi, Xã Lộc Ninh, ~Xã Phước Minh
Xã Châu Thành: Thị trấn Châu Thành, Xã Đồng Khởi, Xã An Bình, ~Xã Thái Bình
Xã Hảo Đước: Xã An Cơ, Xã Trí Bình, Xã Hảo Đước
Xã Phước Vinh: Xã Hòa Hiệp, Xã Phước Vinh
Xã Hòa Hội: Xã Biên Giới, Xã Hòa Thạnh, Xã Hòa Hội
Xã Ninh Điền: Xã Thành Long, Xã Ninh Điền
Phường Long Hoa: Xã Long Thành Bắc, Thị trấn Hòa Thành, Xã Trường Hòa, Xã Trường Tây, Xã Trường Đông
Phường Thanh Điền: Xã Hiệp Tân, Xã Thanh Điền
Phường Hòa Thành: Xã Long Thành Trung, Xã Long Thành Nam
Phường Gò Dầu: Xã Gia Bình, Thị trấn Gò Dầu, Xã Thanh Phước
Xã Thạnh Đức: Xã Thạnh Đức, Xã Cẩm Giang
Xã Phước Thạnh: Xã Hiệp Thạnh, Xã Phước Trạch, Xã Phước Thạnh
Xã Truông Mít: Xã Bàu Đồn, Xã Truông Mít
Phường Gia Lộc: Xã Phước Đông, Xã Gia Lộc
Xã Bến Cầu: Thị trấn Bến Cầu, Xã Tiên Thuận, Xã Lợi Thuận, Xã An Thạnh
Xã Long Chữ: Xã Long Vĩnh, Xã Long Phước, Xã Long Chữ
Xã Long Thuận: Xã Long Thuận, Xã Long Giang, Xã Long Khánh
Phường Trảng Bàng: Xã An Hòa, Thị trấn Trảng Bàng
Xã Hưng Thuận: Xã Hưng Thuận, Xã Đôn Thuận
Xã Phước Chỉ: Xã Bình Thạnh, Xã Phước Chỉ
Phường An Tịnh: Xã Lộc Hưng, Xã An Tịnh
"""


def written(origins) -> str:
    """The origins as ``EXPECTED`` writes them."""
    return ", ".join(
        f"{'~' if origin.is_partial else ''}{origin.unit.name}" for origin in origins.found
    )


def test_every_commune_made_of_ours_finds_all_it_was_made_of():
    expected = dict(line.split(": ") for line in EXPECTED.strip().splitlines())
    found = {name: written(origins) for name, origins in ORIGINS.items() if origins.found}
    assert found == expected
    assert [name for name in expected if ORIGINS[name].unknown] == []


def test_the_communes_of_the_other_province_are_left_out_though_their_names_are_ours():
    outside = [origins for origins in ORIGINS.values() if not origins.found]
    assert len(outside) == 60
    assert sum(len(origins.unknown) for origins in outside) == 198
    # “Phường 1” of Tân An and “xã Tân Bình” of Tân Thạnh bear names of our registry.
    assert [str(part) for part in ORIGINS["Phường Long An"].unknown] == [
        "phường 1",
        "phường 3 (thành phố Tân An)",
        "phường 4",
        "phường 5",
        "phường 6",
        "xã Hướng Thọ Phú",
        "1 phần xã Bình Thạnh",
    ]
    assert ORIGINS["Xã Tân Thạnh"].found == ()


def test_each_old_commune_went_whole_to_one_or_in_parts_to_several():
    stated = [origin for origins in ORIGINS.values() for origin in origins.found]
    whole = Counter(origin.unit for origin in stated if not origin.is_partial)
    parts = Counter(origin.unit for origin in stated if origin.is_partial)
    assert set(whole.values()) == {1}
    assert not whole.keys() & parts.keys()
    assert min(parts.values()) == 2
    # Xã Phước Lưu was merged with xã Bình Thạnh into xã Phước Bình in 2020, before the file.
    assert [unit.name for unit in UNITS if unit not in whole and unit not in parts] == [
        "Xã Phước Lưu"
    ]


def test_two_communes_of_one_name_are_told_apart_by_their_district():
    districts = [
        (name, origin.unit.district)
        for name, origins in ORIGINS.items()
        for origin in origins.found
        if origin.unit.name == "Xã Tân Bình"
    ]
    assert districts == [
        ("Phường Bình Minh", "Thành phố Tây Ninh"),
        ("Xã Tân Biên", "Huyện Tân Biên"),
    ]


def test_without_a_district_the_neighbours_decide():
    units = [
        Unit("1", "Xã Tân Bình", "Huyện Tân Biên"),
        Unit("2", "Xã Tân Bình", "Thành phố Tây Ninh"),
        Unit("3", "Xã Thạnh Tây", "Huyện Tân Biên"),
    ]
    note = read_note(f"Hợp nhất xã Thạnh Tây, xã Tân Bình{END}")
    assert [origin.unit.code for origin in find_origins(note, code="3", units=units).found] == [
        "3",
        "1",
    ]
    both_near = [*units, Unit("4", "Xã Thạnh Tân", "Thành phố Tây Ninh")]
    note = read_note(f"Hợp nhất xã Thạnh Tây, xã Thạnh Tân, xã Tân Bình{END}")
    origins = find_origins(note, code="3", units=both_near)
    assert [str(part) for part in origins.unknown] == ["xã Tân Bình"]


@pytest.mark.parametrize(
    ("stated", "parts"),
    [
        (
            "Hợp nhất các xã An Cơ, Trí Bình và Hảo Đước",
            [Part("xã", "An Cơ"), Part("xã", "Trí Bình"), Part("xã", "Hảo Đước")],
        ),
        (
            "Đổi loại hình, đổi tên từ xã A thành phường B, hợp nhất của thị trấn C, 1 phần xã D ",
            [Part("thị trấn", "C"), Part("xã", "D", is_partial=True)],
        ),
        (
            # A bracket is not closed, as in the note of xã Tân Tây.
            "Hợp nhất xã Tân Đông (huyện Thạnh Hóa, xã Thủy Đông",
            [Part("xã", "Tân Đông", "huyện Thạnh Hóa"), Part("xã", "Thủy Đông")],
        ),
        (
            "Đổi tên từ Phường 1 thành phường Long An, hợp nhất của Phường 1, Phường 3 thuộc thành "
            "phố Tân An, tỉnh Long An (trước khi thực hiện sắp xếp), Phường 4",
            [
                Part("phường", "1"),
                Part("phường", "3", "thành phố Tân An"),
                Part("phường", "4"),
            ],
        ),
    ],
)
def test_the_ways_of_writing_a_note(stated, parts):
    note = read_note(stated + END)
    assert list(note.parts) == parts
    assert note.basis == (
        "Nghị quyết số 1682/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội"
    )


@pytest.mark.parametrize("text", ["", "Thành lập xã A", "Hợp nhất xã A. Bỏ cấp huyện."])
def test_a_note_of_another_form_is_refused_in_words(text):
    with pytest.raises(UnreadableNote, match="Không đọc được ghi chú sáp nhập “"):
        read_note(text)
