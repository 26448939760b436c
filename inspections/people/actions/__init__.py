"""Accounts and posts: made by the administrator, held from a day to a day."""

from inspections.people.actions.accounts import (
    change_mail,
    create_account,
    moving_takes_two,
    paper_link,
    password_link,
    set_active,
    takes_two_to_move,
    update_account,
)
from inspections.people.actions.factors import reset_factors
from inspections.people.actions.founding import Admission, admit, found_portal, link_from_server
from inspections.people.actions.posts import (
    appoint,
    end_appointment,
    holds_protected,
    withdraw_appointment,
)

__all__ = [
    "Admission",
    "admit",
    "appoint",
    "change_mail",
    "create_account",
    "end_appointment",
    "found_portal",
    "holds_protected",
    "link_from_server",
    "moving_takes_two",
    "paper_link",
    "password_link",
    "reset_factors",
    "set_active",
    "takes_two_to_move",
    "update_account",
    "withdraw_appointment",
]
