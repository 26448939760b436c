"""The diagram in the docs is the one the code would print."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from reports.management.commands.report_workflow import DEFAULT


def test_the_diagram_in_the_docs_is_that_of_the_table_of_moves(tmp_path):
    written, said = tmp_path / "report-workflow.md", StringIO()
    call_command("report_workflow", output=written, stdout=said)
    assert (Path(settings.BASE_DIR) / DEFAULT).read_text() == written.read_text()
    assert said.getvalue() == f"Đã ghi 9 bước vào {written}.\n"
