"""``manage.py demo_accounts``: one demo account for each role."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from demo.people import PASSWORD
from tayninh_portal.access import Role, today
from tayninh_portal.models import Appointment


class Command(BaseCommand):
    """Prints username and role; nothing where there is no demo."""

    help = "In một tài khoản minh họa cho mỗi vai trò."

    def handle(self, *args: object, **options: object) -> None:
        """One line a role that has an illustrative holder today."""
        posts = Appointment.objects.on(today()).filter(
            user__is_illustrative=True, user__is_active=True
        )
        lines = []
        for role in Role:
            post = (
                posts.filter(role=role)
                .select_related("user")
                # A body that really exists tells more than one made up.
                .order_by("agency__is_illustrative", "pk")
                .first()
            )
            if post is not None:
                lines.append(f"  {post.user.username:<34} {role.label}")
        if lines:
            self.stdout.write("Tài khoản minh họa (mật khẩu chung: " + PASSWORD + "):")
            self.stdout.write("\n".join(lines))
