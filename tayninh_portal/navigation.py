"""What stands in the frame of every page: the entries a person's roles open, and who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from tayninh_portal.access import may, posts_of
from tayninh_portal.drafts.store import writer_tag
from tayninh_portal.drawing import place
from tayninh_portal.http import Request


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    active: bool


@dataclass(frozen=True)
class Person:
    """The signed-in person as the bar shows them."""

    name: str
    posts: tuple[str, ...]
    # What a page says whose it is, to the script that keeps drafts.
    tag: str


# What fits at the bottom of a phone; with more than that the last place is “Thêm”.
ROOM_ON_A_PHONE = 5

# label, url name, icon, permission that opens it (None: everyone signed in)
ENTRIES: tuple[tuple[str, str, str, str | None], ...] = (
    ("Việc cần làm", "home", "check2-square", None),
    ("Kiểm tra", "visit-list", "clipboard-check", "visit.list"),
    ("Thông báo kiểm tra", "result-paper-list", "envelope-paper", "result_paper.list"),
    ("Đường dây nóng", "complaint-list", "telephone", "complaint.list"),
    ("Tự kiểm tra", "round-list", "card-checklist", "round.list"),
    ("Triển khai", "implementation-list", "megaphone", "implementation.list"),
    ("Báo cáo", "report-list", "file-earmark-text", "report.list"),
    ("Toàn cảnh", "dashboard", "graph-up", "dashboard.view"),
    ("Số liệu", "figure-list", "bar-chart", "figure.list"),
    ("Cơ quan", "agency-list", "building", "agency.list"),
    ("Tài khoản", "account-list", "people", "account.list"),
)


# An entry reached from another one stands in the navigation of those alone who lack the other.
BEHIND = {
    "figure-list": "dashboard",
    "outline-list": "report-list",
    "result-paper-list": "visit-list",
}


def entries_for(request: Request) -> list[Entry]:
    """The entries ``request.user`` may open, the current one marked."""
    here = request.path
    opened = {
        name
        for _, name, _, permission in ENTRIES
        if permission is None or may(request.user, permission)
    }
    entries = []
    for label, name, icon, _ in ENTRIES:
        if name not in opened or BEHIND.get(name) in opened:
            continue
        url = place(name)
        places = [url, *(place(other) for other, front in BEHIND.items() if front == name)]
        active = here == url if name == "home" else here.startswith(tuple(places))
        entries.append(Entry(label, url, icon, active))
    return entries


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the frame; empty navigation for a visitor who is not signed in."""
    context: dict[str, Any] = {
        "portal_name": "Cổng văn hóa công vụ",
        "organ_name": "Sở Nội vụ tỉnh Tây Ninh",
        "hotline": settings.HOTLINE,
        "office_address": settings.OFFICE_ADDRESS,
        "portal_url": settings.BASE_URL,
        "nav": [],
        "nav_phone": [],
        "nav_more": [],
        "nav_more_active": False,
        "person": None,
        "unread_notices": 0,
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        posts = posts_of(user)
        nav = tuple(entries_for(cast(Request, request)))
        room = ROOM_ON_A_PHONE if len(nav) <= ROOM_ON_A_PHONE else ROOM_ON_A_PHONE - 1
        context.update(
            nav=nav,
            nav_phone=nav[:room],
            nav_more=nav[room:],
            nav_more_active=any(entry.active for entry in nav[room:]),
            unread_notices=user.unread_notices,
            person=Person(
                user.full_name,
                tuple(f"{post.title} – {post.agency_name}" for post in posts),
                writer_tag(user),
            ),
        )
    return context
