"""Pages taken apart, and all that a person reaches by following their links.

Links alone are followed, by GET alone: what they lead to changes nothing (house rule, tested
elsewhere).
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

# Pages of one name that are followed for one person: the newest records are in different states.
MOST_OF_A_NAME = 2
# One name for as many kinds of page as there are figures.
MOST = {"figure-detail": 8}
# Elements whose words nobody sees.
UNSEEN = ("script", "style", "template", "svg")
WORDED = ("placeholder", "aria-label", "title", "alt")


@dataclass
class Page(HTMLParser):
    """A page in HTML, taken apart: links, words, headings, and the kinds of elements in it."""

    html: str
    links: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    kinds: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._open.append(tag)
        self.kinds.add((tag, *(given.get(name) or "" for name in ("class", "type", "role"))))
        self.words += [given[name] for name in WORDED if given.get(name)]
        if tag == "a" and given.get("href") and "download" not in given:
            self.links.append(given["href"])
        if tag == "h1":
            self.headings.append("")

    def handle_endtag(self, tag):
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if not self._open or any(tag in UNSEEN for tag in self._open):
            return
        if "title" in self._open:
            self.title += data
            return
        if "h1" in self._open:
            self.headings[-1] += data
        if data.strip():
            self.words.append(" ".join(data.split()))


def name_of(address: str) -> str:
    """The name of an address, empty for one that is not the portal's."""
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return ""


def crawl(request: APIRequestContext, start: str, base: str) -> Iterator[tuple[str, Page]]:
    """(address, page) for all that ``start`` leads to, nearest first.

    Fails on a link that leads to an error: an action that is refused is no link.
    """
    waiting, seen, taken = deque([(start, "")]), {start}, Counter()
    while waiting:
        address, source = waiting.popleft()
        answer = request.get(urljoin(base, address))
        assert answer.status == 200, f"{source} → {address}: {answer.status}"
        if "text/html" not in answer.headers["content-type"]:
            continue
        page = Page(answer.text())
        yield answer.url.removeprefix(base), page
        for link in page.links:
            there = urlsplit(urljoin(answer.url, link))
            found = there._replace(scheme="", netloc="", fragment="").geturl()
            name = name_of(found)
            if there.netloc != urlsplit(base).netloc or found in seen or not name:
                continue
            seen.add(found)
            taken[name] += 1
            if taken[name] <= MOST.get(name, MOST_OF_A_NAME):
                waiting.append((found, address))
