"""The demo province holds nothing that ``verify_issued`` names."""

import io
import multiprocessing

import pytest
from django.core.management import call_command

from reports.issuing.models import Issuance, Rendering
from reports.issuing.verifying.papers import STOPPED, check_papers

# What is not sealed yet, no place outside, one role for all: said, and no difference.
OF_THIS_INSTALLATION = ("Phần của hôm nay", "Chưa đặt nơi giữ dấu", "Vai trò cơ sở dữ liệu")


@pytest.mark.pdf
def test_the_demo_of_2019_is_as_it_was_issued(demo):
    out = io.StringIO()
    call_command("verify_issued", stdout=out)
    account, *notes, verdict = out.getvalue().splitlines()
    assert [note for note in notes if not note.startswith(OF_THIS_INSTALLATION)] == []
    assert f"{Rendering.objects.count()} bản PDF." in account
    assert f"{Issuance.objects.count()} lần ban hành; " in account
    assert verdict == "Không có gì khác với lúc lưu."


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_demo_goes_on_to_2026_without_a_difference(demo_2026):
    out = io.StringIO()
    call_command("verify_issued", "--no-render", stdout=out)
    assert out.getvalue().splitlines()[-1] == "Không có gì khác với lúc lưu."


@pytest.mark.pdf
@pytest.mark.once
def test_drawing_that_is_stopped_is_told(demo):
    checks = check_papers(draw=True, workers=2)
    assert next(checks) is None
    for child in multiprocessing.active_children():
        child.kill()
    assert list(checks)[-1] == STOPPED
