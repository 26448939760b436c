"""``manage.py demo_accounts``: one demo account for each role."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from demo.people import PASSWORD
from tayninh_portal.access import Role, today
from tayninh_portal.illustrative import offered_posts


class Command(BaseCommand):
    """Prints username and role; nothing where there is no demo, or somebody real beside it."""

    help = "In một tài khoản minh họa cho mỗi vai trò."

    def handle(self, *args: object, **options: object) -> None:
        """One line a role that has an illustrative holder today."""
        posts = offered_posts(today())
        if posts:
            self.stdout.write("Tài khoản minh họa (mật khẩu chung: " + PASSWORD + "):")
        for post in posts:
            self.stdout.write(f"  {post.user.username:<34} {Role(post.role).label}")
