"""Rating oneself before anything else is shown: questions, criteria, and a sentence for each level."""

from collections.abc import Callable, Mapping, Sequence

from rolecall.domain.debrief_words import LEVEL_NAMES
from rolecall.domain.interviews import LEVELS, Criterion, InterviewQuestion
from rolecall.web.words import plain

Anchors = Callable[[Criterion], Mapping[int, str]]


def form(
    mock_id: str,
    questions: Sequence[InterviewQuestion],
    ratings: Mapping[str, Mapping[str, int]],
    anchors: Anchors,
    *,
    judge: str = "",
    hide: bool = False,
) -> str:
    """The form; each choice is kept as it is made. `judge` is a model that will read the answers."""
    show = (
        f'<p class="row"><button type="button" class="act" data-do="make_debrief" '
        f'data-mock="{plain(mock_id)}">Show the debrief</button></p>'
    )
    if not questions:
        none = "No question was answered, so there is nothing to rate."
        return f'<section class="rate"><p>{none}</p>{show}</section>'
    listed = "".join(
        _question(mock_id, one, ratings.get(one.id, {}), anchors, first=index == 0, hide=hide)
        for index, one in enumerate(questions)
    )
    slow = (
        f'<p class="soft">{plain(judge)} reads each answer; that can take a minute or two.</p>'
        if judge
        else ""
    )
    return (
        '<section class="rate"><h2>First, your own view</h2><p>How well did your answers show each of these? '
        "Skip whatever you like; each choice is kept as you make it, and the debrief sets it beside what was "
        f'heard.</p><div class="judged-all">{listed}</div>{slow}{show}</section>'
    )


def _question(
    mock_id: str,
    question: InterviewQuestion,
    rated: Mapping[str, int],
    anchors: Anchors,
    *,
    first: bool,
    hide: bool,
) -> str:
    subject = question.subject[:1].upper() + question.subject[1:]
    criteria = "".join(
        _criterion(mock_id, question.id, one, rated.get(one.id), anchors(one), hide=hide)
        for one in question.criteria
    )
    return (
        f'<details class="judged-one"{" open" if first else ""}><summary><b>{plain(subject)}</b> '
        f'<span class="soft rated">{count(len(rated), len(question.criteria))}</span></summary>'
        f'<p class="asked-text">{plain(question.text)}</p>{criteria}</details>'
    )


def count(rated: int, of: int) -> str:
    """How much of a question is rated; the page's script says it in the same words."""
    return f"{rated} of {of} rated" if rated else "not rated"


def _criterion(
    mock_id: str,
    question: str,
    criterion: Criterion,
    rated: int | None,
    anchors: Mapping[int, str],
    *,
    hide: bool,
) -> str:
    name = f"rate-{question}-{criterion.id}"
    options = "".join(
        f'<label class="level"><input type="radio" name="{plain(name)}" value="{level}" '
        f'data-mock="{plain(mock_id)}" data-question="{plain(question)}" '
        f'data-criterion="{plain(criterion.id)}"'
        f"{' checked' if level == rated else ''}><span><b>{_name(level, hide)}</b> "
        f"{plain(anchors.get(level, ''))}</span></label>"
        for level in LEVELS
    )
    return f'<fieldset class="criterion"><legend>{plain(criterion.asks)}</legend>{options}</fieldset>'


def _name(level: int, hide: bool) -> str:
    return LEVEL_NAMES[level].capitalize() + "." if hide else str(level)
