"""The account at the end of a run: what did not run and why, and how long each part took.

Nothing is skipped silently: every skipped test is named with its reason, whoever skipped it.
With ``CI=true`` a test that did not run is a failure, for nobody looks at the list there.
"""

import os
from collections import defaultdict

import pytest

# Seconds of test time of one run, both processes together, by folder of tests/: what the run on
# PostgreSQL takes where it has most to do, and a tenth more. All that .ci/run does (both runs, the
# checks, the sample of mutants) stays below 40 minutes since the file of an inspection is part of
# the portal (issues 9 to 13). A part above its budget is marked, so that the trend is seen early.
BUDGETS = {
    "house": 60,
    "access": 210,
    "portal": 330,
    "lib": 30,
    "look": 90,
    "paper": 75,
    "inspections": 400,
    "reports": 800,
    "journeys": 950,
    "uploads": 120,
    "year": 125,
}
OTHER_BUDGET = 60


class Account:
    """Collects reports; with xdist only the controller's instance sees all of them."""

    def __init__(self, config):
        self.config = config
        self.not_run: list[tuple[str, str]] = []
        self.seconds: dict[str, float] = defaultdict(float)
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logreport(self, report):
        part = _part(report.nodeid)
        self.seconds[part] += report.duration
        self.tests[part].add(report.nodeid)
        if report.skipped and not hasattr(report, "wasxfail"):
            self.not_run.append((report.nodeid, _reason(report)))

    def pytest_collectreport(self, report):
        if report.skipped:
            self.not_run.append((report.nodeid, _reason(report)))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        if self.not_run and exitstatus == pytest.ExitCode.OK and os.environ.get("CI") == "true":
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        if self.seconds:
            terminalreporter.section(f"thời gian theo phần ({self.config.option.database})")
            for part, seconds in sorted(self.seconds.items(), key=lambda pair: -pair[1]):
                terminalreporter.line(_budget_line(part, len(self.tests[part]), seconds))
        if self.not_run:
            terminalreporter.section(f"{len(self.not_run)} bài kiểm thử không chạy")
            for nodeid, reason in sorted(self.not_run):
                terminalreporter.line(f"{nodeid}: {reason}")
            if os.environ.get("CI") == "true":
                terminalreporter.line("CI=true: bài không chạy được tính là lỗi.")


def pytest_configure(config):
    config.pluginmanager.register(Account(config), "account")


def _part(nodeid: str) -> str:
    """The folder of tests/ a test lies in."""
    pieces = nodeid.split("::")[0].split("/")
    return pieces[1] if len(pieces) > 2 else "tests"


def _reason(report) -> str:
    """The words of a skip, without the place that pytest puts before them."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


def _budget_line(part: str, tests: int, seconds: float) -> str:
    budget = BUDGETS.get(part, OTHER_BUDGET)
    over = "  VƯỢT ĐỊNH MỨC" if seconds > budget else ""
    return f"{part:<14}{tests:>6} bài {seconds:>8.1f} s / {budget} s{over}"
