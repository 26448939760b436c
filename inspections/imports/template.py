"""Write the workbook people fill in: instructions, headings, drop-downs, and its version."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inspections.catalogues.models import Category, Field, HandlingMeasure, Subject
from inspections.imports.complaint_sheets import CHANNELS, CLASSES
from inspections.imports.lookups import agency_labels, catalogue_labels, team_labels
from inspections.imports.reader import MARK, MARK_SHEET
from inspections.imports.sheets import Column, Sheet, Workbook
from inspections.imports.visit_sheets import CAUSES, FORMS_OF_VISIT, PERSON_KINDS, SUBJECTS

GUIDE_SHEET, LISTS_SHEET = "Hướng dẫn", "Danh mục"
GENERAL = (
    "Chỉ điền vào các trang dưới đây, từ dòng 2; không đổi tên trang, tên cột, thứ tự cột.",
    "Cột có dấu * là bắt buộc. Ô có danh sách thì chọn trong danh sách.",
    "Ngày ghi theo dạng 05/7/2026, giờ ghi theo dạng 08:05. Không dùng công thức.",
    "Cổng kiểm tra cả tệp trước khi nhập, chỉ rõ từng ô sai, và chỉ nhập khi cả tệp không có lỗi.",
    "Tệp tải lên được mã hóa trong lúc chờ và xóa ngay khi nhập xong.",
)
HEAD = PatternFill("solid", start_color="FFE3ECF7")


def write_template(form: Workbook, *, today: date) -> bytes:
    """The empty workbook, with the names in force from the start of last year to ``today``."""
    book = openpyxl.Workbook()
    guide = book.active
    guide.title = GUIDE_SHEET
    _write_guide(guide, form)
    lists = _lists(date(today.year - 1, 1, 1), today)
    used = dict.fromkeys(c.choices for sheet in form.sheets for c in sheet.columns if c.choices)
    places: dict[str, str] = {}
    for sheet in form.sheets:
        book.create_sheet(sheet.title)
    rows = book.create_sheet(LISTS_SHEET)
    for place, name in enumerate(used, start=1):
        letter = get_column_letter(place)
        title, values = lists[name]
        for number, value in enumerate([title, *values], start=1):
            # As text: a name that begins with "=" must not become a formula.
            rows.cell(number, place, value).data_type = "s"
        rows.column_dimensions[letter].width = 40
        places[name] = f"'{LISTS_SHEET}'!${letter}$2:${letter}${max(2, len(values) + 1)}"
    for sheet in form.sheets:
        _write_sheet(book[sheet.title], sheet, places)
    mark = book.create_sheet(MARK_SHEET)
    mark.append([MARK, form.kind, form.version])
    mark.sheet_state = "hidden"
    bytes_ = BytesIO()
    book.save(bytes_)
    return bytes_.getvalue()


def _write_guide(guide: Worksheet, form: Workbook) -> None:
    guide.column_dimensions["A"].width = 28
    guide.column_dimensions["B"].width = 90
    guide.append([form.title])
    guide["A1"].font = Font(bold=True, size=14)
    guide.append([f"Phiên bản mẫu: {form.version}"])
    guide.append([])
    for number, sentence in enumerate([*form.advice, *GENERAL], start=1):
        guide.append([f"{number}.", sentence])
    for sheet in form.sheets:
        guide.append([])
        guide.append([f"Trang “{sheet.title}” (tối đa {sheet.most_rows} dòng)"])
        guide.cell(guide.max_row, 1).font = Font(bold=True)
        for column in sheet.columns:
            how = "Chọn trong danh sách." if column.choices else ""
            guide.append([_heading(column), " ".join(filter(None, (column.help, how)))])
    for row in guide.iter_rows(min_col=2, max_col=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _write_sheet(page: Worksheet, sheet: Sheet, places: dict[str, str]) -> None:
    page.append([_heading(column) for column in sheet.columns])
    page.freeze_panes = "B2"
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        head = page.cell(1, place)
        head.font, head.fill = Font(bold=True), HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].number_format = column.number_format
        if column.choices:
            # Words that are not on the list are told of by the preview, in a better sentence.
            drop_down = DataValidation("list", f"={places[column.choices]}", allow_blank=True)
            drop_down.showErrorMessage = False
            drop_down.add(f"{letter}2:{letter}{sheet.most_rows + 1}")
            page.add_data_validation(drop_down)


def _heading(column: Column) -> str:
    return f"{column.heading} *" if column.required else column.heading


def _lists(first: date, last: date) -> dict[str, tuple[str, list[str]]]:
    """Name of each list → its title and its values."""
    persons = Category.objects.filter(subject=Subject.PERSON)
    return {
        "agencies": ("Cơ quan", agency_labels(first, last)),
        "team": ("Thành viên Tổ kiểm tra", team_labels(first, last)),
        "categories": ("Loại vi phạm", catalogue_labels(Category.objects.all(), first, last)),
        "person_categories": ("Loại hành vi", catalogue_labels(persons, first, last)),
        "channels": ("Tiếp nhận qua", list(CHANNELS)),
        "classes": ("Phân loại", list(CLASSES)),
        "fields": ("Lĩnh vực", catalogue_labels(Field.objects.all(), first, last)),
        "handling": (
            "Hình thức xử lý",
            catalogue_labels(HandlingMeasure.objects.all(), first, last),
        ),
        "forms_of_visit": ("Hình thức kiểm tra", list(FORMS_OF_VISIT)),
        "causes": ("Lý do kiểm tra", list(CAUSES)),
        "subjects": ("Đối tượng", list(SUBJECTS)),
        "person_kinds": ("Người vi phạm là", list(PERSON_KINDS)),
        "yes_no": ("Có hoặc không", ["Có", "Không"]),
    }
