"""Accounts and posts: made by the administrator, held from a day to a day."""

from inspections.people.actions.accounts import (
    create_account,
    password_link,
    set_active,
    update_account,
)
from inspections.people.actions.founding import found_portal
from inspections.people.actions.posts import appoint, end_appointment, withdraw_appointment

__all__ = [
    "appoint",
    "create_account",
    "end_appointment",
    "found_portal",
    "password_link",
    "set_active",
    "update_account",
    "withdraw_appointment",
]
