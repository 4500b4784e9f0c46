"""The hours and the day of an interview as a sentence says them: "6 hours and the interview is on Friday"."""

import re
from datetime import date, timedelta

from rolecall.domain.plans.values import LEAST_HOURS, MOST_HOURS
from rolecall.domain.values import Value

_NUMBERS = {
    word: n
    for n, words in enumerate(
        (
            "a an one eine un une una 一",
            "two zwei deux dos 两",
            "three drei trois tres 三",
            "four vier quatre cuatro 四",
            "five fünf cinq cinco 五",
            "six sechs seis 六",
            "seven sieben sept siete 七",
            "eight acht huit ocho 八",
            "nine neun neuf nueve 九",
            "ten zehn dix diez 十",
            "eleven elf onze once",
            "twelve zwölf douze doce",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty zwanzig vingt veinte",
        ),
        start=1,
    )
    for word in words.split()
} | {"couple of": 2, "a couple of": 2, "half an": 0.5}
_DAYS = (
    "mon|montag|lundi|lunes|星期一|周一",
    "tue|dienstag|mardi|martes|星期二|周二",
    "wed|mittwoch|mercredi|miércoles|miercoles|星期三|周三",
    "thu|donnerstag|jeudi|jueves|星期四|周四",
    "fri|freitag|vendredi|viernes|星期五|周五",
    "sat|samstag|samedi|sábado|sabado|星期六|周六",
    "sun|sonntag|dimanche|domingo|星期日|星期天|周日",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNT = r"(?P<n>\d+(?:[.,]\d+)?|" + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True)) + ")"
_HOURS = re.compile(
    rf"(?<![\w.,]){_COUNT}(?P<half> and a half)?[ -]?"
    r"(?P<unit>h(?:ou?rs?|rs?|uors?)?|huors?|stunden?|heures?|horas?|min(?:utes|uten)?)\b"
    rf"(?P<half2> and a half)?|(?P<zh>\d+|[一两三四五六七八九十])个?(?:半)?小时"
)
_EACH = re.compile(
    r"\b((hours?|minutes) each|apiece|daily|(each|every|per|a) (day|night|evening|morning|afternoon)"
    r"|jeden (tag|abend)|am tag|par jour|al día|cada día)\b|每天"
)
_EACH_WEEK = re.compile(
    r"\b(hours?|hrs?|h|stunden|heures|horas) (a|per|each|every|pro|par|por) (week|woche|semaine|semana)\b"
    r"|\bweekly\b"
)
_SOME_DAYS = re.compile(
    rf"(?<!\w){_COUNT} (?:\w+ )?(?P<unit>days?|evenings?|nights?|mornings?|afternoons?|weeks?|"
    r"tage|abende|wochen?|jours|semaines?|días|semanas?)\b"
)
_A_WEEK = re.compile(r"\b(for|next|this) (a |the |one )?(whole )?week\b|\b(next|coming) fortnight\b")
_IN = re.compile(
    rf"\b(?:in|dans|en) {_COUNT} (?P<unit>days?|weeks?|tagen?|wochen?|jours|semaines?|días|semanas?)\b"
)
_TOMORROW = re.compile(r"\b(tomorrow|tmrw|morgen|demain|mañana)\b|明天")
_MONTH_DAY = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{'|'.join(_MONTHS)})\w*|"
    rf"\b(?P<m2>{'|'.join(_MONTHS)})\w* (?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_THE_NTH = re.compile(
    r"\b(?:the|until|till|before|by) (?:the )?(\d{1,2})(?:st|nd|rd|th)\b"
    r"|\bthe (\d{1,2})\b(?! ?(h|hours?|days?))"
)
_WEEK = 7


class TimeSaid(Value):
    """What a sentence says of the time there is."""

    hours: float | None = None
    """In all, in quarters, within what can be planned; None where it is not said."""
    interview: date | None = None
    """After today; None where it is not said."""


def time_said(text: str, today: date) -> TimeSaid:
    """Reads hours and day from a turn. A rate ("two hours a day") counts once the days are known."""
    said = " ".join(text.lower().replace("’", "'").split())
    interview = _day(said, today)
    hours = _hours(said)
    if hours is not None and _EACH_WEEK.search(said):
        hours *= (
            max((interview - today).days / _WEEK, 1)
            if interview
            else max((_days_named(said) or 0) / _WEEK, 1)
        )
    elif hours is not None and _EACH.search(said):
        days = _days_named(said) or ((interview - today).days if interview else None)
        hours = hours * days if days else None
    if hours is None:
        return TimeSaid(interview=interview)
    return TimeSaid(hours=min(max(round(hours * 4) / 4, LEAST_HOURS), MOST_HOURS), interview=interview)


def _hours(said: str) -> float | None:
    some = list(_HOURS.finditer(said))
    if not some:
        return None
    # Minutes beside hours are those of a round, not of the preparation.
    found = next((one for one in some if not (one["unit"] or "").startswith("min")), some[0])
    if found["zh"]:
        return float(_number(found["zh"]))
    hours = _number(found["n"]) + (0.5 if found["half"] or found["half2"] else 0)
    return hours / 60 if found["unit"].startswith("min") else hours


def _number(word: str) -> float:
    return _NUMBERS[word] if word in _NUMBERS else float(word.replace(",", "."))


def _days_named(said: str) -> int | None:
    for found in _SOME_DAYS.finditer(said):
        weeks = found["unit"].startswith(("week", "woche", "semain"))
        if weeks or _number(found["n"]) > 1:
            # "A day" is what the hours are for, not how many days there are.
            return round(_number(found["n"]) * (_WEEK if weeks else 1))
    week = _A_WEEK.search(said)
    return (2 * _WEEK if "fortnight" in week[0] else _WEEK) if week else None


def _day(said: str, today: date) -> date | None:
    """The day that is named, after today; the first that is meant to be the interview's."""
    if iso := _ISO.search(said):
        return _later(today, int(iso[1]), int(iso[2]), int(iso[3]))
    if named := _MONTH_DAY.search(said):
        month = _MONTHS.index(named["m1"] or named["m2"]) + 1
        day = int(named["d1"] or named["d2"])
        return _later(today, today.year, month, day) or _later(today, today.year + 1, month, day)
    if ahead := _IN.search(said):
        weeks = ahead["unit"].startswith(("week", "woche", "semain"))
        return today + timedelta(days=max(round(_number(ahead["n"]) * (_WEEK if weeks else 1)), 1))
    if _TOMORROW.search(said) and not re.search(r"\b(jeden|guten) morgen\b", said):
        return today + timedelta(days=1)
    if nth := _THE_NTH.search(said):
        return _next_of_month(today, int(nth[1] or nth[2]))
    return _weekday(said, today)


def _weekday(said: str, today: date) -> date | None:
    """The next day of the first weekday that is named."""
    for weekday, names in enumerate(_DAYS):
        if re.search(rf"(?<![a-z])(?:{names})", said):
            return today + timedelta(days=(weekday - today.weekday() - 1) % _WEEK + 1)
    return None


def _later(today: date, year: int, month: int, day: int) -> date | None:
    try:
        named = date(year, month, day)
    except ValueError:
        return None
    return named if named > today else None


def _next_of_month(today: date, day: int) -> date | None:
    after = _later(today, today.year, today.month, day)
    over = today.month == len(_MONTHS)
    return after or _later(today, today.year + over, 1 if over else today.month + 1, day)
