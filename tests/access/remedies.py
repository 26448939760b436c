"""Two findings whose people bear one name, and a file that shows what was put right."""

from datetime import timedelta

from inspections.catalogues.models import HandlingMeasure
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling
from inspections.remedies.proofs import add_proofs
from tests.doing import do


def alike(cast, visit, earlier_visit) -> dict[str, dict[str, object]]:
    """The finding of ``visit`` and that of an earlier one whose person was reminded in writing: all
    findings of the scenario are about people of one name."""
    earlier, finding = earlier_visit.findings.get(), visit.findings.get()
    day = earlier_visit.day + timedelta(days=10)
    reminder, _ = enter_handling(
        earlier,
        by=cast.clerk_a,
        form=HandlingMeasure.objects.get(code="remind_written"),
        starts_on=day,
        decision_number="15/SXD-VP",
        decision_date=day,
        signer="Giám đốc",
    )
    do(handling_flow.CONFIRM, reminder, by=cast.specialist)
    return {
        "alike at A": {"pk": finding.pk, "earlier_pk": earlier.pk},
        "not alike": {"pk": earlier.pk, "earlier_pk": finding.pk},
    }


def proof_of(remedy, by, file) -> int:
    """The number of a file kept for ``remedy``."""
    kept, _ = add_proofs(remedy, [file], by=by)
    return kept[0].pk
