"""The role's card as HTML: the gauge, topics as a checklist, quotes, questions, links, sources."""

from collections.abc import Mapping, Sequence

from rolecall.domain.roles import (
    BUILT_IN,
    Addressee,
    Question,
    RoleReading,
    Section,
    Signal,
    Source,
    SourceKind,
    Topic,
    TopicFinding,
    TopicState,
    Track,
)
from rolecall.domain.telling import percents
from rolecall.web.words import link, one_line, plain

TOPIC_LABELS: Mapping[Topic, str] = {
    Topic.INTERVIEW_COMPOSITION: "How the interview is split",
    Topic.PRIOR_WORK: "How your own research will be used",
    Topic.OUTPUTS_SPLIT: "Publications against shipped features",
    Topic.PUBLICATION_IP_POLICY: "Publication and IP policy",
    Topic.COLLABORATION_OWNERSHIP: "Who you work with, who owns deployment",
    Topic.COMPUTE_DATA: "Compute and data",
    Topic.EVALUATION_SUCCESS_METRICS: "How success is measured",
    Topic.ARTIFACTS_PUBLICATIONS: "Which papers, code and models exist",
}
"""Names of the topics on the page, in the order of the checklist."""

_STATE_WORDS = {
    TopicState.ANSWERED: "answered",
    TopicState.PARTIAL: "only touched",
    TopicState.MISSING: "not said",
}
_WHO = {
    Addressee.RECRUITER: "For the recruiter",
    Addressee.HIRING_MANAGER: "For the hiring manager",
    Addressee.PEER: "For a future colleague",
}
_SOURCE_WORDS = {
    SourceKind.AD: "Job ad",
    SourceKind.MESSAGE: "Recruiter’s message",
    SourceKind.REPLY: "Reply",
    SourceKind.REPORT: "Interview report",
    SourceKind.CV: "CV",
    SourceKind.PAPER: "Paper",
    SourceKind.NOTE: "Notes of a call",
}
_SHARES = ("research", "applied", "engineering", "unknown")


def reading_top(reading: RoleReading, labels: Mapping[Topic, str] = TOPIC_LABELS) -> str:
    """The first half of the card: where the work lies, and what one needs to know."""
    if reading.track == "not_ml":
        return (
            '<section class="card-part"><h2>Where the work lies</h2><p>This does not read as a '
            f"machine-learning role, so no profile is drawn.</p>{_notes(reading)}</section>"
        )
    return f"{gauge(reading)}{topics(reading, labels)}"


def reading_rest(reading: RoleReading, sources: Sequence[Source]) -> str:
    """The second half: everything that is worth having and not worth shouting."""
    if reading.track == "not_ml":
        return _sources(sources)
    folds = (
        ("Questions to ask", len(reading.questions), questions(reading.questions)),
        ("Phrases to weigh", len(reading.flattery) + len(reading.vague), _phrases(reading)),
        ("Check for yourself", len(reading.links), _links(reading)),
    )
    inner = "".join(_fold(title, count, html) for title, count, html in folds if count)
    return f'<section class="card-part folds">{inner}{_sources(sources)}</section>'


def gauge(reading: RoleReading) -> str:
    """One bar of shares with its numbers, the sentence that reads it, and the quotes behind it."""
    whole = percents(reading)
    named = ", ".join(f"{whole[name]} % {name}" for name in _SHARES)
    bar = "".join(f'<i class="{name}" style="width:{whole[name]}%"></i>' for name in _SHARES if whole[name])
    key = "".join(f'<li class="{name}"><b>{whole[name]}</b><span>{name}</span></li>' for name in _SHARES)
    mixed = "<p>The work is a mix.</p>" if reading.track == "mixed" else ""
    mismatch = (
        f'<p class="mismatch">The title suggests {plain(reading.title_suggests)}, the duties point at '
        f"{plain(reading.track)}.</p>"
        if reading.title_duty_mismatch
        and reading.track in tuple(Track)
        and reading.track != reading.title_suggests
        else ""
    )
    return (
        f'<section class="card-part"><h2>Where the work lies</h2><div class="gauge" role="img" '
        f'aria-label="{named}">{bar}</div><ul class="key" aria-hidden="true">{key}</ul>{mixed}'
        f'<p class="soft">{_sentence(reading)}</p>{mismatch}{_quotes(reading.signals)}{_notes(reading)}'
        "</section>"
    )


def _sentence(reading: RoleReading) -> str:
    title = {
        "unclear": "Title says little",
        "research": "Title says research",
        "applied": "Title says applied",
        "engineering": "Title says engineering",
    }[reading.title_suggests]
    count = len(reading.signals)
    quotes = f"{count} quote{'' if count == 1 else 's'}" if count else "no quotes"
    by = "" if reading.engine == BUILT_IN else f". Read with {reading.engine}"
    return plain(f"{title}. {reading.confidence.capitalize()} confidence, {quotes}{by}")


def _quotes(signals: Sequence[Signal]) -> str:
    parts = []
    for track in Track:
        mine = [s for s in signals if s.track is track]
        if mine:
            quotes = "".join(f"<blockquote>{_quote(s.quote)}{_where(s)}</blockquote>" for s in mine)
            parts.append(_fold(f"Quotes for {track.value}", len(mine), quotes, css=track.value))
    return f'<div class="folds">{"".join(parts)}</div>' if parts else ""


def _where(signal: Signal) -> str:
    section = "" if signal.section is Section.OTHER else signal.section.value
    found = "" if signal.engine == BUILT_IN else f"found by {signal.engine}"
    words = ", ".join(part for part in (section, found) if part)
    return f' <span class="soft">{plain(words)}</span>' if words else ""


def topics(reading: RoleReading, labels: Mapping[Topic, str] = TOPIC_LABELS) -> str:
    """The eight topics as a checklist, each with the quote that makes its state."""
    rows = "".join(_topic(labels[topic], reading.topics[topic]) for topic in TOPIC_LABELS)
    known = sum(reading.topics[t].state is TopicState.ANSWERED for t in Topic)
    return (
        f'<section class="card-part"><h2>What you need to know <span class="count">{known} of {len(Topic)} '
        f'answered</span></h2><ul class="topics">{rows}</ul></section>'
    )


def _topic(label: str, finding: TopicFinding) -> str:
    found = "" if finding.engine == BUILT_IN else f' title="found by {plain(finding.engine)}"'
    quote = f"<q{found}>{plain(one_line(finding.quote, 240))}</q>" if finding.quote else ""
    return (
        f'<li class="topic {finding.state.value}"><span class="mark" role="img" '
        f'aria-label="{_STATE_WORDS[finding.state]}" title="{_STATE_WORDS[finding.state]}"></span>'
        f"<span>{plain(label)}</span>{quote}</li>"
    )


def questions(asked: Sequence[Question]) -> str:
    """Questions sorted by who can answer them, the most useful first."""
    parts = []
    for who, title in _WHO.items():
        mine = [q for q in asked if q.to is who]
        if mine:
            items = "".join(
                f'<li>{plain(q.text)} <span class="soft">{plain(q.why)}</span></li>' for q in mine
            )
            parts.append(f"<h3>{title}</h3><ol>{items}</ol>")
    return "".join(parts)


def _phrases(reading: RoleReading) -> str:
    parts = []
    for title, phrases in (("Courting", reading.flattery), ("Could mean anything", reading.vague)):
        if phrases:
            parts.append(
                f"<h3>{title}</h3>" + "".join(f"<blockquote>{_quote(p)}</blockquote>" for p in phrases)
            )
    return "".join(parts)


def _links(reading: RoleReading) -> str:
    items = "".join(f"<li>{link(entry.url, entry.label)}</li>" for entry in reading.links)
    told = "These open in a new tab when you click. RoleCall fetches nothing."
    return f'<p class="soft">{told}</p><ul>{items}</ul>'


def _sources(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    rows = "".join(
        f"<li><span>{_SOURCE_WORDS[s.kind]}{': ' + plain(one_line(s.name, 60)) if s.name else ''} "
        f'<span class="soft">{plain(one_line(s.text, 70))}</span></span>'
        f'<button type="button" class="tool" data-do="remove_source" data-source="{plain(s.id)}">Remove'
        f"</button>{_called(s)}</li>"
        for s in sources
    )
    return _fold("Sources", len(sources), f'<ul class="sources">{rows}</ul>')


def _called(source: Source) -> str:
    """What kind of text it is, for the user to change."""
    choices = "".join(
        f'<option value="{kind.value}"{" selected" if kind is source.kind else ""}>{words}</option>'
        for kind, words in _SOURCE_WORDS.items()
    )
    return (
        '<details class="edit"><summary>This is something else</summary>'
        f'<form data-do="call_source" data-source="{plain(source.id)}" class="row">'
        f'<label>This is <select name="kind">{choices}</select></label>'
        '<button type="submit" class="quiet">Change</button></form></details>'
    )


def _notes(reading: RoleReading) -> str:
    return "".join(f'<p class="note">{plain(note)}</p>' for note in reading.notes)


def _quote(text: str) -> str:
    return f"“{plain(one_line(text, 400))}”"


def _fold(title: str, count: int, html: str, css: str = "") -> str:
    return (
        f'<details class="fold {css}"><summary>{plain(title)} <span class="count">{count}</span></summary>'
        f"{html}</details>"
    )
