"""The workflow of the self-inspection rounds: prepared, open to results, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from inspections.rounds import actions
from inspections.rounds.forms import CloseForm, OpenForm, ReopenForm
from inspections.rounds.models import DueAgency, Round, RoundState
from tayninh_portal.access import each, register_rules
from tayninh_portal.models import User
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = RoundState
OPEN = Transition(
    "open", "Mở đợt", (S.DRAFT,), (S.OPEN,), "round.open", actions.open_round, OpenForm
)
CLOSE = Transition(
    "close", "Khóa đợt", (S.OPEN,), (S.CLOSED,), "round.close", actions.close_round, CloseForm
)
REOPEN = Transition(
    "reopen",
    "Mở lại đợt",
    (S.CLOSED,),
    (S.OPEN,),
    "round.reopen",
    actions.reopen_round,
    ReopenForm,
)

WORDS: dict[str | tuple[str, str], Words] = {
    "open": Words(
        button="Mở đợt",
        heading="Mở đợt tự kiểm tra",
        done="Đã mở đợt; các cơ quan trong danh sách gửi được kết quả.",
        sign="unlock",
        style="primary",
        consequence="Cán bộ đầu mối và thủ trưởng các cơ quan trong danh sách thấy việc cần làm và "
        "hạn gửi.",
    ),
    "close": Words(
        button="Khóa đợt",
        heading="Khóa đợt tự kiểm tra",
        done="Đã khóa đợt; các cơ quan không gửi được kết quả nữa.",
        sign="lock",
        style="outline-danger",
        consequence="Sau khi khóa, cơ quan chưa gửi không nhập và không gửi được nữa, kết quả đã "
        "gửi không trả lại để sửa được; kết quả đang chờ vẫn chấp nhận được. Chỉ lãnh đạo Sở mở "
        "lại được đợt, kèm lý do.",
    ),
    "reopen": Words(
        button="Mở lại đợt",
        heading="Mở lại đợt tự kiểm tra",
        done="Đã mở lại đợt.",
        sign="unlock",
        consequence="Các cơ quan chưa gửi nhập và gửi được kết quả; số liệu của đợt có thể thay "
        "đổi cho đến khi khóa lại.",
    ),
}
CLOSED: dict[str | tuple[str, str], str] = {
    ("open", S.OPEN): "Đợt này đang nhận kết quả.",
    ("open", S.CLOSED): "Đợt này đã khóa; lãnh đạo Sở mở lại bằng “Mở lại đợt”.",
    ("close", S.DRAFT): "Đợt này chưa mở nên chưa có gì để khóa.",
    ("close", S.CLOSED): "Đợt này đã khóa.",
    ("reopen", S.DRAFT): "Chỉ đợt đã khóa mới cần mở lại.",
    ("reopen", S.OPEN): "Chỉ đợt đã khóa mới cần mở lại.",
}


def rounds_of(user: User) -> QuerySet[Round]:
    """The rounds a person may see."""
    return Round.objects.visible_to(user)


ROUNDS = register(
    Workflow(Round, "round", "rounds", rounds_of, (OPEN, CLOSE, REOPEN), WORDS, CLOSED)
)


def managing_forbidden(user: User, round: Round, on: date) -> str | None:
    """The due list of a closed round is what its figures stand on."""
    if round.state == S.CLOSED:
        return "Đợt này đã khóa; lãnh đạo Sở mở lại đợt thì mới sửa được."
    return None


def opening_forbidden(user: User, rounds: Sequence[Round], on: date) -> list[str | None]:
    """A round nobody is due in asks nobody."""
    due = DueAgency.objects.active().filter(round__in=rounds)
    asking = set(due.values_list("round_id", flat=True).distinct())
    reason = "Danh sách chưa có cơ quan nào phải báo cáo; hãy thêm cơ quan trước khi mở đợt."
    return [None if round.pk in asking else reason for round in rounds]


register_rules({"round.manage": each(managing_forbidden), "round.open": opening_forbidden})
