"""What is said of a claim that the figures do not bear."""

from __future__ import annotations

from dataclasses import dataclass

from reports.checks.claims.figures import NO_FIGURE, Amount


@dataclass(frozen=True)
class Doubt:
    """What the figures say, and what to do."""

    text: str
    advice: str


NO_FIGURE_ADVICE = (
    "Nêu rõ số liệu được so sánh (chèn mã số liệu vào câu), hoặc bỏ từ này nếu không đo đếm được."
)
ONE_PERIOD = "số liệu chỉ so sánh được với một kỳ liền trước, không chứng minh được cho nhiều năm."


def unproven(text: str = NO_FIGURE) -> Doubt:
    """A claim that no figure stands beside."""
    return Doubt(text, NO_FIGURE_ADVICE)


def contradicted(text: str, *told: Amount | str) -> Doubt:
    """A claim the figures contradict: what they say, and the tokens that print them."""
    tokens = [each if isinstance(each, str) else each.tokens for each in told]
    named = "; ".join(dict.fromkeys(tokens))
    return Doubt(text, f"Sửa lại câu cho đúng số liệu; có thể chèn {named}.")
