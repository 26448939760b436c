"""The access table of notices and mails (columns and cells as in ``tests.access.table``)."""

NOTICES = """
notice-list          |                        | GET  | l o o o o o o o o o o o o o o
notice-open          | notice of S            | GET  | l - - - - - - - - - - - - - -
notice-open          | notice of S            | POST | l . > . . . . . . . . . . . .
notice-read          |                        | GET  | l - - - - - - - - - - - - - -
notice-read          |                        | POST | l > > > > > > > > > > > > > >
notice-settings      |                        | GET  | l o o o o o o o o o o o o o o
notice-settings      |                        | POST | l e e e e e e e e e e e e e e
mail-list            |                        | GET  | l o o o o o o o o o o o o o o
mail-detail          | mail of S              | GET  | l . o . . . . . . . . . . . o
mail-detail          | mail in doubt          | GET  | l . . . . . . . . . . . . . .
mail-problem-list    |                        | GET  | l x x x x x x x x x x x x x o
mail-resend          | mail in doubt          | GET  | l x x x x x x x x x x x x x o
mail-resend          | mail in doubt          | POST | l x x x x x x x x x x x x x >
mail-resend          | mail of S              | POST | l x x x x x x x x x x x x x c
mail-leave           | mail in doubt          | GET  | l x x x x x x x x x x x x x o
mail-leave           | mail in doubt          | POST | l x x x x x x x x x x x x x >
"""
