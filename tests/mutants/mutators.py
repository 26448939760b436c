"""What may be wrong in a file: small changes of its text, one a mutant.

Two kinds. *Bodies*: operators, conditions, constants, statements and values in functions,
decorated or not. *Tables*: what stands at the top of a module or class, where workflows,
permissions, figures and checks are declared: an entry dropped, a state, role or permission
swapped for another one of the file, a keyword left out, a rule that is not registered.

Words for people are left alone: whether they are the right ones no other code can tell.
"""

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
ARITHMETIC = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.BitOr: "&", ast.BitAnd: "|"}
TWINS = {"any": "all", "all": "any", "min": "max", "max": "min"}
TWINS |= {"filter": "exclude", "exclude": "filter"}
# Calls whose keywords are conditions of a query.
QUERIES = {"filter", "exclude", "Q", "get"}
# Keywords that keep writers of code from a slip, which mypy names or no row can show.
GUARDS = {"strict", "frozen"}
# "remedy.confirm", "visits.total": a name of the portal's own, never a word for people.
DOTTED = re.compile(r"[a-z_]+(\.[a-z_]+)+")
# Whoever asks whether there is anything is answered alike by all of these.
NOTHING = ("return", "return None", "return False", "return ''", "return 0")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """A file with one change. ``name`` stays while the changed place says the same."""

    file: str
    scope: str
    kind: str
    start: int
    end: int
    new: str
    name: str

    @property
    def in_a_table(self) -> bool:
        """Whether it stands outside all functions."""
        return self.scope.startswith("[")

    def source(self, original: bytes) -> bytes:
        """The text of the file with the change."""
        return original[: self.start] + self.new.encode() + original[self.end :]


class _Text:
    """The text of a file, and the places of its nodes in bytes."""

    def __init__(self, source: bytes):
        self.source = source
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def place(self, node: ast.AST) -> tuple[int, int]:
        start = self.lines[node.lineno - 1] + node.col_offset
        return start, self.lines[node.end_lineno - 1] + node.end_col_offset

    def of(self, node: ast.AST) -> str:
        start, end = self.place(node)
        return self.source[start:end].decode()


# The kind, the place in bytes, the text that comes there.
Change = tuple[str, tuple[int, int], str]


def mutants(root: Path, file: str) -> list[Mutant]:
    """All mutants of a file, in the order of its text."""
    source = (root / file).read_bytes()
    tree = ast.parse(source)
    text = _Text(source)
    known = _Known(tree)
    seen: Counter[str] = Counter()
    found = []
    for scope, node in _nodes(tree):
        for kind, (start, end), new in _changes(node, text, scope, known):
            old = source[start:end].decode()
            said = f"{scope}\0{kind}\0{old}\0{new}"
            seen[said] += 1
            mark = hashlib.sha256(f"{said}\0{seen[said]}".encode()).hexdigest()[:8]
            name = f"{file}::{scope}::{kind}:{mark}"
            found.append(Mutant(file, scope, kind, start, end, new, name))
    return found


def _is_dotted(node: ast.AST) -> bool:
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and DOTTED.fullmatch(text) is not None


class _Known:
    """What a file names, to swap for one another: members of enums, dotted names."""

    def __init__(self, tree: ast.Module):
        self.members: dict[str, list[str]] = {}
        self.dotted: list[str] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.attr.isupper():
                    self.members.setdefault(node.value.id, []).append(node.attr)
            elif _is_dotted(node):
                self.dotted.append(node.value)

    @staticmethod
    def after(known: list[str], one: str) -> str | None:
        """The next other name in the order of the file, round to its beginning."""
        order = list(dict.fromkeys(known))
        return order[(order.index(one) + 1) % len(order)] if len(order) > 1 else None


def _nodes(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every node that can be wrong, with the function or the table it stands in."""
    waiting: list[tuple[str, ast.AST]] = [("[]", node) for node in reversed(tree.body)]
    while waiting:
        scope, node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)) or _is_for_types(node):
            continue
        if _says_words(node):
            continue
        inside = _scope(scope, node)
        yield (inside if isinstance(node, FUNCTIONS) else scope), node
        waiting += [(inside, child) for child in reversed(_children(node))]


def _scope(scope: str, node: ast.AST) -> str:
    table = scope.startswith("[")
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        outer = scope.strip("[]") if table else scope
        name = f"{outer}.{node.name}".strip(".")
        return f"[{name}]" if isinstance(node, ast.ClassDef) else name
    if table and isinstance(node, (ast.Assign, ast.AnnAssign)):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return f"[{scope.strip('[]')}.{ast.unparse(target)}]".replace("[.", "[")
    return scope


def _children(node: ast.AST) -> list[ast.AST]:
    """What a node holds, without annotations and docstrings."""
    left_out = {"annotation", "returns", "type_params"}
    found: list[ast.AST] = []
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and field not in left_out and not _is_words(child):
                found.append(child)
    return found


def _is_words(node: ast.AST) -> bool:
    """A docstring, a text put together, or what guards against writers alone."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    is_guard = isinstance(node, ast.keyword) and node.arg in GUARDS
    return is_guard or isinstance(node, ast.JoinedStr)


def _says_words(node: ast.AST) -> bool:
    """``WORDS = {…}``: what buttons and pages of transitions say, beside the workflow's facts."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return isinstance(target, ast.Name) and target.id == "WORDS"
    return False


def _is_for_types(node: ast.AST) -> bool:
    """What only a type checker reads: its imports, and the arguments of a generic class."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Tuple)
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _changes(node: ast.AST, text: _Text, scope: str, known: _Known) -> Iterator[Change]:
    for change in (_operators, _conditions, _constants, _calls):
        yield from change(node, text)
    yield from _swaps(node, text, known)
    if scope.startswith("["):
        yield from _entries(node, text)
    else:
        yield from _statements(node, text)


def _operators(node: ast.AST, text: _Text) -> Iterator[Change]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = text.of(node.left), text.of(node.comparators[0])
        yield "compare", text.place(node), f"{left} {COMPARISONS[type(node.ops[0])]} {right}"
    elif isinstance(node, ast.BoolOp):
        words = (" and ", " or ") if isinstance(node.op, ast.And) else (" or ", " and ")
        values = [f"({text.of(value)})" for value in node.values]
        yield "boolean", text.place(node), f"({words[1].join(values)})"
        for number in range(len(values)):
            kept = values[:number] + values[number + 1 :]
            yield "drop-condition", text.place(node), f"({words[0].join(kept)})"
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        other = ARITHMETIC[type(node.op)]
        yield "operator", text.place(node), f"{text.of(node.left)} {other} {text.of(node.right)}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
        yield "negation", text.place(node), f"({text.of(node.operand)})"


def _conditions(node: ast.AST, text: _Text) -> Iterator[Change]:
    tests = []
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        tests = [node.test]
    elif isinstance(node, ast.comprehension):
        tests = node.ifs
    for test in tests:
        # A comparison or negation is turned round already.
        if not isinstance(test, (ast.Compare, ast.UnaryOp)):
            yield "turn-round", text.place(test), f"(not ({text.of(test)}))"


def _constants(node: ast.AST, text: _Text) -> Iterator[Change]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield "constant", text.place(node), str(not node.value)
    elif isinstance(node.value, int):
        yield "constant", text.place(node), str(node.value + 1)


def _calls(node: ast.AST, text: _Text) -> Iterator[Change]:
    if not isinstance(node, ast.Call):
        return
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    if name in TWINS:
        start = text.of(function)
        yield "twin", text.place(function), start[: len(start) - len(name)] + TWINS[name]
    if name in QUERIES:
        yield from _without_keywords(node, text, "drop-condition")


def _without_keywords(node: ast.Call, text: _Text, kind: str) -> Iterator[Change]:
    given = sorted((*node.args, *node.keywords), key=text.place)
    for left_out in node.keywords:
        if left_out.arg in GUARDS:
            continue
        if len(given) == 1:
            yield kind, text.place(node), f"{text.of(node.func)}()"
        else:
            yield kind, _cut([text.place(each) for each in given], given.index(left_out)), ""


def _cut(places: list[tuple[int, int]], number: int) -> tuple[int, int]:
    """The text of one of several entries, with the comma that parts it from its neighbour."""
    if number + 1 < len(places):
        return places[number][0], places[number + 1][0]
    return places[number - 1][1], places[number][1]


def _swaps(node: ast.AST, text: _Text, known: _Known) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.attr.isupper():
            other = known.after(known.members[node.value.id], node.attr)
            if other:
                yield "swap", text.place(node), f"{node.value.id}.{other}"
    elif isinstance(node, ast.Constant) and node.value in known.dotted:
        other = known.after(known.dotted, node.value)
        if other:
            yield "swap", text.place(node), f'"{other}"'


def _entries(node: ast.AST, text: _Text) -> Iterator[Change]:
    """Of a table: each entry dropped, each keyword of a call left out."""
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)) and _is_read(node):
        places = [text.place(each) for each in node.elts]
        for number in range(len(places)):
            kept = [text.of(each) for each in node.elts if each is not node.elts[number]]
            # Two and fewer are written anew, for a tuple of one needs its comma.
            short = len(places) <= 2
            place = text.place(node) if short else _cut(places, number)
            yield "drop-entry", place, _display(node, kept) if short else ""
    elif isinstance(node, ast.Dict) and None not in node.keys:
        places = [
            (text.place(key)[0], text.place(value)[1])
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        for number in range(len(places)):
            alone = len(places) == 1
            place = text.place(node) if alone else _cut(places, number)
            yield "drop-entry", place, "{}" if alone else ""
    elif isinstance(node, ast.Call):
        yield from _without_keywords(node, text, "drop-keyword")


def _is_read(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _display(node: ast.AST, entries: list[str]) -> str:
    """A tuple, list or set of none or one."""
    if isinstance(node, ast.Tuple):
        return f"({', '.join(entries)}{',' if entries else ''})"
    if isinstance(node, ast.List):
        return f"[{', '.join(entries)}]"
    return f"{{{', '.join(entries)}}}" if entries else "set()"


def _statements(node: ast.AST, text: _Text) -> Iterator[Change]:
    """Of a function: an act left out, a refusal not made, nothing given, a rule not registered."""
    if isinstance(node, FUNCTIONS):
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call):
                yield "drop-decorator", text.place(decorator), "(lambda function: function)"
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if called or isinstance(node, (ast.Raise, ast.AugAssign)):
        yield "drop-statement", text.place(node), "pass"
    elif isinstance(node, ast.Return) and ast.unparse(node) not in NOTHING:
        yield "return-none", text.place(node), "return None"
