"""Plain SQL behind the portal's back: whatever it changes of records, log or seals is named."""

import io
import json
from contextlib import contextmanager

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from inspections.complaints.models import Complaint
from inspections.visits.models import Visit
from tayninh_portal.guards import install_guards, lift_guards, missing_guards
from tayninh_portal.lib.canonical import canonical_bytes
from tayninh_portal.lib.merkle import merkle_root
from tayninh_portal.lib.signing import public_key, sign
from tayninh_portal.models import Change, Seal
from tayninh_portal.models.seals import leaf
from tayninh_portal.sealing.seals import content_of, seal_log
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import SECRETS
from tests.inspections.complaint_story import log as log_complaint
from tests.inspections.visiting import concluded, draft

NIGHT = moment(2019, 7, 9, 0, 5)
TODAY = moment(2019, 7, 9, 10)
OTHER_KEY = "C" * 43 + "="


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def sealed(cast):
    """Two visits and a complaint, their lines sealed."""
    visit, other = concluded(cast), draft(cast, agency=cast.b, by=cast.manager)
    complaint = log_complaint(cast)
    (seal,) = seal_log(NIGHT)
    cast.visit, cast.other, cast.complaint, cast.seal = visit, other, complaint, seal
    return cast


def told(*options: object) -> tuple[list[str], list[str]]:
    """What differs, and the notes; the command fails if and only if something differs."""
    out, failure = io.StringIO(), ""
    try:
        call_command("verify_log", *options, stdout=out)
    except CommandError as error:
        assert error.returncode == 1
        failure = str(error)
    lines = out.getvalue().splitlines()
    account = next(at for at, line in enumerate(lines) if line.startswith("Đã kiểm tra: "))
    found, rest = lines[:account], lines[account + 1 :]
    if not found:
        assert rest.pop() == "Không có gì khác với lúc ghi."
    assert failure == (f"Có {len(found)} điểm khác, kể ở trên." if found else "")
    return found, rest


def sql(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount >= 1


@contextmanager
def guards_off_for_a_moment():
    """What the owner of the database can do; afterwards every guard is there again."""
    if connection.vendor == "postgresql":
        # Rows just written still wait for their foreign keys, which would refuse it.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    lift_guards()
    yield
    install_guards()
    assert missing_guards() == []


def line_of(visit, version: int) -> Change:
    return Change.objects.of(visit).get(version=version)


def named(line: Change) -> str:
    return f"Dòng nhật ký {line.pk} (lượt kiểm tra số {line.record_id}, phiên bản {line.version})"


# --- records ---------------------------------------------------------------------------------


def test_nothing_differs_and_todays_open_part_is_said(sealed):
    draft(sealed, agency=sealed.b, by=sealed.manager)
    found, notes = told()
    assert found == []
    assert notes[0] == "Phần của hôm nay chưa niêm phong: 1 dòng (sau dấu số 1, ngày 09/7/2019)."


def test_a_day_moved_by_plain_sql_is_named(sealed):
    sql("UPDATE inspections_visit SET day = '2018-12-31' WHERE id = %s", sealed.visit.pk)
    assert told()[0] == [
        f"Lượt kiểm tra số {sealed.visit.pk}: khác dòng nhật ký cuối ở: “ngày kiểm tra”."
    ]


def test_rows_a_record_owns_are_compared_as_well(sealed):
    sql(
        "UPDATE inspections_visitmember SET user_id = %s WHERE visit_id = %s",
        sealed.specialist_b.pk,
        sealed.visit.pk,
    )
    assert told()[0] == [
        f"Lượt kiểm tra số {sealed.visit.pk}: khác dòng nhật ký cuối ở: “thành viên Tổ”."
    ]


def test_words_the_log_leaves_out_are_seen_to_have_changed_and_not_told(sealed):
    sql("UPDATE inspections_visit SET conclusion = 'Khác' WHERE id = %s", sealed.visit.pk)
    sql("UPDATE inspections_complaint SET summary = 'Khác' WHERE id = %s", sealed.complaint.pk)
    assert told()[0] == [
        f"Phản ánh, kiến nghị số {sealed.complaint.pk}: khác dòng nhật ký cuối ở: “tóm tắt nội "
        "dung (không nêu tên người)”.",
        f"Lượt kiểm tra số {sealed.visit.pk}: khác dòng nhật ký cuối ở: “nhận xét, kết luận”.",
    ]
    stored = json.dumps(list(Change.objects.values_list("left_out", flat=True)))
    assert [word for word in SECRETS if word in stored] == []


def test_two_records_with_the_same_words_have_other_hashes(cast):
    one, other = log_complaint(cast), log_complaint(cast, subject_agency=cast.b)
    kept = [Change.objects.of(each).get().left_out["columns"] for each in (one, other)]
    assert Complaint.objects.filter(summary=one.summary).count() == 2
    assert kept[0].keys() == kept[1].keys()
    assert all(kept[0][name] != kept[1][name] for name in kept[0])


def test_a_row_put_in_without_the_portal_is_named(sealed):
    columns = [f.column for f in Visit._meta.concrete_fields if f.column not in ("id", "client_id")]
    some = ", ".join(f'"{name}"' for name in columns)
    client_id = (
        "a" * 32 if connection.vendor == "sqlite" else "a" * 8 + "-aaaa-aaaa-aaaa-" + "a" * 12
    )
    sql(
        f"INSERT INTO inspections_visit ({some}, client_id) SELECT {some}, %s "
        "FROM inspections_visit WHERE id = %s",
        client_id,
        sealed.other.pk,
    )
    new = Visit.objects.latest("pk")
    assert told()[0] == [f"Lượt kiểm tra số {new.pk} ở phiên bản 1, nhật ký dừng ở phiên bản 0."]


def test_a_row_taken_out_is_named(sealed):
    sql("DELETE FROM inspections_visitmember WHERE visit_id = %s", sealed.other.pk)
    sql("DELETE FROM inspections_visit WHERE id = %s", sealed.other.pk)
    assert told()[0] == [f"Lượt kiểm tra số {sealed.other.pk} không còn, nhật ký vẫn nói về nó."]


def test_lines_from_before_the_hashes_are_counted_and_compared_by_their_columns(sealed):
    with guards_off_for_a_moment():
        sql("UPDATE portal_change SET left_out = NULL")
    sql("UPDATE inspections_visit SET conclusion = 'Khác' WHERE id = %s", sealed.visit.pk)
    sql("UPDATE inspections_visit SET day = '2018-12-31' WHERE id = %s", sealed.other.pk)
    found, notes = told()
    assert [line for line in found if not line.startswith("Dòng nhật ký")] == [
        f"Lượt kiểm tra số {sealed.other.pk}: khác dòng nhật ký cuối ở: “ngày kiểm tra”."
    ]
    assert notes[1].startswith("3 hồ sơ có dòng nhật ký cuối từ trước khi")


def test_another_key_is_told_apart_from_another_value(sealed, settings):
    settings.INDEX_KEY = "another-index-key-of-some-portal-012345"
    found, notes = told()
    assert found == []
    assert notes[1].startswith("3 hồ sơ có mã của phần để riêng tạo bằng khóa khác")


# --- lines -----------------------------------------------------------------------------------


def test_a_line_rewritten_with_the_trigger_off_is_named(sealed):
    line = line_of(sealed.visit, 1)
    with guards_off_for_a_moment():
        sql("UPDATE portal_change SET note = 'khác' WHERE id = %s", line.pk)
    assert told()[0] == [f"{named(line)}: nội dung khác với lúc niêm phong (dấu số 1)."]


def test_record_and_last_line_rewritten_together_are_named(sealed):
    line = line_of(sealed.visit, 2)
    with guards_off_for_a_moment():
        Change.objects.filter(pk=line.pk).update(data=line.data | {"day": "2018-12-31"})
    sql("UPDATE inspections_visit SET day = '2018-12-31' WHERE id = %s", sealed.visit.pk)
    assert told()[0] == [f"{named(line)}: nội dung khác với lúc niêm phong (dấu số 1)."]


def test_a_line_that_is_gone_is_named(sealed):
    line = line_of(sealed.visit, 1)
    with guards_off_for_a_moment():
        sql("DELETE FROM portal_change WHERE id = %s", line.pk)
    assert told()[0] == [
        f"Nhật ký của lượt kiểm tra số {sealed.visit.pk}: có 1 dòng, từ phiên bản 2 đến 2; thiếu "
        "dòng.",
        f"Dòng nhật ký {line.pk}: đã niêm phong (dấu số 1), nay không còn.",
    ]


def test_a_line_added_among_the_sealed_is_named(sealed):
    line = line_of(sealed.visit, 1)
    columns = [f.column for f in Change._meta.concrete_fields if f.column not in ("id", "version")]
    some = ", ".join(f'"{name}"' for name in columns)
    sql(
        f"INSERT INTO portal_change (id, version, {some}) SELECT -7, 9, {some} "
        "FROM portal_change WHERE id = %s",
        line.pk,
    )
    assert told()[0] == [
        f"Nhật ký của lượt kiểm tra số {sealed.visit.pk}: có 3 dòng, từ phiên bản 1 đến 9; thiếu "
        "dòng.",
        f"Lượt kiểm tra số {sealed.visit.pk} ở phiên bản 2, nhật ký dừng ở phiên bản 9.",
        f"Dòng nhật ký -7 (lượt kiểm tra số {sealed.visit.pk}, phiên bản 9): được chèn vào phần đã "
        "niêm phong (dấu số 1).",
    ]


def test_two_lines_that_changed_places_are_named(sealed):
    one, other = line_of(sealed.visit, 1), line_of(sealed.visit, 2)
    with guards_off_for_a_moment():
        sql("UPDATE portal_change SET id = -1 WHERE id = %s", one.pk)
        sql("UPDATE portal_change SET id = %s WHERE id = %s", one.pk, other.pk)
        sql("UPDATE portal_change SET id = %s WHERE id = -1", other.pk)
    at_one, at_other = Change.objects.get(pk=one.pk), Change.objects.get(pk=other.pk)
    differs = "nội dung khác với lúc niêm phong (dấu số 1)."
    assert told()[0] == [
        f"{named(at_one)}: {differs} Đây là nội dung của dòng {other.pk}: bị đổi chỗ.",
        f"{named(at_other)}: {differs} Đây là nội dung của dòng {one.pk}: bị đổi chỗ.",
    ]


# --- seals -----------------------------------------------------------------------------------


def forged(seal: Seal, key: str) -> None:
    """The list, root, head and signature of a seal made anew for the lines of today."""
    lines = Change.objects.filter(pk__lte=seal.through).order_by("pk")
    leaves = [leaf(line["id"], content_of(line)) for line in lines.values()]
    seal.leaves, seal.count, seal.root = b"".join(leaves), len(leaves), merkle_root(leaves)
    seal.key = public_key(key)
    seal.head = seal.head_of_statement()
    seal.signature = sign(key, seal.head)
    seal.save()


def rewritten(cast) -> Change:
    line = line_of(cast.visit, 1)
    Change.objects.filter(pk=line.pk).update(note="khác")
    return line


def test_a_list_altered_with_its_line_does_not_fit_the_signed_root(sealed):
    seal = sealed.seal
    with guards_off_for_a_moment():
        rewritten(sealed)
        lines = Change.objects.order_by("pk").values()
        leaves = b"".join(leaf(line["id"], content_of(line)) for line in lines)
        Seal.objects.filter(pk=seal.pk).update(leaves=leaves)
    assert told()[0] == [
        "Dấu niêm phong số 1: danh sách dòng không khớp gốc đã ký; trong các dòng đến số "
        f"{seal.through} không chỉ ra được dòng nào bị sửa."
    ]


def test_a_seal_forged_with_another_key_is_named(sealed):
    seal_log(TODAY)
    with guards_off_for_a_moment():
        rewritten(sealed)
        forged(sealed.seal, OTHER_KEY)
    assert told()[0] == [
        f"Dấu niêm phong số 1: ký bằng khóa lạ {public_key(OTHER_KEY)[:16]}…, không phải khóa của "
        "cổng (PORTAL_SEAL_KEYS).",
        "Dấu niêm phong số 2: không nối với dấu trước.",
    ]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("signature", "0" * 128, ["chữ ký không đúng."]),
        ("head", "0" * 64, ["không khớp mã đã ghi.", "chữ ký không đúng."]),
        ("at", moment(2019, 7, 1), ["không khớp mã đã ghi."]),
    ],
)
def test_a_seal_altered_in_one_place_is_named(sealed, column, value, says):
    with guards_off_for_a_moment():
        Seal.objects.filter(pk=sealed.seal.pk).update(**{column: value})
    assert told()[0] == [f"Dấu niêm phong số 1: {what}" for what in says]


def test_a_seal_cut_out_of_the_chain_is_named(sealed):
    seal_log(TODAY)
    draft(sealed, agency=sealed.b, by=sealed.manager)
    seal_log(TODAY)
    with guards_off_for_a_moment():
        sql("DELETE FROM portal_seal WHERE number = 2")
    assert told()[0] == ["Dấu niêm phong số 3: trước đó thiếu 1 dấu."]


def test_a_key_that_was_rotated_stays_known(sealed, settings):
    settings.SEAL_KEYS = [OTHER_KEY, *settings.SEAL_KEYS]
    (second,) = seal_log(TODAY)
    assert second.key == public_key(OTHER_KEY) != sealed.seal.key
    assert told()[0] == []


# --- outside ---------------------------------------------------------------------------------


def test_who_has_the_key_is_found_by_the_head_outside(sealed, tmp_path):
    """Lines, list, root and signature were all made anew: nothing inside tells."""
    heads = tmp_path / "heads"
    heads.write_bytes(canonical_bytes(sealed.seal.public()))
    assert told("--against", heads)[0] == []
    with guards_off_for_a_moment():
        rewritten(sealed)
        forged(sealed.seal, "B" * 43 + "=")
    assert told()[0] == []
    assert told("--against", heads)[0] == [
        "Tệp đưa vào so giữ dấu niêm phong số 1 khác với dấu trong cổng."
    ]


def test_seals_cut_off_at_their_end_are_found_by_the_head_outside(sealed, tmp_path):
    (second,) = seal_log(TODAY)
    heads = tmp_path / "heads"
    heads.write_bytes(canonical_bytes(second.public()))
    with guards_off_for_a_moment():
        sql("DELETE FROM portal_seal WHERE number = 2")
    assert told()[0] == []
    assert told("--against", heads)[0] == [
        "Tệp đưa vào so giữ dấu niêm phong số 2 mà cổng không có: dấu bị xóa, hoặc cổng được phục "
        "hồi từ bản sao lưu cũ hơn."
    ]


@pytest.mark.parametrize("text", ["", "không phải dấu"])
def test_a_file_without_heads_is_refused(sealed, tmp_path, text):
    heads = tmp_path / "heads"
    heads.write_text(text)
    with pytest.raises(CommandError, match="không có dấu niêm phong nào"):
        call_command("verify_log", against=heads)
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("verify_log", against=tmp_path / "none")
