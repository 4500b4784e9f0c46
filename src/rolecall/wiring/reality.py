"""What reading what came back needs: comparing, replies, plans, the ledger, audits, weighing."""

from functools import cache

from rolecall.coach.auditing import Auditing
from rolecall.coach.preparing import Preparing
from rolecall.coach.reality import Compare, RealityParts
from rolecall.coach.replying import Replying
from rolecall.coach.weighing import Weighing
from rolecall.wiring.parts import alikeness, build_reading, guides, knowledge, practice_knowledge


def build_comparing() -> Compare:
    """Compares by rules; the promised texts are read as `rolecall read` reads them."""
    from rolecall.content.reports import load_loops, load_reports
    from rolecall.domain.reports import ReportRules, compare

    rules, loops = ReportRules(load_reports(), knowledge().patterns), load_loops().weights
    reading = build_reading()
    return lambda promised, tested: compare(promised, tested, rules, loops, reading.read)


def build_replying() -> Replying:
    """Where its vectors cannot be had its rules decide alone."""
    from rolecall.content.replies import load_replies, load_reply_weights
    from rolecall.domain.replies.fitted import Fitted
    from rolecall.retrieval import embedders, pair_reading, sensing

    weights = load_reply_weights()
    senses = sensing.Sensing(embedders.make_embedder, weights.embedder)
    return Replying(load_replies(), alikeness(), Fitted(weights, senses, pair_reading.PairReader()))


def build_preparing() -> Preparing:
    from rolecall.content.plans import load_plans
    from rolecall.content.reports import load_reports
    from rolecall.domain.reports import ReportRules, read_reports

    reports = ReportRules(load_reports(), knowledge().patterns)
    return Preparing(
        build_reading(),
        knowledge().patterns,
        practice_knowledge(),
        load_plans(),
        {section.id: section.heading for guide in guides() for section in guide.sections},
        tested=lambda sources: read_reports(sources, reports),
    )


def build_reality_parts() -> RealityParts:
    """What reading what came back needs, each made once, at its first use."""
    from rolecall.content.promises import load_promises
    from rolecall.content.reports import load_reports
    from rolecall.content.stripping import load_strip

    return RealityParts(
        promises=cache(load_promises),
        replying=cache(build_replying),
        compare=cache(build_comparing),
        preparing=cache(build_preparing),
        auditing=cache(build_auditing),
        weighing=cache(build_weighing),
        report_words=cache(load_reports),
        questions=lambda: knowledge().questions,
        strip=cache(load_strip),
    )


def build_weighing() -> Weighing:
    from rolecall.content.deciding import load_deciding

    return Weighing(build_reading(), load_deciding(), knowledge().chat.labels)


def build_auditing() -> Auditing:
    from rolecall.content.audit import load_audit, load_rubrics

    return Auditing(build_reading(), knowledge().patterns, load_audit(), load_rubrics())
