"""Composes an email from the question bank: the built-in engine's draft, always within the contract."""

from collections.abc import Sequence

from rolecall.domain.contract import WORD_LIMIT, check_draft
from rolecall.domain.mail import AskedQuestion, Draft, DraftRequest, Purpose
from rolecall.domain.naming import clean_company, clean_name, clean_title, first_name
from rolecall.domain.phrases import MailPhrases, Situation, Subject
from rolecall.domain.questions import MAX_QUESTIONS, QuestionBank, Wording, ask, choose, put, still_open
from rolecall.domain.roles import Addressee, RoleReading, SourceKind, Topic

MOST = {
    Purpose.FIRST: MAX_QUESTIONS,
    Purpose.RE_ASK: 3,  # asking everything again would sound like a complaint
    Purpose.FOLLOW_UP: 2,
    Purpose.THANKS: 1,
    Purpose.DECLINE: 0,
    Purpose.FEEDBACK: 1,
    Purpose.NEXT_ROUND: 3,
}
"""Questions an email of each purpose may hold."""

YOUR_NAME = "your name"


def compose(
    request: DraftRequest,
    reading: RoleReading,
    bank: QuestionBank,
    phrases: MailPhrases,
    *,
    asked_before: Sequence[AskedQuestion] = (),
) -> Draft:
    """The email for a request, with its checks; `needs` says what only the user can give.

    `asked_before`: the questions of the mail that got a vague answer or none; those still open are repeated.
    """
    to_name = clean_name(request.to_name) or _writer(request, reading)
    from_name = clean_name(request.from_name)
    questions = choose_questions(request, reading, bank, asked_before=asked_before)

    def written(asked: tuple[AskedQuestion, ...]) -> Draft:
        names = {"to_name": to_name, "from_name": from_name}
        return _written(request, reading, bank, phrases, questions=asked, **names)

    draft = written(questions)
    while questions and len(draft.body.split()) > WORD_LIMIT:
        questions = questions[:-1]
        draft = written(questions)
    return draft.model_copy(update={"checks": check_draft(draft, reading, phrases)})


def choose_questions(
    request: DraftRequest,
    reading: RoleReading,
    bank: QuestionBank,
    *,
    asked_before: Sequence[AskedQuestion] = (),
) -> tuple[AskedQuestion, ...]:
    """What it asks: the chosen topics, else those asked before and still open, else the most uncertain."""
    limit = MOST[request.purpose]
    again = request.purpose in (Purpose.RE_ASK, Purpose.FOLLOW_UP)
    if request.topics:
        topics: Sequence[Topic] = tuple(dict.fromkeys(request.topics))
    elif again and asked_before:
        topics = [q.topic for q in asked_before if q.topic in still_open(reading)]
    elif limit <= 1:
        topics = ()  # thanks and decline ask nothing of their own accord
    else:
        picked = choose(ask(reading, bank), bank, request.to, reading, tone=request.tone, limit=limit)
        topics = [question.topic for question in picked]
    before = {question.topic: question.text for question in asked_before} if again else {}
    worded = [_worded(topic, request, bank, before.get(topic, "")) for topic in dict.fromkeys(topics)]
    return tuple(question for question in worded if question is not None)[:limit]


def _worded(topic: Topic, request: DraftRequest, bank: QuestionBank, before: str) -> AskedQuestion | None:
    said = bank.saying(topic, before)
    if request.purpose is Purpose.FOLLOW_UP and said is not None:
        return AskedQuestion(topic=topic, text=before)
    if request.purpose is Purpose.RE_ASK:
        entry = (
            said
            if said is not None and request.to in said.to
            else bank.topics[topic].put_to(request.to, chosen=True)
        )
        return None if entry is None else AskedQuestion(topic=topic, text=entry.re_ask)
    question = put(bank, topic, request.to, request.tone, chosen=bool(request.topics))
    return None if question is None else AskedQuestion(topic=topic, text=question.text)


def _writer(request: DraftRequest, reading: RoleReading) -> str:
    """The recruiter who wrote, where it is the recruiter who is written to."""
    return clean_name(reading.recruiter) if request.to is Addressee.RECRUITER else ""


def _written(
    request: DraftRequest,
    reading: RoleReading,
    bank: QuestionBank,
    phrases: MailPhrases,
    *,
    questions: tuple[AskedQuestion, ...],
    to_name: str,
    from_name: str,
) -> Draft:
    words = {
        "role": role_words(reading, phrases),
        "labels": _joined([bank.topics[q.topic].label for q in questions]),
    }
    words |= {"expected": request.expected, "met": request.met, "name": to_name, "first": first_name(to_name)}
    greeting = phrases.greetings.in_tone(request.tone)
    middle = _middle(request, reading, phrases, questions)
    closing = phrases.closings.in_tone(request.tone)
    parts = [greeting.named if to_name else greeting.unnamed, *middle, f"{closing}\n{from_name}".strip()]
    return Draft(
        subject=_filled(_subject(phrases.purposes[request.purpose].subject, len(questions)), words),
        body="\n\n".join(_filled(part, words) for part in parts),
        to=request.to,
        to_name=to_name,
        from_name=from_name,
        tone=request.tone,
        purpose=request.purpose,
        questions=questions,
        needs=() if from_name else (YOUR_NAME,),
    )


def _middle(
    request: DraftRequest, reading: RoleReading, phrases: MailPhrases, questions: tuple[AskedQuestion, ...]
) -> list[str]:
    """The paragraphs between greeting and closing."""
    own = phrases.purposes[request.purpose]
    situation = _situation(request, reading)
    parts = [_for(own.opening, situation).in_tone(request.tone)]
    if own.noticed is not None and request.expected and request.met:
        parts.append(own.noticed.in_tone(request.tone))
    asks = MOST[request.purpose] > 1
    if len(questions) == 1 and own.one is not None:
        parts.append(f"{own.one.in_tone(request.tone)} {questions[0].text}")
    elif questions and own.many is not None:
        listed = [f"{number}. {question.text}" for number, question in enumerate(questions, 1)]
        parts.append("\n".join([own.many.in_tone(request.tone), *listed]))
    elif asks:
        return [*parts, phrases.nothing.in_tone(request.tone)]
    return [*parts, _for(own.after, situation).in_tone(request.tone)]


def _situation(request: DraftRequest, reading: RoleReading) -> Situation:
    wrote = reading.kind in (SourceKind.MESSAGE, SourceKind.REPLY)
    if request.to is Addressee.RECRUITER:
        return "answering" if wrote else "recruiter"
    return "hiring_manager" if request.to is Addressee.HIRING_MANAGER else "peer"


def _for(by_situation: dict[Situation, Wording], situation: Situation) -> Wording:
    order: tuple[Situation, ...] = (situation, "any")
    if situation == "answering":
        order = ("answering", "recruiter", "any")
    return next(by_situation[key] for key in order if key in by_situation)


def role_words(reading: RoleReading, phrases: MailPhrases) -> str:
    """The role as a sentence names it: `the Research Scientist role at Northlight`, or what is known."""
    title, company = clean_title(reading.title), clean_company(reading.company)
    form = phrases.role
    if title and company:
        return _filled(form.both, {"title": title, "company": company})
    if title:
        return _filled(form.title, {"title": title})
    return _filled(form.company, {"company": company}) if company else form.neither


def _subject(subject: Subject, count: int) -> str:
    return (subject.none, subject.one)[count] if count < 2 else subject.many


def _joined(labels: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


def _filled(text: str, words: dict[str, str]) -> str:
    """The text with its fields filled in; names were cleaned of braces before."""
    for field, value in words.items():
        text = text.replace("{" + field + "}", value)
    return text


__all__ = ["MOST", "YOUR_NAME", "MailPhrases", "choose_questions", "compose", "role_words"]
