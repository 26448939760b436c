"""The filter by a day that every list shares."""

from __future__ import annotations

from typing import Any

import django_filters

from tayninh_portal.forms import DateField, DateInput


class DayFilter(django_filters.Filter):
    """A day written as everywhere in the portal (05/7/2019), in a box of a day's width."""

    field_class = DateField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        widget = DateInput()
        widget.attrs["class"] = "form-control dateinput"
        self.extra["widget"] = widget
