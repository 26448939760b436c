"""A Word file as it is handed out, read by the reader of those that come back; and saved by
another program in between."""

import io
import subprocess
from random import Random

import pytest

from reports.documents.drawing import draw_word
from reports.issuing.from_word.comparing import Line, compare, pared, taken_over
from reports.issuing.from_word.templates import restored, rewritten
from tayninh_portal.paper.word.known import Source
from tayninh_portal.uploads.manuscript import DELETED, INSERTED, Item, Manuscript, Part
from tayninh_portal.uploads.opening import read_word
from tests.reports.issuing import CONTENT
from tests.reports.word_edits import Edited

TEXTS = {"visits.total": "87", "violations.total": "11", "complaints.rate": "93,61%"}


@pytest.fixture(scope="module")
def draft():
    return draw_word(CONTENT, "draft", source=Source("report:7", "a" * 64))


def manuscript(data):
    return read_word(io.BytesIO(data))


def differences(went, came):
    return compare(*pared(manuscript(came), [manuscript(went)]), {})


def test_tracked_changes_count_as_accepted_and_what_went_stands_beside(draft):
    file = Edited(draft)
    file.track("phát hiện", "ghi nhận", "Lê Văn Duyệt")
    file.strike("Không phát sinh")
    found = {item.text: item for item in manuscript(file.bytes()).items}
    item = found["Đã kiểm tra 87 lượt, ghi nhận 11 vi phạm."]
    assert [(part.text, part.fate, part.by) for part in item.parts if part.fate] == [
        ("phát hiện", DELETED, "Lê Văn Duyệt"),
        ("ghi nhận", INSERTED, "Lê Văn Duyệt"),
    ]
    assert "Không phát sinh." not in found


@pytest.mark.word
def test_a_file_saved_by_libreoffice_says_what_it_said_and_what_was_changed(draft, tmp_path):
    file = Edited(draft)
    file.track("phát hiện", "ghi nhận", "Lê Văn Duyệt")
    file.number("87", "88", "Đã kiểm tra", by="Trần Thị Soát")
    file.comment("vi phạm.", "Xem lại.", "Văn phòng UBND", "Đã kiểm tra")
    file.strike("Không phát sinh", "Lê Văn Duyệt")
    file.write_after("Đã kiểm tra", "Đã nhắc nhở các cơ quan.", "Lê Văn Duyệt")
    file.comment("nhắc nhở", "Cơ quan nào?", "Lê Văn Duyệt")
    file.as_word_saves()
    given = {"nguyen": draft, "sua": file.bytes()}
    for name, data in given.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/user",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            tmp_path / "ra",
            *(tmp_path / f"{name}.docx" for name in given),
        ],
        check=True,
        capture_output=True,
    )
    saved = {name: (tmp_path / "ra" / f"{name}.docx").read_bytes() for name in given}
    assert differences(draft, saved["nguyen"]) == []
    assert differences(draft, saved["sua"]) == differences(draft, file.bytes())
    visits, gone = differences(draft, saved["sua"])
    assert [(change.old, change.new, change.authors) for change in visits.changes] == [
        (
            "Đã kiểm tra {visits.total} lượt, phát hiện {violations.total} vi phạm.",
            "Đã kiểm tra {visits.total} lượt, ghi nhận {violations.total} vi phạm.",
            ("Trần Thị Soát", "Lê Văn Duyệt"),
        ),
        ("", "Đã nhắc nhở các cơ quan.", ("Lê Văn Duyệt",)),
    ]
    assert [(typed.text, typed.printed) for typed, _ in visits.typed] == [("88", "87")]
    assert [(said.comment.by, said.comment.text, said.was) for said in visits.said] == [
        ("Văn phòng UBND", "Xem lại.", "Đã kiểm tra 87 lượt, phát hiện 11 vi phạm."),
        ("Lê Văn Duyệt", "Cơ quan nào?", ""),
    ]
    (removed,) = gone.changes
    assert (removed.kind.value, removed.authors) == ("removed", ("Lê Văn Duyệt",))


@pytest.mark.parametrize(
    ("old", "new", "wanted", "typed"),
    [
        ("Có {visits.total} lượt.", "Có 90 lượt.", "Có {visits.total} lượt.", ["90"]),
        ("Có {visits.total} lượt.", "Có 87 lượt.", "Có {visits.total} lượt.", []),
        (
            "Đạt {visits.total}/{violations.total}, tốt",
            "Đạt 80/11, tốt",
            "Đạt {visits.total}/{violations.total}, tốt",
            ["80"],
        ),
        ("Đạt {complaints.rate}.", "Đạt 95%.", "Đạt {complaints.rate}.", ["95%"]),
        ("Có {visits.total} lượt.", "Trong năm 2019 không có.", "Trong năm 2019 không có.", []),
        ("Có nhiều.", "Có 90.", "Có 90.", []),
    ],
)
def test_a_number_typed_over_a_figure_is_the_figure_again(old, new, wanted, typed):
    words, found = restored(old, new, TEXTS)
    assert (words, [each.text for each in found]) == (wanted, typed)


@pytest.mark.parametrize(
    ("source", "old", "new", "wanted"),
    [
        ("Có {a} lượt.", "Có {a} lượt.", "Có {a} lần.", "Có {a} lần."),
        ("Đạt {rate}, tốt.", "Đạt {a}/{b}, tốt.", "Chỉ đạt {a}/{b}.", "Chỉ đạt {rate}."),
        ("Đạt {rate}, tốt.", "Đạt {a}/{b}, tốt.", "Tốt.", "Tốt."),
        ("Đạt {rate}, tốt.", "Đạt {a}/{b}, tốt.", "Đạt {a} trên {b}, tốt.", None),
        ("Xem {annex:due} nhé.", "Xem Phụ lục II nhé.", "Hãy xem Phụ lục II.", None),
        ("–  Ý  hai.", "- Ý hai.", "- Ý thứ hai.", "– Ý thứ hai."),
    ],
)
def test_what_prints_otherwise_than_it_is_written_is_kept_whole(source, old, new, wanted):
    assert rewritten(source, old, new) == wanted


WORDS = (
    "kiểm",
    "tra",
    "công",
    "vụ",
    "tại",
    "xã",
    "phường",
    "mở",
    "lớp",
    "tập",
    "huấn",
    "cán",
    "bộ",
)


def typed(draw):
    return " ".join(draw.choice(WORDS) for _ in range(draw.randint(5, 14))) + "."


def handled(draw, paragraphs):
    """The paragraphs after a person changed, typed, struck out and moved some."""
    after = list(paragraphs)
    for _ in range(draw.randint(1, 4)):
        at, what = draw.randint(0, len(after)), draw.random()
        if what < 0.3 or at == len(after):
            after.insert(at, typed(draw))
        elif what < 0.6:
            words = after[at].split()
            words[draw.randrange(len(words))] = f"SỬA{draw.randint(0, 99)}"
            after[at] = " ".join(words)
        else:
            gone = after.pop(at)
            if what < 0.8:
                after.insert(draw.randint(0, len(after)), gone)
    return after


def file_of(paragraphs):
    heading = Item("body", [Part("I. Mục")], ("muc_1", "doan_1"), True)
    body = [Item("body", [Part(each)], ("doan_2",)) for each in paragraphs]
    return Manuscript("report:1", "v", {}, {"muc_1": "a"}, [heading, *body], [])


@pytest.mark.parametrize("seed", range(4))
def test_taking_everything_gives_the_words_of_the_file_and_no_others(seed):
    draw = Random(seed)
    for _ in range(60):
        before = [typed(draw) for _ in range(draw.randint(1, 7))]
        after = handled(draw, before)
        lines = [Line(each, each) for each in before]
        found = compare(file_of(before), file_of(after), {"a": lines})
        text = taken_over(lines, [each for place in found for each in place.changes])
        assert sorted(text.splitlines()) == sorted(after)
