"""Everything that can be said of guards, log, records and seals: what differs, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from tayninh_portal.guards import changeable_tables, expected_guards, missing_guards
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.models import Seal
from tayninh_portal.sealing.lines import check_lines, check_outside, check_seals
from tayninh_portal.sealing.records import check_log, check_records, not_compared
from tayninh_portal.sealing.seals import open_lines

# Gives None for each thing it has looked at, and a sentence for what differs in it.
Check = tuple[str, Callable[[], Iterator[str | None]]]


@dataclass(frozen=True)
class Verdict:
    """``differences``: a sentence each, without personal data. ``checked``: what → how many.
    ``notes``: what no check can see."""

    differences: tuple[str, ...]
    checked: dict[str, int]
    notes: tuple[str, ...] = ()

    @property
    def account(self) -> str:
        """What was looked at, in words."""
        return "; ".join(f"{number_vi(n)} {what}" for what, n in self.checked.items())


def check_guards() -> Iterator[str | None]:
    """Every trigger that refuses UPDATE, DELETE and TRUNCATE is there and has its teeth."""
    missing = missing_guards()
    for name in sorted(expected_guards()):
        if name in missing:
            yield f"Cơ sở dữ liệu thiếu khóa chặn “{name}”; chạy lại manage.py migrate."
        yield None


GUARDS: Check = ("khóa chặn sửa, xóa", check_guards)
RECORDS: tuple[Check, ...] = (
    ("nhật ký của hồ sơ", check_log),
    ("hồ sơ so với nhật ký", check_records),
    ("dấu niêm phong", check_seals),
    ("dòng đã niêm phong", check_lines),
)


def verify_log(heads: str = "") -> Verdict:
    """Guards, records, log, seals and what lies outside (or the ``heads`` of another place)."""
    outside: Check = ("dấu giữ bên ngoài", lambda: check_outside(heads))
    return verdict_of((GUARDS, *RECORDS, outside))


def verdict_of(checks: Sequence[Check]) -> Verdict:
    """Run the checks in one state of the database; nothing is written."""
    differences: list[str] = []
    checked: Counter[str] = Counter()
    with one_state():
        for what, check in checks:
            checked[what] = 0
            for found in check():
                if found is None:
                    checked[what] += 1
                else:
                    differences.append(found)
        return Verdict(tuple(differences), dict(checked), tuple(_notes()))


def _notes() -> Iterator[str]:
    last = Seal.objects.last()
    count = number_vi(open_lines(last))
    if last is None:
        yield f"Nhật ký chưa được niêm phong lần nào: {count} dòng."
    else:
        since = f"sau dấu số {last.number}, ngày {short_date(timezone.localdate(last.at))}"
        yield f"Phần của hôm nay chưa niêm phong: {count} dòng ({since})."
    before, other = not_compared()
    if before:
        yield (
            f"{number_vi(before)} hồ sơ có dòng nhật ký cuối từ trước khi phần để riêng được lưu "
            "mã; phần để riêng của chúng chưa so được cho tới lần sửa sau."
        )
    if other:
        yield (
            f"{number_vi(other)} hồ sơ có mã của phần để riêng tạo bằng khóa khác "
            "(PORTAL_INDEX_KEY); phần đó không so được."
        )
    if not settings.SEAL_OUTSIDE:
        yield (
            "Chưa đặt nơi giữ dấu bên ngoài (PORTAL_SEAL_OUTSIDE): ai có cả máy chủ thì viết lại "
            "được toàn bộ nhật ký cùng các dấu mà không lộ."
        )
    tables = changeable_tables()
    if tables:
        yield f"Vai trò cơ sở dữ liệu đang dùng sửa được {len(tables)} bảng chỉ được thêm."
