"""The two modes: what each needs, and that neither passes for the other."""

import os
import re
import subprocess
import sys

import pytest

from tayninh_portal.environment import KNOWN, REQUIRED_IN_PRODUCTION
from tests.house.sources import ROOT


def _manage(*arguments, **environment):
    variables = {n: v for n, v in os.environ.items() if not n.startswith(("PORTAL_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=variables | environment,
        capture_output=True,
        text=True,
    )


def test_the_example_names_every_setting_and_no_other():
    text = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?([A-Z_]+)=", text, re.M))
    assert named == KNOWN | {"DATABASE_URL", "REDIS_URL"}


def test_the_check_of_production_sets_all_that_production_needs():
    text = (ROOT / "script" / "check").read_text()
    given = set(re.findall(r"\b([A-Z_]+)=", text))
    assert set(REQUIRED_IN_PRODUCTION) - given == set()


def test_production_does_not_start_on_embedded_defaults(tmp_path):
    done = _manage("check", PORTAL_MODE="production", PORTAL_VAR_DIR=str(tmp_path))
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.endswith(f"còn thiếu biến môi trường: {', '.join(REQUIRED_IN_PRODUCTION)}.")


def test_the_deployment_check_refuses_the_embedded_mode(tmp_path):
    assert _manage("make_keys", PORTAL_VAR_DIR=str(tmp_path)).returncode == 0
    done = _manage("check", "--deploy", "--fail-level", "WARNING", PORTAL_VAR_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "(portal.W001)" in done.stderr


@pytest.mark.parametrize("name", ["PORTAL_SECRETKEY", "PORTAL_DEBUG"])
def test_a_misspelt_setting_stops_the_start_with_a_sentence(name, tmp_path):
    done = _manage("check", **{name: "1", "PORTAL_VAR_DIR": str(tmp_path)})
    assert done.returncode == 1
    assert f"Không có thiết lập nào tên {name}." in done.stderr
