"""Vietnamese text made comparable: one form to store, one to search, one to sort by.

SQLite and PostgreSQL disagree on accents, on đ and on the order of letters, so the portal keeps
its own search text and sort key in columns of their own. Both databases then only compare ASCII.
"""

import re
import unicodedata
from functools import lru_cache

# Invisible characters that pasting from Word, PDF and chat programs leaves behind: soft hyphen,
# zero-width space and joiners, direction marks, word joiner, byte order mark.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))

# Old fonts and converters write the Icelandic Ð or the African Ɖ, which look like Đ.
_LOOKALIKES = str.maketrans("\u00d0\u00f0\u0189\u0256", "ĐđĐđ")
_REPLACED = _INVISIBLE | _LOOKALIKES
# To look for one costs a twentieth of replacing it character by character, and few texts have any.
_TO_REPLACE = re.compile(f"[{''.join(map(chr, _REPLACED))}]")

# Order of the tones in Vietnamese dictionaries: ngang (no mark), huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

# The alphabet in order; f j w z, which Vietnamese words lack, stand where names need them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = {letter: str(code) for code, letter in enumerate(_ALPHABET, start=20)}
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_WITH_MARK = {
    ("a", _BREVE): "ă",
    ("a", _CIRCUMFLEX): "â",
    ("e", _CIRCUMFLEX): "ê",
    ("o", _CIRCUMFLEX): "ô",
    ("o", _HORN): "ơ",
    ("u", _HORN): "ư",
}

# The blocks of pictures, and the mark that turns an old sign into one.
_EMOJI = re.compile("[\U0001f000-\U0001faff\ufe0f]")

# In decomposed text: a number, or a letter with what follows of letters and combining marks.
_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_LONGEST_NUMBER = 99

_MOST_WORDS, _LONGEST_WORD = 40, 200


def normalise(text: str) -> str:
    """Return one line of text as it is stored: NFC, no invisible characters, single spaces.

    A letter that only looks like Đ becomes Đ. Where the tone stands ('Hoà', 'Hòa') is left as
    typed: both are correct spellings.
    """
    return " ".join(_plain(unicodedata.normalize("NFC", text)).split())


def normalise_lines(text: str) -> str:
    """Return text of several lines as it is stored: each line normalised, at most one empty line.

    What a person wrote in paragraphs stays in paragraphs; empty lines at both ends go.
    """
    lines = "\n".join(normalise(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def has_control_characters(text: str, *, lines: bool = False) -> bool:
    """Say whether a text holds characters that no keyboard types and no paper shows.

    Control and format characters, lone surrogates, private use, code points without a character:
    PostgreSQL refuses NUL, direction marks make a text read otherwise than it is stored. Tabs
    pass, line breaks only with `lines`. Ask after `normalise`, which drops the harmless ones.
    """
    # Nothing that is printable is any of these, and nearly every text is.
    if text.isprintable():
        return False
    passing = "\t\r\n" if lines else "\t"
    return any(_is_control(character) for character in text if character not in passing)


def words_with_control_characters(text: str) -> list[str]:
    """The words that hold some, each with □ in the place of what cannot be seen."""
    found = []
    for word in re.split(r"[ \t\r\n]+", text):
        shown = "".join("□" if _is_control(character) else character for character in word)
        if shown != word:
            found.append(shown)
    return found


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def has_emoji(text: str) -> bool:
    """Say whether a text holds pictures from a telephone's keyboard.

    Only the blocks of pictures: the arrows, ticks and squares that Word puts before lines pass.
    """
    return _EMOJI.search(text) is not None


@lru_cache(maxsize=1024)
def foreign_letters(text: str) -> str:
    """The letters of ``text`` that no Vietnamese word or Latin name has, each once.

    A Cyrillic “е” looks like ours and is another letter: of two names alike to the eye one is then
    found and the other not.
    """
    found = (
        char
        for char in unicodedata.normalize("NFC", text)
        if char.isalpha()
        and char not in "đĐ"
        and not unicodedata.normalize("NFD", char)[0].isascii()
    )
    return "".join(dict.fromkeys(found))


def fold(text: str) -> str:
    """Return text for comparing and searching: lower case, no accents, đ as d, single spaces.

    'Hoà', 'Hòa' and their decomposed forms all give 'hoa'. Punctuation stays, so that document
    numbers ('13/BC-UBND') can be searched.
    """
    spread = _spread(text)
    bare = "".join(character for character in spread if not unicodedata.combining(character))
    # PostgreSQL refuses a query with a NUL in it.
    return " ".join(bare.replace("đ", "d").replace("\x00", " ").split())


def search_text(*parts: str | None) -> str:
    """Return the folded text of a search column; parts that are empty or None are left out."""
    return " ".join(folded for part in parts if part and (folded := fold(part)))


def search_words(text: str) -> list[str]:
    """Return the folded words of what somebody looks for, each once, for a search column.

    At most 40 words of at most 200 characters: no name or title that is searched has more, and
    SQLite refuses a pattern of 50,000 characters as it does a thousand conditions.
    """
    return [word[:_LONGEST_WORD] for word in dict.fromkeys(fold(text).split())][:_MOST_WORDS]


def sort_key(text: str) -> str:
    """Return a key whose plain byte order is the order of Vietnamese dictionaries.

    1. Word by word: all names in 'Thanh' stand before all in 'Thành', whatever follows.
    2. In a word by letters (a ă â b c d đ e ê … o ô ơ … u ư v x y, with f j w z in their Latin
       places), then by tone (ngang huyền hỏi ngã sắc nặng) wherever in the word it is written:
       'Hoà' and 'Hòa' have one key.
    3. Numbers by value, before letters: 'Phường 2', 'Phường 10', 'Phường An Tịnh'.
    Case and punctuation do not count. Other scripts come after z.

    The key holds digits only. Collations skip punctuation, and some move letters (y beside i in
    Lithuanian) or sort pairs of them as one; digits are in order in all of them, so every
    collation of PostgreSQL agrees with SQLite's bytes. The key is about three times as long as a
    Vietnamese text, at most nine times: keep it in a TextField.
    """
    return "".join(
        _number_key(token) if token[0].isdecimal() else _word_key(token)
        for token in _WORD_OR_NUMBER.findall(_spread(text))
    )


def _spread(text: str) -> str:
    """Return lower-case text with every mark apart from its letter."""
    clean = _plain(text)
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", clean).casefold())


def _plain(text: str) -> str:
    """Return text without invisible characters, and with Đ where something only looks like it."""
    return text.translate(_REPLACED) if _TO_REPLACE.search(text) else text


def _number_key(digits: str) -> str:
    # '1' comes after the '0' that ends a word and before every letter; the length makes 2 < 10.
    plain = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")
    plain = plain[:_LONGEST_NUMBER]
    return f"1{len(plain):02d}{plain}"


def _word_key(word: str) -> str:
    # Letters of two digits, '0' (less than any letter, so a shorter word is first), tones, '0'.
    letters: list[str] = []
    tones = ""
    for character in word:
        if character in _TONES:
            tones += _TONES[character]
        elif unicodedata.combining(character):
            letters[-1] = _WITH_MARK.get((letters[-1], character), letters[-1])
        else:
            letters.append(character)
    codes = "".join(_CODES.get(letter, f"99{ord(letter):07d}") for letter in letters)
    return f"{codes}0{tones}0"
