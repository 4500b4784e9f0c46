"""eval model: every contract on the connected model, and what it may do from then on."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import zip_longest

from rolecall.cli import show
from rolecall.cli.spending import agreed
from rolecall.evals.injection import faults_of
from rolecall.evals.injection_cases import Hostile, Place, load_cases
from rolecall.evals.model import USUAL, Hostiles, ModelReport, expected, measure
from rolecall.evals.model_jobs import CoachOf, Counted
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.wiring import OWNER, now, opened

NO_MODEL = "No model is connected; set ROLECALL_MODEL, or connect one on the Settings page."
_MOST_TEXTS = 100


def measure_model(*, requests: int, hostile: int, yes: bool, json: bool) -> int:
    """Measures the connected model; a whole measurement is remembered, so that Settings shows it."""
    from rolecall.content.files import ROOT
    from rolecall.wiring.scratch import KEY, scratch_coaches

    if not 5 <= requests <= 2_000 or not 0 <= hostile <= _MOST_TEXTS:
        raise BadInput(f"--requests goes from 5 to 2000, --hostile from 0 to {_MOST_TEXTS}.")
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "prompts").glob("*.md"))]
    with opened(load()) as house:
        connected = house.coach.model(OWNER)
        if connected is None:
            raise BadInput(NO_MODEL)
        agreed(connected, "Measuring every job of it", expected(requests, hostile), yes=yes)
        suiting = house.coach.engines.suiting
        with scratch_coaches(load()) as coach_of:
            report = measure(
                coach_of,
                connected,
                texts,
                at=now(),
                fingerprint=suiting.prompts,
                requests=requests,
                progress=_told(),
                hostile=_hostile(KEY, texts, hostile),
            )
        kept = requests >= USUAL
        if kept:
            suiting.keep(OWNER, report.suitability)
            if report.agreement is not None:
                agreement = report.agreement.model_copy(update={"at": report.suitability.at})
                house.coach.trust.keep(OWNER, connected, agreement)
    if json:
        show.as_json({**report.model_dump(mode="json"), "holds": report.holds, "kept": kept})
    else:
        _tell(report, kept=kept)
    return 0 if report.holds else 1


def _tell(report: ModelReport, *, kept: bool) -> None:
    rows = report.table()
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    show.out(f"{report.suitability.model}, {report.requests} requests")
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        show.out("  ".join([*cells, row[-1]]).rstrip())
    for broken in report.broken:
        show.out(f"  {broken.job}, {broken.request}: {broken.fault}")
    for obeyed in report.obeyed:
        show.out(f"  hostile text {obeyed}")
    if kept:
        show.say("Remembered: what is kept to the built-in engine is on the Settings page, job by job.")
    else:
        show.say(f"A quick look is not remembered; {USUAL} requests are.")


def _told() -> Callable[[str, float], None]:
    def told(what: str, share: float) -> None:
        show.say(f"{what} ({share:.0%})" if share < 1 else f"{what}.")

    return told


def _hostile(key: str, texts: Sequence[str], count: int) -> Hostiles | None:
    """Plays `count` hostile texts, one of each place in turn; what a model says itself is no text."""
    places = [place for place in Place if place is not Place.OUTPUT]
    by_place = [[one for one in load_cases() if one.place is place] for place in places]
    cases = [one for group in zip_longest(*by_place) for one in group if one is not None][:count]

    def of(coach_of: CoachOf) -> Iterator[tuple[str, Callable[[Counted], Awaitable[Sequence[str]]]]]:
        for case in cases:
            yield case.id, _player(coach_of, key, texts, case)

    return of if cases else None


def _player(
    coach_of: CoachOf, key: str, texts: Sequence[str], case: Hostile
) -> Callable[[Counted], Awaitable[Sequence[str]]]:
    async def play(model: Counted) -> Sequence[str]:
        return await faults_of(coach_of, key, texts, case, model)

    return play
