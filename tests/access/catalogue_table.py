"""The access table of the catalogues (columns and cells as in ``tests.access.table``)."""

CATALOGUES = """
category-list        |                        | GET  | l x x x o x x x x x x x x x o
area-list            |                        | GET  | l x x x o x x x x x x x x x o
field-list           |                        | GET  | l x x x o x x x x x x x x x o
measure-list         |                        | GET  | l x x x o x x x x x x x x x o
law-list             |                        | GET  | l x x x o x x x x x x x x x o
law-list             |                        | POST | l - - - - - - - - - - - - - -
catalogue-detail     | kind of finding        | GET  | l x x x o x x x x x x x x x o
catalogue-detail     | no kind of finding     | GET  | l x x x . x x x x x x x x x .
catalogue-create     | kinds of finding       | GET  | l x x x x x x x x x x x x x o
catalogue-create     | kinds of finding       | POST | l x x x x x x x x x x x x x e
catalogue-create     | no catalogue           | GET  | l x x x x x x x x x x x x x .
catalogue-change     | kind of finding        | GET  | l x x x x x x x x x x x x x o
catalogue-change     | kind of finding        | POST | l x x x x x x x x x x x x x e
catalogue-end        | kind of finding        | GET  | l x x x x x x x x x x x x x o
catalogue-end        | kind of finding        | POST | l x x x x x x x x x x x x x e
"""
