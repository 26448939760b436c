"""What takes two people: one asks, another confirms, and only then it is done.

``kinds`` is the register of such acts, ``asking`` how one is asked for, ``workflow`` what becomes
of it. A room declares its kinds in its ``proposals.py`` (docs/decisions/0027-two-people.md).
"""
