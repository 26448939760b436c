"""Rows of the access table about reports and their figures; ``table.py`` says how to read them."""

from __future__ import annotations

# address | object | method | V N S s M O R E P L C H c h A
REPORTS = """
dashboard            |                        | GET  | l x o o o x x o x o x x x x x
figure-list          |                        | GET  | l x o o o x x o o o x x x x x
figure-detail        | figure                 | GET  | l x o o o x x o o o x x x x x
figure-explain       | figure                 | GET  | l x o o o x x o o o x x x x x
report-list          |                        | GET  | l x o o o x o o o o x x x x x
report-create        |                        | GET  | l x o o o x x x x x x x x x x
report-create        |                        | POST | l x e e e x x x x x x x x x x
report-detail        | report printed         | GET  | l x o o o x . . . . x x x x x
report-detail        | report draft           | GET  | l x o o o x . . . . x x x x x
report-next          | report printed         | GET  | l x > > > x . . . . x x x x x
report-next          | report sent            | GET  | l x > > > x . . . . x x x x x
report-next          | report sent            | POST | l - - - - - - - - - - - - - -
section-update       | section                | GET  | l . o o o . . . . . . . . . .
section-update       | section                | POST | l . e e e . . . . . . . . . .
section-create       | report draft           | GET  | l . o o o . . . . . . . . . .
section-create       | report draft           | POST | l . e e e . . . . . . . . . .
section-create       | report printed         | GET  | l . o o o . . . . . . . . . .
section-rename       | section                | GET  | l . o o o . . . . . . . . . .
section-rename       | section                | POST | l . e e e . . . . . . . . . .
section-move         | section                | GET  | l - - - - - - - - - - - - - -
section-move         | section                | POST | l . > > > . . . . . . . . . .
section-take         | section                | GET  | l - - - - - - - - - - - - - -
section-take         | section                | POST | l . > > > . . . . . . . . . .
report-render        | report printed         | GET  | l - - - - - - - - - - - - - -
report-render        | report printed         | POST | l . > > > . . . . . . . . . .
report-render        | report draft           | POST | l . > > > . . . . . . . . . .
report-job           | job                    | GET  | l . o o o . . . . . . . . . .
report-job-retry     | failed job             | POST | l . > > > . . . . . . . . . .
report-download      | report printed         | GET  | l . o o o . . . . . . . . . .
report-download      | report draft           | GET  | l . x x x . . . . . . . . . .
"""
CHECKS = """
report-checks        | report draft           | GET  | l x o o o x x x x x x x x x x
report-checks        | report draft           | POST | l x e e e x x x x x x x x x x
report-checks        | report sent            | GET  | l x o o o x x x x x x x x x x
report-checks        | report sent            | POST | l x x x x x x x x x x x x x x
report-check-sheet   | report draft           | GET  | l x o o o x x . x . x x x x x
report-check-sheet   | report sent            | GET  | l x o o o x x . x . x x x x x
report-check-sheet   | report frozen          | GET  | l x o o o x x o x o x x x x x
report-check-sheet   | report to sign         | GET  | l x o o o x x o x o x x x x x
report-check-sheet   | report to sign         | POST | l - - - - - - - - - - - - - -
report-job           | check sheet            | GET  | l . o o o . . o . o . . . . .
report-job           | check sheet going up   | GET  | l . o o o . . . . . . . . . .
"""
FREEZES = """
frozen-figure        | frozen figure          | GET  | l x o o o x x o o o x x x x x
frozen-figure        | figure frozen later    | GET  | l x o o o x x . . . x x x x x
frozen-figure        | figure frozen elsewhere| GET  | l x . . . x x . . . x x x x x
frozen-figure        | frozen figure          | POST | l - - - - - - - - - - - - - -
frozen-explain       | frozen figure          | GET  | l x o o o x x o o o x x x x x
frozen-explain       | figure frozen later    | GET  | l x o o o x x . . . x x x x x
frozen-explain       | figure frozen elsewhere| GET  | l x . . . x x . . . x x x x x
report-changes       | report frozen          | GET  | l x o o o x x o o o x x x x x
report-changes       | report draft           | GET  | l x o o o x x . . . x x x x x
sentence-take        | report draft           | GET  | l - - - - - - - - - - - - - -
sentence-take        | report draft           | POST | l . > > > . . . . . . . . . .
sentence-take        | report frozen          | POST | l . x x x . x x x x . . . . .
report-compare       | report frozen          | GET  | l x o o o x x o o o x x x x x
report-compare       | report draft           | GET  | l x o o o x x . . . x x x x x
"""
WAY = """
report-detail        | report sent            | GET  | l x o o o x . . . . x x x x x
report-detail        | report approved        | GET  | l x o o o x o . . . x x x x x
report-detail        | report frozen          | GET  | l x o o o x o o o o x x x x x
report-submit        | report draft           | GET  | l . o o o . . . . . . . . . .
report-submit        | report draft           | POST | l . e e e . . . . . . . . . .
report-submit        | report sent            | GET  | l . x x x . . . . . . . . . .
report-submit        | report sent            | POST | l . x x x . . . . . . . . . .
report-recall        | report sent            | GET  | l . o x x . . . . . . . . . .
report-recall        | report sent            | POST | l . e x x . . . . . . . . . .
report-recall        | report approved        | GET  | l . x x x . x . . . . . . . .
report-approve       | report sent            | GET  | l . x x o . . . . . . . . . .
report-approve       | report sent            | POST | l . x x e . . . . . . . . . .
report-approve       | report approved        | POST | l . x x x . x . . . . . . . .
report-return        | report sent            | GET  | l . x x o . . . . . . . . . .
report-return        | report sent            | POST | l . x x e . . . . . . . . . .
report-return        | report approved        | GET  | l . x x o . x . . . . . . . .
report-return        | report frozen          | POST | l . x x x . x x x x . . . . .
report-present       | report approved        | GET  | l . x x x . o . . . . . . . .
report-present       | report approved        | POST | l . x x x . e . . . . . . . .
report-present       | report frozen          | GET  | l . x x x . x x x x . . . . .
report-send-back     | report approved        | GET  | l . x x x . x . . . . . . . .
report-send-back     | report frozen          | GET  | l . x x x . x o x x . . . . .
report-send-back     | report frozen          | POST | l . x x x . x e x x . . . . .
report-choose-signer | report approved        | GET  | l . x x x . x . . . . . . . .
report-choose-signer | report frozen          | GET  | l . x x x . x o x x . . . . .
report-choose-signer | report frozen          | POST | l . x x x . x e x x . . . . .
report-choose-signer | report to issue        | POST | l . x x x . x x x x . . . . .
section-update       | section sent           | GET  | l . x x x . . . . . . . . . .
section-update       | section sent           | POST | l . x x x . . . . . . . . . .
report-render        | report sent            | POST | l . x x x . . . . . . . . . .
"""
ISSUES = """
report-sign          | report to sign         | GET  | l . x x x . x o o x . . . . .
report-sign          | report to sign         | POST | l . x x x . x e e x . . . . .
report-sign          | report to issue        | GET  | l . x x x . x x x x . . . . .
report-sign          | report draft           | GET  | l . x x x . . . . . . . . . .
report-issue         | report to issue        | GET  | l . x x x . x x o x . . . . .
report-issue         | report to issue        | POST | l . x x x . x x e x . . . . .
report-issue         | report to sign         | GET  | l . x x x . x x x x . . . . .
report-issue         | report issued          | POST | l . x x x . x x x x . . . . .
report-papers        | report issued          | GET  | l . > > > . > > > > . . . . .
report-papers        | report draft           | GET  | l . > > > . . . . . . . . . .
report-papers        | report issued          | POST | l - - - - - - - - - - - - - -
report-job           | paper for signature    | GET  | l . o o o . o o o o . . . . .
report-job           | draft of the Sở        | GET  | l . o o o . . . . . . . . . .
report-job-retry     | paper stuck            | POST | l . > > > . > > > > . . . . .
report-job-retry     | draft of the Sở        | POST | l . > > > . . . . . . . . . .
report-download      | report issued          | GET  | l . o o o . o o o o . . . . .
report-download      | report to sign         | GET  | l . x x x . x x x x . . . . .
"""
LETTERS = """
report-memo              | report draft       | GET  | l . o o o . . . . . . . . . .
report-memo              | report draft       | POST | l - - - - - - - - - - - - - -
report-memo              | report approved    | GET  | l . o o o . o . . . . . . . .
report-memo              | report frozen      | GET  | l . x x x . x x x x . . . . .
report-office-sheet      | report sent        | GET  | l . x x x . . . . . . . . . .
report-office-sheet      | report frozen      | GET  | l . x x x . x o x x . . . . .
report-office-sheet      | report to issue    | GET  | l . x x x . x x x x . . . . .
report-correction-letter | report to issue    | GET  | l . x x x . x x x x . . . . .
report-correction-letter | report issued      | GET  | l . o o o . x x o x . . . . .
report-correction-letter | report withdrawn   | GET  | l . x x x . x x x x . . . . .
report-request-letter    | report request     | GET  | l x o o o x x x x x x x x x x
report-request-letter    | report request     | POST | l - - - - - - - - - - - - - -
paper-kinds              |                    | GET  | l x o o o x x x x x x x x x x
paper-kind               | kind of paper      | GET  | l x o o o x x x x x x x x x x
paper-kind               | no kind of paper   | GET  | l x . . . x x x x x x x x x x
"""
WORDS = """
report-update        | report draft           | GET  | l . o o o . . . . . . . . . .
report-update        | report draft           | POST | l . e e e . . . . . . . . . .
report-update        | report sent            | GET  | l . x x x . . . . . . . . . .
report-update        | report sent            | POST | l . x x x . . . . . . . . . .
report-carry         | report draft           | GET  | l - - - - - - - - - - - - - -
report-carry         | report draft           | POST | l . > > > . . . . . . . . . .
report-carry         | report sent            | POST | l . x x x . . . . . . . . . .
section-remove       | section                | GET  | l . o o o . . . . . . . . . .
section-remove       | section                | POST | l . e e e . . . . . . . . . .
section-remove       | section sent           | GET  | l . x x x . . . . . . . . . .
section-restore      | section                | GET  | l - - - - - - - - - - - - - -
section-restore      | section                | POST | l . > > > . . . . . . . . . .
section-restore      | section sent           | POST | l . x x x . . . . . . . . . .
section-carry        | section                | GET  | l - - - - - - - - - - - - - -
section-carry        | section                | POST | l . > > > . . . . . . . . . .
section-carry        | section sent           | POST | l . x x x . . . . . . . . . .
section-confirm      | section                | GET  | l - - - - - - - - - - - - - -
section-confirm      | section                | POST | l . > > > . . . . . . . . . .
section-confirm      | section sent           | POST | l . x x x . . . . . . . . . .
section-versions     | section                | GET  | l x o o o x x x x x x x x x x
section-versions     | section                | POST | l - - - - - - - - - - - - - -
section-versions     | section sent           | GET  | l x o o o x x x x x x x x x x
"""
FROM_WORD = """
word-return-create   | report draft           | GET  | l . o o o . . . . . . . . . .
word-return-create   | report draft           | POST | l . e e e . . . . . . . . . .
word-return-create   | report sent            | GET  | l . x x x . . . . . . . . . .
word-return-create   | report sent            | POST | l . x x x . . . . . . . . . .
word-return-detail   | word given back        | GET  | l . o o o . . . . . . . . . .
word-return-detail   | word of a report sent  | GET  | l . x x x . . . . . . . . . .
word-return-detail   | word given back        | POST | l - - - - - - - - - - - - - -
word-return-take     | section of the word    | GET  | l - - - - - - - - - - - - - -
word-return-take     | section of the word    | POST | l . > > > . . . . . . . . . .
word-return-take     | section of a word sent | POST | l . x x x . . . . . . . . . .
word-return-remark   | word given back        | GET  | l - - - - - - - - - - - - - -
word-return-remark   | word given back        | POST | l . > > > . . . . . . . . . .
word-return-remark   | word of a report sent  | POST | l . x x x . . . . . . . . . .
"""
AFTER_ISSUE = """
signed-copy-create   | report issued          | GET  | l . x x x . x x o x . . . . .
signed-copy-create   | report issued          | POST | l . x x x . x x e x . . . . .
signed-copy-create   | report to issue        | GET  | l . x x x . x x x x . . . . .
signed-copy-create   | report to issue        | POST | l . x x x . x x x x . . . . .
signed-copy-open     | signed copy            | GET  | l - - - - - - - - - - - - - -
signed-copy-open     | signed copy            | POST | l . o o o . o o o o . . . . .
signed-copy-open     | signed copy elsewhere  | POST | l . . . . . . . . . . . . . .
report-correct       | report issued          | GET  | l . x x x . x x o x . . . . .
report-correct       | report issued          | POST | l . x x x . x x e x . . . . .
report-correct       | report withdrawn       | GET  | l . x x x . x x x x . . . . .
report-correct       | report to issue        | POST | l . x x x . x x x x . . . . .
correction-open      | correction             | GET  | l - - - - - - - - - - - - - -
correction-open      | correction             | POST | l . o o o . o o o o . . . . .
report-withdraw      | report issued          | GET  | l . x x x . x x o x . . . . .
report-withdraw      | report issued          | POST | l . x x x . x x e x . . . . .
report-withdraw      | report withdrawn       | GET  | l . x x x . x x x x . . . . .
report-withdraw      | report to issue        | POST | l . x x x . x x x x . . . . .
withdrawal-open      | report withdrawn       | GET  | l - - - - - - - - - - - - - -
withdrawal-open      | report withdrawn       | POST | l . o o o . o o o o . . . . .
withdrawal-open      | report issued          | POST | l . . . . . . . . . . . . . .
report-replace       | report issued          | GET  | l . o o o . x x x x . . . . .
report-replace       | report issued          | POST | l . e e e . x x x x . . . . .
report-replace       | report to issue        | GET  | l . x x x . x x x x . . . . .
"""
REMARKS = """
report-read          | report sent            | GET  | l . x x o . . . . . . . . . .
report-read          | report sent            | POST | l - - - - - - - - - - - - - -
report-read          | report approved        | GET  | l . x x x . x . . . . . . . .
report-read          | report frozen          | GET  | l . x x x . x o x x . . . . .
report-read          | report issued          | GET  | l . x x x . x x x x . . . . .
remark-create        | sentence sent          | GET  | l x x x o x x . x x x x x x x
remark-create        | sentence sent          | POST | l x x x e x x . x x x x x x x
remark-create        | sentence elsewhere     | GET  | l x x x . x x . x x x x x x x
remark-create        | sentence presented     | GET  | l x x x x x x o x x x x x x x
remark-create        | sentence presented     | POST | l x x x e x x e x x x x x x x
remark-create        | sentence of a draft    | GET  | l x x x x x x . x x x x x x x
remark-create        | sentence of a draft    | POST | l x x x x x x . x x x x x x x
remark-detail        | remark sent            | GET  | l x > > > x x . x x x x x x x
remark-detail        | remark presented       | GET  | l x > > > x x > x x x x x x x
remark-answer        | remark sent            | GET  | l x x x x x x . x x x x x x x
remark-answer        | remark sent            | POST | l x x x x x x . x x x x x x x
remark-answer        | remark presented       | GET  | l x x x x x x x x x x x x x x
remark-answer        | remark returned        | GET  | l x o o o x x . x x x x x x x
remark-answer        | remark returned        | POST | l x e e e x x . x x x x x x x
remark-settle        | remark sent            | GET  | l - - - - - - - - - - - - - -
remark-settle        | remark sent            | POST | l x x x c x x . x x x x x x x
remark-settle        | remark presented       | POST | l x x x x x x c x x x x x x x
remark-settle        | remark returned        | POST | l x x x x x x . x x x x x x x
"""
OUTLINES = """
outline-list             |                    | GET  | l x o o o x x x x x x x x x x
outline-detail           | outline in force   | GET  | l x o o o x x x x x x x x x x
outline-detail           | outline draft      | GET  | l x o o o x x x x x x x x x x
outline-detail           | outline given up   | GET  | l x . . . x x x x x x x x x x
outline-create           | outline in force   | GET  | l x o o o x x x x x x x x x x
outline-create           | outline in force   | POST | l x e e e x x x x x x x x x x
outline-create           | outline draft      | GET  | l x . . . x x x x x x x x x x
outline-update           | outline draft      | GET  | l x o o o x x x x x x x x x x
outline-update           | outline draft      | POST | l x e e e x x x x x x x x x x
outline-update           | outline in force   | POST | l x x x x x x x x x x x x x x
outline-apply            | outline draft      | GET  | l x x x o x x x x x x x x x x
outline-apply            | outline draft      | POST | l x x x e x x x x x x x x x x
outline-apply            | outline in force   | POST | l x x x x x x x x x x x x x x
outline-discard          | outline draft      | GET  | l x o o o x x x x x x x x x x
outline-discard          | outline draft      | POST | l x e e e x x x x x x x x x x
outline-discard          | outline in force   | POST | l x x x x x x x x x x x x x x
outline-discard          | outline given up   | GET  | l x . . . x x x x x x x x x x
outline-heading-create   | outline draft      | GET  | l x o o o x x x x x x x x x x
outline-heading-create   | outline draft      | POST | l x e e e x x x x x x x x x x
outline-heading-create   | outline in force   | GET  | l x x x x x x x x x x x x x x
outline-heading-update   | heading of draft   | GET  | l x o o o x x x x x x x x x x
outline-heading-update   | heading of draft   | POST | l x e e e x x x x x x x x x x
outline-heading-update   | heading in force   | POST | l x x x x x x x x x x x x x x
outline-heading-move     | heading of draft   | GET  | l - - - - - - - - - - - - - -
outline-heading-move     | heading of draft   | POST | l x > > > x x x x x x x x x x
outline-heading-move     | heading in force   | POST | l x x x x x x x x x x x x x x
outline-heading-end      | heading of draft   | GET  | l x o o o x x x x x x x x x x
outline-heading-end      | heading of draft   | POST | l x e e e x x x x x x x x x x
outline-heading-end      | heading in force   | POST | l x x x x x x x x x x x x x x
"""
REQUESTS = """
report-request-list      |                    | GET  | l x o o o x x o o o x x x x x
report-request-detail    | report request     | GET  | l x o o o x x o o o x x x x x
report-request-create    |                    | GET  | l x o o o x x x x x x x x x x
report-request-create    |                    | POST | l x e e e x x x x x x x x x x
report-request-update    | report request     | GET  | l x o o o x x x x x x x x x x
report-request-update    | report request     | POST | l x e e e x x x x x x x x x x
"""
