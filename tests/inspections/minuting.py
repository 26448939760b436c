"""What the tests of biên bản share: one that is written, one that is signed, its scan."""

from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from inspections.minutes import workflow as minutes_flow
from inspections.minutes.actions import draft_minutes, keep_pages, update_minutes
from inspections.minutes.models import Minutes
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tests.doing import do
from tests.inspections.teaming import team
from tests.inspections.visiting import DAY, NOW, draft
from tests.lib.signed_pdf import plain_pdf

# Every word of it names somebody.
WORDS = {
    "secretary": "Lê Thị Ghi, thành viên",
    "agency_people": "Ông Phạm Văn Đầu, Giám đốc Sở\nBà Võ Thị Nhì, Chánh Văn phòng",
    "others": "Bà Đỗ Thị Ba, bảo vệ",
    "agency_opinion": "Ông Đầu: cơ quan thống nhất nội dung biên bản.",
    "people_opinion": "Ông Trần Văn Mẫu: đi muộn do hỏng xe.",
    "refusal": "Ông Trần Văn Mẫu không ký; người chứng kiến: bà Đỗ Thị Ba.",
}
NAMES = ("Lê Thị Ghi", "Phạm Văn Đầu", "Võ Thị Nhì", "Đỗ Thị Ba", "Trần Văn Mẫu", "hỏng xe")
SCAN = plain_pdf()


class Scan(BytesIO):
    """A scan a browser may send more than once: it is read whole each time."""

    name = "bien-ban.pdf"

    def read(self, size=-1):
        return SCAN


def upload(data=SCAN, name="bien-ban.pdf"):
    return SimpleUploadedFile(name, data)


def of_team(cast, **changes) -> Visit:
    """A draft visit of a team by decision, that misses nothing."""
    made = draft(
        cast,
        basis_number="215/QĐ-SNV",
        basis_date=date(2019, 7, 1),
        basis_title="Về việc thành lập Tổ kiểm tra công vụ",
        **changes,
    )
    seats = team(cast)
    Visit.every.filter(pk=made.pk).update(team=seats)
    return Visit.every.get(pk=made.pk)


def begun(cast, visit: Visit | None = None) -> Minutes:
    """A biên bản without a word."""
    made = draft_minutes(visit or of_team(cast), by=cast.specialist, at=NOW)
    return fresh(made)


def written(cast, visit: Visit | None = None, *, number: int | None = None, **changes) -> Minutes:
    """One with all its words, but for ``changes``."""
    made = begun(cast, visit)
    asked = {"opened": False, "number": number, "words": WORDS | changes}
    update_minutes(made, by=cast.specialist, at=NOW, seen_version=made.version, **asked)
    return fresh(made)


def sign(cast, minutes, *, by=None, at=NOW, data=(SCAN,), digital=False, **changes):
    """Record ``minutes`` as signed; ``changes`` to number 1, the day of the visit."""
    kept, found = keep_pages([upload(each) for each in data], digital=digital)
    asked = {"number": 1, "signed_on": DAY, "kept": kept, "digital": found} | changes
    return do(minutes_flow.SIGN, minutes, by=by or cast.specialist, at=at, **asked)


def signed(cast, visit: Visit | None = None, *, number: int = 1) -> Minutes:
    """One recorded as signed on the day of the visit, with one scan."""
    return fresh(sign(cast, written(cast, visit), number=number))


def reopened(cast, minutes, note="Ghi nhầm số người có mặt.") -> Visit:
    """Its visit concluded, and opened again to be corrected."""
    visit = Visit.objects.get(pk=minutes.visit_id)
    visit = do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Chấp hành tốt.")
    return do(visit_flow.REOPEN, visit, by=cast.manager, at=NOW, note=note)


def fresh(minutes: Minutes) -> Minutes:
    """The row read anew, with its visit."""
    return Minutes.objects.select_related("visit__agency", "words", "corrects").get(pk=minutes.pk)
