"""What takes two people in the matter of accounts and posts, and how the screens ask for it.

Each ``…_or_ask`` does at once what one person may do alone, and makes a proposal of the rest
(docs/decisions/0027-two-people.md).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse

from inspections.people import actions as people
from tayninh_portal.access import Role, today
from tayninh_portal.errors import Refused
from tayninh_portal.lib.dates import short_date
from tayninh_portal.links import code_hash
from tayninh_portal.models import Appointment, Proposal, User
from tayninh_portal.proposals.asking import ask, do_or_ask
from tayninh_portal.proposals.kinds import Kind, register
from tayninh_portal.records import Act

MANAGE = "account.manage"
SENT = ("by", "client_id", "seen_version")


def _account_url(proposal: Proposal) -> str:
    return reverse("account-detail", args=[proposal.account_id])


def _past_the_screens(**_: Any) -> None:
    raise Refused("Việc này chỉ làm được từ máy chủ.")


APPOINT = register(
    Kind(
        "appoint",
        "Giao chức trách",
        MANAGE,
        people.appoint,
        "Khi được xác nhận, người này có quyền của vai trò từ ngày bắt đầu.",
        _account_url,
    )
)
END = register(
    Kind(
        "end",
        "Thôi chức trách",
        MANAGE,
        people.end_appointment,
        "Khi được xác nhận, người này mất quyền của chức trách sau ngày cuối.",
        _account_url,
    )
)
WITHDRAW = register(
    Kind(
        "withdraw",
        "Rút lại chức trách chưa bắt đầu",
        MANAGE,
        people.withdraw_appointment,
        "Khi được xác nhận, chức trách chưa bắt đầu được bỏ hẳn.",
        _account_url,
    )
)
LOCK = register(
    Kind(
        "lock",
        "Khóa tài khoản",
        MANAGE,
        partial(people.set_active, active=False),
        "Khi được xác nhận, người này bị đăng xuất ngay và không đăng nhập được nữa.",
        _account_url,
    )
)
UNLOCK = register(
    Kind(
        "unlock",
        "Mở khóa tài khoản",
        MANAGE,
        partial(people.set_active, active=True),
        "Khi được xác nhận, người này lại dùng được các chức trách còn giữ.",
        _account_url,
    )
)
FACTOR = register(
    Kind(
        "factor",
        "Đặt lại lớp bảo vệ thứ hai",
        MANAGE,
        people.reset_factors,
        "Khi được xác nhận, khóa truy cập, ứng dụng xác thực và mã dự phòng của người này hết tác "
        "dụng, mọi phiên của họ kết thúc; họ đăng nhập bằng mật khẩu rồi thêm lại. Hãy gặp hoặc "
        "gọi chính người đó trước khi xác nhận.",
        _account_url,
    )
)
MOVE = register(
    Kind(
        "move",
        "Đổi thư công vụ",
        MANAGE,
        people.change_mail,
        "Khi được xác nhận, liên kết đặt mật khẩu của người này được gửi tới địa chỉ mới. Hãy hỏi "
        "chính người đó xem địa chỉ có đúng là của họ không.",
        _account_url,
    )
)
PAPER = register(
    Kind(
        "paper",
        "Liên kết đặt mật khẩu trên giấy",
        MANAGE,
        people.paper_link,
        "Khi xác nhận, liên kết hiện một lần cho riêng người xác nhận: in ra và tự tay giao cho "
        "người này, không giao qua người đề nghị. Liên kết chỉ mở cùng mã do người đề nghị giữ.",
        _account_url,
        hands="accounts/paper.html",
    )
)
# What ``manage.py admit`` writes down of itself.
ADMIT = register(
    Kind("admit", "Mở lối vào từ máy chủ", MANAGE, _past_the_screens, "", _account_url)
)


def appoint_or_ask(user: User, **asked: Any) -> Appointment | Proposal:
    """Give a post, or ask for it where the role is protected."""
    sent, values = _split(asked)
    role, agency = Role(values["role"]), values["agency"]
    days = f"từ ngày {short_date(values['starts_on'])}"
    if values["ends_on"]:
        days += f" đến hết ngày {short_date(values['ends_on'])}"
    done: Appointment | Proposal = do_or_ask(
        APPOINT,
        {"user": user, **values},
        **sent,
        **_about(user, f"{user.pk} {role.value} {agency.pk}"),
        summary=f"{values['title']} – {agency} ({role.label}), {days}",
        reason=values["basis"],
    )
    return done


def end_or_ask(post: Appointment, **asked: Any) -> object:
    """End a post, or ask for it where it is protected."""
    return _about_post(END, post, f"hết ngày {short_date(asked['ends_on'])}", asked)


def withdraw_or_ask(post: Appointment, **asked: Any) -> object:
    """Take back a post that has not begun, or ask for it where it is protected."""
    return _about_post(WITHDRAW, post, f"từ ngày {short_date(post.starts_on)}", asked)


def set_active_or_ask(user: User, *, active: bool, **asked: Any) -> User | Proposal:
    """Lock or unlock, or ask for it where the account holds a protected post."""
    sent, values = _split(asked)
    held = user.appointments.on(today()).select_related("agency").order_by("pk")
    done: User | Proposal = do_or_ask(
        UNLOCK if active else LOCK,
        {"user": user, **values},
        **sent,
        **_about(user, str(user.pk)),
        summary="; ".join(map(str, held)) or "Chức trách sắp tới",
        reason=values["note"],
    )
    return done


def reset_factors_or_ask(user: User, **asked: Any) -> User | Proposal:
    """Ask to take the second factor of who lost it away."""
    sent, values = _split(asked)
    done: User | Proposal = do_or_ask(
        FACTOR,
        {"user": user, **values},
        **sent,
        **_about(user, str(user.pk)),
        summary=f"Tài khoản {user.username} mất khóa hoặc điện thoại",
        reason=values["note"],
    )
    return done


def update_or_ask(user: User, *, email: str, **asked: Any) -> User | Proposal:
    """Correct name and telephone at once, and ask for another address where that takes two."""
    if not people.takes_two_to_move(user, email):
        return people.update_account(user, email=email, **asked)
    sent, values = _split(asked)
    address = email.strip().lower()
    with transaction.atomic():
        proposal, _ = ask(
            MOVE,
            {"user": user, "email": address},
            Act(**sent),
            **_about(user, str(user.pk)),
            summary=f"Từ {user.email or 'chưa có'} thành {address or 'không có'}",
        )
        if (values["full_name"], values["phone"]) != (user.full_name, user.phone):
            people.update_account(user, email=user.email, **asked)
    return proposal


def ask_paper_link(user: User, *, code: str, **sent: Any) -> Proposal:
    """Ask for a link on paper that opens with ``code``, which whoever asks keeps."""
    proposal, _ = ask(
        PAPER,
        {"user": user, "code": code_hash(code)},
        Act(**sent),
        **_about(user, str(user.pk)),
        summary="Tài khoản không nhận được liên kết qua thư",
    )
    return proposal


def _about_post(kind: Kind, post: Appointment, days: str, asked: dict[str, Any]) -> object:
    sent, values = _split(asked)
    return do_or_ask(
        kind,
        {"post": post, **values},
        **sent,
        **_about(post.user, str(post.pk)),
        summary=f"{post} ({Role(post.role).label}), {days}",
        reason=values["note"],
    )


def _split(asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Who sent which form, and what it asks beyond itself."""
    sent = {name: asked[name] for name in SENT}
    return sent, {name: value for name, value in asked.items() if name not in SENT}


def _about(user: User, subject: str) -> dict[str, Any]:
    return {"account": user, "record": user, "subject": subject}
