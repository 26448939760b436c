"""Words of comparison and quantity, and what each of them says of numbers.

Shares, of a whole: “tất cả”, “toàn bộ”, “đều” all of it; “hầu hết” four fifths or more, since one
in five left out is no longer almost all; “chủ yếu”, “đa số”, “phần lớn” more than half; “một số ít”
one fifth or less, the other side of “hầu hết”. “Gấp đôi” is 1.9 to 2.1 times, “gấp ba” 2.9 to 3.1.
“Gần” and “khoảng” leave a tenth of room, “gần” never reaches the number and “hơn” goes beyond it.
A percentage or a number that is typed has to be the figure's own, rounded as it is typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from reports.checks.claims.pieces import Rule, rule

MANY = Fraction(10**9)


@dataclass(frozen=True)
class Bounds:
    """From where to where a number may lie; ``open`` ends do not belong to it."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def hold(self, value: Fraction) -> bool:
        """Whether the number lies within."""
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below


@dataclass(frozen=True)
class Claim:
    """What a word says.

    ``kind``: change (``sign`` more, less or as many; ``loose``: or as many), times (``bounds`` of
    one number in another), share (``bounds``), extreme (``sign`` most or least, ``rank``), none,
    some, years (more periods than the portal compares), each (“đều”). ``form``: how a share stands
    in its sentence: before its noun, after “chiếm”, as “chủ yếu”. ``is_sure``: only what can be
    held against figures is told of it, since people also use the word for other things.
    """

    kind: str
    sign: int = 0
    bounds: Bounds | None = None
    rank: int = 1
    form: str = ""
    loose: bool = False
    is_sure: bool = False


def exactly(value: Fraction, room: Fraction = Fraction(0)) -> Bounds:
    """A number and so much to both sides."""
    return Bounds(value - room, value + room)


def about(word: str, value: Fraction, room: Fraction) -> Bounds:
    """A number with the word before it: “gần”, “hơn”, “khoảng”, “dưới”, or none."""
    tenth = value / 10
    if word in ("gần", "xấp xỉ", "ngót"):
        return Bounds(value - 2 * tenth, value, high_open=True)
    if word in ("hơn", "trên", "quá"):
        return Bounds(value, MANY, low_open=True)
    if word in ("dưới", "chưa đến", "chưa tới", "chưa đầy", "không đến", "không tới", "chưa"):
        return Bounds(Fraction(0), value, high_open=True)
    if word in ("không quá", "tối đa", "nhiều nhất"):
        return Bounds(Fraction(0), value)
    if word in ("ít nhất", "tối thiểu", "từ"):
        return Bounds(value, MANY)
    return exactly(value, tenth if word == "khoảng" else room)


ALL = exactly(Fraction(1))
MOST = Bounds(Fraction(4, 5), Fraction(1))
MAJORITY = Bounds(Fraction(1, 2), Fraction(1), low_open=True)
FEW = Bounds(Fraction(0), Fraction(1, 5), low_open=True)
ROOM_OF_HALF = Fraction(1, 20)
ROOM_OF_TIMES = Fraction(1, 10)

_NEAR = (
    r"(?:(?P<near>gần|hơn|trên|khoảng|quá|xấp xỉ|ngót|dưới|chưa đến|chưa tới|chưa đầy|chưa|"
    r"không đến|không tới|không quá|tối đa|ít nhất|tối thiểu) )?"
)
FRACTIONS = {
    "một nửa": Fraction(1, 2),
    "nửa": Fraction(1, 2),
    "1/2": Fraction(1, 2),
    "một phần ba": Fraction(1, 3),
    "1/3": Fraction(1, 3),
    "hai phần ba": Fraction(2, 3),
    "2/3": Fraction(2, 3),
    "một phần tư": Fraction(1, 4),
    "1/4": Fraction(1, 4),
    "ba phần tư": Fraction(3, 4),
    "3/4": Fraction(3, 4),
    "một phần năm": Fraction(1, 5),
    "1/5": Fraction(1, 5),
}
_FRACTION = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_TIMES = {
    "đôi": Fraction(2),
    "hai": Fraction(2),
    "ba": Fraction(3),
    "bốn": Fraction(4),
    "năm": Fraction(5),
    "sáu": Fraction(6),
    "bảy": Fraction(7),
    "tám": Fraction(8),
    "chín": Fraction(9),
    "mười": Fraction(10),
    "rưỡi": Fraction(3, 2),
}
_RANKS = {"nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}

# “Tăng cường”, “giảm nghèo”: what is strengthened or lightened is no number.
_NOT_UP = (
    r"(?! (?:cường|trưởng|thu|năng suất|tốc|hiệu quả|tính|thêm (?:trách nhiệm|hiệu quả)|"
    r"chất lượng|trách nhiệm|sự|mức độ hài lòng))"
)
_NOT_DOWN = (
    r"(?! (?:thiểu|thủ tục|phiền|nghèo|biên chế|đầu mối|chi\b|thời gian|giấy|áp lực|tải|bớt|"
    r"đầu tư|nhẹ (?:gánh|áp)))"
)
UP = rf"(?:gia tăng|tăng){_NOT_UP}"
DOWN = rf"(?<!cắt )(?<!miễn )(?<!tinh )(?:sụt giảm|suy giảm|giảm){_NOT_DOWN}"
_DEGREES = {
    "mạnh": Bounds(Fraction(1, 5), MANY),
    "nhanh": Bounds(Fraction(1, 5), MANY),
    "sâu": Bounds(Fraction(1, 5), MANY),
    "đột biến": Bounds(Fraction(1, 2), MANY),
    "đáng kể": Bounds(Fraction(1, 10), MANY),
    "rõ rệt": Bounds(Fraction(1, 10), MANY),
    "rõ nét": Bounds(Fraction(1, 10), MANY),
    "nhẹ": Bounds(Fraction(0), Fraction(1, 10)),
    "không đáng kể": Bounds(Fraction(0), Fraction(1, 10)),
}
_UNITS = (
    r"(?:cơ quan|đơn vị|trường hợp|vi phạm|phản ánh|lượt|cuộc|người|cán bộ|công chức|viên chức|"
    r"thiếu sót|nội dung|kiến nghị|hành vi|vụ|sở|huyện|xã|phường|địa phương|ai|văn bản|hội nghị|"
    r"lớp|tin|cá nhân|nhóm|lĩnh vực)"
)


def _change(sign: int, *, loose: bool = False) -> Claim:
    return Claim("change", sign, loose=loose)


def _than(sign: int, *, loose: bool = False) -> Claim:
    """A comparison that may be one with something else than the period before."""
    return Claim("change", sign, loose=loose, form="than")


def _times(match: re.Match[str]) -> Claim:
    word = match["times"]
    value = _TIMES.get(word) or Fraction(word.replace(",", "."))
    bounds = about(
        match["near"] or match["near2"] or "", value, ROOM_OF_TIMES / (2 if value < 2 else 1)
    )
    if bounds.high == MANY:
        bounds = replace(bounds, high=value + 1, high_open=True)
    return Claim("times", 1, bounds)


def _part_of_it(match: re.Match[str]) -> Claim:
    """“Giảm một nửa”, “tăng một phần ba”: what is left, or came of it."""
    moved = about(match["near"] or "", FRACTIONS[match["part"]], ROOM_OF_HALF)
    high = min(moved.high, Fraction(1))
    if match["way"] == "tăng":
        return Claim("times", 1, Bounds(1 + moved.low, 1 + high, moved.low_open, moved.high_open))
    return Claim("times", -1, Bounds(1 - high, 1 - moved.low, moved.high_open, moved.low_open))


def _equals_part(match: re.Match[str]) -> Claim:
    return Claim("times", 0, about(match["near"] or "", FRACTIONS[match["part"]], ROOM_OF_HALF))


def _share_part(match: re.Match[str]) -> Claim:
    bounds = about(match["near"] or "", FRACTIONS[match["part"]], ROOM_OF_HALF)
    return Claim("share", bounds=bounds, form=_form(match))


def _form(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip()
    return "takes" if re.search(r"(?:chiếm|đạt|với)(?: tỷ lệ| tỉ lệ)?$", before) else "quantifier"


def _share(bounds: Bounds) -> object:
    return lambda match: Claim("share", bounds=bounds, form=_form(match))


def _percent(match: re.Match[str]) -> Claim:
    whole, _, decimals = match["percent"].partition(",")
    value = Fraction(f"{whole}.{decimals or 0}") / 100
    room = Fraction(1, 2 * 100 * 10 ** len(decimals))
    bounds = about(match["near"] or "", value, room if decimals or value < 1 else Fraction(0))
    return Claim("share", bounds=bounds, form=_form(match), is_sure=value < 1, loose=True)


def _degree(match: re.Match[str]) -> Claim:
    sign = 1 if "tăng" in match["way"] else -1
    return Claim("change", sign, _DEGREES.get(match["degree"]))


def _ranked(match: re.Match[str]) -> Claim:
    return Claim("extreme", 1, rank=_RANKS[match["rank"]])


def _apart(match: re.Match[str]) -> Claim:
    return Claim("extreme", -1 if match["few"] in ("ít", "thấp") else 1)


_SAME = (
    r"không (?:thay )?đổi|không (?:hề )?(?:tăng|giảm),? (?:cũng )?không (?:tăng|giảm)|giữ nguyên|"
    r"chưa thay đổi|không có (?:sự )?thay đổi|(?:tương đương|ngang bằng|ngang|bằng|như)"
    r"(?= (?:với |so với )*(?:cùng kỳ|năm (?:trước|ngoái|\d{4})|kỳ trước|số (?:lượt|trường|vi|phản|"
    r"cơ|cuộc|người|lớp|tin|hội)|tổng))|tương đương(?= với)|ngang(?= với)|bằng với|"
    r"bằng(?= (?:số|cấp|của|ở|các|mức))|đi ngang"
)
CLAIMS: tuple[Rule, ...] = (
    rule(_SAME, "claim", _than(0)),
    rule(
        rf"không (?:hề |còn )?{UP}|chưa {UP}|không (?:nhiều|cao) hơn",
        "claim",
        _than(-1, loose=True),
    ),
    rule(rf"không (?:hề )?{DOWN}|chưa {DOWN}|không (?:ít|thấp) hơn", "claim", _than(1, loose=True)),
    rule(
        rf"(?P<way>{UP}|{DOWN}) (?P<degree>{'|'.join(sorted(_DEGREES, key=len, reverse=True))})",
        "claim",
        _degree,
    ),
    rule(rf"{UP}(?: dần| lên| thêm)?", "claim", _change(1)),
    rule(
        (
            r"vượt|(?:cao|nhiều|lớn|đông) hơn(?! (?:nữa|cả))|"
            r"hơn(?= (?:so với )?(?:cùng kỳ|năm trước|kỳ trước))"
        ),
        "claim",
        _than(1),
    ),
    rule(rf"{DOWN}(?: dần| xuống| đi| bớt)?", "claim", _change(-1)),
    rule(r"(?:thấp|ít|nhỏ|kém) hơn|kém(?= (?:so với |cùng kỳ|năm trước))", "claim", _than(-1)),
    rule(
        (
            r"(?P<few>nhiều|ít|cao|thấp)(?: (?!hơn|nhất|so|là|và|năm|"
            r"tháng)[^\s,.;]+){1,5} (?P<word>hơn)(?! nữa)"
        ),
        "claim",
        lambda m: _than(-1 if m["few"] in ("ít", "thấp") else 1),
    ),
    rule(
        (
            rf"(?:(?:tăng|cao|nhiều|lớn|"
            rf"bằng) )*{_NEAR}gấp {_NEAR.replace('near', 'near2')}(?P<times>đôi|hai|"
            rf"ba|bốn|năm|sáu|bảy|tám|chín|mười|rưỡi|\d+(?:,\d+)?)(?: lần)?"
        ),
        "claim",
        _times,
    ),
    rule(
        rf"(?P<way>tăng|giảm)(?: thêm| đi| mất| còn| xuống còn)? {_NEAR}(?P<part>{_FRACTION})",
        "claim",
        _part_of_it,
    ),
    rule(rf"(?:chỉ )?(?:còn )?bằng {_NEAR}(?P<part>{_FRACTION})", "claim", _equals_part),
    # Shares.
    rule(
        (rf"{_NEAR}(?P<part>{_FRACTION})(?! (?:đầu|cuối|năm|tháng|ngày|buổi))"),
        "claim",
        _share_part,
    ),
    rule(
        (
            r"(?:gần như|hầu như) (?:tất cả|toàn bộ)|hầu hết|hầu như|gần hết|"
            r"(?:tuyệt )?đại đa số|đại bộ phận"
        ),
        "claim",
        _share(MOST),
    ),
    rule(
        (
            r"tất cả|toàn bộ|toàn thể|mọi|100\s?%|trăm phần trăm|(?:nào|ai) cũng|"
            r"cả (?:hai|ba|bốn|\d+)(?= (?:nhóm|khối|cấp|lĩnh vực|phản ánh|"
            r"vi phạm|thiếu sót|trường hợp|cơ quan|đơn vị|lượt|nội dung)\b)"
        ),
        "claim",
        _share(ALL),
    ),
    rule(
        (
            r"(?:xử lý|giải quyết|trả lời|gửi|khắc phục|"
            r"kiểm tra)(?: xong)? (?P<word>hết)(?! (?:hạn|ngày|năm|kỳ|tháng))"
        ),
        "claim",
        Claim("share", bounds=ALL, form="takes"),
    ),
    rule(
        r"đa số|phần lớn|phần nhiều|quá nửa|quá bán|đa phần|số đông|(?:tỷ|tỉ) trọng lớn",
        "claim",
        _share(MAJORITY),
    ),
    rule(
        r"(?:tập trung )?chủ yếu(?: tập trung)?",
        "claim",
        Claim("share", bounds=MAJORITY, form="mainly"),
    ),
    rule(
        r"tập trung(?= (?:ở|tại|vào))",
        "claim",
        Claim("share", bounds=MAJORITY, form="mainly", is_sure=True),
    ),
    rule(
        r"(?:một )?số ít|thiểu số|(?:một )?(?:phần|tỷ lệ|bộ phận)(?: rất)? nhỏ|rất ít",
        "claim",
        _share(FEW),
    ),
    rule(rf"{_NEAR}(?P<percent>\d+(?:,\d+)?)\s?(?:%|phần trăm)", "claim", _percent),
    rule(r"đều(?! đặn| khắp| nhau| tay)", "each", Claim("each")),
    # The most and the least.
    rule(
        (
            r"(?:cao|nhiều|lớn|đông|phổ biến)(?: nhất|(?: hơn)? cả)|dẫn đầu|"
            r"(?<!người )đứng đầu|(?<!hàng )đầu bảng|xếp (?:thứ|hạng) nhất"
        ),
        "claim",
        Claim("extreme", 1),
    ),
    rule(
        rf"(?P<way>{UP}|{DOWN}) (?P<most>nhiều|mạnh|cao|nhanh|sâu|ít|thấp) nhất",
        "claim",
        lambda m: Claim(
            "mover",
            1 if "tăng" in m["way"] else -1,
            rank=-1 if m["most"] in ("ít", "thấp") else 1,
        ),
    ),
    rule(
        r"(?:thấp|ít|nhỏ|kém) nhất(?! (?:một|\d|\{))|(?:đứng|xếp) (?:cuối|chót|cuối cùng)",
        "claim",
        Claim("extreme", -1),
    ),
    rule(
        (
            r"(?:đứng|xếp)(?: vị trí)? thứ (?P<rank>nhất|hai|nhì|ba|tư|bốn|năm)|"
            r"(?:cao|nhiều|lớn) thứ (?P<rank2>hai)"
        ),
        "claim",
        lambda m: Claim("extreme", 1, rank=_RANKS[m["rank"] or m["rank2"]]),
    ),
    rule(
        (
            r"(?P<few>nhiều|ít|cao|thấp|đông)(?: (?!nhất|là|và|hơn|năm|"
            r"tháng)[^\s,.;]+){1,5} (?P<word>nhất)(?! (?:trí|thiết|quán))"
        ),
        "claim",
        _apart,
    ),
    # None, some, one.
    rule(
        (
            rf"(?:không|chưa)(?: (?:hề|còn|có|phát sinh|xảy ra|để xảy ra|ghi nhận|"
            rf"phát hiện|xuất hiện|tồn tại))+(?= )|"
            rf"không(?: tiếp nhận| một| còn)?(?= {_UNITS}\b[^,.;]*? nào)"
        ),
        "claim",
        Claim("none"),
    ),
    rule(
        r"(?:đã )?chấm dứt(?= (?:tình trạng|hành vi|vi phạm|việc))|bằng không|bằng 0",
        "claim",
        Claim("none"),
    ),
    rule(
        (
            rf"(?:vẫn còn|vẫn có|còn có|còn (?:để )?(?:xảy ra|tồn tại)|"
            rf"còn tình trạng|còn(?= (?:một số |nhiều )?{_UNITS}))"
        ),
        "claim",
        Claim("some", is_sure=True),
    ),
    rule(r"duy nhất", "claim", Claim("only", is_sure=True)),
    rule(r"(?:bằng|ngang|như|tương đương|ngang bằng) nhau", "claim", Claim("equal")),
    # More periods than one.
    rule(
        (
            r"qua các năm|nhiều năm (?:liền|qua|liên tục)|từ trước (?:đến|tới) nay|"
            r"lần đầu(?: tiên)?|chưa từng|(?:hai|ba|bốn|năm|\d+) năm (?:liền|"
            r"liên tiếp|qua|gần đây)|liên tục (?:tăng|giảm)|(?:tăng|giảm) liên tục|"
            r"kỷ lục|trong nhiều năm"
        ),
        "claim",
        Claim("years"),
    ),
)
