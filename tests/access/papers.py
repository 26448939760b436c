"""Papers about visits of agencies A and B in every state, for the access table."""

from collections.abc import Callable
from datetime import date, time, timedelta

from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.actions import draft_paper, send_reply
from inspections.result_papers.models import PaperKind, ReplyKind
from inspections.teams.models import Team
from inspections.visits.actions import plan_visit
from inspections.visits.models import Visit
from tests.doing import do

WORDS = {"facts": "Có mặt đầy đủ."}


def build(
    cast, held: Callable[[Agency, date], Visit], file: Callable[[], object]
) -> dict[str, dict[str, object]]:
    """Objects by name → the keyword arguments of their addresses; ``held`` makes a concluded visit
    by the specialist."""
    today = timezone.localdate()
    numbers = iter(range(1, 100))
    asked = lambda: {"number": next(numbers), "issued_on": today}  # noqa: E731

    def visit(agency=cast.a):
        return held(agency, today - timedelta(days=10 + next(numbers)))

    def notice(steps: int, about=None, **changes):
        given = {"by": cast.specialist, "kind": PaperKind.NOTICE, "words": WORDS} | changes
        made, _ = draft_paper(about or visit(), **given)
        ways = (
            (paper_flow.PRESENT, cast.specialist, {}),
            (paper_flow.APPROVE, cast.manager, {}),
            (paper_flow.ISSUE, cast.department_registrar, asked() | {"signer": "Minh họa"}),
        )
        for transition, by, more in ways[:steps]:
            made = do(transition, made, by=by, **more)
        return made

    first, second = visit(), visit()
    written = {"by": cast.specialist, "kind": PaperKind.REPORT, "words": WORDS}
    sent, _ = draft_paper(second, **written)
    issued = notice(3)
    reply, _ = send_reply(
        issued,
        by=cast.clerk_a,
        kind=ReplyKind.REMEDY,
        number="05/SXD-VP",
        day=today,
        text="Đã khắc phục.",
        upload=file(),
    )

    def to_come(is_surprise=False):
        given = {"agency": cast.a, "starts_at": time(8), "is_surprise": is_surprise}
        day = today + timedelta(days=next(numbers))
        return plan_visit(by=cast.manager, team=Team.objects.get(), day=day, **given)[0]

    coming = lambda: notice(0, to_come(), kind=PaperKind.COMING)  # noqa: E731
    papers = {
        "coming A draft": coming(),
        "coming A issued": notice(3, to_come(), kind=PaperKind.COMING),
        "report A": draft_paper(first, **written)[0],
        "report A sent": do(paper_flow.SEND, sent, by=cast.specialist, **asked()),
        "notice A draft": notice(0, first),
        "notice A presented": notice(1, second),
        "notice A approved": notice(2),
        "notice A issued": issued,
        "notice A named": notice(3, names_persons=True),
        "notice B issued": notice(3, visit(cast.b)),
        "reply of A": reply,
    }
    found: dict[str, dict[str, object]] = {name: {"pk": row.pk} for name, row in papers.items()}
    found["coming of visit A"] = {"visit_pk": first.pk, "word": "lich"}
    found["coming of planned"] = {"visit_pk": to_come().pk, "word": "lich"}
    found["coming of surprise"] = {"visit_pk": to_come(is_surprise=True).pk, "word": "lich"}
    found["notice of visit A"] = {"visit_pk": first.pk, "word": "thong-bao"}
    return found
