"""A debrief as HTML: what was heard against what was looked for, each claim with its quote."""

from collections.abc import Mapping, Sequence

from rolecall.domain import debrief_words as words
from rolecall.domain.debrief_handout import figure
from rolecall.domain.debriefs import Advice, CriterionShown, Debrief, QuestionShown, RoundShown
from rolecall.domain.judgements import JudgedAs, Judgement
from rolecall.domain.mocks import DRIFT_QUESTION, MockState
from rolecall.domain.passages import Passage
from rolecall.domain.roles import BUILT_IN
from rolecall.web import code_scores
from rolecall.web.charts import bars
from rolecall.web.present import passage_sheet
from rolecall.web.words import one_line, plain

_FORMS = (("md", "Markdown"), ("pdf", "PDF"), ("json", "JSON"))


def debriefed(
    state: MockState,
    debrief: Debrief,
    *,
    before: QuestionShown | None = None,
    passages: Mapping[str, Passage] | None = None,
    unmeasured: str = "",
    hide: bool = False,
) -> str:
    """The whole debrief. `before`: the question of a redo as it was; `unmeasured`: a model to measure."""
    rounds = "".join(
        _round(state, shown, passages or {}, first=index == 0, alone=len(debrief.rounds) == 1, hide=hide)
        for index, shown in enumerate(debrief.rounds)
        if shown.questions
    )
    sheets = "".join(
        passage_sheet(passage, _anchor(name), 1) for name, passage in (passages or {}).items()
    ).replace("Close this source", "Close this guide")
    return (
        f"{_summary(state, debrief, unmeasured, hide)}{_before_and_after(debrief, before, hide)}"
        f"{_figure(debrief, hide)}{rounds}{_times(debrief, hide)}{_exports(state, debrief)}{sheets}"
    )


def _summary(state: MockState, debrief: Debrief, unmeasured: str, hide: bool) -> str:
    told = "".join(f"<p>{plain(sentence)}</p>" for sentence in words.results(debrief, hide=hide))
    notes = "".join(
        f'<p class="note">{plain(words.note_shown(note, hide=hide))}</p>' for note in debrief.notes
    )
    return (
        f'<section class="summary"><h2>What this mock showed</h2><div class="told-big">{told}</div>{notes}'
        f"{_measuring(state, unmeasured)}{_versions(state, debrief)}</section>"
    )


def _measuring(state: MockState, model: str) -> str:
    if not model:
        return ""
    return (
        f'<p><button type="button" class="quiet" data-do="measure" data-mock="{plain(state.id)}">'
        f"Measure {plain(one_line(model, 60))} as a judge (about 60 short calls)</button></p>"
    )


def _versions(state: MockState, debrief: Debrief) -> str:
    """Earlier debriefs by time, and the way to another."""
    again = (
        f'<button type="button" class="quiet" data-do="make_debrief" data-mock="{plain(state.id)}">'
        "Run it again</button>"
    )
    if len(state.debriefs) < 2:
        return f'<p class="row versions">{again}</p>'
    listed = "".join(_version(state, one, shown=one.id == debrief.id) for one in state.debriefs)
    return (
        f'<div class="row versions" role="group" aria-label="Debriefs of this mock">'
        f'<span class="soft">Debriefs</span>{listed}{again}</div>'
    )


def _version(state: MockState, debrief: Debrief, *, shown: bool) -> str:
    by = "" if debrief.engine == BUILT_IN else f", {one_line(debrief.engine, 40)}"
    name = plain(moment(debrief.at) + by)
    on = ' aria-current="true"' if shown else ""
    return (
        f'<button type="button" class="quiet version" data-do="switch" data-mock="{plain(state.id)}" '
        f'data-debrief="{plain(debrief.id)}"{on}>{name}</button>'
    )


def moment(at: str) -> str:
    """An ISO time as day and minute."""
    return f"{at[:10]} {at[11:16]}"


def _figure(debrief: Debrief, hide: bool) -> str:
    if not debrief.questions:
        return ""
    return f'<section class="figure">{bars(figure(debrief, hide=hide), hide=hide)}</section>'


def _before_and_after(debrief: Debrief, before: QuestionShown | None, hide: bool) -> str:
    after = next((one for one in debrief.questions if before is not None and one.id == before.id), None)
    if before is None or after is None:
        return ""
    earlier = {one.id: one.judgement for one in before.criteria}
    rows = "".join(
        f'<tr><th scope="row">{plain(one.title)}</th>'
        f"<td>{_state(earlier[one.id], hide) if one.id in earlier else ''}</td>"
        f"<td>{_state(one.judgement, hide)}</td></tr>"
        for one in after.criteria
    )
    return (
        '<section><h2>Before and after</h2><table class="cells"><thead><tr><th scope="col">What was looked '
        'for</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _round(
    state: MockState,
    shown: RoundShown,
    passages: Mapping[str, Passage],
    *,
    first: bool,
    alone: bool,
    hide: bool,
) -> str:
    title = "" if alone else f'<h2 class="round-title">{words.ROUND_TITLES[shown.kind]}</h2>'
    why = words.why_shown(shown.why, hide=hide)
    about = f'<p class="soft">{plain(why)}</p>' if why and not alone else ""
    well = "".join(f"<li>{plain(one)}</li>" for one in shown.strengths)
    strengths = (
        f'<h2>What went well</h2><ul class="well">{well}</ul>'
        if well
        else '<h2>What went well</h2><p class="soft">Nothing here stood out yet; that is what practice is '
        "for.</p>"
    )
    advice = "".join(_advice(state, one, passages) for one in shown.practise)
    practise = f'<h2>To practise next</h2><ol class="advice">{advice}</ol>' if advice else ""
    questions = "".join(
        _question(state, one, first=first and index == 0, hide=hide)
        for index, one in enumerate(shown.questions)
    )
    return (
        f'<section class="round">{title}{about}{strengths}{practise}'
        f'<h2>Question by question</h2><div class="judged-all">{questions}</div></section>'
    )


def _advice(state: MockState, advice: Advice, passages: Mapping[str, Passage]) -> str:
    guide = ""
    if advice.guide in passages:
        guide = (
            f'<button type="button" class="tool guide" popovertarget="{plain(_anchor(advice.guide))}">'
            f"Read: {plain(advice.guide_title)}</button>"
        )
    elif advice.guide_title:
        guide = f'<span class="soft">In the guides: {plain(advice.guide_title)}</span>'
    redo = _redo(state, advice.question) if advice.question else ""
    return f'<li><p>{plain(advice.text)}</p><p class="row">{redo}{guide}</p></li>'


def _redo(state: MockState, question: str) -> str:
    return (
        f'<button type="button" class="quiet" data-do="redo" data-mock="{plain(state.id)}" '
        f'data-question="{plain(question)}">Do it again</button>'
    )


def _anchor(guide: str) -> str:
    return "guide-" + "".join(letter if letter.isalnum() else "-" for letter in guide)


def _question(state: MockState, shown: QuestionShown, *, first: bool, hide: bool) -> str:
    criteria = "".join(_criterion(one, hide) for one in shown.criteria)
    asides = (words.hints_shown(shown.card, hide=hide), shown.card.note)
    notes = "".join(f'<p class="note">{plain(one)}</p>' for one in asides if one)
    sample = (
        f'<details class="fold sample"><summary>A strong answer of ours</summary>'
        f'<div class="typed">{plain(shown.sample)}</div></details>'
        if shown.sample
        else ""
    )
    written = code_scores.code(shown.code) if shown.code is not None else ""
    again = "" if shown.id == DRIFT_QUESTION else f'<p class="row">{_redo(state, shown.id)}</p>'
    return (
        f'<details class="judged-one"{" open" if first else ""}><summary>'
        f"<b>{plain(words.subject(shown))}</b> "
        f'<span class="soft">{plain(result(shown, hide=hide))}</span></summary>'
        f'<p class="asked-text">{plain(shown.text)}</p>{notes}<ul class="criteria">{criteria}</ul>'
        f"{written}{sample}{again}</details>"
    )


def result(shown: QuestionShown, *, hide: bool) -> str:
    """Score or coverage of one question, and the time it took."""
    time = words.duration(shown.seconds)
    if not any(words.coverage_counts(one) for one in shown.criteria):
        return f"not judged, {time}"
    if shown.card.score is not None:
        return f"score {words.score_shown(shown.card.score, hide=hide)}, {time}"
    return f"{words.share_shown(shown.card.coverage, hide=hide)} heard, {time}"


def _criterion(criterion: CriterionShown, hide: bool) -> str:
    judgement = criterion.judgement
    facts = [_state(judgement, hide)]
    if words.coverage_counts(criterion) and not criterion.told:
        share = words.share_shown(judgement.coverage, hide=hide)
        facts.append(f'<span class="soft">coverage: {plain(share)}</span>')
    if criterion.own_level is not None:
        own = words.level_shown(criterion.own_level, hide=hide)
        facts.append(f'<span class="soft">your own rating: {plain(own)}</span>')
    anchor = criterion.anchors.get(judgement.level or 0, "")
    told = f'<p class="told-fact">{plain(criterion.told)}</p>' if criterion.told else ""
    meaning = f'<p class="soft">{plain(anchor)}</p>' if anchor else ""
    source = words.quote_words(judgement)
    near = f' <span class="soft">{source}</span>' if judgement.state is JudgedAs.NOT_COVERED else ""
    quote = f"<blockquote>“{plain(judgement.evidence)}”{near}</blockquote>" if source else ""
    stronger = words.stronger(criterion)
    more = f'<p class="stronger"><b>A stronger answer</b> {plain(stronger)}</p>' if stronger else ""
    return (
        f'<li><h3>{plain(criterion.title)}</h3><p class="facts">{" ".join(facts)}</p>'
        f"{told}{meaning}{quote}{more}</li>"
    )


def _state(judgement: Judgement, hide: bool) -> str:
    said = words.state_shown(judgement, hide=hide)
    return f'<span class="state {judgement.state.value}">{plain(said[:1].upper() + said[1:])}</span>'


def _times(debrief: Debrief, hide: bool) -> str:
    if not debrief.questions:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{plain(words.subject(one))}</th><td>{words.duration(one.seconds)}</td></tr>'
        for one in debrief.questions
    )
    return (
        '<section><h2>Your time per question</h2><table class="cells times"><tbody>'
        f"{rows}</tbody></table></section>"
    )


def _exports(state: MockState, debrief: Debrief) -> str:
    buttons = "".join(
        f'<button type="button" class="quiet" data-do="export" data-mock="{plain(state.id)}" '
        f'data-debrief="{plain(debrief.id)}" data-form="{form}">{name}</button>'
        for form, name in _FORMS
    )
    return (
        '<section><h2>Keep it</h2><p class="soft">The debrief with the whole transcript, as a file.</p>'
        f'<p class="row" role="group" aria-label="Save the debrief as a file">{buttons}</p></section>'
    )


def working(what: str, share: float | None = None) -> str:
    """Something that takes a while, with how far it is where that is known."""
    percent = "" if share is None else f' value="{round(100 * min(max(share, 0.0), 1.0))}"'
    return (
        f'<p class="note" role="status">{plain(what)}; what you said is kept.'
        f'<progress max="100"{percent} aria-label="{plain(what)}"></progress></p>'
    )


def guides_of(debrief: Debrief) -> Sequence[str]:
    """Ids of the guide sections a debrief points to."""
    found = [advice.guide for shown in debrief.rounds for advice in shown.practise if advice.guide]
    return tuple(dict.fromkeys(found))
