"""Reads interview reports: rounds, minutes, what was asked, what was left out, what it was called."""

from collections.abc import Sequence

from rolecall.domain.quoting import defused, shortened
from rolecall.domain.reading.language import language
from rolecall.domain.reports.book import ReportBook, ReportRules, book_of
from rolecall.domain.reports.mentions import mentions
from rolecall.domain.reports.pieces import Cut, Mood, cut
from rolecall.domain.reports.remarks import heard, remarks, work
from rolecall.domain.reports.rounds import gather
from rolecall.domain.reports.tested import profile_of
from rolecall.domain.reports.values import ReportReading
from rolecall.domain.roles import Source, SourceKind

_SHOWN = 80
"""Characters of an instruction that a note shows."""


def read_report(text: str, rules: ReportRules, source: str = "") -> ReportReading:
    """What a report says of an interview: free text, a transcript or a form. Never fails.

    `source` is the id its quotes carry. A text in another language, or one that says nothing, has an empty
    profile with a low confidence, and a note that says so.
    """
    return read_reports([Source(id=source, kind=SourceKind.REPORT, text=text)], rules)


def read_reports(sources: Sequence[Source], rules: ReportRules) -> ReportReading:
    """Several reports of one role, as one; each is read by itself."""
    book = book_of(rules)
    some = [_alone(one, book) for one in sources]
    rounds = tuple(told for one in some for told in one.rounds)
    questions = tuple(asked for one in some for asked in one.questions)
    done = tuple(told for one in some for told in one.work)
    said = tuple(remark for one in some for remark in one.remarks)
    return ReportReading(
        rounds=rounds,
        questions=questions,
        remarks=said,
        work=done,
        heard=tuple(promise for one in some for promise in one.heard),
        profile=profile_of(rounds, questions, done, said),
        notes=tuple(dict.fromkeys(note for one in some for note in one.notes)),
        readable=any(one.readable for one in some),
    )


def _alone(source: Source, book: ReportBook) -> ReportReading:
    text = source.text
    told = cut(text, book)
    spoken = language(text, [one.words for one in told.told])
    if not spoken.english:
        return ReportReading(
            readable=False,
            notes=(
                f"The report seems to be in {spoken.name}: the built-in rules read English, so nothing was"
                " taken from it. An English version would help.",
            ),
        )
    found = mentions(text, told.told, book, job=told.job)
    rounds, questions = gather(text, source.id, told.told, found)
    # "We spent most of the time on APIs" tells of the work only where no interview is told.
    done = work(text, source.id, told.told, book, job=told.job) if told.job or not rounds else ()
    return ReportReading(
        rounds=rounds,
        questions=questions,
        remarks=remarks(text, source.id, told.told, found, book),
        work=done,
        heard=heard(text, source.id, told.told, found),
        notes=tuple(_notes(told, {one.mood for one in found})),
    )


def _notes(told: Cut, moods: set[Mood]) -> list[str]:
    notes: list[str] = []
    if told.injected:
        shown = shortened(defused(told.injected), _SHOWN)
        notes.append(
            f"The report contains instructions to a program (\u201c{shown}\u201d): they were read as text,"
            " not followed, and count for nothing."
        )
    if Mood.PLANNED in moods:
        notes.append("Rounds that are still to come were set aside.")
    if Mood.ELSEWHERE in moods:
        notes.append("What is told of another company was set aside.")
    return notes
