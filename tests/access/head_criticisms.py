"""Proposals to criticise a head of the access table."""

from inspections.cited_documents.actions import keep_upload
from inspections.head_criticisms import workflow as criticism_flow
from inspections.head_criticisms.actions import propose_criticism
from tests.doing import do


def build(cast, visits, today, *, paper) -> dict[str, dict[str, object]]:
    """About the head of A, on a visit that is concluded and on one that is not, and about a deputy
    with name, result and paper."""

    def propose(visit, **changes):
        given = {"by": cast.specialist, "about": "head", "reason": "Buông lỏng kỷ cương."}
        return propose_criticism(visits[visit], **(given | changes))[0]

    waiting, on_draft = propose("visit A"), propose("draft A")
    named = propose("visit A", about="deputy", person={"name": "Cấp phó (minh họa)"})
    done = do(
        criticism_flow.DECIDE,
        named,
        by=cast.leader,
        kept=keep_upload(paper),
        outcome="criticised",
        decision_number="1520/UBND-NC",
        decision_date=today,
        outcome_reason="",
    )
    return {
        "criticism at A": {"pk": waiting.pk},
        "criticism on draft A": {"pk": on_draft.pk},
        "criticism decided": {"pk": done.pk},
    }
