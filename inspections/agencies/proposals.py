"""What takes two people in the registry: whatever reaches a period whose figures were frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from inspections.agencies import actions as agencies
from inspections.agencies.models import Agency
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import Proposal
from tayninh_portal.proposals.asking import do_or_ask
from tayninh_portal.proposals.kinds import Kind, register

# Move → the action, and what it is called.
MOVES: dict[str, tuple[Callable[..., Any], str]] = {
    "found": (agencies.found_agency, "Thêm cơ quan"),
    "update": (agencies.update_agency, "Sửa thông tin"),
    "rename": (agencies.rename_agency, "Đổi tên"),
    "close": (agencies.close_agency, "Ngừng hoạt động"),
    "last_day": (agencies.correct_last_day, "Sửa ngày cuối hoạt động"),
    "merge": (agencies.merge_agencies, "Tiếp nhận do sáp nhập"),
}
# What a summary says of the values, in this order.
WORDS = {
    "name": "tên",
    "report_group": "nhóm báo cáo",
    "parent": "cơ quan quản lý",
    "predecessors": "gồm",
    "on": "từ ngày",
    "starts_on": "từ ngày",
    "ends_on": "ngày cuối",
    "receiver": "cơ quan tiếp nhận",
}


def _move(move: str, **values: Any) -> Any:
    return MOVES[move][0](**values)


def _url(proposal: Proposal) -> str:
    row = proposal.values.get("agency") or proposal.values.get("into")
    return reverse("agency-detail", args=[row[2]]) if row else reverse("agency-list")


REGISTRY = register(
    Kind(
        "registry",
        "Sửa danh mục cơ quan của kỳ đã chốt số liệu",
        "agency.manage",
        _move,
        "Khi được xác nhận, danh mục của một kỳ đã chốt số liệu thay đổi. Báo cáo đã chốt giữ "
        "nguyên; số liệu đếm lại của kỳ đó có thể khác báo cáo.",
        _url,
    )
)


def change_or_ask(move: str, agency: Agency | None, **asked: Any) -> Any:
    """Change the registry, or ask for it where it reaches a closed period."""
    sent = {name: asked.pop(name, None) for name in ("by", "client_id", "seen_version")}
    called = MOVES[move][1]
    summary = f"{called} – {agency}" if agency else called
    words = "; ".join(f"{word}: {_in_words(asked[n])}" for n, word in WORDS.items() if asked.get(n))
    named = {"into" if move == "merge" else "agency": agency} if agency else {}
    return do_or_ask(
        REGISTRY,
        {"move": move, **named, **asked},
        **sent,
        record=agency,
        subject=f"{move} {agency.pk if agency else asked['name']}"[:120],
        summary=f"{summary}; {words}",
        reason=asked.get("note") or asked.get("basis") or "",
    )


def _in_words(value: object) -> str:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)
