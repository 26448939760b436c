"""Handovers on the home page: what people who are gone have left open, for the manager."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from inspections.handovers.actions import ask_left_behind
from tayninh_portal.access import Role, holds
from tayninh_portal.lib.dates import count2
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source


@task_source
def work_to_hand_over(user: User, today: date) -> Iterator[Task | Rows]:
    """One line a person who left or was locked out, with what is still under their name."""
    if not holds(user, Role.MANAGER, on=today):
        return
    counted = ask_left_behind(today, reader=user)
    yield counted.rows
    people = counted.answer()
    yield people.rows
    for left in people.answer()[:TASKS_A_SOURCE]:
        why = "đã thôi chức trách" if left.user.is_active else "đã bị khóa tài khoản"
        number = count2(left.total)
        yield Task(
            f"{left.user.full_name} {why} nhưng còn {number} việc chưa bàn giao: {left}",
            "Sở Nội vụ",
            None,
            f"{reverse('handover-create')}?from_user={left.user.pk}",
        )
