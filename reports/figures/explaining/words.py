"""Sentences over the explanation of a figure, as an office writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reports.figures.explaining.breakdowns import Breakdown, Line
from reports.figures.explaining.sides import AGENCY, Side
from reports.figures.periods import is_a_year
from tayninh_portal.lib.dates import count2, fraction2, number_vi, short_date
from tayninh_portal.lib.periods import Period

# So many of equal rank are named; of more, none is the most.
_MOST_NAMED = 2


@dataclass(frozen=True)
class Reported:
    """The ``number`` a report told of the period before, where another is ``counted`` now; ``was``:
    its definition, "" where that is the same and records were mended since."""

    name: str
    number: int
    counted: int
    was: str

    @property
    def moved(self) -> int:
        """What that moved in the difference to the report."""
        return self.counted - self.number

    @property
    def why(self) -> str:
        """What moved it."""
        if self.was:
            return "Do thay đổi cách tính"
        return "Do hồ sơ kỳ trước được bổ sung, đính chính sau khi báo cáo"

    def sentence(self, unit: str) -> str:
        """Both numbers, and why they are not the same."""
        why = self.why[:1].lower() + self.why[1:]
        return (
            f"{self.name} đã ban hành ghi {count2(self.number)} {unit}; đếm lại theo hồ sơ hiện "
            f"nay là {count2(self.counted)} {unit}: chênh lệch {why}."
        )


def named(label: str) -> str:
    """What a figure is called inside a sentence: “số lượt kiểm tra”; in quotation marks where its
    name is a heading with parts."""
    if " – " in label:
        return f"số liệu “{label}”"
    words = label[:1].lower() + label[1:]
    return words if words.startswith(("số ", "tỷ lệ ")) else f"số {words}"


def called(period: Period) -> str:
    """A period inside a sentence."""
    return period.name if period.name != period.day_range else f"thời gian {period.name}"


def headed(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


def alone(label: str, unit: str, now: int, period: Period) -> str:
    """The number where there is nothing to compare it with."""
    return f"{headed(named(label))} của {called(period)} là {count2(now)} {unit}."


def uncompared(previous: Period | None) -> str:
    """Why there is nothing."""
    if previous is None:
        return "Không có kỳ trước để so sánh."
    return f"Cổng chưa có hồ sơ nào của {called(previous)} để so sánh."


def sentences(
    label: str, unit: str, now: Side, before: Side, found: Iterable[Breakdown], today: date
) -> list[str]:
    """The difference, where it is largest, and what has to be known of the comparison."""
    what = changed(named(label), unit, now.total, before.total, before.period)
    said = [f"{since(now.period, before.period, today)}, {what}"]
    for each in found:
        if each.name == AGENCY:
            where = most_changed(each.lines, unit, "tại")
            said[0] += f"; {where}" if where else ""
            said += [_rearranged(each, unit)] if each.moved else []
        elif each.name == "category":
            quoted = [line.renamed(f"“{line.label}”") for line in each.lines]
            most = most_changed(quoted, unit, "là")
            said += [f"{each.title}: {most}"] if most else []
    # Of two years the one day of a leap year is not worth a word.
    days, years = (now.period.days, before.period.days), (now.period, before.period)
    if days[0] != days[1] and not all(map(is_a_year, years)):
        said.append(
            f"Hai kỳ không dài bằng nhau: kỳ này {number_vi(days[0])} ngày, kỳ trước "
            f"{number_vi(days[1])} ngày"
        )
    return [f"{sentence}." for sentence in said]


def since(period: Period, previous: Period, today: date) -> str:
    """“So với năm 2024”; of a period under way, up to which day."""
    if period.end >= today:
        return f"Tính đến ngày {short_date(today)}, so với cả {called(previous)}"
    return f"So với {called(previous)}"


def changed(what: str, unit: str, now: int, before: int, previous: Period) -> str:
    """“số lượt kiểm tra tăng 12 lượt (tăng 16,00%)”."""
    if now == before:
        how = f"{count2(now)} {unit}" if now else "cả hai kỳ đều không có"
        return f"{what} không thay đổi ({how})"
    verb, more = _verb(now - before), abs(now - before)
    share = f"{verb} {_percent(more, before)}" if before else f"{called(previous)} không có"
    return f"{what} {verb} {count2(more)} {unit} ({share})"


def ratio(label: str, shares: Sequence[tuple[int, int]], periods: Sequence[Period]) -> str:
    """The share (part, whole) in each period, this one first, and the points between two."""
    said = [
        f"của {called(of)} là {_percent(*share)} ({fraction2(*share)})"
        if share[1]
        else f"của {called(of)} không tính được vì không có số để chia"
        for share, of in zip(shares, periods, strict=True)
    ]
    end = ""
    if len(shares) > 1 and all(whole for _, whole in shares):
        now, before = (_share(*share) for share in shares)
        points = f"{_verb(1 if now > before else -1)} {number_vi(abs(now - before))} điểm phần trăm"
        end = f": {points}" if now != before else ": không thay đổi"
    name = label if " – " not in label else headed(named(label))
    return f"{name} {', '.join(said)}{end}."


def most_changed(lines: Iterable[Line], unit: str, where: str) -> str:
    """“tăng nhiều nhất tại A (tăng 05 lượt), giảm nhiều nhất tại B (giảm 02 lượt)”, or ""."""
    own = [line for line in lines if line.is_one]
    said = []
    for sign in (1, -1):
        most = max((line.change * sign for line in own), default=0)
        first = [line.label for line in own if line.change * sign == most]
        if most > 0 and len(first) <= _MOST_NAMED:
            verb, each = _verb(sign), "cùng " if len(first) > 1 else ""
            who = " và ".join(first)
            said.append(f"{verb} nhiều nhất {where} {who} ({each}{verb} {count2(most)} {unit})")
    return ", ".join(said)


def _rearranged(found: Breakdown, unit: str) -> str:
    now, before = (
        f"{count2(number)} {unit}" if number else "không có"
        for number in (sum(x.now for x in found.within), sum(x.before for x in found.within))
    )
    return (
        f"Riêng {count2(found.moved)} cơ quan được sắp xếp, sáp nhập, thành lập hoặc chấm dứt hoạt "
        f"động giữa hai kỳ: kỳ trước {before}, kỳ này {now}; từng cơ quan không so sánh được với "
        "chính mình nên cộng chung một dòng"
    )


def _percent(part: int, whole: int) -> str:
    """With two decimals, as provinces write a change: “16,00%”."""
    return f"{number_vi(_share(part, whole))}%"


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _verb(change: int) -> str:
    return "tăng" if change > 0 else "giảm"
