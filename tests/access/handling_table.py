"""Handlings: what each person gets (columns and cells: ``tests.access.table``)."""

HANDLINGS = """
handling-list     |                    | GET  | l x o o o x x o o o o o o o x
handling-create   | finding to handle  | GET  | l x x x x x x x x x o o . . x
handling-create   | finding to handle  | POST | l x x x x x x x x x e e . . x
handling-create   | finding B took over | GET | l x x x x x x x x x . . o o x
handling-create   | finding B took over | POST | l x x x x x x x x x . . e e x
handling-detail   | handling A entered | GET  | l x o o o x x . . . o o . . x
handling-detail   | handling A done    | GET  | l x o o o x x o o o o o . . x
handling-detail   | handling B entered | GET  | l x o o o x x . . . . . o o x
handling-update   | handling A entered | GET  | l x x x x x x . . . o o . . x
handling-update   | handling A entered | POST | l x x x x x x . . . e e . . x
handling-update   | handling A done    | POST | l x x x x x x x x x x x . . x
handling-file     | handling A entered | GET  | l - - - - - - - - - - - - - -
handling-file     | handling A entered | POST | l x o x o x x . . . o o . . x
handling-file     | handling A done    | POST | l x . x . x x x x x . . . . x
handling-confirm  | handling A entered | GET  | l - - - - - - - - - - - - - -
handling-confirm  | handling A entered | POST | l x c x c x x . . . x x . . x
handling-confirm  | handling A done    | POST | l x x x x x x x x x x x . . x
handling-confirm  | handling B entered | POST | l x c c c x x . . . . . x x x
handling-return   | handling A entered | GET  | l x o x o x x . . . x x . . x
handling-return   | handling A entered | POST | l x e x e x x . . . x x . . x
handling-return   | handling A done    | POST | l x x x x x x x x x x x . . x
handling-withdraw | handling A entered | GET  | l x x x x x x . . . o o . . x
handling-withdraw | handling A entered | POST | l x x x x x x . . . e e . . x
handling-withdraw | handling A done    | POST | l x x x x x x x x x x x . . x
handling-reopen   | handling A done    | GET  | l x x x o x x x x x x x . . x
handling-reopen   | handling A done    | POST | l x x x e x x x x x x x . . x
handling-reopen   | handling A entered | POST | l x x x x x x . . . x x . . x
remedy-list       |                    | GET  | l x o o o x x o o o o o o o x
remedy-detail     | remedy A open      | GET  | l x o o o x x o o o o o . . x
remedy-detail     | remedy A done      | GET  | l x o o o x x o o o o o . . x
remedy-report     | remedy A open      | GET  | l x x x x x x x x x o o . . x
remedy-report     | remedy A open      | POST | l x x x x x x x x x e e . . x
remedy-report     | remedy A reported  | GET  | l x x x x x x x x x o o . . x
remedy-report     | remedy A done      | POST | l x x x x x x x x x x x . . x
remedy-confirm    | remedy A reported  | GET  | l - - - - - - - - - - - - - -
remedy-confirm    | remedy A reported  | POST | l x c x c x x x x x x x . . x
remedy-confirm    | remedy A open      | POST | l x x x x x x x x x x x . . x
remedy-return     | remedy A reported  | GET  | l x o x o x x x x x x x . . x
remedy-return     | remedy A reported  | POST | l x e x e x x x x x x x . . x
remedy-return     | remedy A done      | POST | l x x x x x x x x x x x . . x
remedy-reopen     | remedy A done      | GET  | l x o x o x x x x x x x . . x
remedy-reopen     | remedy A done      | POST | l x e x e x x x x x x x . . x
remedy-reopen     | remedy A open      | POST | l x x x x x x x x x x x . . x
remedy-extend     | remedy A open      | GET  | l x x x o x x x x x x x . . x
remedy-extend     | remedy A open      | POST | l x x x e x x x x x x x . . x
remedy-extend     | remedy A reported  | POST | l x x x x x x x x x x x . . x
remedy-extend     | remedy A done      | POST | l x x x x x x x x x x x . . x
"""
