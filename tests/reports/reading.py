"""Reading a page as a person does: its words, and how many lines its table has."""

import re


def words(response) -> str:
    """The page's text, tags taken out."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.S)
    text = main.group() if main else response.content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def rows(response) -> int:
    """How many lines the page's table has."""
    body = re.search(r"<tbody>(.*?)</tbody>", response.content.decode(), re.S)
    return body.group(1).count("<tr>") if body else 0
