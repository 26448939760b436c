"""The checks that blocks make on themselves when they are built."""

import unicodedata

# Control, format (bidirectional overrides among them), surrogate, private and separator
# characters: none has a glyph, and several make a line read otherwise than it is stored.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: str, what: str, *, empty: bool = False) -> str:
    """The text in composed form; ValueError where it is empty or has a refused character."""
    if not isinstance(text, str):
        raise TypeError(f"{what} phải là chữ, không phải {type(text).__name__}")
    if not empty and not text.strip():
        raise ValueError(f"{what} không được để trống")
    # What Python prints as it stands has none of them; a space that does not break is looked at.
    for character in "" if text.isprintable() else text:
        if unicodedata.category(character) in _REFUSED_CATEGORIES:
            raise ValueError(f"{what} có ký tự không in được: U+{ord(character):04X}")
    return unicodedata.normalize("NFC", text)


class Checked:
    """Gives a frozen dataclass short words for its checks."""

    __slots__ = ()

    def _text(self, *names: str, what: str, empty: bool = False) -> None:
        for name in names:
            object.__setattr__(self, name, clean(getattr(self, name), what, empty=empty))

    def _texts(self, name: str, what: str) -> None:
        self._tuple(name, str, what)
        object.__setattr__(self, name, tuple(clean(text, what) for text in getattr(self, name)))

    def _tuple(self, name: str, kinds: type | tuple[type, ...], what: str) -> None:
        items = getattr(self, name)
        if not isinstance(items, tuple) or not all(isinstance(item, kinds) for item in items):
            raise ValueError(f"{what} phải là một bộ (tuple) đúng loại")
