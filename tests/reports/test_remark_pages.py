"""Remarks at sentences."""

import pytest

from tests.reports.reading import words
from tests.reports.workflow_story import sent


def test_the_page_of_approval_shows_the_text(cast):
    report = sent(cast)
    page = cast.client("manager").get(f"/bao-cao/{report.pk}/duyet/")
    assert page.status_code == 200
    print(words(page))
    assert "Nội dung của đơn vị soạn thảo." in words(page)
