"""Nothing a person said, and nothing that names one, gets into a freeze or its snapshot."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from inspections.complaints.models import Complaint
from inspections.complaints.receipt import log_complaint
from inspections.complaints.states import Channel
from reports.freezing.frozen import facts_of, frozen_values
from tayninh_portal.lib.canonical import canonical_bytes
from tayninh_portal.models import Versioned
from tayninh_portal.paper.content import Figure, Table
from tayninh_portal.paper.wording import deserialize
from tests.fixtures.cast import moment
from tests.reports.composition import a_year, make_report
from tests.reports.freezing import frozen
from tests.reports.ledger import Maker

SECRET = "ZQX-BIMAT"
# What an agency is called and what a round is titled is told; so is what a document is cited by.
STATED = {"agency", "round", "citeddocument"}
# Empty in the records of these tests, and the first to name somebody in real ones.
WRITTEN_ANYWAY = {
    "complaint.summary",
    "complaint.answer",
    "finding.description",
    "finding.recommendation",
    "handling.law_reason",
    "visit.conclusion",
}


def everything_kept(freeze, snapshot) -> str:
    rows = freeze.rows.values_list("cells", "amounts", "parts", "record_type")
    kept = [freeze.figures, freeze.facts, [list(row) for row in rows], snapshot.content]
    return canonical_bytes(kept).decode()


def mark_free_text() -> list[str]:
    """Write the secret into every text of a counted record that people type; the columns."""
    marked = []
    for model in apps.get_app_config("inspections").get_models():
        if not issubclass(model, Versioned) or model._meta.model_name in STATED:
            continue
        for field in model._meta.concrete_fields:
            text = isinstance(field, models.TextField | models.CharField) and not field.choices
            if not text or field.unique or field.max_length == 64:
                continue
            name = f"{model._meta.model_name}.{field.name}"
            rows = model.objects.all()
            if name not in WRITTEN_ANYWAY:
                rows = rows.exclude(**{field.name: ""})
            if rows.update(**{field.name: SECRET}):
                marked.append(name)
    return marked


def test_no_free_text_of_any_record_is_kept(cast):
    maker = Maker(cast, 2)
    maker.everything()
    marked = mark_free_text()
    assert set(marked) >= WRITTEN_ANYWAY
    assert "implementationfact.title" in marked
    freeze, snapshot = frozen(cast, make_report(cast))
    assert SECRET not in everything_kept(freeze, snapshot)


def test_no_name_phone_or_story_of_caller_or_accused_is_kept(cast, maker):
    a_year(maker)
    stated = {
        "summary": "ZQX tóm tắt",
        "content": "ZQX người dân kể",
        "caller_name": "ZQX Người Gọi",
        "caller_address": "ZQX địa chỉ",
        "caller_phone": "0999 888 777",
    }
    for reserved in (None, cast.manager):
        log_complaint(
            by=cast.operator,
            at=moment(2019, 7, 2),
            received_at=moment(2019, 7, 1),
            channel=Channel.PHONE,
            subject_agency=cast.department if reserved else cast.b,
            reserved_for=reserved,
            **stated,
        )
    freeze, snapshot = frozen(cast, make_report(cast))
    text = everything_kept(freeze, snapshot)
    assert [word for word in ("ZQX", "0999", "888 777") if word in text] == []
    reserved = Complaint.objects.get(reserved_for=cast.manager)
    row = freeze.rows.get(record_type="inspections.complaint", record_id=reserved.pk)
    assert [value for _, value in row.cells][1:] == [None] * (len(row.cells) - 1)


@pytest.mark.parametrize("seed", range(2))
def test_every_number_of_the_paper_is_a_count_of_the_frozen_rows(cast, seed):
    maker = Maker(cast, seed)
    maker.everything()
    freeze, snapshot = frozen(cast, make_report(cast))
    printed: dict[str, object] = {}
    stated = deserialize(snapshot.content)
    blocks = [stated.opening, stated.closing, *(b for s in stated.sections for b in s.blocks)]
    blocks += [block for annex in stated.annexes for block in annex.blocks]
    for block in blocks:
        cells = block.all_rows() if isinstance(block, Table) else [[getattr(block, "runs", ())]]
        for run in (run for row in cells for cell in row for run in cell):
            if isinstance(run, Figure):
                assert printed.setdefault(run.key, run.value) == run.value
    assert len(printed) > 100
    assert any("@" in key for key in printed)
    assert any("|%" in key for key in printed)
    assert frozen_values(freeze, printed) == printed
    facts = facts_of(freeze)
    cells = {key: value for key, value in printed.items() if "@" in key and "|" not in key}
    again = facts_of(freeze, cells)
    known = {**again.cells, **facts.figures}
    assert {key: known[key] for key in cells} == cells
