"""A coding problem as HTML: what is asked, examples as a table, what is allowed, how much may be used."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from rolecall.domain.data import short
from rolecall.domain.problems import ProblemFolder, ProblemKind
from rolecall.domain.statements import Example, examples
from rolecall.web.words import as_it_is, markdown, plain, visible

KIND_TITLES = {
    ProblemKind.NUMPY: "Arrays",
    ProblemKind.LAYERS: "Layers and gradients",
    ProblemKind.TRAINING: "Training loops",
    ProblemKind.REPAIR: "Broken experiments",
    ProblemKind.PROFILING: "Make it faster",
    ProblemKind.LLM: "Language models",
}


def statement(folder: ProblemFolder) -> str:
    """The whole problem, as one fold that is open."""
    problem = folder.problem
    facts = f"{kind_title(problem.kind)}, level {problem.level} of 5, about {problem.minutes} minutes"
    own = () if ">>> " in folder.statement else problem.examples
    table = _table([Example(setup=one.setup, call=one.call, expected=short(one.expected)) for one in own])
    # The script reads from here what "Back to the starter" goes back to.
    starter = f'<i id="the-starter" hidden data-source="{as_it_is(folder.starter)}"></i>'
    return (
        f'<details class="statement" open><summary><b>{plain(problem.title)}</b> '
        f'<span class="soft">{plain(facts)}</span></summary><div class="passage asks">'
        f"{_READER.render(visible(_without_title(folder.statement)))}{table}</div>{_rules(folder)}{starter}"
        "</details>"
    )


def kind_title(kind: str) -> str:
    """A kind of problem as the page calls it; a word of whoever brought one stays as it is."""
    return KIND_TITLES[kind] if isinstance(kind, ProblemKind) else str(kind)


def _without_title(text: str) -> str:
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.startswith("# ") else text


def _rules(folder: ProblemFolder) -> str:
    problem = folder.problem
    said = []
    if problem.forbidden:
        names = ", ".join(f"<code>{plain(name)}</code>" for name in problem.forbidden)
        said.append(f"Not allowed here: {names}.")
    limits = problem.limits
    said.append(
        f"All checks together may take {limits.seconds:g} seconds and {limits.memory_mb:,} MB beyond Python "
        "and its libraries."
    )
    if limits.memory_of_reference:
        said.append(f"Held in memory: at most {limits.memory_of_reference:g} times what our solution holds.")
    return f'<p class="soft rules">{" ".join(said)}</p>'


def _table(shown: Sequence[Example]) -> str:
    if not shown:
        return ""
    rows = "".join(f"<tr><td>{_code(_lines(one))}</td><td>{_code(one.expected)}</td></tr>" for one in shown)
    return (
        '<table class="cells calls"><thead><tr><th scope="col">Call</th><th scope="col">Value</th></tr>'
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _lines(one: Example) -> str:
    return f"{one.setup.rstrip()}\n{one.call}"


def _code(text: str) -> str:
    return f"<code>{plain(text.strip())}</code>"


def _fence(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    text = tokens[at].content
    shown = examples(f"```\n{text}```")
    return _table(shown) if shown else f"<pre><code>{plain(text)}</code></pre>"


_READER = markdown(breaks=False).enable("table")
_READER.add_render_rule("fence", _fence)
