"""What a report teaches for the next mail: what to ask earlier, and what to say of what was met."""

from rolecall.domain.mail import DraftRequest, Purpose, Tone
from rolecall.domain.questions import QuestionBank, put
from rolecall.domain.reports.summary import KIND_NAMES
from rolecall.domain.reports.values import Comparison
from rolecall.domain.reports.wording import Earlier, ReportWords
from rolecall.domain.roles import Addressee, Topic, Track
from rolecall.domain.values import Value

AFTER_AN_INTERVIEW = (Purpose.FEEDBACK, Purpose.NEXT_ROUND)
_MOST = 3
_NAMED = 2
"""Kinds of rounds that a mail names."""
_MUCH = 0.2
"""Share of the time from which a kind is worth naming."""


class AskEarlier(Value):
    """A question for the first mail of the next role like this one."""

    topic: Topic
    text: str
    why: str
    quote: str = ""
    """Words of the report that show it."""


def ask_earlier(compared: Comparison, words: ReportWords, bank: QuestionBank) -> tuple[AskEarlier, ...]:
    """Nothing where what was tested does not differ from what was promised."""
    if compared.verdict != "mismatch":
        return ()
    found: list[AskEarlier] = []
    for rule in words.earlier:
        quote = _shown(compared, rule)
        asked = put(bank, rule.topic, Addressee.RECRUITER, Tone.NEUTRAL, chosen=True)
        if quote is not None and asked is not None:
            found.append(AskEarlier(topic=rule.topic, text=asked.text, why=rule.why, quote=quote))
    return tuple(found[:_MOST])


def after_interview(
    request: DraftRequest, compared: Comparison | None, words: ReportWords, bank: QuestionBank
) -> DraftRequest:
    """The request with what the interview showed, where its purpose speaks of one; else as it is."""
    if request.purpose not in AFTER_AN_INTERVIEW or compared is None:
        return request
    changes: dict[str, object] = {}
    if request.purpose is Purpose.NEXT_ROUND and not request.topics:
        shown = [one.topic for one in ask_earlier(compared, words, bank)]
        changes["topics"] = tuple(shown) or (Topic.INTERVIEW_COMPOSITION,)
    track, met = compared.promised.track, _met(compared)
    if compared.verdict == "mismatch" and track in tuple(Track) and met:
        changes |= {"expected": words.expected[Track(track)], "met": met}
    return request.model_copy(update=changes)


def _shown(compared: Comparison, rule: Earlier) -> str | None:
    """Words of the report that show what the rule is about, None where nothing does."""
    for one in compared.evidence:
        if one.points == "mismatch" and one.kind in rule.shows:
            return one.quote
    time = sum(compared.tested.kinds.time.get(kind, 0.0) for kind in rule.kinds)
    if rule.kinds and time >= rule.least:
        return next((one.said.quote for one in compared.rounds if one.kind in rule.kinds), "")
    return None


def _met(compared: Comparison) -> str:
    times = compared.tested.kinds.time
    most = sorted((kind for kind, share in times.items() if share >= _MUCH), key=lambda kind: -times[kind])
    return " and ".join(KIND_NAMES[kind] for kind in most[:_NAMED])
