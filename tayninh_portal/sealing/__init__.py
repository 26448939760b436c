"""Sealing the change log beside the write path, and saying what differs from it (decisions/0023).

``seals`` makes them, ``outside`` gives them to a place out of reach, ``lines`` and ``records``
compare, ``night`` does it all once a day and tells.
"""
