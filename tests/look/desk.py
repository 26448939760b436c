"""A small server for tests of what runs in the browser alone: pages, static files, answers.

It keeps what was posted, and sends the portal's own content policy with every page.
"""

import json
import mimetypes
import time
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from csp.utils import build_policy

STATIC = Path(__file__).parents[2] / "static"


@dataclass
class Answer:
    """What one address answers; a dict is sent as JSON, after ``delay`` seconds."""

    body: str | dict
    status: int = 200
    delay: float = 0


@dataclass
class Desk:
    """Pages by path, answers to posts by path, and the fields of every post, in order."""

    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    posts: list[tuple[str, dict[str, str]]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Serves one desk."""

    protocol_version = "HTTP/1.1"

    def __init__(self, desk: Desk, *args) -> None:
        self.desk = desk
        super().__init__(*args)

    def do_GET(self) -> None:
        """A static file or a page."""
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            self.send(200, file.read_bytes(), mimetypes.guess_type(file)[0] or "font/woff2")
        elif path in self.desk.pages:
            self.send(200, self.desk.pages[path].encode(), "text/html; charset=utf-8")
        else:
            self.send(404, b"", "text/plain")

    def do_POST(self) -> None:
        """Keep the fields, then answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.desk.posts.append((self.path, fields_of(body, self.headers["Content-Type"])))
        answer = self.desk.answers[self.path]
        time.sleep(answer.delay)
        if isinstance(answer.body, dict):
            self.send(answer.status, json.dumps(answer.body).encode(), "application/json")
        else:
            self.send(answer.status, answer.body.encode(), "text/html; charset=utf-8")

    def send(self, status: int, body: bytes, kind: str) -> None:
        """One whole response."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", build_policy())
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Say nothing: the test speaks."""


def fields_of(body: bytes, kind: str) -> dict[str, str]:
    """The fields of a form post, sent either way."""
    if "urlencoded" in kind:
        return {name: values[0] for name, values in parse_qs(body.decode()).items()}
    boundary = kind.partition("boundary=")[2]
    parts = body.decode().split(f"--{boundary}")[1:-1]
    heads = (part.strip("\r\n").partition("\r\n\r\n") for part in parts)
    return {head.partition('name="')[2].partition('"')[0]: value for head, _, value in heads}


def open_desk() -> tuple[Desk, ThreadingHTTPServer]:
    """A desk on a free port, and the server to shut down afterwards."""
    desk = Desk()
    # What static/js/drafts.js asks on a page of somebody signed in.
    desk.pages["/ban-nhap/cua-bieu-mau/"] = "{}"
    desk.answers["/ban-nhap/luu/"] = Answer({"saved_at": "10:42", "sent": False})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, desk))
    server.daemon_threads = True
    desk.url = f"http://127.0.0.1:{server.server_port}"
    # SealData to stop, it looks up 50 times a second, not twice.
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return desk, server
