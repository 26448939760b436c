"""Whole sentences, as people write them in reports, held against the figures of one year."""

import pytest

from tests.reports.claiming import doubted, pairs, sentences

# On one database: it makes the context; what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("name", ["sentences", *(f"sentences_{each}" for each in "bcdef")])
def test_no_false_sentence_passes_and_no_true_one_is_questioned(told, name):
    """By people who had not read the check; two of the third set are left to ``typed_numbers``."""
    found = sentences(name)
    assert [len(found) in (198, 200), sum(each["true"] for each in found)] == [True, 100]
    doubts = {each["text"]: doubted(each["text"], told) for each in found}
    assert [each["text"] for each in found if not each["true"] and not doubts[each["text"]]] == []
    assert [each["text"] for each in found if each["true"] and doubts[each["text"]]] == []


def test_of_sentences_nobody_worked_on_no_false_one_passes_and_few_true_ones_are_questioned(told):
    """Two hundred by somebody who had not read the check; no rule was written after reading them,
    and whoever writes one for them takes others into their place."""
    found = sentences("sentences_unread")
    assert [len(found), sum(each["true"] for each in found)] == [200, 100]
    doubts = {each["text"]: doubted(each["text"], told) for each in found}
    assert [each["text"] for each in found if not each["true"] and not doubts[each["text"]]] == []
    assert len([each for each in found if each["true"] and doubts[each["text"]]]) <= 5


def test_the_words_once_read_wrongly_are_read_as_they_are_meant(told):
    borne, others = pairs()
    assert [text for text in borne if doubted(text, told)] == []
    assert [text for text in others if not doubted(text, told)] == []
