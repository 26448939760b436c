"""What completes the file that WeasyPrint wrote, by number: part of the version of a paper.

The bytes of a finished file depend on this code as much as on the templates, so a number that
papers were issued with never does anything else (``tests/reports/test_issue_versions.py``). Who
wants another file adds a number, and a version of the paper that names it.
"""

from __future__ import annotations

from collections.abc import Callable

from tayninh_portal.paper.finishing import first, second

FINISHES: dict[int, Callable[[bytes], bytes]] = {1: first.finish, 2: second.finish}
FIRST = 1
# What completes a paper that no version speaks of: letters, drawn while somebody waits.
NEWEST = max(FINISHES)
