"""A set of rows has to be named in several tables: one that is left out would be left out in
silence, of what changed after a freeze and of the links to records."""

from reports.figures.catalog import CATALOG
from reports.figures.explaining.breakdowns import _MONTH_OF
from reports.figures.tables import COLUMNS
from reports.figures.views import LEADS
from reports.freezing.changes import SETS

SETS_OF_ROWS = {figure.base.name for figure in CATALOG.values() if figure.base}
# Their rows are agencies, which lead to the registry by their name.
OF_AGENCIES = {"group_agencies", "reporting_agencies", "visited_agencies"}


def test_each_has_its_columns():
    assert set(COLUMNS) == SETS_OF_ROWS


def test_each_is_looked_at_for_what_changed_after_a_freeze():
    assert set(SETS) == SETS_OF_ROWS


def test_each_leads_to_its_records():
    assert set(LEADS) == SETS_OF_ROWS - OF_AGENCIES


def test_each_says_which_day_puts_a_row_into_a_month():
    # A registry has no month.
    assert set(_MONTH_OF) == SETS_OF_ROWS - {"group_agencies"}
