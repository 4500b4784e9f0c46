"""Words of users, models and guides as HTML that cannot do anything: escaped, no images, no scripts."""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_HIDDEN = re.compile(
    "[\U000e0000-\U000e007f\ufe00-\ufe0f\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff"
    "\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_STOPS = re.compile(r"[.,;:!?]+")
_CITATION = re.compile(r"\[(\d{1,2})\]")


def visible(text: str) -> str:
    """The text without characters that readers cannot see: tag block, zero width, bidi controls, escapes."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """Text as HTML, inside an element or a quoted attribute."""
    return escape(visible(text), quote=True)


def told_apart(text: str) -> str:
    """Text as HTML in which characters that readers cannot see stand as escapes: `\\u202e`."""
    whole = text.replace("\r\n", "\n").encode("utf-8", "backslashreplace").decode()
    return escape(_HIDDEN.sub(lambda found: ascii(found.group())[1:-1], whole), quote=True)


def as_it_is(text: str) -> str:
    """Text for a quoted attribute that a script reads back as it was, to the letter."""
    return escape(text.encode("utf-8", "replace").decode(), quote=True)


def one_line(text: str, most: int = 200) -> str:
    """Text on one line, cut at `most` characters; not yet HTML."""
    line = " ".join(visible(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def rich(text: str, titles: Sequence[str] = (), anchor: str = "") -> str:
    """Markdown as HTML; `[1]` becomes a chip that opens popover `anchor-1` where there is a first title."""
    env = {"titles": titles, "anchor": anchor}
    return str(_MARKDOWN.render(visible(text), env))


def web_address(url: str) -> str | None:
    """The address if it is one of the web, else None: `javascript:`, `data:` and their like never pass."""
    return url if re.match(r"https?://[^\s]+$", url, re.IGNORECASE) else None


def page_address(url: str) -> dict[str, str] | None:
    """The page and round that a link inside RoleCall leads to, else None."""
    found = re.fullmatch(r"\?view=(?P<page>[a-z]+)(?:&(?:amp;)?round=(?P<round>[a-z_]+))?", url)
    return {name: value for name, value in found.groupdict().items() if value} if found else None


def link(url: str, label: str) -> str:
    """A link the user may follow in a new tab, which learns nothing of this page."""
    address = web_address(url)
    if address is None:
        return plain(label)
    href = escape(address, quote=True)
    return f'<a href="{href}" target="_blank" rel="noopener noreferrer">{plain(label)}</a>'


def chip(number: int, title: str, anchor: str) -> str:
    """The button of one citation."""
    return (
        f'<button type="button" class="cite" popovertarget="{plain(anchor)}-{number}" '
        f'aria-label="Source {number}: {plain(title)}">{number}</button>'
    )


def _text(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    at: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    titles: Sequence[str] = env.get("titles", ())
    parts = []
    end = 0
    content = tokens[at].content
    for match in _CITATION.finditer(content):
        number = int(match[1])
        if 1 <= number <= len(titles):
            before, word = _last_word(content[end : match.start()].rstrip(" "))
            after = _STOPS.match(content, match.end())
            end = after.end() if after else match.end()
            button = chip(number, titles[number - 1], env["anchor"])
            # A chip never stands alone at the start of a line, nor a full stop after it.
            tied = f"{escape(word)}{button}{escape(content[match.end() : end])}"
            parts.append(f'{escape(before)}<span class="tied">{tied}</span>')
    return "".join([*parts, escape(content[end:])])


def _last_word(text: str) -> tuple[str, str]:
    cut = text.rfind(" ") + 1
    return text[:cut], text[cut:]


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    address = str(tokens[at].attrGet("href") or "")
    href = escape(address, quote=True)
    if (inside := page_address(address)) is not None:
        data = "".join(f' data-{name}="{value}"' for name, value in inside.items())
        return f'<a href="{href}"{data}>'
    return f'<a href="{href}" title="{href}" target="_blank" rel="noopener noreferrer">'


def markdown(*, breaks: bool) -> MarkdownIt:
    """A reader of Markdown that makes nothing but words, lists, tables and code; `breaks` keeps line ends."""
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).disable(["image", "reference"])
    # Only addresses of the web and pages of RoleCall become links; anything else stays the text that it is.
    markdown.validateLink = lambda url: bool(web_address(url) or page_address(url))  # type: ignore[method-assign]
    markdown.add_render_rule("text", _text)
    markdown.add_render_rule("link_open", _link_open)
    return markdown


_MARKDOWN = markdown(breaks=True).enable("table")
