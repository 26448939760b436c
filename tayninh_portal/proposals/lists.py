"""The list of proposals, the newest first."""

from __future__ import annotations

from django.db.models import QuerySet

from tayninh_portal.drawing import record_link
from tayninh_portal.list_filters import ListFilter, choice, day_from, day_to
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import Proposal, ProposalState, User
from tayninh_portal.proposals.kinds import kind_of
from tayninh_portal.proposals.workflow import proposals_of


class ProposalFilter(ListFilter):
    """By state, and the days they were asked for."""

    state = choice("Trạng thái", ProposalState.choices)
    since = day_from("Đề nghị từ ngày", "created_at__date")
    until = day_to("Đến ngày", "created_at__date")


def _rows(user: User) -> QuerySet[Proposal]:
    return proposals_of(user).order_by("-created_at", "-pk")


def about(proposal: Proposal) -> str:
    """The person it is about, with their staff code; what it says where it is about nobody."""
    account = proposal.account
    return f"{account.full_name} ({account.username})" if account else proposal.summary


def asked_by(proposal: Proposal) -> str:
    """Who asked; nobody of the portal where it was done on the server."""
    if proposal.state == ProposalState.SERVER:
        return "Quản trị máy chủ"
    return proposal.created_by.full_name


PROPOSAL_LIST: Listing[Proposal, Proposal] = Listing(
    "proposal-list",
    "",
    (
        ListColumn("what", "Việc", lambda proposal: kind_of(proposal).label),
        ListColumn("about", "Về", about),
        ListColumn("by", "Người đề nghị", asked_by),
        ListColumn("at", "Đề nghị lúc", lambda proposal: proposal.created_at),
        ListColumn("state", "Trạng thái", lambda proposal: proposal.badge.label),
        ListColumn(
            "second",
            "Người thứ hai",
            lambda proposal: proposal.second.full_name if proposal.second else "",
            within="state",
        ),
    ),
    rows=_rows,
    filter=ProposalFilter,
    link=record_link("proposal-detail"),
    # Who may do what is no table to take away.
    keeps_filters=False,
)
register(PROPOSAL_LIST)
