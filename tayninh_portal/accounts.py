"""allauth's adapter: accounts are made by the administrator, never by a visitor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; names are ``full_name``."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is an act of the administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """The username is the staff code the administrator typed; nothing is made up."""
