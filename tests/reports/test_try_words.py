"""A report of somebody else, read section by section: what prints otherwise, what is not borne."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.checks.nothing_follows import nothing_follows
from reports.narrative.models import Report
from reports.narrative.tables import violations_table
from reports.narrative.words import paragraph
from tayninh_portal.models import Change
from tayninh_portal.paper.content import Item, runs
from tests.reports.checking import a_context, a_section
from tests.reports.composition import a_year, make_report

pytestmark = pytest.mark.sqlite

TEXT = """BÁO CÁO
I. TÌNH HÌNH TRIỂN KHAI THỰC HIỆN VÀ KẾT QUẢ ĐẠT ĐƯỢC
c) Công tác kiểm tra, giám sát, đôn đốc thực hiện
- Tổ kiểm tra đã kiểm tra 03 lượt.
2. Kết quả thực hiện
- Kết quả công tác kiểm tra hành vi vi phạm quy định về văn hóa công vụ của công chức
Số vi phạm tăng gấp đôi so với kinh phí.
Qua kiểm tra còn vi phạm, cụ thể:
- Công tác tự kiểm tra: Các cơ quan báo cáo đầy đủ.
Trên đây là báo cáo của tỉnh.
Nơi nhận: Bộ Nội vụ.
"""


def tried(path, text=TEXT, **options):
    path.write_text(text, encoding="utf-8")
    said = StringIO()
    call_command("try_words", str(path), stdout=said, **({"year": "2019"} | options))
    return said.getvalue().splitlines()


def test_each_part_is_read_under_its_heading_and_nothing_is_saved(cast, maker, tmp_path):
    a_year(maker)
    make_report(cast)
    before = Change.objects.count()
    said = tried(tmp_path / "bao-cao.txt")
    parts = [line for line in said if not line.startswith("  ")]
    assert parts == [
        "c. Công tác kiểm tra, giám sát, đôn đốc thực hiện: 1 đoạn",
        "c. Kết quả công tác kiểm tra hành vi vi phạm quy định về văn hóa công vụ: 2 đoạn",
        "d. Công tác tự kiểm tra: 1 đoạn",
    ]
    told = "\n".join(said)
    assert "in khác" not in told
    assert "typed_numbers: Số “03”" in told
    assert "nothing_follows: “Qua kiểm tra còn vi phạm, cụ thể:”" in told
    assert (Change.objects.count(), Report.objects.count()) == (before, 1)
    assert set(Report.objects.get().sections.values_list("text", flat=True)) == {""}


def test_what_cannot_be_printed_ends_in_a_sentence(cast, maker, tmp_path):
    a_year(maker)
    with pytest.raises(CommandError, match="□"):
        tried(tmp_path / "bao-cao.txt", TEXT.replace("03 lượt", "03\u202e lượt"))
    with pytest.raises(CommandError, match="bốn chữ số"):
        tried(tmp_path / "bao-cao.txt", year="19")
    with pytest.raises(CommandError):
        call_command("try_words", str(tmp_path / "none.txt"), year="2019")


# --- a list or a table that is brought in and missing --------------------------------------------
OPEN = paragraph("Qua kiểm tra phát hiện vi phạm, cụ thể:")


def test_a_colon_with_nothing_after_it_is_told(cast):
    context = a_context(sections=(a_section(OPEN, paragraph("Đoạn khác.")),))
    (problem,) = nothing_follows(context)
    assert (problem.level.value, problem.section) == ("note", "inspections")
    assert problem.text == (
        "“Qua kiểm tra phát hiện vi phạm, cụ thể:” kết thúc bằng dấu hai chấm nhưng không có danh "
        "sách hay bảng nào theo sau."
    )
    assert len(nothing_follows(a_context(sections=(a_section(OPEN),)))) == 1


@pytest.mark.parametrize(("more", "shown"), [(56, "b" + "a" * 56), (57, "…" + "a" * 57)])
def test_of_a_long_sentence_the_last_sixty_letters_are_quoted(cast, more, shown):
    (problem,) = nothing_follows(a_context(sections=(a_section(f"b{'a' * more} c:"),)))
    assert problem.text.startswith(f"“{shown} c:” kết thúc bằng")


def test_a_colon_before_a_list_or_a_table_is_not(cast, maker):
    a_year(maker)
    listed = a_section(OPEN, Item("-", runs("Ý thứ nhất, gồm:")))
    context = a_context()
    table = a_section(OPEN, violations_table(context.facts))
    assert nothing_follows(a_context(sections=(listed, table))) == []
