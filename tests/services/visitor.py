"""Somebody at a portal that is served, without a browser: pages, forms and files over HTTP."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from uuid import uuid4

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One person with their cookies. ``url`` is the page they are on, ``text`` what it says."""

    def __init__(self, portal_url: str):
        self._portal, self.url, self.text = portal_url, "", ""
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def sign_in(self, username: str, password: str) -> None:
        """Sign in as a person does."""
        self.get("/tai-khoan/dang-nhap/")
        self.post("/tai-khoan/dang-nhap/", {"login": username, "password": password})

    def get(self, address: str) -> bytes:
        """Go to an address, of the portal or whole; its bytes."""
        return self._open(urllib.request.Request(self._whole(address)))

    def post(self, address: str, fields: dict[str, str], upload: bytes | None = None) -> None:
        """Send the form of this page, with a file or without, and follow where it leads."""
        (token, *_) = TOKEN.findall(self.text)
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in ({"csrfmiddlewaretoken": token} | fields).items()
        ]
        body = "".join(parts).encode()
        if upload is not None:
            body += f'--{boundary}\r\nContent-Disposition: form-data; name="upload"; '.encode()
            body += b'filename="tep.xlsx"\r\nContent-Type: application/zip\r\n\r\n'
            body += upload + b"\r\n"
        request = urllib.request.Request(
            self._whole(address),
            data=body + f"--{boundary}--\r\n".encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
        )
        self._open(request)

    def _whole(self, address: str) -> str:
        return urllib.parse.urljoin(self.url or self._portal, address)

    def _open(self, request: urllib.request.Request) -> bytes:
        with self._opener.open(request, timeout=30) as answer:
            self.url = answer.url
            data = answer.read()
        self.text = data.decode(errors="replace")
        return data
