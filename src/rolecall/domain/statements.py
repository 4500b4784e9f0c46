"""Examples of a problem's statement, read from its text, so that they can be proven true."""

import ast
import re

from rolecall.domain.comparing import Rule
from rolecall.domain.values import Value

_PLACES = re.compile(r"\.(\d+)(?![\deE])")


class Example(Value):
    """Lines run first, a call, and what the statement says comes of that."""

    setup: str
    call: str
    expected: str

    @property
    def rule(self) -> Rule:
        """A statement may round: what it shows holds to half of its last decimal place."""
        places = max((len(digits.rstrip("0")) for digits in _PLACES.findall(self.expected)), default=0)
        return Rule(atol=0.51 * 10.0**-places) if places else Rule()


def examples(statement: str) -> tuple[Example, ...]:
    """Examples of a statement, in one of two styles.

    Lines that begin with `>>> `, each followed by its value where it has one: what stands before them in the
    same block of code is run first, and so is a line without a value. Or a block of code without `>>>` whose
    last expression is followed by a comment that holds its value alone.
    """
    found: list[Example] = []
    setup, fenced, value_follows = "", False, False
    lines = statement.splitlines()
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        bare = line.strip()
        if bare.startswith("```"):
            setup, fenced = "", not fenced
        elif bare.startswith(">>> "):
            code, value = bare.removeprefix(">>> "), following.strip()
            value_follows = bool(value) and not value.startswith((">>> ", "```"))
            if value_follows:
                found.append(Example(setup=setup, call=code, expected=value))
            else:
                setup += code + "\n"
            continue
        elif value_follows or not bare:
            setup = f"{setup}\n" if fenced else ""
        elif fenced and bare.startswith("# ") and (told := _told(setup, bare[2:])):
            found.append(told)
            setup = told.setup
        elif fenced:
            setup += line + "\n"
        value_follows = False
    return tuple(found)


def _told(code: str, value: str) -> Example | None:
    """The last expression of a block with the value told of it; None where the comment is another."""
    try:
        ast.literal_eval(value)
        body = ast.parse(code).body
    except (SyntaxError, ValueError):
        return None
    if not body or not isinstance(body[-1], ast.Expr):
        return None
    lines = code.splitlines(keepends=True)
    start = body[-1].lineno - 1
    return Example(setup="".join(lines[:start]), call="".join(lines[start:]).strip(), expected=value)
