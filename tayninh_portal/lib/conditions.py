"""How what somebody recommends is said under its condition, on every screen and paper alike."""

from __future__ import annotations


def under(condition: str, said: str) -> str:
    """“Nếu tái phạm thì nhắc nhở” of “Nhắc nhở”; without a condition ``said`` as it stands.

    The condition leads, so that no line of a paper reads as asked for at once.
    """
    bare = condition.strip().rstrip(" .,;:")
    return f"Nếu {lowered(bare)} thì {lowered(said)}" if bare and said else said


def lowered(text: str) -> str:
    """To go on within a sentence; what begins like a name (“UBND xã”, “Sở Xây dựng”) stays."""
    second = text.partition(" ")[2][:1]
    if text[1:2].isupper() or second.isupper():
        return text
    return text[:1].lower() + text[1:]
