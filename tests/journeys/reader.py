"""Somebody at the portal without a browser, who goes by the words on its pages alone.

A page is read as it comes over HTTP: a link or a button is found by what it says, a box by its
label. Much cheaper than a browser, for journeys that ask what is said and done, not how it looks.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

# What a box is given: words, or a file of this name with these bytes.
Typed = str | tuple[str, bytes]


def words(element: html.HtmlElement) -> str:
    """What an element says, in one line."""
    return " ".join(element.text_content().split())


class Reader:
    """One person with their cookies, and the page they are on."""

    def __init__(self) -> None:
        self._client = Client()
        self.go("/")

    def go(self, address: str) -> None:
        """Open an address of the portal; it has to answer."""
        self._read(self._client.get(address, follow=True), address)

    def press(self, name: str, typed: Mapping[str, Typed] | None = None) -> None:
        """Follow the first link that says ``name``, or else send the form of such a button.

        ``typed``: what goes into the boxes of that form, by how their labels begin; a choice is
        its own label, with nothing typed.
        """
        links = [] if typed else [a for a in self._main.iter("a") if words(a) == name]
        if links:
            self.go(links[0].get("href"))
            return
        (form, button), *_ = [
            (form, button)
            for form in self._main.iter("form")
            for button in form.iter("button")
            if words(button).startswith(name)
        ]
        files = [fill(form, label, value) for label, value in (typed or {}).items()]
        sent = dict(form.form_values()) | {name: file for name, file in files if file}
        if button.get("name"):
            sent[button.get("name")] = button.get("value")
        address = form.get("action") or self._address
        self._read(self._client.post(address, sent, follow=True), address)

    @property
    def told(self) -> str:
        """What the portal says above the page about what was done."""
        return words(self._page.get_element_by_id("thong-bao"))

    @property
    def wrong(self) -> list[str]:
        """What the form that came back has to say about it."""
        return [words(line) for line in self._page.find_class("error-summary")]

    @property
    def tasks(self) -> dict[str, str]:
        """What waits on the home page and whose it is, in one line → its address."""
        self.go("/")
        whats, whose = self._main.find_class("what"), self._main.find_class("whose")
        return {
            f"{words(what)} | {words(by)}": what.get("href")
            for what, by in zip(whats, whose, strict=True)
        }

    def _read(self, answer, address: str) -> None:
        assert answer.status_code == 200, (answer.status_code, address)
        self._address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self._page = html.fromstring(answer.content)
        self._main = self._page.find(".//main")


def fill(form: html.HtmlElement, label: str, typed: Typed) -> tuple[str, SimpleUploadedFile | None]:
    """Put it where the label is; gives the name of the box, and the file for one that takes it."""
    (found, *_) = [each for each in form.iter("label") if words(each).startswith(label)]
    box = form.get_element_by_id(found.get("for"))
    if isinstance(typed, tuple):
        return box.name, SimpleUploadedFile(*typed)
    if box.tag == "select":
        box.value = next(o.get("value") for o in box.iter("option") if words(o).startswith(typed))
    elif box.get("type") in ("radio", "checkbox"):
        form.fields[box.name] = box.get("value")
    else:
        box.value = typed
    return box.name, None
