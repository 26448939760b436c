"""The net under the browser tests: each thing that must fail a test is noticed."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "/sound": "<!doctype html><title>Tốt</title><p>Tốt</p>",
    "/console": '<!doctype html><script src="/error.js"></script>',
    "/error.js": "console.error('hỏng')",
    "/exception": '<!doctype html><script src="/throw.js"></script>',
    "/throw.js": "throw new Error('ngoại lệ')",
    "/policy": '<!doctype html><p style="color: red">Đỏ</p>',
    "/outside": '<!doctype html><img src="http://outside.invalid/x.png" alt="">',
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGES.get(self.path, "")
        kind = "text/javascript" if self.path.endswith(".js") else "text/html"
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", "style-src 'self'")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        """Nothing: the test says what it saw."""


@pytest.fixture
def browsed_url():
    """A small server instead of the portal."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_sound_page_has_no_problems(page, browser_problems, viewport):
    page.goto("/sound")
    assert page.evaluate("innerWidth") == viewport["width"]
    assert browser_problems.left() == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/console", "console: hỏng"),
        ("/exception", "lỗi script: ngoại lệ"),
        ("/policy", "Content Security Policy"),
        ("/outside", "gọi ra ngoài: http://outside.invalid/x.png"),
    ],
)
def test_what_goes_wrong_is_noticed_until_it_is_expected(page, browser_problems, path, words):
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert any(words in problem for problem in browser_problems.left())
    browser_problems.expect("")
    assert browser_problems.left() == []
