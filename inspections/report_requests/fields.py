"""The field other rooms choose a request with."""

from __future__ import annotations

from django import forms

from inspections.report_requests.models import ReportRequest, ReportRequestQuerySet


class RequestField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """A request by its year and letters; with one chosen, number, day and due day are its own."""

    def __init__(self, *, label: str = "Trả lời yêu cầu báo cáo", help_text: str) -> None:
        super().__init__(
            ReportRequest.objects.none(),
            label=label,
            required=False,
            empty_label="Không theo yêu cầu nào đã ghi",
            help_text=help_text,
        )

    def label_from_instance(self, obj: ReportRequest) -> str:
        letters = [each for each in (obj.document, obj.agencies_document) if each]
        return f"Năm {obj.year}: {'; '.join(str(each) for each in letters)}"


def offer_requests(
    form: forms.Form, typed: tuple[str, ...], *, keeps_typed: bool = False
) -> ReportRequest | None:
    """Ask for a request in ``form``, and then for nothing that was typed in its place; the newest
    one, or None where there is none yet and ``typed`` is asked as before.

    ``keeps_typed``: of a row from before there was one to choose.
    """
    requests: ReportRequestQuerySet = ReportRequest.objects.with_documents()
    newest = requests.first()
    if newest is None:
        del form.fields["request"]
        return None
    field = form.fields["request"]
    if not isinstance(field, RequestField):
        raise TypeError("request does not choose among requests")
    field.queryset = requests
    for name in () if keeps_typed else typed:
        del form.fields[name]
    return newest
