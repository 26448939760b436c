"""The ways an action can fail, each with a sentence for the person who tried it; and the one in
which it only waits."""

from __future__ import annotations


class Reasoned(Exception):
    """Something did not happen; ``reason`` is the sentence that may stand on the screen."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Reasoned):
    """The person may not do this, or not now. Shown as 403; nothing changed.

    ``of_role``: none of their posts is meant for it, whatever the record.
    """

    def __init__(self, reason: str, *, of_role: bool = False) -> None:
        super().__init__(reason)
        self.of_role = of_role


class Conflict(Reasoned):
    """Somebody was faster: the record moved on since it was read. Shown as 409, or on the form."""

    def __init__(
        self, reason: str = "Có người đã xử lý trước bạn. Hãy tải lại trang để xem bản mới nhất."
    ) -> None:
        super().__init__(reason)


class Unavailable(Reasoned):
    """A part of the machine is missing (a system library, a full disk); ``reason`` says which."""


class AskAgain(Exception):
    """The person first has to show once more who they are, and then goes on at ``back``."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back
