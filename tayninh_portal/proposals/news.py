"""Who is told of what about a proposal: whoever can confirm it, whoever it is about, who asked; and
when something was done by two, everybody who could have been the second."""

from __future__ import annotations

from tayninh_portal.access import CONFIRMING
from tayninh_portal.models import Proposal
from tayninh_portal.models import ProposalState as S
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register
from tayninh_portal.proposals.kinds import kind_of
from tayninh_portal.proposals.workflow import (
    CONFIRM,
    EXPIRE,
    PROPOSALS,
    REFUSE,
    WITHDRAW,
    proposals_of,
)
from tayninh_portal.scope import Link, Named, Posts, Scope

ASKER = Link(Named(), "created_by")
HOLDER = Link(Named(), "account")
OTHERS = Link(Posts(CONFIRMING), "")

register(
    Subject(
        Proposal,
        proposals_of,
        title=lambda proposal: f"đề nghị số {proposal.pk}",
        where=lambda proposal: kind_of(proposal).label,
        url=PROPOSALS.record_url,
        workflow=PROPOSALS,
        own=(
            News(NoticeKind.ASKED, ("create",), Scope((HOLDER,)), in_state=S.REQUESTED),
            News(
                NoticeKind.SERVER,
                ("create",),
                Scope((HOLDER, OTHERS)),
                in_state=S.SERVER,
                to_oneself=True,
            ),
            News(NoticeKind.CONFIRMED, (CONFIRM.name,), Scope((ASKER, HOLDER, OTHERS))),
            News(NoticeKind.ANSWERED, (REFUSE.name,), Scope((ASKER, HOLDER))),
            News(NoticeKind.ANSWERED, (WITHDRAW.name,), Scope((HOLDER,))),
            News(NoticeKind.ANSWERED, (EXPIRE.name,), Scope((ASKER,)), to_oneself=True),
        ),
    )
)
