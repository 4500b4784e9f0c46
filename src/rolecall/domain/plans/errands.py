"""What belongs to no single round: asking first, gaps of the CV, a whole mock loop, the last look."""

import shlex
from collections.abc import Iterator, Sequence

from rolecall.domain.plans.rules import Errand, PlanRules
from rolecall.domain.plans.steps import Steps
from rolecall.domain.plans.telling import span
from rolecall.domain.plans.values import Asking, CvReading, Item, PlanRequest, Quote

_MAIL = 10
_LOOK = (10, 15)
"""Minutes of the last look in a short plan and in a longer one."""
_LOOK_FROM, _LONGER_LOOK_FROM = 120, 360
_GAPS, _GAPS_FROM, _MORE_GAPS_FROM = 25, 180, 900
_LOOP = 65
_LOOPS_FROM = (600, 1500, 3000)
"""Minutes of a plan from which it holds one, two, three whole mock loops."""
_AGAIN = ("", ", with other questions than before", ", a third time and with new questions")
_LOOPS_AT = ((0.7,), (0.7, 0.9), (0.45, 0.7, 0.9))
"""Where in the plan they stand, by how many there are."""
_MOST_GAPS_NAMED = 3


class Errands:
    """Makes them."""

    def __init__(self, rules: PlanRules, steps: Steps, request: PlanRequest, cv: CvReading | None) -> None:
        self._rules = rules
        self._steps = steps
        self._request = request
        self._cv = cv
        self._loops = 0

    def all(self, minutes: int, asking: Sequence[Asking]) -> tuple[Item, ...]:
        """Those that a plan of so many minutes has room for."""
        return tuple(self._all(minutes, asking))

    def place(self, item: Item) -> float:
        """Where in the plan it stands, from before everything to after it."""
        if item.part == "asking":
            return -1.0
        if item.part == "whole":
            return _LOOPS_AT[self._loops - 1][int(item.id.rsplit(":", 1)[1]) - 1]
        return 0.8 if item.part == "gaps" else 2.0

    def _all(self, minutes: int, asking: Sequence[Asking]) -> Iterator[Item]:
        if asking:
            yield self._mail(asking)
        if minutes >= _LOOK_FROM or not asking:
            long = minutes >= _LONGER_LOOK_FROM
            yield self._item(
                "ready", self._rules.ready, _LOOK[long], "check", "What is forgotten costs the first minutes"
            )
        shown = [gap for gap in self._cv.gaps if gap.state != "covered"] if self._cv else []
        if shown and minutes >= _GAPS_FROM:
            labels = [gap.label for gap in shown]
            size = _MOST_GAPS_NAMED if minutes < _MORE_GAPS_FROM else 2 * _MOST_GAPS_NAMED
            named = ", ".join(labels[:size])
            quotes = tuple(gap.asked for gap in shown[:size])
            long_enough = _GAPS if minutes < _MORE_GAPS_FROM else 2 * _GAPS
            why = f"The ad asks for {named}, and the CV does not show it as such"
            yield self._item("gaps", self._rules.gaps, long_enough, "tell", why, quotes=quotes)
        self._loops = sum(minutes >= least for least in _LOOPS_FROM)
        for number in range(1, 1 + self._loops):
            yield self._loop(number)

    def _mail(self, asking: Sequence[Asking]) -> Item:
        best = asking[0]
        files = " ".join(shlex.quote(path) for path in self._request.files) or "FILE"
        topics = ",".join(one.topic for one in asking)
        return self._item(
            "asking",
            self._rules.asking,
            _MAIL,
            "send",
            f"An answer could free about {span(best.minutes)}",
            command=f"rolecall email {files} --topics {topics}",
            effort=1,
        )

    def _loop(self, number: int) -> Item:
        role = "".join(f" --role {shlex.quote(path)}" for path in self._request.files)
        return self._item(
            "whole",
            self._rules.whole,
            _LOOP,
            "mock",
            "A loop is more than its rounds: changing the subject is what tires",
            command=f"rolecall practise loop{role} --mode realistic --minutes {_LOOP - 5} --seed {number}",
            effort=3,
            number=number,
        )

    def _item(
        self,
        part: str,
        errand: Errand,
        minutes: int,
        act: str,
        why: str,
        *,
        command: str = "",
        effort: int = 1,
        number: int = 1,
        quotes: tuple[Quote, ...] = (),
    ) -> Item:
        return Item.model_validate(
            {
                "id": f"{part}:{number}",
                "part": part,
                "act": act,
                "what": f"{errand.do}{_AGAIN[number - 1]}.",
                "minutes": minutes,
                "why": why,
                "effort": effort,
                "guide": self._steps.guide(errand.guide),
                "command": command,
                "quotes": quotes,
            }
        )
