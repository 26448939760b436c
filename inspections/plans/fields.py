"""The field other rooms choose a line of a plan with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from django import forms
from django.db.models import Case, Value, When
from django.forms.models import ModelChoiceIterator

from inspections.agencies.fields import AgencyLabel
from inspections.plans.models import PlanLine, PlanLineQuerySet
from tayninh_portal.forms import offer


class _ByPlan(ModelChoiceIterator):  # type: ignore[type-arg]  # takes none at run time
    """The lines in the groups of their plans."""

    def __iter__(self) -> Iterator[tuple[object, object]]:  # type: ignore[override]  # knows no groups
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        lines = list(self.queryset)
        told = dict(zip(lines, _told_apart(lines), strict=True))
        for plan, of_it in groupby(lines, key=lambda line: line.plan):
            named = f"Kế hoạch năm {plan.year}, số {plan.number}"
            yield named, [(self.choice(line)[0], told[line]) for line in of_it]


class PlanLineField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """A line by its agency, month and year; of two alike what tells them apart."""

    iterator = _ByPlan

    def __init__(self, *, label: str, empty_label: str, help_text: str = "") -> None:
        super().__init__(
            PlanLine.objects.none(),
            label=label,
            required=False,
            empty_label=empty_label,
            help_text=help_text,
        )


def offer_lines(form: forms.BaseForm, name: str, lines: PlanLineQuerySet, *, year: int) -> None:
    """Let ``name`` choose among ``lines``: first those of the plans of ``year``, then of later
    years and of those before."""
    own_first = Case(When(plan__year=year, then=Value(0)), default=Value(1))
    order = (own_first, "-plan__year", "plan_id", "month", "group", "agency__name_key", "pk")
    offer(form, name, lines.select_related("plan", "agency__parent").order_by(*order))


def _told_apart(lines: Sequence[PlanLine]) -> list[str]:
    """Each line in words; communes, bodies of before and after a merger and the plans of two
    issuers may have one name, so that of those alike more is said."""
    told = [
        f"{line}/{line.plan.year}{' (đã bỏ khỏi kế hoạch)' if line.is_dropped else ''}"
        for line in lines
    ]
    more: tuple[Callable[[PlanLine], str], ...] = (_agency, lambda line: line.plan.number)
    for say in more:
        often = Counter(told)
        told = [
            f"{words} – {say(line)}" if often[words] > 1 and say(line) else words
            for words, line in zip(told, lines, strict=True)
        ]
    return told


def _agency(line: PlanLine) -> str:
    """What the registry tells namesakes apart by, "" where it does not."""
    if line.agency is None:
        return ""
    return AgencyLabel().label_from_instance(line.agency).removeprefix(line.agency.name).strip(", ")
