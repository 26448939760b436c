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


def tables(answer) -> list[list[list[str]]]:
    """The cells of every table of the page, line by line, without their heads."""
    found = re.findall(r"<tbody>(.*?)</table>", answer.content.decode(), re.S)
    return [
        [
            [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in re.split("</t[hd]>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
        ]
        for table in found
    ]


def lines(answer, at: int) -> list[tuple[str, ...]]:
    """Those of the table number ``at``."""
    return [tuple(row[:-1]) for row in tables(answer)[at]]
