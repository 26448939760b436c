"""Number and day that stand on the first page of a signed PDF, printed or stamped on it."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from tayninh_portal.paper.pdf import render_pdf
from tayninh_portal.uploads import opening
from tests.lib.signed_pdf import plain_pdf
from tests.paper.documents import for_signature, report

pytestmark = pytest.mark.pdf


def stamped(data, **texts):
    """``data`` with a text stamped on its first page at each place, in points from its foot."""
    with pikepdf.open(BytesIO(data)) as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
        font.BaseFont = pikepdf.Name.Helvetica
        marks = []
        for text, (left, foot) in texts.items():
            drawn = pdf.make_stream(f"BT /F 13 Tf 0 2 Td ({text[1:]}) Tj ET".encode())
            drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            drawn.BBox = [0, 0, 40, 16]
            drawn.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp)
            mark.Rect = [left, foot, left + 40, foot + 16]
            mark.AP, mark.F = pikepdf.Dictionary(N=drawn), 4
            marks.append(pdf.make_indirect(mark))
        pdf.pages[0].Annots = pikepdf.Array(marks)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def stated(data, symbol="BC-UBND"):
    found = opening.read_original(BytesIO(data), symbol=symbol)
    return found.number, found.day


def test_they_are_read_as_they_are_printed():
    assert stated(render_pdf(report())) == (5, date(2020, 1, 14))


def test_they_are_read_where_a_system_stamped_them_in_the_room_for_them():
    blank = render_pdf(for_signature())
    # Between "Số:" and "/BC-UBND", and in the rooms of the day and the month.
    data = stamped(blank, _13=(142, 732), _14=(385, 732), _01=(446, 732))
    assert stated(blank) == (None, None)
    assert stated(data) == (13, date(2020, 1, 14))


def test_the_number_of_another_symbol_is_none():
    assert stated(render_pdf(report()), "TTr-SNV") == (None, date(2020, 1, 14))


def test_a_page_without_letters_has_neither_and_nothing_is_refused():
    assert stated(plain_pdf()) == (None, None)


def test_without_a_symbol_nobody_looks():
    assert opening.read_original(BytesIO(plain_pdf())).number is None
