"""No sequence of edits loses a word: what was saved once stands in the text or in a version of it,
what was refused is given back, and nothing but a writer changes a text."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from reports.narrative.agency_words import take_line
from reports.narrative.beside import beside
from reports.narrative.models import Section
from reports.narrative.numbers import numbers_of
from reports.narrative.reports import write_section
from reports.narrative.section_versions import versions_of
from reports.narrative.sections import remove_section, restore_section
from reports.narrative.suggestions import suggestion, text_of
from tayninh_portal.errors import Conflict
from tests.reports.composition import make_report, violation
from tests.reports.ledger import Maker

pytestmark = pytest.mark.sqlite

SENTENCES = st.lists(
    st.sampled_from(
        [
            "Tổ kiểm tra {visits.total} lượt.",
            "Không có vi phạm.",
            "- Ý thứ nhất;",
            "Tăng {visits.total|change}.",
            "Chiếm {visits.surprise/visits.total|%}.",
            "{table:violations}",
        ]
    ),
    max_size=4,
).map("\n".join)
NOTE = "Không cần mục này nữa."


class Editing(RuleBasedStateMachine):
    """One section, two writers, and records that go on beside them."""

    def __init__(self, cast) -> None:
        super().__init__()
        self.cast, self.maker = cast, Maker(cast)
        self.report = make_report(cast, year=2019 - Section.objects.count() // 17)
        self.saved: list[str] = []
        self.day = 1

    @property
    def section(self) -> Section:
        return self.report.sections.get(code="oversight")

    def saves(self, act) -> None:
        """An edit that is saved, unless it says the same or the section is out of the report."""
        before = self.section
        text = act(before).text
        after = self.section
        assert after.text == text
        if after.version > before.version:
            self.saved.append(text)

    @rule(text=SENTENCES, second=st.booleans())
    def write(self, text: str, second: bool) -> None:
        by = self.cast.specialist_b if second else self.cast.specialist
        now = suggestion("oversight", numbers_of(self.report).facts)
        self.saves(
            lambda section: write_section(
                section, by=by, text=text, seen_version=section.version, suggested=now
            )
        )

    @rule(text=SENTENCES)
    def write_over_another(self, text: str) -> None:
        section = self.section
        other = f"{section.text}\nLời của người khác."
        self.saves(
            lambda now: write_section(
                now, by=self.cast.specialist_b, text=other, seen_version=now.version
            )
        )
        if text != section.text:
            with pytest.raises(Conflict):
                write_section(
                    section, by=self.cast.specialist, text=text, seen_version=section.version
                )
            assert self.section.text == other.strip()

    @rule()
    def take_what_is_suggested(self) -> None:
        section = self.section
        now = suggestion("oversight", numbers_of(self.report).facts)
        for sentence in beside(section, now).fresh:
            self.saves(
                lambda each, line=sentence: take_line(
                    each, line, by=self.cast.specialist, seen_version=each.version
                )
            )
            assert sentence in self.section.text

    @rule()
    def take_it_out_and_put_it_back(self) -> None:
        section = self.section
        text = section.text
        gone = remove_section(
            section, by=self.cast.specialist, note=NOTE, seen_version=section.version
        )
        restore_section(gone, by=self.cast.specialist, seen_version=gone.version)
        assert self.section.text == text

    @rule(surprise=st.booleans())
    def record_a_visit(self, surprise: bool) -> None:
        before = self.section
        self.day = self.day % 28 + 1
        self.maker.visit(
            day=date(2019, 5, self.day), place=0, surprise=surprise, found=[violation()]
        )
        assert (self.section.text, self.section.version) == (before.text, before.version)

    @rule(text=SENTENCES)
    def refuse(self, text: str) -> None:
        section = self.section
        with pytest.raises(ValidationError):
            write_section(
                section,
                by=self.cast.specialist,
                text=f"{text}\n{{visits.nothing}}",
                seen_version=section.version,
            )
        assert self.section.text == section.text

    @invariant()
    def everything_saved_is_still_to_be_read(self) -> None:
        section = self.section
        kept = {version.text for version in versions_of(section)}
        assert set(self.saved) <= kept
        facts = numbers_of(self.report).facts
        expected = section.text if section.is_written else suggestion("oversight", facts)
        assert text_of(section, facts) == expected


@pytest.mark.slow
def test_no_sequence_of_edits_loses_a_word(cast):
    run_state_machine_as_test(
        lambda: Editing(cast),
        settings=settings(max_examples=4, stateful_step_count=12, deadline=None),
    )
