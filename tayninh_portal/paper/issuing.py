"""Who issues a paper and who signs it, as its head and its end say it."""

from dataclasses import dataclass

from tayninh_portal.paper.checked import Checked


@dataclass(frozen=True, slots=True)
class OrganLine(Checked):
    """A line of the issuing body's name; `parent` is the body above it (cơ quan chủ quản)."""

    text: str
    parent: bool = False

    def __post_init__(self) -> None:
        self._text("text", what="Tên cơ quan")


@dataclass(frozen=True, slots=True)
class Signature(Checked):
    """Authority lines ('TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH') and the signer's name, '' if open."""

    authority: tuple[str, ...]
    name: str = ""

    def __post_init__(self) -> None:
        self._texts("authority", "Quyền hạn, chức vụ của người ký")
        self._text("name", what="Họ và tên người ký", empty=True)
        if not self.authority:
            raise ValueError("Thiếu quyền hạn, chức vụ của người ký")
