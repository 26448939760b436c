"""“Một số” beside something that was counted: the report says how many.

The report of 14/01/2020 wrote “một số cán bộ, công chức, viên chức vi phạm” over records that knew
the number. Only words about something the period's figures count are told. “Hầu hết”, “phần lớn”,
“một số ít” say how much of a whole: those are ``claims``, and told there alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import REWRITE
from reports.figures.catalog import cell_key
from reports.narrative.breakdowns import breakdowns
from reports.narrative.facts import Facts
from reports.narrative.known_figures import KnownFigure, known_figures

NAME = "vague_words"
Patterns = Sequence[tuple[re.Pattern[str], KnownFigure]]
# The longer before the shorter; “nhiều hơn”, “nhiều năm”, “nhiều lần” count nothing here.
_VAGUE = (
    r"(?:một số|một vài|một ít|không ít|khá nhiều|rất nhiều|nhiều|vài)"
    r"(?!\s+(?:hơn|năm|lần|mặt|nhất|nơi|ngày|tháng|khi)\b)"
)
# What may stand between it and what is counted: “một số cán bộ, công chức, viên chức vi phạm”. Any
# other word would change who did what: “một số cơ quan nhắc nhở người vi phạm”.
_BETWEEN = (
    r"(?:(?:cán bộ|công chức|viên chức|người lao động|đảng viên|cá nhân|trường hợp|hành vi|"
    r"vụ việc|vụ|lỗi|người|ý kiến|nội dung|lượt|cuộc|số|các|những|và|còn|có|bị|đã|vẫn|"
    r"để xảy ra),?\s+)*"
)
_BODY = r"(?:cơ quan, đơn vị|cơ quan|đơn vị|sở, ban, ngành|xã, phường|địa phương)"
# What is counted, as people write it → the figure; the first that fits is meant.
_NOUNS: tuple[tuple[str, str], ...] = (
    (rf"vi phạm (?:do )?(?:các )?{_BODY} tự phát hiện", "self_inspections.violations"),
    (
        rf"{_BODY}(?: còn| vẫn)? chưa (?:gửi|báo cáo|nộp)",
        "self_inspections.total.overdue",
    ),
    (
        rf"{_BODY}(?: còn| vẫn)? (?:gửi|báo cáo|nộp)(?: \S+){{0,2}} (?:trễ|chậm|muộn)",
        "self_inspections.total.late",
    ),
    (rf"{_BODY} (?:chưa được|chưa) kiểm tra", "agencies.not_visited"),
    (rf"{_BODY} (?:đã )?được kiểm tra", "visits.agencies"),
    (r"(?:cuộc|lượt|buổi|đợt) kiểm tra đột xuất", "visits.surprise"),
    (r"(?:cuộc|lượt|buổi) tự kiểm tra", "self_inspections.held"),
    (r"(?:cuộc|lượt|buổi) kiểm tra", "visits.total"),
    (r"phản ánh(?:, kiến nghị)?(?: còn| đã| bị)? quá hạn", "complaints.overdue"),
    (r"phản ánh", "complaints.total"),
    (r"lãnh đạo(?:, quản lý)? vi phạm", "violations.leaders"),
    (r"xử lý kỷ luật", "handlings.discipline"),
    (r"vi phạm(?! hành chính| pháp luật)", "violations.total"),
    (rf"thiếu sót của (?:các )?{_BODY}|{_BODY}(?: còn| có)* thiếu sót", "unit_findings.total"),
    (r"hội nghị|cuộc họp", "implementation.meetings"),
    (r"lớp (?:bồi dưỡng|tập huấn)", "implementation.trainings"),
    (r"tin, bài|bài viết", "implementation.posts"),
    (r"(?:lượt|buổi) (?:phát thanh|truyền hình)", "implementation.broadcasts"),
    (r"văn bản (?:chỉ đạo|lãnh đạo)", "implementation.directives"),
)
# “vi phạm vẫn còn nhiều”.
_AFTER = r"(?:(?:vẫn|còn|khá|rất|tương đối|ngày càng|xảy ra)\s+)*(?P<vague>nhiều)\b(?!\s+\w)"
# A clause ends here; a token stands where a number is known already.
_CLAUSE = re.compile(r"[.;:\n(){}]")


def vague_words(context: CheckContext) -> list[CheckProblem]:
    """A warning for each vague word beside something counted, with the count that is known."""
    known = {figure.key: figure for figure in known_figures(context.facts)}
    patterns = _patterns(context.facts, known)
    return [
        CheckProblem(
            Level.WARNING,
            NAME,
            section.code,
            f"“{words}”: số liệu của kỳ ghi nhận {figure.text} {figure.unit} ({figure.label}).",
            f"Thay “{vague}” bằng số liệu {figure.token}.",
            figure.key,
            subject=words,
            remedies=(REWRITE,),
        )
        for section in context.written
        for vague, words, figure in _found(section.text, patterns)
    ]


def _patterns(facts: Facts, known: Mapping[str, KnownFigure]) -> Patterns:
    """What is counted, the kinds of act by their own names first."""
    named = [
        (re.escape(line.name.lower()), cell_key(whole, **{by: line.code}))
        for whole, by, lines in breakdowns(facts)
        if by == "category"
        for line in lines
        if line.code
    ]
    return [(_beside(noun), known[key]) for noun, key in (*named, *_NOUNS)]


def _beside(noun: str) -> re.Pattern[str]:
    before = rf"\b(?P<first>{_VAGUE})\s+{_BETWEEN}(?:{noun})\b"
    after = rf"\b(?:{noun})\s+{_AFTER}"
    return re.compile(f"{before}|{after}", re.IGNORECASE)


def _found(text: str, patterns: Patterns) -> Iterator[tuple[str, str, KnownFigure]]:
    """Vague word, the words with what they count, the figure; each place once."""
    for clause in _CLAUSE.split(text):
        taken: set[int] = set()
        for pattern, figure in patterns:
            for match in pattern.finditer(clause):
                name = "first" if match["first"] else "vague"
                if match.start(name) not in taken:
                    taken.add(match.start(name))
                    yield match[name], " ".join(match[0].split()), figure
