"""A debrief and the rating before it, as HTML."""

import re

from rolecall.domain.debriefs import Advice
from rolecall.domain.interviews import Criterion, InterviewQuestion, RoundKind
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.passages import Passage
from rolecall.domain.roles import Track
from rolecall.web import scorecards, self_rating
from rolecall.web.charts import bars, course
from tests.domain.debriefs import ANCHORS, QUOTE, a_debrief, a_mock, criterion, judged, question

HOSTILE = '"><script>alert(1)</script>'
GUIDE = Passage(id="deep-dive#rivals", source="Deep dives", heading="Rivals", text="Name one.", score=1)


def shown(**more: object) -> str:
    debrief = more.pop("debrief", a_debrief())
    return scorecards.debriefed(a_mock(debrief), debrief, **more)  # type: ignore[arg-type]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_each_state_is_said_in_words_with_its_quote_and_what_a_stronger_answer_has() -> None:
    text = words(shown())
    for said in ("Level 3 of 4", "Asked for, not enough heard", "Could not be scored", "Not asked"):
        assert said in text
    assert f"“{QUOTE}”" in text
    assert "Says more of equal" in text
    assert "Our own strong answer" in text
    assert "your own rating: level 4 of 4" in text


def test_a_quote_of_something_not_heard_is_called_the_nearest_and_of_something_not_asked_left_out() -> None:
    near = criterion("A", judged("a", JudgedAs.NOT_COVERED, 0.3, None, "almost this"))
    never = criterion("B", judged("b", JudgedAs.NOT_ASKED, 0.3, None, "something else"))
    one = question("q", (near, never), None)
    debrief = a_debrief(levels=False)
    debrief = debrief.model_copy(
        update={"rounds": (debrief.rounds[0].model_copy(update={"questions": (one,)}),)}
    )
    text = words(shown(debrief=debrief))
    assert "“almost this” the nearest you came" in text
    assert "something else" not in text


def test_advice_leads_to_the_guide_where_there_is_one_and_names_it_where_there_is_none() -> None:
    assert 'popovertarget="guide-deep-dive-rivals"' in shown(passages={GUIDE.id: GUIDE})
    assert 'id="guide-deep-dive-rivals"' in shown(passages={GUIDE.id: GUIDE})
    without = shown()
    assert "popovertarget" not in without
    assert "In the guides: Rivals and baselines" in words(without)


def test_a_question_can_be_done_again_and_before_stands_beside_now() -> None:
    old = question("baseline", (criterion("Names the rival", judged("rival", JudgedAs.SCORED, 0, 1)),), 0)
    html = shown(before=old)
    assert 'data-do="redo" data-mock="m1" data-question="baseline"' in html
    assert "Names the rival Level 1 of 4 Level 3 of 4" in words(html)
    assert "Before and after" not in shown()


def test_earlier_debriefs_can_be_chosen_by_time() -> None:
    first = a_debrief(levels=False)
    later = a_debrief().model_copy(update={"id": "d2", "at": "2026-03-03T09:15:00.000+00:00"})
    html = scorecards.debriefed(a_mock(first, later), later)
    assert html.count('data-do="switch"') == 2
    assert re.search(r'data-debrief="d2" aria-current="true">2026-03-03 09:15', html)
    assert 'data-do="switch"' not in shown()


def test_a_model_that_was_not_measured_can_be() -> None:
    assert "Measure openai:judge-9 as a judge (about 60 short calls)" in shown(unmeasured="openai:judge-9")
    assert "Measure" not in shown()


def test_where_numbers_are_hidden_results_are_words() -> None:
    for levels in (True, False):
        text = words(shown(debrief=a_debrief(levels=levels), hide=True))
        text = re.sub(r"\d+ min \d+ s|judge-9|\d{4}-\d\d-\d\d", "", text)
        assert not re.search(r"\d", text), text
    assert not re.search(r'aria-label="[^"]*\d', shown(hide=True))


def test_what_people_and_models_wrote_is_text() -> None:
    bad = criterion(HOSTILE, judged("x", JudgedAs.COVERED, 0.9, None, HOSTILE))
    one = question(HOSTILE, (bad,), None)
    debrief = a_debrief(levels=False, notes=(HOSTILE,))
    advice = Advice(text=HOSTILE, question=HOSTILE, guide=HOSTILE, guide_title=HOSTILE)
    round_ = debrief.rounds[0].model_copy(
        update={"questions": (one,), "practise": (advice,), "strengths": (HOSTILE,), "why": HOSTILE}
    )
    debrief = debrief.model_copy(update={"rounds": (round_, round_), "engine": HOSTILE, "id": HOSTILE})
    state = a_mock(debrief, debrief.model_copy(update={"id": "d2"}))
    html = scorecards.debriefed(state, debrief, before=one, unmeasured=HOSTILE)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 8


def a_question() -> InterviewQuestion:
    criteria = tuple(
        Criterion(id=name, dimension="rigor", asks=f"Says {name}", weight=1, levels=ANCHORS)
        for name in ("one", "two", "three")
    )
    return InterviewQuestion(
        id="q1",
        kind=RoundKind.PROBLEM_FRAMING,
        track=Track.RESEARCH,
        difficulty=2,
        subject="the metric",
        minutes=5,
        text="Which number did you steer your project by?",
        notes="",
        criteria=criteria,
        hints=("a", "b", "c"),
    )


def test_rating_offers_four_anchored_levels_for_each_criterion_and_shows_what_is_kept() -> None:
    html = self_rating.form("m1", [a_question()], {"q1": {"two": 3}}, lambda one: one.levels)
    assert html.count('type="radio"') == 12
    assert html.count("checked") == 1
    assert "1 of 3 rated" in html
    assert (
        'name="rate-q1-two" value="3" data-mock="m1" data-question="q1" data-criterion="two" checked' in html
    )
    assert "It is weighed." in html
    assert words(html).count("4 It is weighed.") == 3
    assert "Show the debrief" in html


def test_levels_have_names_where_numbers_are_hidden() -> None:
    html = self_rating.form("m1", [a_question()], {}, lambda one: one.levels, hide=True)
    assert "Solid. It is reasoned." in words(html)
    assert not re.search(r"\d", words(html))


def test_without_an_answer_there_is_nothing_to_rate() -> None:
    html = self_rating.form("m1", [], {}, lambda one: one.levels)
    assert "nothing to rate" in html
    assert "make_debrief" in html


def test_bars_say_in_words_what_they_draw_and_frame_what_is_missing() -> None:
    from rolecall.domain.debrief_handout import figure

    html = bars(figure(a_debrief(), hide=False), hide=False)
    assert html.count("<svg") == 4
    assert html.count('class="full"') == 2
    assert html.count("rail none") == 2
    assert 'aria-label="Names the rival: level 3 of 4; your own rating: 100\u00a0% of the scale"' in html


def test_a_course_draws_what_there_is_and_leaves_gaps_out() -> None:
    html = course([0.0, None, 1.0], [None, 0.5, None], "Rigor: up")
    assert html.count("<polyline") == 1
    assert html.count("<circle") == 3
    assert 'aria-label="Rigor: up"' in html
    assert course([None], [None], "nothing").count("<circle") == 0
