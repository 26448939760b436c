"""The seals against each other and against what was given outside, the lines against the seals."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from tayninh_portal.lib.merkle import merkle_root
from tayninh_portal.lib.signing import is_signed, public_key
from tayninh_portal.models import Change, Seal
from tayninh_portal.models.seals import leaf
from tayninh_portal.sealing.outside import read_outside
from tayninh_portal.sealing.records import called
from tayninh_portal.sealing.seals import COLUMNS, content_of


def check_seals() -> Iterator[str | None]:
    """Each seal is whole, signed with a key of ours, and follows the one before."""
    ours = {public_key(key) for key in settings.SEAL_KEYS}
    last: Seal | None = None
    for seal in Seal.objects.order_by("number").iterator(50):
        for wrong in (*_wrong_with(seal, ours), *_wrong_after(seal, last)):
            yield f"Dấu niêm phong số {seal.number}: {wrong}"
        yield None
        last = seal


def check_lines() -> Iterator[str | None]:
    """Each sealed line is there as it was sealed, where it was, and none came between.

    Where the list of a seal was altered as well its lines are compared with the altered one, and
    the seal is told by ``check_seals``.
    """
    # Of lines that differ: what they should say → their number, and what those there say instead.
    should: dict[bytes, int] = {}
    instead: dict[int, bytes] = {}
    sentences: dict[int, str] = {}
    after = None
    for seal in Seal.objects.order_by("number").iterator(1):
        left = dict(seal.sealed())
        lines = Change.objects.filter(pk__lte=seal.through).order_by("pk")
        if after is not None:
            lines = lines.filter(pk__gt=after)
        for line in lines.values("pk", *COLUMNS).iterator(1000):
            content, sealed = content_of(line), left.pop(line["pk"], None)
            if content != sealed:
                instead[line["pk"]] = content
                sentences[line["pk"]] = _differs(line, seal, is_new=sealed is None)
                if sealed is not None:
                    should[sealed] = line["pk"]
            yield None
        for number, sealed in left.items():
            should[sealed] = number
            sentences[number] = (
                f"Dòng nhật ký {number}: đã niêm phong ({_of(seal)}), nay không còn."
            )
        after = seal.through
    for number in sorted(sentences):
        elsewhere = should.get(instead.get(number, b""))
        moved = f" Đây là nội dung của dòng {elsewhere}: bị đổi chỗ." if elsewhere else ""
        yield sentences[number] + moved


def check_outside(heads: str = "") -> Iterator[str | None]:
    """Every head that lies outside is one of ours; ``heads``: lines of another place (a mail)."""
    ours = {seal.number: seal.public() for seal in Seal.objects.defer("leaves").iterator()}
    for place, stated, problem in read_outside(heads):
        if problem:
            yield f"{place}: {problem}"
        newest = 0
        for told in stated:
            number = int(told["number"])
            newest = max(newest, number)
            if number not in ours:
                yield (
                    f"{place} giữ dấu niêm phong số {number} mà cổng không có: dấu bị xóa, hoặc "
                    "cổng được phục hồi từ bản sao lưu cũ hơn."
                )
            elif told != ours[number]:
                yield f"{place} giữ dấu niêm phong số {number} khác với dấu trong cổng."
            yield None
        if not problem and not heads and ours and newest < max(ours):
            yield f"{place} chưa có dấu niêm phong số {max(ours)}."


def _wrong_with(seal: Seal, ours: set[str]) -> Iterator[str]:
    entries = [leaf(number, content) for number, content in seal.sealed()]
    if merkle_root(entries) != seal.root or len(entries) != seal.count:
        yield (
            "danh sách dòng không khớp gốc đã ký; trong các dòng đến số "
            f"{seal.through} không chỉ ra được dòng nào bị sửa."
        )
    if seal.head_of_statement() != seal.head:
        yield "không khớp mã đã ghi."
    if not is_signed(seal.head, seal.signature, seal.key):
        yield "chữ ký không đúng."
    elif seal.key not in ours:
        yield f"ký bằng khóa lạ {seal.key[:16]}…, không phải khóa của cổng (PORTAL_SEAL_KEYS)."


def _wrong_after(seal: Seal, last: Seal | None) -> Iterator[str]:
    number, head, through = (last.number, last.head, last.through) if last else (0, "", 0)
    if seal.number != number + 1:
        yield f"trước đó thiếu {seal.number - number - 1} dấu."
    elif seal.previous != head:
        yield "không nối với dấu trước."
    if seal.through < through:
        yield "lùi về trước dòng cuối của dấu trước."


def _differs(line: dict[str, object], seal: Seal, *, is_new: bool) -> str:
    what = "được chèn vào phần đã niêm phong" if is_new else "nội dung khác với lúc niêm phong"
    of = f"{called(str(line['record_type']))} số {line['record_id']}, phiên bản {line['version']}"
    return f"Dòng nhật ký {line['pk']} ({of}): {what} ({_of(seal)})."


def _of(seal: Seal) -> str:
    return f"dấu số {seal.number}"
