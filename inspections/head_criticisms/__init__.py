"""Đề nghị phê bình người đứng đầu: what the Tổ proposes, and what was decided of it."""
