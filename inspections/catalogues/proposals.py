"""What takes two people in the catalogues: whatever reaches a period whose figures were frozen."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

from inspections.catalogues import actions
from inspections.catalogues.models import DatedRow, PersonKind, Subject
from inspections.catalogues.register import CATALOGUES, catalogue_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import Proposal, User
from tayninh_portal.proposals.asking import do_or_ask
from tayninh_portal.proposals.kinds import Kind, register

# Move → the action, and what it is called.
MOVES: dict[str, tuple[Callable[..., object], str]] = {
    "add": (actions.add_row, "Thêm giá trị"),
    "change": (actions.change_row, "Đổi nội dung"),
    "end": (actions.end_row, "Ghi ngày cuối"),
}


def _yes(said: bool) -> str:
    return "có" if said else "không"


def _kinds(codes: str) -> str:
    """The kinds of person as a person reads them."""
    labels = (PersonKind(code).label.lower() for code in codes.split(",") if code)
    return ", ".join(labels) or "mọi người"


# What a summary says of the values, in this order: whoever confirms reads nothing else of them.
WORDS: dict[str, Callable[..., str]] = {
    "name": "tên: {}".format,
    "starts_on": lambda day: f"từ ngày: {short_date(day)}",
    "ends_on": lambda day: f"đến hết ngày: {short_date(day)}" if day else "áp dụng tiếp",
    "subject": lambda code: f"về: {Subject(code).label.lower()}",
    "is_discipline": lambda yes: f"là hình thức kỷ luật: {_yes(yes)}",
    "area": lambda number: f"nội dung số: {number}" if number else "không thuộc nội dung nào",
    "person_kinds": lambda codes: f"áp dụng cho: {_kinds(codes)}",
    "for_unit": lambda yes: f"áp dụng cho đơn vị: {_yes(yes)}",
    "basis": lambda basis: f"căn cứ: {basis}" if basis else "",
}


def _move(move: str, on: str | DatedRow, **values: object) -> object:
    return MOVES[move][0](on, **values)


def _url(proposal: Proposal) -> str:
    on = proposal.values["on"]
    if isinstance(on, str):
        return reverse(CATALOGUES[on].list_name)
    label, number = on[1:]
    named = {each.model._meta.label_lower: slug for slug, each in CATALOGUES.items()}
    return reverse("catalogue-detail", args=[named[label], number])


CATALOGUE = register(
    Kind(
        "catalogue",
        "Sửa danh mục của kỳ đã chốt số liệu",
        "catalogue.manage",
        _move,
        "Khi được xác nhận, danh mục của một kỳ đã chốt số liệu thay đổi. Báo cáo đã chốt giữ "
        "nguyên; hồ sơ đã ghi giữ tên và nội dung đã chọn.",
        _url,
    )
)


def change_or_ask(
    move: str,
    on: str | DatedRow,
    *,
    by: User,
    client_id: UUID | None = None,
    seen_version: int | None = None,
    **asked: object,
) -> object:
    """Change a catalogue, or ask for it where it reaches a closed period."""
    row = on if isinstance(on, DatedRow) else None
    catalogue = CATALOGUES[on] if isinstance(on, str) else catalogue_of(on)
    words = [f"{MOVES[move][1]} – {catalogue.title}", *([row.name] if row else [])]
    words += filter(None, (say(asked[name]) for name, say in WORDS.items() if name in asked))
    return do_or_ask(
        CATALOGUE,
        {"move": move, "on": on, **asked},
        by=by,
        client_id=client_id,
        seen_version=seen_version,
        record=row,
        subject=f"{catalogue.list_name} {move} {row.pk if row else asked['name']}"[:120],
        summary="; ".join(words),
        reason=str(asked.get("note") or asked.get("basis") or ""),
    )
