"""Interview reports: what happened, and how it compares with what was promised. Pure rules."""

from rolecall.domain.reports.book import ReportRules
from rolecall.domain.reports.comparing import compare
from rolecall.domain.reports.report import read_report, read_reports

__all__ = ["ReportRules", "compare", "read_report", "read_reports"]
