"""The transitions of a proposal: the administrator asks, a leader of the Sở confirms."""

from datetime import date

from inspections.people.proposals import appoint_or_ask
from tayninh_portal.access import Role
from tayninh_portal.models import Proposal
from tests.fixtures.cast import appoint
from tests.workflows.case import Case


def asked(cast) -> Proposal:
    """The administrator asks to make somebody a specialist."""
    made = appoint_or_ask(
        cast.nobody,
        by=cast.admin,
        role=Role.SPECIALIST,
        agency=cast.department,
        title="Chuyên viên",
        starts_on=date(2019, 7, 22),
        ends_on=None,
        basis="Quyết định 12/QĐ-SNV",
        seen_version=None,
        client_id=None,
    )
    assert isinstance(made, Proposal)
    return made


def with_two_leaders(cast) -> Proposal:
    """Somebody else could confirm it as well."""
    appoint(cast.specialist_b, Role.MANAGER, cast.department)
    return asked(cast)


CASES = {
    "confirm": Case(with_two_leaders, "manager", "confirmed", other="specialist_b", button=True),
    "refuse": Case(
        with_two_leaders,
        "manager",
        "refused",
        other="specialist_b",
        form={"note": "Chưa có quyết định."},
        other_form={"note": "Chưa thống nhất."},
    ),
    "withdraw": Case(asked, "admin", "withdrawn", button=True),
}
