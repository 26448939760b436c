"""The way of a biên bản: written, signed; and who may see, write and open it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from django.db.models import QuerySet

from inspections.minutes import actions
from inspections.minutes.forms import PagesForm, SignForm
from inspections.minutes.holding import held
from inspections.minutes.models import Minutes, MinutesState
from inspections.visits.models import NOT_BEGUN, VisitState
from inspections.visits.workflow import IS_CANCELLED, TO_COME, not_working_on, taking_along
from tayninh_portal import readings
from tayninh_portal.access import register_rules
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = MinutesState
SIGN = Transition(
    "sign",
    "Ghi biên bản đã ký",
    (S.DRAFT,),
    (S.SIGNED,),
    "minutes.sign",
    actions.sign,
    SignForm,
)
ADD_PAGES = Transition(
    "add_pages",
    "Bổ sung trang đã ký",
    (S.SIGNED,),
    (),
    "minutes.sign",
    actions.add_pages,
    PagesForm,
)
WORDS: dict[str | tuple[str, str], Words] = {
    "sign": Words(
        button="Ghi biên bản đã ký",
        done="Đã ghi biên bản đã ký; từ nay nội dung lượt kiểm tra được giữ nguyên.",
        sign="pen",
        style="primary",
        consequence="Ghi theo bản đã ký đủ từng trang. Sau đó nội dung lượt kiểm tra chỉ đổi bằng "
        "biên bản đính chính, giữ cả nội dung cũ.",
    ),
    "add_pages": Words(
        button="Bổ sung trang đã ký",
        done="Đã lưu trang bổ sung.",
        sign="paperclip",
        consequence="Tệp đã lưu không bỏ được; trang chụp mờ thì gửi thêm trang rõ.",
    ),
}
IS_SIGNED = "Biên bản đã ký; mở bản đã ký để xem."
NOT_SIGNED = "Biên bản chưa ký."
CLOSED: dict[str | tuple[str, str], str] = {S.SIGNED: IS_SIGNED, S.DRAFT: NOT_SIGNED}


def minutes_of(user: User) -> QuerySet[Minutes]:
    """The biên bản a person may see, with their visit, its team and what they correct."""
    require(user, "minutes.list")
    return _named(user).select_related("visit__team", "team", "words", "corrects")


def _named(user: User) -> QuerySet[Minutes]:
    """With what their titles read."""
    rows = Minutes.objects.visible_to(user).select_related("visit__agency")
    return rows.prefetch_related("visit__agency__names")


MINUTES = register(
    Workflow(Minutes, "minutes", "minutes", minutes_of, (SIGN, ADD_PAGES), WORDS, CLOSED)
)


def _not_of_team(user: User, rows: Sequence[Minutes], on: date) -> list[str | None]:
    return not_working_on(user, [row.visit for row in rows], on)


def writing_forbidden(user: User, rows: Sequence[Minutes], on: date) -> list[str | None]:
    """Who works on the visit, of one that began; what is signed is changed by a correction."""
    said = _not_of_team(user, rows, on)
    return [_cannot_be_written(row) or own for own, row in zip(said, rows, strict=True)]


def _cannot_be_written(minutes: Minutes) -> str | None:
    state = minutes.visit.state
    if state in NOT_BEGUN:
        return TO_COME
    if state == VisitState.CANCELLED:
        return IS_CANCELLED
    if minutes.state == S.SIGNED:
        return IS_SIGNED
    return None if minutes.pk else held(minutes.visit)


def signing_forbidden(user: User, rows: Sequence[Minutes], on: date) -> list[str | None]:
    """Who works on the visit, unless it was called off."""
    said = _not_of_team(user, rows, on)
    off = [IS_CANCELLED if row.visit.state == VisitState.CANCELLED else None for row in rows]
    return [own or closed for own, closed in zip(said, off, strict=True)]


def reading_forbidden(user: User, rows: Sequence[Minutes], on: date) -> list[str | None]:
    """Who works on the visit, while it is written; afterwards the signed paper is opened."""
    said = _not_of_team(user, rows, on)
    signed = [IS_SIGNED if row.state == S.SIGNED else None for row in rows]
    return [own or closed for own, closed in zip(said, signed, strict=True)]


def opening_forbidden(user: User, rows: Sequence[Minutes], on: date) -> list[str | None]:
    """There must be something to open."""
    return [NOT_SIGNED if row.state == S.DRAFT else None for row in rows]


register_rules(
    {
        "minutes.write": writing_forbidden,
        "minutes.sign": signing_forbidden,
        "minutes.read_identity": reading_forbidden,
        "minutes.blank": taking_along,
        "minutes.open_file": opening_forbidden,
    }
)
readings.register(
    readings.Kind(
        Minutes, "Người có tên trong biên bản", _named, attrgetter("title"), MINUTES.record_url
    )
)
