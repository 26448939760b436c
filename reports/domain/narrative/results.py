"""What the agencies told with their results, section by section."""

from __future__ import annotations

from reports.domain.facts import Facts
from reports.domain.words import in_words, paragraph
from tayninh_portal.paper.content import Block


def _from_results(facts: Facts, key: str, none: str, one: str, many: str) -> list[Block]:
    """A sentence on how many accepted results tell of something; none without any result."""
    if not facts["self_inspections.total.accepted"]:
        return []
    template = {0: none, 1: one}.get(facts[key], many)
    return [paragraph(template, n=in_words(key, facts[key]))]


def directives(facts: Facts) -> list[Block]:
    """How many agencies have a plan of their own."""
    return _from_results(
        facts,
        "self_inspections.plans",
        "Theo kết quả tự kiểm tra gửi về Sở Nội vụ, chưa có cơ quan, đơn vị nào nêu kế hoạch riêng "
        "để thực hiện Đề án.",
        "Theo kết quả tự kiểm tra gửi về Sở Nội vụ, có {n} cơ quan đã ban hành kế hoạch riêng để "
        "thực hiện Đề án.",
        "Theo kết quả tự kiểm tra gửi về Sở Nội vụ, {n} cơ quan, đơn vị đã ban hành kế hoạch riêng "
        "để thực hiện Đề án.",
    )


def propaganda(facts: Facts) -> list[Block]:
    """How many agencies told of their propaganda."""
    return _from_results(
        facts,
        "self_inspections.propaganda",
        "Các cơ quan, đơn vị không báo cáo nội dung phổ biến, tuyên truyền trong kết quả tự kiểm "
        "tra.",
        "Có {n} cơ quan báo cáo việc phổ biến, tuyên truyền Đề án trong kết quả tự kiểm tra.",
        "Có {n} cơ quan, đơn vị đã phổ biến, tuyên truyền Đề án tại cơ quan mình và báo cáo trong "
        "kết quả tự kiểm tra.",
    )


def rules_reviewed(facts: Facts) -> list[Block]:
    """How many agencies reviewed their rules."""
    return _from_results(
        facts,
        "self_inspections.rules_reviewed",
        "Các cơ quan, đơn vị không báo cáo nội quy, quy chế được rà soát, sửa đổi trong kỳ.",
        "Có {n} cơ quan đã rà soát, sửa đổi nội quy, quy chế của mình.",
        "Có {n} cơ quan, đơn vị đã rà soát, sửa đổi nội quy, quy chế cho phù hợp với yêu cầu về "
        "văn hóa công vụ.",
    )


def proposals(facts: Facts) -> list[Block]:
    """How many agencies proposed something."""
    return _from_results(
        facts,
        "self_inspections.proposals",
        "Các cơ quan, đơn vị không nêu kiến nghị, đề xuất trong kết quả tự kiểm tra.",
        "Có {n} cơ quan nêu kiến nghị, đề xuất trong kết quả tự kiểm tra.",
        "Có {n} cơ quan, đơn vị nêu kiến nghị, đề xuất trong kết quả tự kiểm tra.",
    )
