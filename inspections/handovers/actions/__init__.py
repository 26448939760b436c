"""Handovers: what somebody has open, what of it can be passed on, and passing it on."""

from inspections.handovers.actions.handing_over import hand_over, plan_handover
from inspections.handovers.actions.open_work import (
    Left,
    ask_left_behind,
    holders,
    left_behind,
    open_work_of,
    who_hands_over,
)
from inspections.handovers.actions.plans import Piece, Plan

__all__ = [
    "Left",
    "Piece",
    "Plan",
    "ask_left_behind",
    "hand_over",
    "holders",
    "left_behind",
    "open_work_of",
    "plan_handover",
    "who_hands_over",
]
