"""A real mail server of the tests (aiosmtpd): takes mail, and refuses, hangs or cuts when told to.

``behave(phase, *answers)`` says what it does at the next times it comes to a phase; then it goes on
as a good server does. Phases: ``RCPT`` (the address is named), ``DATA`` (the mail was sent and is
not taken yet), ``ANSWER`` (it is taken, the sender does not know yet). Answers:

* a line such as ``"550 no such user"``
* ``SLOW``  as usual, after a while
* ``HANG``  nothing more is said on this connection
* ``CUT``   the connection is closed
* ``GOOD``  as usual
"""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from tests.services.processes import free_port

# It speaks in a thread of its own, when pytest may have closed what a test printed to.
logging.getLogger("mail.log").propagate = False
logging.getLogger("mail.log").addHandler(logging.NullHandler())

HANG, CUT, SLOW, GOOD = "hang", "cut", "slow", "good"


@dataclass(frozen=True)
class Received:
    """One mail the server has taken: for whom it was offered, and what it says."""

    to: tuple[str, ...]
    message: EmailMessage


class MailServer:
    """What the tests see of it, and what aiosmtpd calls."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.connections = 0
        self._planned: dict[str, list[str]] = defaultdict(list)
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        return self._controller.port

    def start(self) -> None:
        self._controller.start()
        self._runs = True

    def stop(self) -> None:
        if self._runs:
            self._controller.stop(no_assert=True)
        self._runs = False

    def behave(self, phase: str, *answers: str) -> None:
        self._planned[phase] += answers

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = await self._at("RCPT", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = await self._at("DATA", server)
        if not answer.startswith("250"):
            return answer
        message = message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
        self.received.append(Received(tuple(envelope.rcpt_tos), message))
        return await self._at("ANSWER", server)

    async def _at(self, phase, server):
        planned = self._planned[phase]
        answer = planned.pop(0) if planned else GOOD
        if answer == SLOW:
            await asyncio.sleep(0.5)
        if answer == HANG:
            await asyncio.sleep(3600)
        if answer == CUT:
            server.transport.abort()
            return "421 nobody hears this"
        return "250 OK" if answer in (GOOD, HANG, SLOW) else answer
