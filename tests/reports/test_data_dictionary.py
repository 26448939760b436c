"""The page of docs/ that says what every figure means."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from reports.figures.catalog import CATALOG
from reports.management.commands.data_dictionary import DEFAULT


def test_the_page_in_the_docs_is_what_the_command_writes(tmp_path: Path):
    written = tmp_path / "page.md"
    call_command("data_dictionary", output=written)
    kept = Path(settings.BASE_DIR) / DEFAULT
    assert kept.read_text(encoding="utf-8") == written.read_text(encoding="utf-8")


def test_every_figure_is_explained_with_its_legal_basis():
    missing = [
        key
        for key, figure in CATALOG.items()
        if not (figure.label and figure.definition and figure.legal_basis)
        or (figure.kind != "ratio" and not figure.unit)
    ]
    assert missing == []
