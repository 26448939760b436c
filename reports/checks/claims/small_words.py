"""Words between claims and nouns: when, among what, where a clause ends, what is only wished."""

from __future__ import annotations

import re

from reports.checks.claims.pieces import Rule, rule

# What a clause wants, asks or orders is no claim.
INTENTS = (
    r"phấn đấu|yêu cầu(?! khắc phục)|đề nghị|nhằm|sẽ|cần(?! khắc phục)|mục tiêu|hướng tới|chỉ tiêu|"
    r"kiến nghị bộ|để(?= (?:giảm|tăng|không|bảo đảm))|góp phần|tiến tới|"
    r"hạn chế (?:đến mức )?thấp nhất|"
    r"mức thấp nhất|(?:đều |luôn )?phải(?= (?:được|bảo đảm|thực hiện|chấp hành|đeo|có|luôn))|"
    r"(?:chịu|có|phát huy|tinh thần) trách nhiệm|theo yêu cầu"
)
BEFORE = (
    r"(?:(?:so )?với |so )?(?:cùng kỳ(?: (?:năm (?:trước|ngoái)|trước))?|"
    r"kỳ (?:báo cáo )?(?:liền )?trước|"
    r"năm (?:trước|ngoái|liền trước|liền kề))"
)
OTHER_WORDS: tuple[Rule, ...] = (
    rule(BEFORE, "before", lambda m: m[0].startswith(("so", "với"))),
    rule(
        (
            r"(?:(?:so )?với|hơn|bằng|như) (?:cùng kỳ )?năm (?P<year>\d{4})|"
            r"(?:cùng kỳ )năm (?P<year2>\d{4})"
        ),
        "year",
        lambda m: int(m["year"] or m["year2"]),
    ),
    rule(INTENTS, "intent"),
    rule(
        r"(?:phương châm|khẩu hiệu|phong trào|cuộc vận động|chủ đề|"
        r"thông điệp) [“\"«][^”\"»]*[”\"»]|"
        r"không có (?:vùng cấm|ngoại lệ)|(?:theo|nguyên tắc) đa số|phụ thuộc (?:phần lớn|chủ yếu)|"
        r"vi phạm lần đầu|chủ yếu(?= tập trung tuyên truyền)|(?:cao|thấp) nhất của",
        "noise",
    ),
    rule(
        (
            r"đều đặn|đồng đều|đồng bộ|giảm thủ tục[^,.;]*|hạn chế(?= (?:tối đa|"
            r"thấp nhất))|bằng (?:văn bản|hình thức|lời|miệng)"
        ),
        "noise",
    ),
    rule(r"tỷ lệ|tỉ lệ", "rate"),
    rule(
        r"trong (?:tổng )?số|trên (?:tổng )?số|tổng số|trong (?:cả )?(?:hai|ba|bốn|các|\d+)",
        "among",
    ),
    rule(r"là|gồm|do|rơi vào|thuộc về", "is"),
    rule(r"được|đã|bị|có|chưa|thuộc", "aux"),
    rule(
        (
            r"(?:trong )?(?:cả )?(?:hai |ba |bốn |\d+ |các |những |mỗi )?(?:nhóm|"
            r"khối)(?: cơ quan| đơn vị)?|(?:cả )?(?:hai|ba|các) cấp"
        ),
        "dimension",
        "group",
    ),
    rule(
        r"(?:các |những |mỗi )?(?:loại|nhóm) (?:hành vi|vi phạm|lỗi)(?: vi phạm)?|loại",
        "dimension",
        "category",
    ),
    rule(r"(?:trong )?(?:cả )?(?:hai |ba |bốn |\d+ |các |những )?lĩnh vực", "dimension", "field"),
    rule(r"(?:các |những )?hình thức(?: xử lý)?", "dimension", "form"),
    rule(r"(?:các |những )?(?:nhóm )?đối tượng", "dimension", "person_kind"),
    rule(
        (
            r"(?:trong )?(?:cả )?(?:bốn |các )?nội dung(?: (?:theo|"
            r"của))? quyết định(?: số)? 1847[^\s,]*|bốn nội dung"
        ),
        "dimension",
        "area",
    ),
    rule(r"năm (?P<year>\d{4})", "plain_year", lambda m: int(m["year"])),
    Rule(re.compile(","), "comma", lambda _: None),
    Rule(re.compile(":"), "cut", lambda _: None),
    rule(r"và|cùng(?= với)|lẫn", "and"),
    rule(
        (
            r"nhưng|còn(?= (?:số|lại|ở))|trong khi(?: đó)?|"
            r"tiếp (?:đến|theo|sau)|kế đến|sau đó|song|tuy nhiên|trong đó|"
            r"đồng thời|bên cạnh đó|riêng|ngược lại|nhờ|do đó|vì vậy"
        ),
        "cut",
    ),
    Rule(re.compile(r"[()]"), "bracket", lambda _: None),
)
