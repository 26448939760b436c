"""The table against the portal: nothing more is open than was written down, and nothing less."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse

from tests.access import scenario
from tests.access.table import ELSEWHERE, PARTS, PEOPLE, rows
from tests.fixtures.cast import build_cast

# A browser always sends something; an empty body would look like a form nobody filled in.
SENT = {"sent": "1"}


class RollBack(Exception):
    """Takes back what a request did."""


def cell(response) -> str:
    """The letter of an answer, as the table writes it."""
    status = response.status_code
    if status == 302:
        return "l" if response["Location"].startswith("/tai-khoan/dang-nhap/") else ">"
    if status == 200:
        context = response.context
        form = context["form"] if context is not None and "form" in context else None
        return "e" if form is not None and form.is_bound and not form.is_valid() else "o"
    return {403: "x", 404: ".", 405: "-", 409: "c", 422: "e"}.get(status, f"<{status}>")


def answer(client, method: str, url: str) -> str:
    """What one request gets; whatever it wrote is taken back."""
    letter = ""
    cache.clear()  # what is limited by number is tried where it is limited
    try:
        with transaction.atomic():
            response = client.get(url) if method == "GET" else client.post(url, SENT)
            letter = cell(response)
            if response.streaming:
                b"".join(response)  # to its end, which closes its file
            raise RollBack
    except RollBack:
        return letter


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker, tmp_path_factory):
    """The cast and the objects of the table, built once for all parts: papers are drawn for them.

    They stand in one transaction, in which every request is a savepoint, and go with it.
    """
    folder = tmp_path_factory.mktemp("access")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_DIR=folder),
        transaction.atomic(),
    ):
        cast = build_cast()
        yield cast, scenario.build(cast)
        transaction.set_rollback(True)


@pytest.mark.pdf
@pytest.mark.parametrize("part", PARTS)
def test_every_person_gets_what_the_table_says(portal, part):
    cast, objects = portal
    browsers = scenario.clients(cast, [name for _, name in PEOPLE])
    wrong = []
    for name, obj, method, expected in rows(part):
        url = reverse(name, kwargs=objects[obj])
        found = "".join(answer(browsers[person], method, url) for _, person in PEOPLE)
        if found != expected:
            wrong.append(f"{name:<20}| {obj:<22}| {method:<5}| {expected} but {found}")
    assert not wrong, "\n" + "\n".join(wrong)


def addresses(patterns) -> set[str]:
    """Names of all addresses of the portal."""
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.add(pattern.name)
        else:
            found |= addresses(pattern.url_patterns)
    return found


def test_no_address_is_missing_from_the_table():
    listed = {name for part in PARTS for name, *_ in rows(part)}
    assert addresses(get_resolver().url_patterns) == listed | set(ELSEWHERE)


def test_every_row_has_a_cell_for_everybody():
    assert {len(cells) for part in PARTS for *_, cells in rows(part)} == {len(PEOPLE)}
