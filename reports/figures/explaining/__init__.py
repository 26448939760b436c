"""Giải thích số này: what moved a figure since the period before (docs/decisions/0031)."""
