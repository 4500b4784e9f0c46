"""What an ad asks for beside what a CV shows: covered, adjacent or missing, with the words of both."""

import re
from collections.abc import Iterator, Sequence

from rolecall.domain.papers import FindingKind, Paper
from rolecall.domain.plans.experience import OWN, Cv, CvLine, cv_of, newest
from rolecall.domain.plans.process import quote_of
from rolecall.domain.plans.rules import PlanRules, Skill
from rolecall.domain.plans.values import CvReading, Gap, Project, Quote
from rolecall.domain.quoting import quoted, repeats
from rolecall.domain.reading.phrases import words as words_of
from rolecall.domain.reading.single import Reader
from rolecall.domain.reading.topics import around
from rolecall.domain.roles import Section, Source, SourceKind

_ASKED_IN = (Section.DUTIES, Section.REQUIREMENTS)
_MOST_GAPS, _MOST_PROJECTS = 24, 2
_PROJECT_WORDS = 6
_LATELY = 2
"""Years."""
_ORDER = ("missing", "adjacent", "covered")
_MEASURED = re.compile(r"\d\s?(?:%|per cent|x\b|ms\b|times)|\b\d+[.,]\d")


def read_cv(
    cv: Source | None,
    told: Sequence[Source],
    reader: Reader,
    rules: PlanRules,
    papers: Sequence[tuple[Source, Paper]] = (),
) -> CvReading:
    """Compares what the sources of a role ask for with a CV and papers; quotes no private line of them."""
    asked, unread = _asked(told, reader, rules)
    parts = [_of_paper(source, paper, asked, rules) for source, paper in papers]
    projects = [project for project in parts if project]
    if cv is None:
        return CvReading(
            projects=tuple(projects), notes=("No CV was given, so nothing was compared with it.",)
        )
    read = cv_of(cv.text, reader, rules)
    shown = _shown(cv, read, rules)
    gaps = [_gap(rules.skills[place], quote, shown, rules) for place, quote in asked.items()]
    gaps.sort(key=lambda gap: _ORDER.index(gap.state))
    projects += _of_cv(cv, read, asked, rules)
    return CvReading(
        gaps=tuple(gaps[:_MOST_GAPS]),
        projects=tuple(projects[:_MOST_PROJECTS]),
        sections=read.sections,
        notes=tuple(_notes(read, asked, unread)),
    )


def _asked(told: Sequence[Source], reader: Reader, rules: PlanRules) -> tuple[dict[int, Quote], int]:
    """By position of a skill, the first words that ask for it; and how many sentences name none I know."""
    ads = [source for source in told if source.kind is SourceKind.AD] or list(told)
    asked: dict[int, Quote] = {}
    unread = 0
    for source in ads:
        for one in reader.place(source.text):
            if one.section not in _ASKED_IN or one.heading or reader.injection.find(one):
                continue
            hits = rules.skill_book.find(one.words)
            unread += not hits
            for hit in hits:
                asked.setdefault(hit.entry, quote_of(source, *around(one, hit.first, hit.last)))
    return asked, unread


def _shown(cv: Source, read: Cv, rules: PlanRules) -> dict[int, Quote]:
    """By position of a skill, the CV's best words on it: of work rather than of a list, the newest first."""
    best: dict[int, tuple[tuple[bool, int, int], Quote]] = {}
    for line in read.lines:
        for hit in rules.skill_book.find(line.placed.words):
            worth = (line.section in OWN, line.latest, -line.placed.start)
            if hit.entry not in best or worth > best[hit.entry][0]:
                best[hit.entry] = worth, quote_of(cv, *around(line.placed, hit.first, hit.last))
    return {entry: quote for entry, (_, quote) in best.items()}


def _gap(skill: Skill, asked: Quote, shown: dict[int, Quote], rules: PlanRules) -> Gap:
    known = {rules.skills[place].id: quote for place, quote in shown.items()}
    labels = {one.id: one.label for one in rules.skills}
    common = {"skill": skill.id, "label": skill.label, "asked": asked}
    if skill.id in known:
        return Gap.model_validate(
            {
                **common,
                "state": "covered",
                "shown": known[skill.id],
                "says": "Your CV shows it; have it ready.",
            }
        )
    near = next((name for name in skill.near if name in known), "")
    if near:
        says = f"Your CV shows {labels[near]}, which is near: say what carries over and what you would learn."
        return Gap.model_validate(
            {**common, "state": "adjacent", "shown": known[near], "near": labels[near], "says": says}
        )
    says = (
        "Nothing in the CV as pasted speaks of it. If you have done it, you could say where; if not, an "
        "honest first step is an answer too."
    )
    return Gap.model_validate({**common, "state": "missing", "says": says})


def _of_cv(cv: Source, read: Cv, asked: dict[int, Quote], rules: PlanRules) -> list[Project]:
    """The lines of work that meet most of what is asked for, none twice."""
    top = newest(read.lines)
    rated = sorted(
        ((_worth(cv.text, line, asked, top, rules), -line.placed.start, line) for line in read.lines),
        key=lambda one: (-one[0], -one[1]),
    )
    chosen: list[Project] = []
    for worth, _, line in rated:
        quote = quote_of(cv, line.placed.start, line.placed.end)
        if worth <= 0 or any(repeats(quote.text, other.quote.text) for other in chosen):
            continue
        chosen.append(_project(quote, line, asked, rules))
    return chosen[:_MOST_PROJECTS]


def _worth(text: str, line: CvLine, asked: dict[int, Quote], top: int, rules: PlanRules) -> float:
    """0 for a line that tells of no work of one's own."""
    words = line.placed.words
    own = bool(rules.own_work_book.find(words)) or line.section == "publications"
    if line.section not in OWN or len(words) < _PROJECT_WORDS or not own:
        return 0.0
    met = {hit.entry for hit in rules.skill_book.find(words)} & asked.keys()
    recent = 1.0 if line.latest and line.latest == top else 0.5 * (0 <= top - line.latest <= _LATELY)
    measured = _MEASURED.search(text, line.placed.start, line.placed.end) is not None
    return 1.0 + 2.0 * len(met) + recent + measured


def _project(quote: Quote, line: CvLine, asked: dict[int, Quote], rules: PlanRules) -> Project:
    met = [hit.entry for hit in rules.skill_book.find(line.placed.words) if hit.entry in asked]
    if not met:
        why = (
            "It is work of your own that can be asked about in depth; the ad's words meet none of it by name."
        )
        return Project(quote=quote, why=why)
    label = rules.skills[met[0]].label
    why = f"It is work of your own on {label}, and the ad asks for that: {quoted(asked[met[0]].text)}"
    return Project(quote=quote, why=why, asked=asked[met[0]])


def _of_paper(source: Source, paper: Paper, asked: dict[int, Quote], rules: PlanRules) -> Project | None:
    """The paper's own claim, where it has one."""
    finding = next(iter([*paper.of(FindingKind.CLAIM), *paper.findings]), None)
    if finding is None:
        return None
    words = rules.skill_book.find(words_of(paper.abstract or finding.shown))
    met = next((hit.entry for hit in words if hit.entry in asked), None)
    named = f"\u201c{paper.title}\u201d" if paper.title else "Your paper"
    why = f"{named} says this of itself, and a deep dive begins there"
    if met is not None:
        why += f"; the ad asks for {rules.skills[met].label}: {quoted(asked[met].text)}"
    return Project(
        quote=quote_of(source, finding.start, finding.end),
        why=why if why.endswith("\u201d") else f"{why}.",
        asked=asked[met] if met is not None else None,
    )


def _notes(read: Cv, asked: dict[int, Quote], unread: int) -> Iterator[str]:
    if not read.language.english:
        yield (
            f"The CV reads as {read.language.name}: only names that are the same in English were compared, "
            "so what is called missing may well be there."
        )
    if not read.lines:
        yield "There is no line in the CV that could be read; paste it as plain text."
    elif not asked:
        yield "The sources ask for nothing that could be compared with the CV."
    if read.commands:
        yield "The CV holds sentences that order a reader about; they were left unread and change nothing."
    if asked and unread:
        told = (
            "one sentence of what is asked names"
            if unread == 1
            else f"{unread} sentences of what is asked name"
        )
        yield f"{told[:1].upper()}{told[1:]} nothing that I know to look for; compare those yourself."
