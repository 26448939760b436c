"""The access table, written by hand: what each person gets at each address for each object.

Columns, in this order:

    V visitor, not signed in          R văn thư Sở                 C cán bộ đầu mối of A
    N signed in without a post        E Văn phòng UBND tỉnh        H thủ trưởng of A
    S specialist, in the team,        P văn thư UBND tỉnh          c cán bộ đầu mối of B
      in charge of A                  L lãnh đạo UBND tỉnh         h thủ trưởng of B
    s another specialist,             M lãnh đạo Sở                A quản trị
      in charge of B                  O trực đường dây nóng

Cells:  l sent to sign in   o page   e form comes back with errors   > done, sent on
        x 403 with a reason   . 404, as if it did not exist   c 409, somebody was faster
        - 405, not this method
"""

from __future__ import annotations

from tests.access import (
    catalogue_table,
    frame_table,
    handling_table,
    head_criticism_table,
    import_table,
    paper_table,
    plan_table,
    remedy_table,
    report_table,
)

PEOPLE = (
    ("V", "visitor"),
    ("N", "nobody"),
    ("S", "specialist"),
    ("s", "specialist_b"),
    ("M", "manager"),
    ("O", "operator"),
    ("R", "department_registrar"),
    ("E", "office_examiner"),
    ("P", "province_registrar"),
    ("L", "leader"),
    ("C", "clerk_a"),
    ("H", "head_a"),
    ("c", "clerk_b"),
    ("h", "head_b"),
    ("A", "admin"),
)

VISITS = """
visit-list           |                        | GET  | l x o o o x x o o o o o o o x
visit-list           |                        | POST | l - - - - - - - - - - - - - -
visit-create         |                        | GET  | l x o o o x x x x x x x x x x
visit-create         |                        | POST | l x e e e x x x x x x x x x x
visit-note           |                        | GET  | l x o o o x x x x x x x x x x
visit-note           |                        | POST | l x e e e x x x x x x x x x x
visit-headcount      |                        | GET  | l - - - - - - - - - - - - - -
visit-headcount      |                        | POST | l x o o o x x x x x x x x x x
visit-note-on        | draft A                | GET  | l . o x o . . . . . . . . . .
visit-note-on        | draft A                | POST | l . e x e . . . . . . . . . .
visit-note-on        | visit A                | GET  | l . x x x . . x x x x x . . .
visit-note-on        | visit A                | POST | l . x x x . . x x x x x . . .
visit-agencies       |                        | GET  | l x o o o x x x x x x x x x x
visit-detail         | visit A                | GET  | l . o o o . . o o o o o . . .
visit-detail         | visit B                | GET  | l . o o o . . o o o . . o o .
visit-detail         | visit of A's unit      | GET  | l . o o o . . o o o o o . . .
visit-detail         | draft A                | GET  | l . o o o . . . . . . . . . .
visit-dossier        | visit A                | GET  | l . o o o . . o o o o o . . .
visit-dossier        | draft A                | GET  | l . o o o . . . . . . . . . .
visit-dossier-zip    | visit A                | GET  | l - - - - - - - - - - - - - -
visit-dossier-zip    | visit A                | POST | l . o o o . . o o o o o . . .
visit-dossier-zip    | draft A                | POST | l . o o o . . . . . . . . . .
visit-update         | draft A                | GET  | l . o x o . . . . . . . . . .
visit-update         | draft A                | POST | l . e x e . . . . . . . . . .
visit-update         | visit A                | GET  | l . x x x . . x x x x x . . .
visit-update         | visit A                | POST | l . x x x . . x x x x x . . .
visit-continue       | draft A                | GET  | l . o x o . . . . . . . . . .
visit-continue       | draft A                | POST | l . e x e . . . . . . . . . .
visit-continue       | visit A                | GET  | l . o x o . . x x x x x . . .
visit-conclude       | draft A                | GET  | l . o x o . . . . . . . . . .
visit-conclude       | draft A                | POST | l . e x e . . . . . . . . . .
visit-conclude       | visit A                | POST | l . x x x . . x x x x x . . .
visit-cancel         | draft A                | GET  | l . o x o . . . . . . . . . .
visit-cancel         | draft A                | POST | l . e x e . . . . . . . . . .
visit-cancel         | visit A                | POST | l . x x x . . x x x x x . . .
visit-reopen         | visit A                | GET  | l . x x o . . x x x x x . . .
visit-reopen         | visit A                | POST | l . x x e . . x x x x x . . .
visit-reopen         | draft A                | POST | l . x x x . . . . . . . . . .
finding-create       | findings of draft A    | GET  | l . o x o . . . . . . . . . .
finding-create       | findings of draft A    | POST | l . e x e . . . . . . . . . .
finding-create       | findings of visit A    | POST | l . x x x . . x x x x x . . .
finding-update       | finding of draft A     | GET  | l . o x o . . . . . . . . . .
finding-update       | finding of draft A     | POST | l . e x e . . . . . . . . . .
finding-update       | finding of visit A     | POST | l . x x x . . x x x x x . . .
finding-withdraw     | finding of draft A     | GET  | l . o x o . . . . . . . . . .
finding-withdraw     | finding of draft A     | POST | l . e x e . . . . . . . . . .
finding-withdraw     | finding of visit A     | POST | l . x x x . . x x x x x . . .
finding-identity     | finding of visit A     | GET  | l . o o o . . x x x x x . . .
finding-identity     | finding of visit A     | POST | l . e e e . . x x x x x . . .
"""
COMPLAINTS = """
complaint-list       |                        | GET  | l x o o o o x o o o o o o o x
complaint-create     |                        | GET  | l x x x o o x x x x x x x x x
complaint-create     |                        | POST | l x x x e e x x x x x x x x x
complaint-detail     | complaint new          | GET  | l . o o o o . o o o . . . . .
complaint-detail     | complaint handed to A  | GET  | l . o o o o . o o o o o . . .
complaint-detail     | complaint handed to B  | GET  | l . o o o o . o o o . . o o .
complaint-detail     | complaint closed       | GET  | l . o o o o . o o o o o . . .
complaint-detail     | complaint reserved     | GET  | l . . . o o . . . . . . . . .
complaint-receipt    | complaint new          | GET  | l . x x o o . x x x . . . . .
complaint-receipt    | complaint reserved     | GET  | l . . . o o . . . . . . . . .
complaint-update     | complaint new          | GET  | l . x x o o . x x x . . . . .
complaint-update     | complaint new          | POST | l . x x e e . x x x . . . . .
complaint-update     | complaint handed to A  | POST | l . x x x x . x x x x x . . .
complaint-classify   | complaint new          | GET  | l . o o o o . x x x . . . . .
complaint-classify   | complaint new          | POST | l . e e e e . x x x . . . . .
complaint-classify   | complaint reserved     | POST | l . . . e x . . . . . . . . .
complaint-classify   | complaint handed to A  | POST | l . x x x x . x x x x x . . .
complaint-hand-on    | complaint handed to A  | GET  | l . o o o o . x x x x x . . .
complaint-hand-on    | complaint handed to A  | POST | l . e e e e . x x x x x . . .
complaint-hand-on    | complaint closed       | POST | l . x x x x . x x x x x . . .
complaint-pass-on    | complaint handed to A  | GET  | l . o o o o . x x x x x . . .
complaint-pass-on    | complaint handed to A  | POST | l . e e e e . x x x x x . . .
complaint-pass-on    | complaint closed       | POST | l . x x x x . x x x x x . . .
complaint-reply      | complaint handed to A  | GET  | l . x x x x . x x x o o . . .
complaint-reply      | complaint handed to A  | POST | l . x x x x . x x x e e . . .
complaint-reply      | complaint handed to B  | POST | l . x x x x . x x x . . e e .
complaint-reply      | complaint closed       | POST | l . x x x x . x x x x x . . .
complaint-answer     | complaint handed to A  | GET  | l . o o o o . x x x x x . . .
complaint-answer     | complaint handed to A  | POST | l . e e e e . x x x x x . . .
complaint-answer     | complaint closed       | POST | l . x x x x . x x x x x . . .
complaint-close      | complaint handed to A  | POST | l . x x x x . x x x x x . . .
complaint-close      | complaint closed       | POST | l . x x x x . x x x x x . . .
complaint-merge      | complaint new          | GET  | l . x x o o . x x x . . . . .
complaint-merge      | complaint new          | POST | l . x x e e . x x x . . . . .
complaint-merge      | complaint closed       | POST | l . x x x x . x x x x x . . .
complaint-reserve    | complaint new          | GET  | l . x x o o . x x x . . . . .
complaint-reserve    | complaint new          | POST | l . x x e e . x x x . . . . .
complaint-reserve    | complaint handed to A  | GET  | l . x x o o . x x x x x . . .
complaint-reserve    | complaint closed       | POST | l . x x x x . x x x x x . . .
complaint-reserve    | complaint reserved     | GET  | l . . . o x . . . . . . . . .
complaint-reserve    | complaint reserved     | POST | l . . . e x . . . . . . . . .
complaint-reopen     | complaint closed       | GET  | l . x x o x . x x x x x . . .
complaint-reopen     | complaint closed       | POST | l . x x e x . x x x x x . . .
complaint-reopen     | complaint new          | POST | l . x x x x . x x x . . . . .
complaint-identity   | complaint new          | GET  | l . x x o o . x x x . . . . .
complaint-identity   | complaint new          | POST | l . x x e e . x x x . . . . .
complaint-identity   | complaint handed to A  | POST | l . x x e e . x x x x x . . .
complaint-identity   | complaint reserved     | POST | l . . . e x . . . . . . . . .
"""
ROUNDS = """
round-list           |                        | GET  | l x o o o x x o o o o o o o x
round-create         |                        | GET  | l x o o o x x x x x x x x x x
round-create         |                        | POST | l x e e e x x x x x x x x x x
round-detail         | round draft            | GET  | l x o o o x x . . . . . . . x
round-detail         | round open             | GET  | l x o o o x x o o o > > > > x
round-detail         | round closed           | GET  | l x o o o x x o o o > > o o x
round-update         | round open             | GET  | l . o o o . . x x x x x x x .
round-update         | round open             | POST | l . e e e . . x x x x x x x .
round-update         | round closed           | POST | l . x x x . . x x x x x x x .
round-open           | round draft            | GET  | l . o o o . . . . . . . . . .
round-open           | round draft            | POST | l . e e e . . . . . . . . . .
round-open           | round closed           | POST | l . x x x . . x x x x x x x .
round-close          | round open             | GET  | l . o o o . . x x x x x x x .
round-close          | round open             | POST | l . e e e . . x x x x x x x .
round-close          | round closed           | POST | l . x x x . . x x x x x x x .
round-reopen         | round closed           | GET  | l . x x o . . x x x x x x x .
round-reopen         | round closed           | POST | l . x x e . . x x x x x x x .
round-reopen         | round open             | POST | l . x x x . . x x x x x x x .
round-due-add        | round open             | GET  | l . o o o . . x x x x x x x .
round-due-add        | round open             | POST | l . e e e . . x x x x x x x .
round-due-add        | round closed           | POST | l . x x x . . x x x x x x x .
round-due-remove     | A in round open        | GET  | l . o o o . . x x x x x x x .
round-due-remove     | A in round open        | POST | l . e e e . . x x x x x x x .
round-due-remove     | A in round closed      | POST | l . x x x . . x x x x x x x .
submission-start     | A in round open        | GET  | l - - - - - - - - - - - - - -
submission-start     | A in round open        | POST | l . x x x . . x x x > > . . .
submission-start     | B in round open        | POST | l . x x x . . x x x . . > > .
submission-start     | A in round closed      | POST | l . x x x . . x x x > > . . .
submission-detail    | submission A draft     | GET  | l . o o o . . . . . o o . . .
submission-detail    | submission B certified | GET  | l . o o o . . . . . . . o o .
submission-detail    | submission A accepted  | GET  | l . o o o . . o o o o o . . .
submission-update    | submission A draft     | GET  | l . x x x . . . . . o o . . .
submission-update    | submission A draft     | POST | l . x x x . . . . . e e . . .
submission-update    | submission B certified | GET  | l . x x x . . . . . . . x x .
submission-update    | submission A accepted  | POST | l . x x x . . x x x e e . . .
submission-certify   | submission A draft     | GET  | l . x x x . . . . . x o . . .
submission-certify   | submission A draft     | POST | l . x x x . . . . . x e . . .
submission-certify   | submission B certified | POST | l . x x x . . . . . . . x x .
submission-return    | submission B certified | GET  | l . x o o . . . . . . . x x .
submission-return    | submission B certified | POST | l . x e e . . . . . . . x x .
submission-return    | submission A accepted  | POST | l . x x x . . x x x x x . . .
submission-accept    | submission B certified | GET  | l - - - - - - - - - - - - - -
submission-accept    | submission B certified | POST | l . x c c . . . . . . . x x .
submission-accept    | submission A accepted  | POST | l . x x x . . x x x x x . . .
submission-reopen    | submission A accepted  | GET  | l . x x x . . x x x x x . . .
submission-reopen    | submission A draft     | POST | l . x x x . . . . . x x . . .
"""
IMPLEMENTATION = """
implementation-list     |                      | GET  | l x o o o x x o o o o o o o x
implementation-create   |                      | GET  | l x o o o x x x x x o o o o x
implementation-create   |                      | POST | l x e e e x x x x x e e e e x
implementation-detail   | fact A waiting       | GET  | l x o o o x x . . . o o . . x
implementation-detail   | fact A confirmed     | GET  | l x o o o x x o o o o o . . x
implementation-detail   | fact B waiting       | GET  | l x o o o x x . . . . . o o x
implementation-detail   | fact of the province | GET  | l x o o o x x . . . . . . . x
implementation-update   | fact A waiting       | GET  | l x x x x x x . . . o o . . x
implementation-update   | fact A waiting       | POST | l x x x x x x . . . e e . . x
implementation-update   | fact A confirmed     | POST | l x x x x x x x x x x x . . x
implementation-update   | fact of the province | GET  | l x o o o x x . . . . . . . x
implementation-confirm  | fact A waiting       | GET  | l - - - - - - - - - - - - - -
implementation-confirm  | fact A waiting       | POST | l x c x c x x . . . x x . . x
implementation-confirm  | fact A confirmed     | POST | l x x x x x x x x x x x . . x
implementation-confirm  | fact of the province | POST | l x x c c x x . . . . . . . x
implementation-return   | fact A waiting       | GET  | l x o x o x x . . . x x . . x
implementation-return   | fact A waiting       | POST | l x e x e x x . . . x x . . x
implementation-return   | fact A confirmed     | POST | l x x x x x x x x x x x . . x
implementation-withdraw | fact A waiting       | GET  | l x x x x x x . . . o o . . x
implementation-withdraw | fact A waiting       | POST | l x x x x x x . . . e e . . x
implementation-withdraw | fact A confirmed     | POST | l x x x x x x x x x x x . . x
implementation-reopen   | fact A confirmed     | GET  | l x x x o x x x x x x x . . x
implementation-reopen   | fact A confirmed     | POST | l x x x e x x x x x x x . . x
implementation-reopen   | fact A waiting       | POST | l x x x x x x . . . x x . . x
implementation-report     | submission A draft   | GET  | l . x x x . . . . . o o . . .
implementation-report     | submission A draft   | POST | l . x x x . . . . . e e . . .
implementation-report     | submission B certified | GET | l . x x x . . . . . . . x x .
implementation-report     | submission A accepted | POST | l . x x x . . x x x e e . . .
cited-document-list     |                      | GET  | l x o o o x x o o o o o o o x
cited-document-create   |                      | GET  | l x o o o x x x x x o o o o x
cited-document-create   |                      | POST | l x e e e x x x x x e e e e x
cited-document-detail   | paper A              | GET  | l x o o o x x o o o o o . . x
cited-document-detail   | paper shared         | GET  | l x o o o x x o o o o o o o x
cited-document-update   | paper A              | GET  | l x o o o x x x x x o o . . x
cited-document-update   | paper A              | POST | l x e e e x x x x x e e . . x
cited-document-update   | paper A confirmed    | GET  | l x o o o x x x x x x x . . x
cited-document-update   | paper shared         | GET  | l x o o o x x x x x x x x x x
cited-document-file     | paper A              | GET  | l x o o o x x o o o o o . . x
cited-document-attach   | to fact A waiting    | GET  | l . x x x . . . . . o o . . .
cited-document-attach   | to fact A waiting    | POST | l . x x x . . . . . e e . . .
cited-document-attach   | to fact A confirmed  | POST | l . x x x . . x x x x x . . .
cited-document-attach   | to visit A           | GET  | l . o x o . . x x x x x . . .
cited-document-attach   | to visit A           | POST | l . e x e . . x x x x x . . .
cited-document-attach   | to round open        | GET  | l . o o o . . x x x x x x x .
cited-document-attach   | to round open        | POST | l . e e e . . x x x x x x x .
cited-document-attach   | to round closed      | POST | l . x x x . . x x x x x x x .
cited-document-attach   | to submission A draft | GET  | l . x x x . . . . . o o . . .
cited-document-attach   | to submission A draft | POST | l . x x x . . . . . e e . . .
cited-document-attach   | to submission B certified | POST | l . x x x . . . . . . . x x .
cited-document-attach   | to report draft      | GET  | l . o o o . . . . . . . . . .
cited-document-attach   | to report draft      | POST | l . e e e . . . . . . . . . .
cited-document-detach   | from fact A waiting  | GET  | l - - - - - - - - - - - - - -
cited-document-detach   | from fact A waiting  | POST | l . x x x . . . . . > > . . .
"""
REGISTRY = """
agency-list          |                        | GET  | l x o o o o o o o o o o o o o
agency-detail        | agency A               | GET  | l x o o o o o o o o o o o o o
agency-create        |                        | GET  | l x x x x x x x x x x x x x o
agency-create        |                        | POST | l x x x x x x x x x x x x x e
agency-update        | agency A               | GET  | l x x x x x x x x x x x x x o
agency-update        | agency A               | POST | l x x x x x x x x x x x x x e
agency-rename        | agency A               | GET  | l x x x x x x x x x x x x x o
agency-rename        | agency A               | POST | l x x x x x x x x x x x x x e
agency-close         | agency A               | GET  | l x x x x x x x x x x x x x o
agency-close         | agency A               | POST | l x x x x x x x x x x x x x e
agency-last-day      | agency A               | GET  | l x x x x x x x x x x x x x x
agency-last-day      | agency ended           | GET  | l x x x x x x x x x x x x x o
agency-last-day      | agency ended           | POST | l x x x x x x x x x x x x x e
agency-merge         | agency A               | GET  | l x x x x x x x x x x x x x o
agency-merge         | agency A               | POST | l x x x x x x x x x x x x x e
agency-open-work     | agency A               | GET  | l x x x x x x x x x x x x x x
agency-open-work     | agency ended           | GET  | l x x x x x x x x x x x x x o
agency-open-work     | agency ended           | POST | l x x x x x x x x x x x x x e
agency-assign        | agency A               | GET  | l x x x o x x x x x x x x x x
agency-assign        | agency A               | POST | l x x x e x x x x x x x x x x
account-list         |                        | GET  | l x x x x x x x x x x x x x o
account-me           |                        | GET  | l o o o o o o o o o o o o o o
identity-reading-list|                        | GET  | l x o o o o x x x o x x x x x
sign-in-list         |                        | GET  | l x x x x x x x x x x x x x o
sign-in-own          |                        | GET  | l o o o o o o o o o o o o o o
account-create       |                        | GET  | l x x x x x x x x x x x x x o
account-create       |                        | POST | l x x x x x x x x x x x x x e
account-detail       | account                | GET  | l x x x x x x x x x x x x x o
account-update       | account                | GET  | l x x x x x x x x x x x x x o
account-update       | account                | POST | l x x x x x x x x x x x x x e
account-lock         | account                | GET  | l x x x x x x x x x x x x x o
account-lock         | account                | POST | l x x x x x x x x x x x x x e
account-reset-factors| account                | GET  | l x x x x x x x x x x x x x x
account-reset-factors| account                | POST | l x x x x x x x x x x x x x x
account-unlock       | account                | POST | l x x x x x x x x x x x x x e
account-link         | account                | GET  | l - - - - - - - - - - - - - -
account-link         | account                | POST | l x x x x x x x x x x x x x x
account-paper        | account                | GET  | l - - - - - - - - - - - - - -
account-paper        | account                | POST | l x x x x x x x x x x x x x >
appointment-create   | account                | GET  | l x x x x x x x x x x x x x o
appointment-create   | account                | POST | l x x x x x x x x x x x x x e
appointment-end      | post                   | GET  | l x x x x x x x x x x x x x o
appointment-end      | post                   | POST | l x x x x x x x x x x x x x e
appointment-withdraw | post                   | GET  | l x x x x x x x x x x x x x x
appointment-withdraw | post                   | POST | l x x x x x x x x x x x x x x
"""
HANDOVERS = """
handover-list        |                        | GET  | l x o o o x x x x o x x x x x
handover-list        |                        | POST | l - - - - - - - - - - - - - -
handover-create      |                        | GET  | l x x x o x x x x o x x x x x
handover-create      |                        | POST | l x x x e x x x x e x x x x x
handover-detail      | handover to s          | GET  | l x . o o x x x x . x x x x x
handover-detail      | handover of L          | GET  | l x . . . x x x x o x x x x x
"""
# Addresses whose answers are tested where they are made, with the reason.
ELSEWHERE = {
    "account_login": "tests/portal/test_sign_in.py",
    "account-try": "tests/portal/test_sign_in_to_try.py",
    "account_logout": "tests/portal/test_sign_in.py",
    "account_change_password": "tests/portal/test_sign_in.py",
    "account_reset_password": "tests/portal/test_sign_in.py",
    "account_reset_password_done": "tests/portal/test_sign_in.py",
    "account_reset_password_from_key": "tests/portal/test_sign_in.py",
    "account_reset_password_from_key_done": "tests/portal/test_sign_in.py",
    "account-paper-link": "tests/portal/test_paper_links.py",
    "account_inactive": "tests/portal/test_sign_in.py",
    "account_reauthenticate": "tests/portal/test_sign_in.py",
    "mfa_login_webauthn": "tests/journeys/test_passkeys.py",
    "mfa_authenticate": "tests/portal/test_second_factor.py",
    "mfa_reauthenticate": "tests/portal/test_second_factor.py",
    "mfa_reauthenticate_webauthn": "tests/journeys/test_passkeys.py",
    "mfa_list_webauthn": "tests/journeys/test_passkeys.py",
    "mfa_add_webauthn": "tests/journeys/test_passkeys.py",
    "mfa_remove_webauthn": "tests/journeys/test_passkeys.py",
    "mfa_activate_totp": "tests/portal/test_second_factor.py",
    "mfa_deactivate_totp": "tests/portal/test_second_factor.py",
    "mfa_view_recovery_codes": "tests/portal/test_second_factor.py",
    "mfa_generate_recovery_codes": "tests/portal/test_second_factor.py",
    "session-end": "tests/portal/test_own_sessions.py",
}
PARTS = {
    "frame": frame_table.FRAME,
    "notices": frame_table.NOTICES,
    "visits": VISITS,
    "plans": plan_table.PLANS,
    "minutes": plan_table.MINUTES,
    "papers": paper_table.PAPERS,
    "handlings": handling_table.HANDLINGS,
    "head_criticisms": head_criticism_table.HEAD_CRITICISMS,
    "remedies": remedy_table.REMEDIES,
    "complaints": COMPLAINTS,
    "imports": import_table.IMPORTS,
    "rounds": ROUNDS,
    "implementation": IMPLEMENTATION,
    "registry": REGISTRY,
    "catalogues": catalogue_table.CATALOGUES,
    "handovers": HANDOVERS,
    "reports": report_table.REPORTS,
    "freezes": report_table.FREEZES,
    "way": report_table.WAY,
    "checks": report_table.CHECKS,
    "issues": report_table.ISSUES,
    "after_issue": report_table.AFTER_ISSUE,
    "words": report_table.WORDS,
    "from_word": report_table.FROM_WORD,
    "remarks": report_table.REMARKS,
    "outlines": report_table.OUTLINES,
    "requests": report_table.REQUESTS,
    "letters": report_table.LETTERS,
}
Row = tuple[str, str, str, str]


def rows(part: str) -> list[Row]:
    """(address, object, method, cells without blanks) of one part."""
    found = []
    for line in PARTS[part].strip().splitlines():
        name, obj, method, cells = (piece.strip() for piece in line.split("|"))
        found.append((name, obj, method, cells.replace(" ", "")))
    return found
