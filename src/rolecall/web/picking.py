"""What is shown before a mock: what can be practised, mocks to come back to, mocks of the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rolecall.coach.mock_book import MockSummary
from rolecall.domain.coding import Coding
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import LOOP, EndReason, Interviewer, Mode
from rolecall.domain.voices import Voice
from rolecall.web.present import Summary
from rolecall.web.statement import KIND_TITLES, kind_title
from rolecall.web.words import one_line, plain

FORM = "pick-form"


@dataclass(frozen=True)
class Kind:
    """One thing that can be practised."""

    key: str
    title: str
    about: str
    minutes: int
    """Picked where the candidate picks nothing else."""


KINDS = (
    Kind(
        RoundKind.RESEARCH_DEEP_DIVE,
        "Research deep dive",
        "One of your own projects or papers, from the hypothesis to the lessons.",
        20,
    ),
    Kind(
        RoundKind.PROBLEM_FRAMING,
        "Problem framing",
        "A constraint and an objective; you design the experiment.",
        20,
    ),
    Kind(
        RoundKind.REPRODUCIBILITY,
        "Reproducibility",
        "Data versions, seeds, documentation, and what would prove you wrong.",
        15,
    ),
    Kind(
        RoundKind.CODING,
        "Coding",
        "Your approach first, then code that really runs: arrays, layers, training, broken experiments.",
        25,
    ),
    Kind(RoundKind.ML_SYSTEMS, "ML systems", "Shipping a model and keeping it honest afterwards.", 20),
    Kind(
        RoundKind.QUICKFIRE, "Quick-fire", "Short questions on ML and language models, one after another.", 6
    ),
    Kind(RoundKind.BEHAVIOURAL, "Behavioural", "Collaboration, ownership, disagreement.", 15),
    Kind(LOOP, "Whole loop", "Several rounds, in proportion to what the role will probably test.", 45),
)
MINUTES = (6, 15, 20, 25, 30, 45, 60)
_MODES = (
    (
        Mode.COACHED,
        "Coached",
        "Hints on request, each with a price: 5, 10, 15 points; feedback after each answer.",
    ),
    (Mode.REALISTIC, "Realistic", "No hints and no feedback until the end, as in the real round."),
)
_ENDS = {
    EndReason.FINISHED: "finished",
    EndReason.TIME: "to the end of its time",
    EndReason.EARLY: "ended early",
    EndReason.ABORTED: "left without a score",
}
_NO_ROLE = (
    '<div class="choice"><p class="choice-name">Role</p><p class="soft">None yet. <a href="?view=coach" '
    'data-page="coach">Read an advert</a> first, and a whole loop follows what that role will probably '
    "test; without one, a loop is held as most are.</p></div>"
)
_SHOWN = 30
"""Past mocks listed at most; the progress of all of them is a page of its own."""


def introduction(engine: str, *, is_model: bool, first: bool) -> str:
    """The head of the page, and who will be speaking."""
    words = (
        f"{plain(engine)} words the follow-ups; what is asked, and when, is decided on this machine."
        if is_model
        else "No model connected: the built-in engine asks, follows up on what it did not hear, and shows "
        "afterwards what was heard, in your words. Nothing leaves this machine."
    )
    invitation = (
        "<p>Rehearse the conversation before it counts. Six minutes are enough for a start, and you can stop "
        "at any time.</p>"
        if first
        else ""
    )
    return f'<header class="intro"><h1>Practise</h1>{invitation}<p class="soft">{words}</p></header>'


def rounds() -> str:
    """The first half of the form: what to practise."""
    options = "".join(
        _radio("what", kind.key, kind.title, kind.about, on=at == 0, extra=f' data-minutes="{kind.minutes}"')
        for at, kind in enumerate(KINDS)
    )
    return (
        f'<form id="{FORM}" data-do="begin"><fieldset class="choice"><legend>Round</legend>{options}'
        "</fieldset></form>"
        f'<div class="only-deep"><label class="option tick"><input type="checkbox" name="drift" value="yes" '
        f'form="{FORM}"><span><b>Drift rehearsal</b> <span class="soft">The interviewer slides into trivia; '
        "you practise steering back politely.</span></span></label>"
        '<p class="own-paper"><b>Your own paper</b> <span class="soft">Optional: .pdf, .md, .txt or .docx. '
        "The interviewer asks about its claims, baselines and weakest point, and says on which page.</span>"
        "</p></div>"
    )


def problems(coding: Coding) -> str:
    """Coding problems by kind, for whoever wants a particular one; those left out, and why."""
    kinds = dict.fromkeys([*KIND_TITLES, *(one.problem.kind for one in coding.problems.values())])
    groups = "".join(_group(coding, kind) for kind in kinds)
    return (
        '<details class="fold problems"><summary><b>Choose the problem</b> '
        '<span class="soft">Optional</span></summary>'
        f"{_radio('problem', '', 'Let the coach choose', on=True)}{groups}</details>{_left_out(coding)}"
    )


def _group(coding: Coding, kind: str) -> str:
    of_kind = [folder for folder in coding.problems.values() if folder.problem.kind == kind]
    listed = "".join(
        _radio("problem", one.id, one.problem.title, f"level {one.problem.level}, {one.problem.minutes} min")
        for one in sorted(of_kind, key=lambda one: (one.problem.level, one.problem.title))
    )
    return (
        f'<details><summary>{plain(kind_title(kind))} <span class="count">{len(of_kind)}</span></summary>'
        f'<div class="options">{listed}</div></details>'
        if of_kind
        else ""
    )


def _left_out(coding: Coding) -> str:
    missing: dict[str, list[str]] = {}
    for name, library in coding.left_out.items():
        missing.setdefault(library, []).append(name)
    told = " ".join(
        f"{'1 problem is' if len(names) == 1 else f'{len(names)} problems are'} left out, as "
        f"{'it needs' if len(names) == 1 else 'they need'} {plain(library)}, which is not installed: "
        f"{', '.join(plain(name) for name in names)}."
        for library, names in missing.items()
    )
    return f'<p class="soft left-out">{told}</p>' if told else ""


def rest(roles: Sequence[Summary], interviewers: Mapping[Interviewer, Voice]) -> str:
    """The second half: for which role, with whom, how long, with help or without."""
    with_roles = "".join(_radio("role", role.id, one_line(role.title, 80)) for role in roles)
    role = (
        f'<fieldset class="choice roles-choice"><legend>Role</legend>'
        f"{_radio('role', '', 'No role', on=True)}{with_roles}</fieldset>"
        if roles
        else _NO_ROLE
    )
    people = "".join(
        _radio("interviewer", key, voice.title, voice.about, on=key is Interviewer.NEUTRAL)
        for key, voice in interviewers.items()
    )
    minutes = "".join(
        f'<label class="pill"><input type="radio" name="minutes" value="{some}" form="{FORM}"'
        f"{' checked' if some == KINDS[0].minutes else ''}><span>{some}</span></label>"
        for some in MINUTES
    )
    modes = "".join(_radio("mode", key, title, about, on=key is Mode.COACHED) for key, title, about in _MODES)
    return (
        f'{role}<fieldset class="choice"><legend>Interviewer</legend>{people}</fieldset>'
        f'<fieldset class="choice pills-choice"><legend>Minutes</legend><div class="pill-row">{minutes}</div>'
        f'</fieldset><fieldset class="choice"><legend>Help</legend>{modes}</fieldset>'
        f'<button type="submit" class="begin" form="{FORM}">Begin</button>'
    )


def _radio(name: str, value: str, title: str, about: str = "", *, on: bool = False, extra: str = "") -> str:
    note = f' <span class="soft">{plain(about)}</span>' if about else ""
    return (
        f'<label class="option"><input type="radio" name="{name}" value="{plain(value)}" form="{FORM}"{extra}'
        f"{' checked' if on else ''}><span><b>{plain(title)}</b>{note}</span></label>"
    )


def unfinished(mocks: Sequence[tuple[MockSummary, float]]) -> str:
    """Mocks to come back to, each with the seconds that are left."""
    cards = "".join(
        f'<li><a class="come-back" href="?view=practise&amp;mock={plain(mock.id)}" data-do="open_mock" '
        f'data-mock="{plain(mock.id)}"><b>Come back to: {plain(one_line(mock.title, 100))}</b> '
        f'<span class="soft">{minutes_left(left)}; {_answers(mock.answers)}</span></a></li>'
        for mock, left in mocks
    )
    return f'<ul class="unfinished" aria-label="Mocks to come back to">{cards}</ul>' if cards else ""


def past(mocks: Sequence[MockSummary], *, numbers: bool) -> str:
    """Mocks that have ended, newest first; `numbers` False where the candidate wants none."""
    if not mocks:
        return (
            '<section><h2>Past mocks</h2><p class="soft">None yet; the first one will be here.</p></section>'
        )
    rows = "".join(_row(mock, numbers) for mock in mocks[:_SHOWN])
    more = (
        f'<p class="soft">{len(mocks) - _SHOWN} older mocks are kept but not listed.</p>'
        if len(mocks) > _SHOWN
        else ""
    )
    return (
        f'<section><h2>Past mocks <span class="count">{len(mocks)}</span></h2>'
        f'<ul class="shelf past">{rows}</ul>{more}</section>'
    )


def _row(mock: MockSummary, numbers: bool) -> str:
    name, of = plain(one_line(mock.title, 80)), plain(mock.id)
    ended = _ENDS.get(mock.ended, "") if mock.ended else ""
    told = ", ".join(
        part for part in (_day(mock.started_at), f"{mock.minutes} min", ended, _result(mock, numbers)) if part
    )
    opens = "Open the transcript" if mock.ended is EndReason.ABORTED else "Open the debrief"
    return (
        f'<li><span><b>{name}</b> <span class="soft">{told}</span></span><span class="row-tools">'
        f'<a class="tool" href="?view=practise&amp;mock={of}" data-do="open_mock" data-mock="{of}" '
        f'aria-label="{opens}: {name}">{opens}</a>'
        f'<button type="button" class="tool" popovertarget="remove-{of}" aria-label="Remove {name}">Remove'
        f'</button></span><section popover id="remove-{of}" class="sheet small" role="dialog" '
        f'aria-label="Remove this mock"><header><h2>Remove this mock?</h2></header><p>{name}, '
        f"{_day(mock.started_at)}. Its transcript and debriefs are deleted for good.</p>"
        f'<p class="row sheet-row"><button type="button" class="quiet" data-do="remove_mock" '
        f'data-mock="{of}">Yes, remove it</button><button type="button" class="quiet" '
        f'popovertarget="remove-{of}" popovertargetaction="hide">Keep it</button></p></section></li>'
    )


def _result(mock: MockSummary, numbers: bool) -> str:
    if not numbers or not mock.debriefed:
        return ""
    if mock.score is not None:
        return f"score {round(mock.score)}"
    return f"{round(100 * mock.coverage)} % heard" if mock.coverage is not None else ""


def minutes_left(seconds: float) -> str:
    """Time left in words, rounded as people say it."""
    if seconds < 60:
        return "less than a minute left"
    minutes = round(seconds / 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'} left"


def _answers(count: int) -> str:
    return f"{count} answer{'' if count == 1 else 's'} so far" if count else "nothing answered yet"


def _day(at: str) -> str:
    return plain(at[:10])
