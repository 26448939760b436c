"""The access table of drafts (columns and cells as in ``tests.access.table``)."""

DRAFTS = """
draft-list           |                        | GET  | l o o o o o o o o o o o o o o
draft-state          |                        | GET  | l o o o o o o o o o o o o o o
draft-save           |                        | GET  | l - - - - - - - - - - - - - -
draft-save           |                        | POST | l e e e e e e e e e e e e e e
draft-detail         | draft of S             | GET  | l . o . . . . . . . . . . . .
draft-delete         | draft of S             | GET  | l . o . . . . . . . . . . . .
draft-delete         | draft of S             | POST | l . > . . . . . . . . . . . .
"""
