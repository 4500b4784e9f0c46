"""Finds the day that a text says it was written or held on; no clock, no guess of what is not there."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ ]{_MONTH},?(?:[ ](20\d\d))?(?![a-z\d])", re.I)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}[ ](\d{{1,2}})(?:st|nd|rd|th)?(?:,?[ ](20\d\d))?(?![a-z\d])", re.I)


def day_in(line: str, brought: str = "") -> str:
    """The first day a line names, as an ISO date, else empty.

    Where it names no year, the year is that of `brought` (ISO), or the one before where the day would lie
    after it. Days written in digits alone (`3/9`) stay unread: their order depends on the writer.
    """
    iso = _ISO.search(line)
    if iso:
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]))
    first, second = _DAY_FIRST.search(line), _MONTH_FIRST.search(line)
    if first:
        day, month, year = int(first[1]), first[2], first[3]
    elif second:
        day, month, year = int(second[2]), second[1], second[3]
    else:
        return ""
    number = _MONTHS.index(month[:3].lower()) + 1
    if year:
        return _checked(int(year), number, day)
    if not brought:
        return ""
    told = _checked(int(brought[:4]), number, day)
    return _checked(int(brought[:4]) - 1, number, day) if told > brought[:10] else told


def _checked(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
