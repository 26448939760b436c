"""Uploaded files: opened in a process of their own, with limits, and nowhere else.

``opening`` is what the portal asks; it starts ``__main__``, which is bounded before it looks at a
byte and opens the file with ``parsers``, ``signatures`` or ``sheets``. None of them loads Django,
so that a start costs little (docs/decisions/0022-uploads-apart.md).
"""
