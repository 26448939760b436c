"""A telephone with an app for one-time codes, and what one does with it over HTTP."""

import base64
import hmac
import re
import struct
import time

from django.test import Client, TestCase
from django.urls import reverse

from tests.portal.test_sign_in import PASSWORD, sign_in

APP = reverse("mfa_activate_totp")
ASKED = reverse("mfa_authenticate")


def code(secret: str, steps: int = 0) -> str:
    """The code of now, or of so many half minutes later (RFC 6238 over RFC 4226, 5.3)."""
    key = base64.b32decode(secret)
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + steps), "sha1")
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def wrong(secret: str) -> str:
    """A code that is none of those good now."""
    good = {code(secret, step) for step in (-1, 0, 1)}
    return next(f"{number:06}" for number in range(4) if f"{number:06}" not in good)


def add_app(client: Client) -> tuple[str, list[str]]:
    """Set an app up in a session that just began; its secret, and the recovery codes shown."""
    secret = client.get(APP).context["form"].secret
    # allauth tells of it on commit, which the transaction around a test never comes to.
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(APP, {"code": code(secret)})
    page = client.get(answer["Location"], follow=True)
    assert (answer["Location"], page.redirect_chain) == (reverse("mfa_view_recovery_codes"), [])
    return secret, codes_on(page)


def codes_on(page) -> list[str]:
    """The recovery codes a page shows."""
    return re.findall(r"<code[^>]*>(\d{8})</code>", page.content.decode())


def with_app(login: str = "specialist") -> tuple[Client, str, list[str]]:
    """A browser signed in as somebody with an app: browser, secret, recovery codes."""
    client = Client()
    assert sign_in(login, PASSWORD, client).status_code == 302
    return client, *add_app(client)


def come_to_the_code(login: str = "specialist", **extra) -> Client:
    """A new browser after the right password, at the question for the code."""
    client = Client(**extra)
    assert sign_in(login, PASSWORD, client)["Location"] == ASKED
    return client
