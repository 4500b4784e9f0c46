"""What the coach says to a turn whose work is done elsewhere: practice, the plan, a report, the settings."""

import asyncio
from dataclasses import dataclass
from datetime import date

from rolecall.coach.role_plans import RolePlans
from rolecall.domain.conversation import RoleState
from rolecall.domain.intents.hours import time_said
from rolecall.domain.intents.rules import IntentRules, RoundWords
from rolecall.domain.intents.settings_help import SettingsHelp
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.moves import Move
from rolecall.domain.plans.values import Plan, PlanRequest
from rolecall.domain.plans.wishes import PlanWish
from rolecall.ports import BadInput

POINTED = frozenset({Move.READ, Move.PRACTISE, Move.PLAN, Move.REPORT, Move.SETTINGS_HELP})
"""Moves that are answered here."""
_PARTS_TOLD = 3
_LIKELY_TOLD = 2
_USUAL = ("quickfire", "coding")
"""Rounds offered where there is neither a role nor a word of which one is wanted."""
_READ = (
    "Gladly: paste the text of the ad or the message here, or drop the file. I read what stands in it, not "
    "what a link leads to."
)
_REPORT = (
    "Tell me how it went: paste your notes here, or write a few sentences on each round, what was asked and "
    "for how long. I hold them beside what was promised."
)
_REPORT_WITHOUT_ROLE = (
    "I can hold what was tested beside what was promised, once I know the promise: paste the ad or the "
    "recruiter's message first, or open the role it belongs to; then tell me round by round what was asked."
)
_PLAN_WITHOUT_ROLE = (
    "For a plan I need the role: paste the ad or the recruiter's message, then tell me your hours and the "
    "day of the interview, for example “6 hours, interview on Friday”."
)
_HOURS = (
    "How many hours do you have in all, and on which day is the interview? One sentence is enough, for "
    "example “6 hours, interview on Friday”."
)
_HOURS_UNTIL = (
    "How many hours do you have in all until {day}? Say it with the day, for example “6 hours, interview on "
    "Friday”, and I lay them out."
)


@dataclass(frozen=True)
class Pointing:
    """The use case; nothing but the wish for a plan is stored."""

    intents: IntentRules
    help: SettingsHelp
    plans: RolePlans | None

    @classmethod
    def over(cls, knowledge: Knowledge, plans: RolePlans | None) -> "Pointing":
        return cls(knowledge.intents, knowledge.settings_help, plans)

    async def say(self, move: Move, owner: str, state: RoleState, text: str, today: date) -> str:
        """The answer as Markdown. Raises BadInput where the hours cannot be planned."""
        match move:
            case Move.PRACTISE:
                return await asyncio.to_thread(self._practise, owner, state, text)
            case Move.PLAN:
                return await asyncio.to_thread(self._plan, owner, state, text, today)
            case Move.REPORT:
                return _REPORT if state.reading is not None else _REPORT_WITHOUT_ROLE
            case Move.SETTINGS_HELP:
                return self.help.answer(text)
            case _:
                return _READ

    def _practise(self, owner: str, state: RoleState, text: str) -> str:
        named = self.intents.round_named(self.intents.focused(text))
        likely = self._likely(owner, state)
        if named is not None:
            also = [one for one in likely if one.kind != named.kind]
            return f"That is {_link(named)}: choose the minutes there and press Begin.{_also(also)}"
        if likely:
            return f"For this role I would begin with {_link(likely[0])}.{_also(likely[1:])}"
        usual = [one for kind in _USUAL if (one := self.intents.round(kind)) is not None]
        return (
            "Under [Practise](?view=practise) you can begin with "
            f"{' or '.join(_link(one) for one in usual)}. "
            "Paste an ad or a message first, and I will say which round fits that role best."
        )

    def _likely(self, owner: str, state: RoleState) -> list[RoundWords]:
        """Rounds that the role will probably hold, the likeliest first."""
        plan = self._made(owner, state)
        parts = [part for part in (plan.parts if plan else ()) if part.likelihood]
        parts.sort(key=lambda part: -(part.likelihood or 0.0))
        found = [one for part in parts if (one := self.intents.round(part.name)) is not None]
        whole = self.intents.round("loop")
        return [*found[:_LIKELY_TOLD], whole] if found and whole else found[:_LIKELY_TOLD]

    def _made(self, owner: str, state: RoleState) -> Plan | None:
        if self.plans is None or state.reading is None:
            return None
        try:
            return self.plans.made(owner, state, PlanRequest(hours=4))
        except BadInput:
            # What was read is no role of the field; practice does not need one.
            return None

    def _plan(self, owner: str, state: RoleState, text: str, today: date) -> str:
        said = time_said(text, today)
        if self.plans is None or state.reading is None:
            return _PLAN_WITHOUT_ROLE
        before = self.plans.wished(owner, state.id)
        hours = said.hours or (before.hours if before else None)
        if hours is None:
            return _HOURS_UNTIL.format(day=_day(said.interview)) if said.interview else _HOURS
        if said.hours is not None or said.interview is not None:
            kept = before.interview if before and before.interview and before.interview > today else None
            self.plans.wish(owner, state.id, hours, said.interview or kept, today)
        found = self.plans.plan(owner, state.id)
        return _told(found.plan, found.wish) if found else _HOURS


def _told(plan: Plan, wish: PlanWish) -> str:
    until = f" until {_day(wish.interview)}" if wish.interview else ""
    parts = "\n".join(
        f"- **{part.label}**, {_minutes(part.minutes)}: {part.why}" for part in plan.parts[:_PARTS_TOLD]
    )
    first = next((item for item in plan.items), None)
    begin = f"Begin with: {first.what.rstrip('.')}." if first else ""
    told = [
        f"Your {_minutes(plan.minutes)}{until}. {plan.says}",
        parts,
        f"{begin} Every day of it, the reasons and the calendar file are on the role's card, under Plan."
        + ("" if wish.interview else " Tell me the day of the interview, and I lay it out up to then."),
    ]
    return "\n\n".join(one.strip() for one in told if one)


def _link(one: RoundWords) -> str:
    return f"[{one.title}](?view=practise&round={one.kind})"


def _also(some: list[RoundWords]) -> str:
    return f" Also likely here: {', '.join(_link(one) for one in some)}." if some else ""


def _day(day: date | None) -> str:
    return f"{day:%A}, {day.day} {day:%B}" if day else ""


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest else ""]
    return " ".join(part for part in parts if part)
