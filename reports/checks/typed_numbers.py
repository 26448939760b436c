"""A number typed into the words of a section is one nobody can open: a figure should stand there.

Numbers that count nothing are left alone: numbers and dates of documents, years, articles,
ordinals, hours and spans of time, telephone numbers, marks of a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import REWRITE
from reports.narrative.known_figures import KnownFigure, known_figures
from tayninh_portal.lib.vietnamese import fold

NAME = "typed_numbers"
# So many words before and after the number are quoted, so many figures are proposed.
_AROUND = 4
_PROPOSED = 3
# A figure is proposed that is spoken of nearly as much as the one spoken of most.
_LIKE = 0.7

# What is counted; where one of these follows, no rule below takes the number for anything else.
_UNITS = (
    "lượt|trường hợp|cơ quan|đơn vị|cuộc|vụ|nội dung|người|cán bộ|công chức|viên chức|văn bản|"
    "tin|bài|lớp|hội nghị|phản ánh|kiến nghị|ý kiến|sở|xã|huyện|vi phạm|thiếu sót|biên bản"
)
_NOT_COUNTED = rf"(?!\d)(?![.,]\d)(?!\s*(?:%|phần trăm|(?:{_UNITS})\b))"
_LIST = r"\d+(?:\s*(?:,|và|hoặc|đến|[-–])\s*\d+)*"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}\s*[/.-]\s*\d{1,2}"

# Places of a law, ordinals, names with a number: the word, then the number or several.
_NAMED = (
    "điều|khoản|điểm|chương|mục|phần|phụ lục|mẫu|bảng|biểu|trang|mức độ|cấp độ|mức|bậc|hạng|loại|"
    "nhóm|bước|tiêu chí|đợt|giai đoạn|phiên bản|lần thứ|lần|thứ|khóa|khoá|nhiệm kỳ|kỳ họp|quý|"
    "phường|quận|khu phố|ấp|tổ dân phố|tổ|ISO|TCVN|công nghiệp"
)
# Kinds of documents with a capital, or their signs: “Quyết định 1847”, “QĐ 1847”.
_KINDS = (
    "Quyết định|Nghị định|Nghị quyết|Thông tư|Chỉ thị|Công văn|Kế hoạch|Kết luận|Hướng dẫn|"
    "Thông báo|Báo cáo|Tờ trình|Luật|Đề án|Chương trình|Công điện|Quy định|Quy chế|"
    "QĐ|NĐ|NQ|TT|CT|CV|KH|KL|HD|TB|BC|TTr|CĐ"
)

_LEFT_ALONE = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # A token of the catalogue: that is where a number should come from.
        (r"\{[^{}\n]*\}", 0),
        # The mark of a point of a list.
        (r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]\s", re.MULTILINE),
        # 1441/KH-UBND, 30/2020/NĐ-CP, 13 /BC-UBND, 05-CT/TW.
        (rf"\d+(?:/{_YEAR})?\s*/\s*[A-ZĐ][\w&Đ]*(?:-[\w&Đ]+)*", 0),
        (r"\d+-[A-ZĐ]{2,}/[A-ZĐ]+", 0),
        # 05/7/2019, 7/2019, “ngày 05/7”, “từ 15/12 đến 14/12”, “ngày 05 tháng 7 năm 2019”.
        (rf"\d{{1,2}}\s*[/.-]\s*(?:\d{{1,2}}\s*[/.-]\s*)?{_YEAR}\b", 0),
        (rf"\b(?:ngày|từ|đến|trước|sau)\s+{_DAY}{_NOT_COUNTED}", re.I),
        (rf"\b(?:ngày|tháng)\s+{_LIST}{_NOT_COUNTED}", re.I),
        # “năm 2026”, “các năm 2018, 2019”, “2021-2025”, “cuối 2019”.
        (
            rf"\b(?:năm|đầu|cuối|giữa|sang|so với|tết)\s+{_YEAR}"
            rf"(?:\s*(?:,|và|đến|[-–])\s*(?:năm\s+)?{_YEAR})*{_NOT_COUNTED}",
            re.I,
        ),
        (rf"\b{_YEAR}\s*[-–]\s*{_YEAR}\b", 0),
        (rf"\b(?:{_NAMED})\s+(?:số\s+)?\d+(?:\.\d+)+", re.I),
        (rf"\b(?:{_NAMED})\s+(?:số\s+)?{_LIST}{_NOT_COUNTED}", re.I),
        (rf"\b(?:{_KINDS})\s+(?:số\s+)?\d+{_NOT_COUNTED}", 0),
        # “số 1441”, but not “tổng số 87”.
        (rf"(?<!tổng )(?<!trong )(?<!con )(?<!với )\bsố:?\s+\d+{_NOT_COUNTED}", re.I),
        # Hours and spans of time: “7 giờ 30”, “07:30”, “06 tháng đầu năm”, “trực 24/24 giờ”.
        (r"\b24/(?:7\b|24\s*(?:giờ|h)\b)", re.I),
        (r"\b\d{1,2}\s*(?:giờ\b|h(?![^\W\d]))\s*(?:\d{1,2}(?:\s*phút)?)?(?!\d)", re.I),
        (r"\b\d{1,2}:\d{2}\b", 0),
        (r"\b\d+(?:\s*[-–]\s*\d+)?\s+(?:ngày|tuần|tháng|quý|năm|phút|giây)\b", re.I),
        # Telephone numbers; 1022 is the province's switchboard.
        (r"(?<![\d.])0\d{2,3}(?:[ .-]?\d{3,4}){2}(?!\d)", 0),
        (rf"\b(?:tổng đài|đầu số)\s+\d{{3,4}}{_NOT_COUNTED}", re.I),
        (rf"\b1022{_NOT_COUNTED}", 0),
        # Names that hold digits: Covid-19, A4, 5S.
        (r"[A-Za-zĐđ]+-?\d[\w]*|\b\d+[A-Za-zĐđ]\w*", 0),
    )
)
_NUMBER = re.compile(r"\d+\s*/\s*\d+|(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?:\s*(?:%|phần trăm))?")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SHARE = re.compile(r"\s*(?:%|phần trăm)$")


def typed_numbers(context: CheckContext) -> list[CheckProblem]:
    """A warning for each typed number, with the token to use where a figure has that value."""
    known = known_figures(context.facts)
    return [
        CheckProblem(
            Level.WARNING,
            NAME,
            section.code,
            f"Số “{typed}” trong “{around}” được gõ tay, không mở ra hồ sơ nào.",
            _advice(typed, proposals(typed, line, known)),
            # The words around the number, whatever the number.
            subject=_DIGITS.sub("#", around),
            remedies=(REWRITE,),
        )
        for section in context.written
        for line in section.text.splitlines()
        for typed, around in numbers_in(line)
    ]


def numbers_in(line: str) -> list[tuple[str, str]]:
    """Numbers of a line that count something: as typed, and with the words around."""
    return [(match[0], _around(line, *match.span())) for match in _NUMBER.finditer(masked(line))]


def masked(line: str) -> str:
    """A line with a mark in the place of every letter of what counts nothing, and of tokens."""
    for pattern in _LEFT_ALONE:
        line = pattern.sub(lambda match: "\x1a" * len(match[0]), line)
    return line


def proposals(typed: str, line: str, known: Sequence[KnownFigure]) -> list[KnownFigure]:
    """Figures that print what was typed, those whose names the line speaks of first."""
    same = [figure for figure in known if _is(figure, typed)]
    spoken = set(fold(line).replace(",", " ").replace(".", " ").split())
    likeness = {figure.key: _likeness(figure, spoken) for figure in same}
    most = max(likeness.values(), default=0)
    if not most:
        # Many figures are 01 or 02: one that the line does not speak of is named if it is alone.
        return same if len(same) == 1 else []
    like = [figure for figure in same if likeness[figure.key] >= _LIKE * most]
    return sorted(like, key=lambda figure: -likeness[figure.key])[:_PROPOSED]


def _is(figure: KnownFigure, typed: str) -> bool:
    if _SHARE.search(typed):
        return _SHARE.sub("%", typed) in figure.percents
    if "/" in typed:
        parts = tuple(int(part) for part in typed.split("/"))
        return figure.numbers == parts
    if "," in typed:
        return False
    return figure.numbers == (int(typed.replace(".", "")),)


def _likeness(figure: KnownFigure, spoken: set[str]) -> float:
    """How much of the figure's name the line speaks of, from none to all."""
    words = set(fold(f"{figure.label} {figure.unit}").replace(",", " ").split()) - {"–", "cua"}
    shared = len(words & spoken)
    return shared / len(words) if shared > 1 else 0


def _advice(typed: str, proposed: Sequence[KnownFigure]) -> str:
    if not proposed:
        return (
            f"Không rõ số liệu nào bằng {typed}; chọn số liệu trong danh sách ở màn hình soạn mục, "
            "hoặc chấp nhận cảnh báo và ghi căn cứ của con số."
        )
    named = "; ".join(f"{figure.token} ({figure.label})" for figure in proposed)
    return f"Thay bằng số liệu của danh mục: {named}."


def _around(line: str, start: int, end: int) -> str:
    before = line[:start].split()
    after = line[end:].split()
    head = "… " if len(before) > _AROUND else ""
    tail = " …" if len(after) > _AROUND else ""
    # What touches the number stays with it: “(87” and “87,”.
    left = " ".join(before[-_AROUND:]) + (" " if start and line[start - 1].isspace() else "")
    right = (" " if line[end : end + 1].isspace() else "") + " ".join(after[:_AROUND])
    return f"{head}{left}{line[start:end]}{right}{tail}".strip()
