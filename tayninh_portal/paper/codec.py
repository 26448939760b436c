"""Frozen dataclasses to plain JSON values and back, without guessing.

A frozen report is read again years later, so reading is strict: an unknown key, a missing key or
a value of another type is an error and never a default. Three rules keep the JSON small and its
meaning in the file: what is off or empty by default (a flag, a tuple) is not written when it is,
so that it can be added later; classes that share a place (runs, blocks) carry their `TAG` under
"type"; and a mapping is a list of pairs, since PostgreSQL does not keep the order of keys.
"""

import dataclasses
import datetime as dt
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

Item = TypeVar("Item")


def encode(value: object) -> object:
    """Plain dict, list, str, int, bool or None; dates as ISO 8601 text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        tag = getattr(value, "TAG", None)
        plain: dict[str, object] = {"type": tag} if tag else {}
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            if not (_is_nothing(item) and _is_nothing(field.default)):
                plain[field.name] = encode(item)
        return plain
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return [[encode(key), encode(item)] for key, item in value.items()]
    if isinstance(value, dt.date):
        return value.isoformat()
    # The plain value out of the members of Django's choices.
    return str.__str__(value) if isinstance(value, str) else value


def decode(cls: type[Item], plain: object) -> Item:
    """The dataclass back from `encode`; ValueError says where the data does not fit."""
    return typing.cast(Item, _decode(cls, plain, cls.__name__))


def _is_nothing(value: object) -> bool:
    """A flag that is off, a tuple with nothing in it; 0, None and '' are values."""
    return value is False or value == ()


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _decode(kind: object, plain: object, where: str) -> object:
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(typing.cast(type, kind), plain, where)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(typing.get_args(kind), plain, where)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), plain, where)
    if origin is Mapping:
        return _decode_mapping(kind, plain, where)
    if kind is dt.date or kind is dt.datetime:
        return _decode_moment(kind, plain, where)
    if _fits(kind, plain):
        return plain
    raise ValueError(f"{where}: giá trị {plain!r} không đúng kiểu")


def _fits(kind: object, plain: object) -> bool:
    """Whether ``plain`` is a value of ``kind`` as it stands."""
    if typing.get_origin(kind) is typing.Literal:
        return plain in typing.get_args(kind)
    # bool is a subclass of int: an exact comparison keeps `true` out of the numbers.
    return type(plain) is kind and kind in (str, int, bool, type(None))


def _decode_mapping(kind: object, plain: object, where: str) -> dict[object, object]:
    pair = types.GenericAlias(tuple, typing.get_args(kind))
    pairs = typing.cast(
        "tuple[tuple[object, object], ...]", _decode_tuple((pair, ...), plain, where)
    )
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"{where}: có khóa viết hai lần")
    return dict(pairs)


def _decode_tuple(kinds: tuple[object, ...], plain: object, where: str) -> tuple[object, ...]:
    """`tuple[X, ...]`, or one of fixed length with a kind for each place."""
    if not isinstance(plain, list):
        raise ValueError(f"{where}: cần một danh sách")
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(plain)
    elif len(kinds) != len(plain):
        raise ValueError(f"{where}: cần {len(kinds)} phần tử")
    return tuple(
        _decode(kind, item, f"{where}[{at}]")
        for at, (kind, item) in enumerate(zip(kinds, plain, strict=True))
    )


def _decode_moment(kind: type[dt.date], plain: object, where: str) -> dt.date:
    try:
        # What is no text is a TypeError, told like a text that is no day.
        return kind.fromisoformat(typing.cast(str, plain))
    except (TypeError, ValueError):
        raise ValueError(f"{where}: {plain!r} không phải là ngày, giờ theo ISO 8601") from None


def _decode_dataclass(kind: type, plain: object, where: str) -> object:
    given = dict(plain) if isinstance(plain, dict) else None
    if given is None:
        raise ValueError(f"{where}: cần một đối tượng")
    tag = getattr(kind, "TAG", None)
    if tag and given.pop("type", None) != tag:
        raise ValueError(f"{where}: cần loại {tag!r}")
    hints = _hints(kind)
    values = {}
    for field in dataclasses.fields(kind):
        if field.name in given:
            place = f"{where}.{field.name}"
            values[field.name] = _decode(hints[field.name], given.pop(field.name), place)
        elif _is_nothing(field.default):
            values[field.name] = field.default
        else:
            raise ValueError(f"{where}: thiếu {field.name!r}")
    if given:
        raise ValueError(f"{where}: không biết {', '.join(sorted(map(repr, given)))}")
    return kind(**values)


def _decode_union(kinds: tuple[object, ...], plain: object, where: str) -> object:
    if plain is None and type(None) in kinds:
        return None
    tagged = {tag: kind for kind in kinds if (tag := getattr(kind, "TAG", None)) is not None}
    if tagged:
        tag = plain.get("type") if isinstance(plain, dict) else None
        if tag not in tagged:
            raise ValueError(f"{where}: không biết loại {tag!r}")
        return _decode(tagged[tag], plain, where)
    for kind in kinds:
        try:
            return _decode(kind, plain, where)
        except ValueError:
            continue
    raise ValueError(f"{where}: giá trị {plain!r} không đúng kiểu")
