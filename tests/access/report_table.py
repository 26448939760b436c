"""Rows of the access table about reports and their figures; ``table.py`` says how to read them."""

from __future__ import annotations

# address | object | method | V N S s M O R E P L C H c h A
REPORTS = """
glance               |                        | GET  | l x o o o x x o x o x x x x x
figure-list          |                        | GET  | l x o o o x x o o o x x x x x
figure-detail        | figure                 | GET  | l x o o o x x o o o x x x x x
report-list          |                        | GET  | l x o o o x o o o o x x x x x
report-create        |                        | GET  | l x o o o x x x x x x x x x x
report-create        |                        | POST | l x e e e x x x x x x x x x x
report-detail        | report printed         | GET  | l x o o o x o o o o x x x x x
report-detail        | report draft           | GET  | l x o o o x . . . . x x x x x
section-update       | section                | GET  | l . o o o . . . . . . . . . .
section-update       | section                | POST | l . e e e . . . . . . . . . .
section-create       | report draft           | GET  | l . o o o . . . . . . . . . .
section-create       | report draft           | POST | l . e e e . . . . . . . . . .
section-create       | report printed         | GET  | l . o o o . x x x x . . . . .
section-rename       | section                | GET  | l . o o o . . . . . . . . . .
section-rename       | section                | POST | l . e e e . . . . . . . . . .
section-move         | section                | GET  | l - - - - - - - - - - - - - -
section-move         | section                | POST | l . > > > . . . . . . . . . .
section-take         | section                | GET  | l - - - - - - - - - - - - - -
section-take         | section                | POST | l . > > > . . . . . . . . . .
report-render        | report printed         | GET  | l - - - - - - - - - - - - - -
report-render        | report printed         | POST | l . > > > . x x x x . . . . .
report-render        | report draft           | POST | l . > > > . . . . . . . . . .
report-job           | job                    | GET  | l . o o o . x x x x . . . . .
report-job-retry     | failed job             | POST | l . > > > . x x x x . . . . .
report-download      | report printed         | GET  | l . o o o . o o o o . . . . .
report-download      | report draft           | GET  | l . x x x . . . . . . . . . .
"""
CHECKS = """
report-checks        | report draft           | GET  | l x o o o x x x x x x x x x x
report-checks        | report draft           | POST | l - - - - - - - - - - - - - -
warning-accept       | warning                | GET  | l . o o o . . . . . . . . . .
warning-accept       | warning                | POST | l . e e e . . . . . . . . . .
"""
FREEZES = """
frozen-figure        | frozen figure          | GET  | l x o o o x x o o o x x x x x
frozen-figure        | figure frozen later    | GET  | l x o o o x x . . . x x x x x
frozen-figure        | figure frozen elsewhere| GET  | l x . . . x x . . . x x x x x
frozen-figure        | frozen figure          | POST | l - - - - - - - - - - - - - -
report-changes       | report frozen          | GET  | l x o o o x x o o o x x x x x
report-changes       | report draft           | GET  | l x o o o x x . . . x x x x x
sentence-take        | report draft           | GET  | l - - - - - - - - - - - - - -
sentence-take        | report draft           | POST | l . > > > . . . . . . . . . .
sentence-take        | report frozen          | POST | l . x x x . x x x x . . . . .
report-compare       | report frozen          | GET  | l x o o o x x o o o x x x x x
report-compare       | report draft           | GET  | l x o o o x x . . . x x x x x
"""
