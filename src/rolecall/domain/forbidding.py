"""Names that a problem forbids, found in the text of a program; nothing of the program is run.

Parsing a stranger's text can cost much memory: only ever done inside the jail. Knows the standard library
alone, so that the jail's warm process can hold it.
"""

import ast
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

_SYNTAX: dict[str, tuple[type[ast.AST], ...]] = {
    "for": (ast.For, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    "while": (ast.While,),
    "@": (ast.MatMult,),
    "lambda": (ast.Lambda,),
}
"""Words of the language that can be forbidden."""
_ALIASES = {"np": "numpy", "F": "torch.nn.functional"}
"""How problems shorten module names; programs say themselves what their names mean."""
_READERS = ("getattr", "hasattr", "__import__", "import_module", "attrgetter", "methodcaller")


class Named(NamedTuple):
    """A forbidden name and the line that uses it."""

    name: str
    line: int


def compiled(source: str, filename: str, forbidden: tuple[str, ...]) -> tuple[CodeType, list[Named]]:
    """The code of a program, and the forbidden names its text uses.

    Raises whatever the compiler raises: SyntaxError, ValueError, MemoryError, RecursionError.
    """
    tree = ast.parse(source, filename)
    found = list(_found(tree, forbidden)) if forbidden else []
    return compile(tree, filename, "exec", dont_inherit=True), found


def full_name(name: str) -> str:
    """A forbidden name in full: `np.sort` is `numpy.sort`."""
    head, dot, rest = name.partition(".")
    return f"{_ALIASES.get(head, head)}{dot}{rest}"


def _found(tree: ast.Module, forbidden: tuple[str, ...]) -> Iterator[Named]:
    names = {full_name(name): name for name in forbidden if not name.startswith(".") and name not in _SYNTAX}
    methods = {name[1:]: name for name in forbidden if name.startswith(".")}
    syntax = {kind: name for name in forbidden for kind in _SYNTAX.get(name, ())}
    meaning = _imports(tree)
    own = _bound(tree) - set(meaning)
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for kind, name in syntax.items():
            if isinstance(node, kind):
                yield Named(name, line)
        if isinstance(node, ast.Attribute) and node.attr in methods:
            yield Named(methods[node.attr], line)
        for dotted in _mentioned(node, meaning):
            if dotted in own:  # a name that the program gave to something of its own
                continue
            for full, name in names.items():
                if _is(dotted, full):
                    yield Named(name, line)


def _imports(tree: ast.Module) -> dict[str, str]:
    """What each imported or plainly assigned name stands for."""
    meaning: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                meaning[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                meaning[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):  # la = np.linalg
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            dotted = _dotted(node.value, meaning)
            if dotted and dotted.partition(".")[0] in {full.partition(".")[0] for full in meaning.values()}:
                meaning.setdefault(node.targets[0].id, dotted)
    return meaning


def _bound(tree: ast.Module) -> set[str]:
    """Names that the program itself defines, assigns or takes as arguments."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def _mentioned(node: ast.AST, meaning: dict[str, str]) -> Iterator[str]:
    """Dotted names in full that a node mentions."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield meaning.get(node.id, node.id)
    elif isinstance(node, ast.Attribute):
        if dotted := _dotted(node, meaning):
            yield dotted
    elif isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            yield f"{node.module}.{alias.name}"
    elif isinstance(node, ast.Call):
        yield from _read_by_name(node, meaning)


def _read_by_name(node: ast.Call, meaning: dict[str, str]) -> Iterator[str]:
    """getattr(np, "sort"), __import__("scipy") and the like, where the name is written out."""
    called = _dotted(node.func, meaning).rpartition(".")[2]
    texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if called in _READERS:
        held = _dotted(node.args[0], meaning) if node.args else ""
        for text in texts:
            yield f"{held}.{text}" if held else text


def _dotted(node: ast.AST, meaning: dict[str, str]) -> str:
    """`np.linalg.svd` as `numpy.linalg.svd`; empty where it is no chain of names."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(meaning.get(node.id, node.id))
    return ".".join(reversed(parts))


def _is(dotted: str, full: str) -> bool:
    """The forbidden thing itself, something inside it, or the same by a private way of its library."""
    if dotted == full or dotted.startswith(full + "."):
        return True
    top, last = full.partition(".")[0], full.rpartition(".")[2]
    inner = dotted.split(".")
    private = any(part.startswith("_") for part in inner)
    return "." in full and private and inner[0] == top and inner[-1] == last
