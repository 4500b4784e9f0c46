"""What a sentence of a paper is about: words that say so, and the parts of a paper where they count more."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from rolecall.domain.papers.values import FindingKind


class Cue(NamedTuple):
    """A pattern over one sentence and what it weighs."""

    pattern: re.Pattern[str]
    weight: float


class Cues(NamedTuple):
    """How sentences of one kind are told."""

    cues: tuple[Cue, ...]
    sections: Mapping[str, float]
    """What a part of the paper adds; -9 leaves it out."""
    least: float = 2.0
    """Weight from which a sentence is of this kind."""
    captions: bool = False


_OUT = -9.0


def _cues(*pairs: tuple[float, str]) -> tuple[Cue, ...]:
    return tuple(Cue(re.compile(rf"(?i)(?:{pattern})"), weight) for weight, pattern in pairs)


_METRIC = (
    r"accuracy|f1|auc|auroc|bleu|rouge|perplexity|recall|precision|error|errors|m?ap|ndcg|"
    r"mrr|rmse|mae|mse|fid|psnr|"
    r"reward|return|wer|loss|score|scores|win rate|latency|throughput|speed-?up|"
    r"calibration|ece|exact match|pass@\d+"
)
_AMOUNT = (
    r"(?<![\w.\[(])[+-\u2212]?\d+(?:,\d{3})*(?:\.\d+)?\s?(?:%|percent\b|"
    r"percentage points?\b|points?\b|pp\b|[x\u00d7](?!\w)"
    r"|times\b|ms\b|seconds\b|minutes\b|hours\b)|(?<![\w.\[(])\d{1,3}\.\d{1,4}(?![\w.]*\d)"
)
_OURS = r"\b(?:we|our|ours|this (?:paper|work|study|article))\b"
_PRIOR = (
    r"(?:prior|previous|existing|earlier|past|current|most) (?:\w+ )?"
    r"(?:works?|methods?|approach\w*|studies|papers)"
)

AMOUNT = re.compile(f"(?i){_AMOUNT}")
CITATION = re.compile(
    r"\[\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*\]|\(?[A-Z][\w'\u2019-]+ et al\.?,? \(?(?:19|"
    r"20)\d\d|"
    r"\([A-Z][\w'\u2019-]+(?: (?:and|&) [A-Z][\w'\u2019-]+)?,? (?:19|20)\d\d[a-z]?\)"
)
STATES = re.compile(
    r"(?i)\bwe\s+(?:\w+ly\s+)?(?:show|demonstrate|find|found|prove|argue|establish|"
    r"propose|present|introduce|report|"
    r"observe|study|evaluate|investigate|develop|train|measure|compare)\b|\bthis (?:paper|work|study)\b|"
    r"\bour (?:method|approach|model|results?|experiments|findings|contributions?)\b"
)
"""The authors say what they did: where nobody does, it is no paper."""

CUES: Mapping[FindingKind, Cues] = {
    FindingKind.CLAIM: Cues(
        _cues(
            (3, r"\bwe (?:\w+ly )?(?:show|demonstrate|find|prove|argue|establish|claim)\b"),
            (
                3,
                r"\bour (?:\w+ )?(?:results|experiments|findings|analysis) (?:\w+ly )?(?:show|"
                r"demonstrate|suggest|indicate|reveal)",
            ),
            (
                3,
                r"\bour (?:main|key|central) (?:contribution|finding|result|claim)|\bthis (?:paper|"
                r"work) (?:shows|demonstrates|argues)",
            ),
            (
                2,
                r"\bwe (?:propose|present|introduce|develop|report)\b|\bthis (?:paper|"
                r"work) (?:proposes|presents|introduces)",
            ),
            (
                1,
                r"\b(?:outperform\w*|improves?|reduc\w+|state[- ]of[- ]the[- ]art|better than|"
                r"without loss)\b",
            ),
        ),
        {
            "abstract": 2,
            "introduction": 1,
            "conclusion": 1,
            "related": _OUT,
            "appendix": -1,
            "limitations": -1,
        },
    ),
    FindingKind.NOVELTY: Cues(
        _cues(
            (3, r"\bto (?:the best of )?our knowledge\b|\bfirst (?:to|work|method|study|approach|time)\b"),
            (
                3,
                rf"\b(?:unlike|in contrast (?:to|with)|differ\w* from|different from|"
                rf"rather than)\b.{{0,40}}(?:{_PRIOR}|these|those|them|work)",
            ),
            (
                3,
                r"\b(?:closest|most similar|nearest|most related) to (?:our|ours|this)|\b(?:closest|"
                r"nearest) (?:\w+ )?work",
            ),
            (
                2,
                r"\bno (?:prior|previous|existing|earlier) |\bhas not been (?:studied|tried|shown|"
                r"done)|\bnovel(?:ty)?\b|\bwhat is new\b",
            ),
            (2, rf"\b{_PRIOR}\b|\bunlike\b|\bin contrast\b|\bour contributions?\b"),
            (1, _OURS),
        ),
        {"introduction": 1, "related": 1, "abstract": 1, "appendix": -2, "results": -1},
        least=3,
    ),
    FindingKind.BASELINE: Cues(
        _cues(
            (3, r"\bbaselines?\b"),
            (3, r"\bwe compare\b|\b(?:is|are|was|were) compared (?:with|to|against)\b"),
            (2, r"\bcompet(?:ing|itive) methods?\b|\bstrongest (?:rival|competitor|method)\b"),
            (
                1,
                r"\bcompar(?:ed|ison|isons) (?:with|to|against)\b|\btuned\b|\bsame (?:budget|"
                r"number of|data|split)",
            ),
        ),
        {"experiments": 1, "results": 1, "method": 0.5, "related": -1, "appendix": -1},
        least=3,
    ),
    FindingKind.RESULT: Cues(
        _cues(
            (2, _AMOUNT),
            (1, rf"\b(?:{_METRIC})\b"),
            (
                1,
                r"\b(?:improv\w+|achiev\w+|reach\w*|reduc\w+|increas\w+|outperform\w*|gains?|rais\w+|"
                r"lower\w*|falls?|drops?|beats?)\b",
            ),
            (
                1,
                r"\bfrom \S+ to \S+|\bcompared (?:with|to)|\bagainst\b|\bover the\b|\u00b1|"
                r"\bstandard deviation|\bseeds\b",
            ),
        ),
        {
            "abstract": 2,
            "results": 1.5,
            "conclusion": 0.5,
            "introduction": 0.5,
            "related": _OUT,
            "method": -1.5,
            "experiments": -0.5,
            "data": -2,
            "ablation": -1,
            "compute": -2,
            "limitations": -1,
            "reproducibility": -2,
        },
        least=3.5,
    ),
    FindingKind.ABLATION: Cues(
        _cues(
            (4, r"\bablat\w+"),
            (
                2.5,
                r"\b(?:removing|without|disabling|dropping|omitting|switching off|replacing) (?:the|"
                r"our|this|its|either|each|any)\b",
            ),
            (
                2,
                r"\bcontribution of each\b|\beffect of (?:each|the)\b|\bw/o\b|\bif we (?:remove|drop|"
                r"omit)\b|\beach component\b",
            ),
        ),
        {"ablation": 2, "results": 0.5, "related": _OUT, "future": _OUT, "introduction": -1},
        least=2.5,
        captions=True,
    ),
    FindingKind.DATA: Cues(
        _cues(
            (2, r"\b(?:data ?sets?|corpus|corpora|benchmarks?)\b"),
            (
                2,
                r"\b\d[\d,. ]*(?:k|m|thousand|million|billion)? (?:\w+ )?(?:examples|samples|"
                r"documents|images|patients|users|sentences|questions|records|recordings|sequences|"
                r"tickets|customers|episodes|pairs|articles)\b",
            ),
            (
                1,
                r"\b(?:collected|annotat\w+|labell?ed|split|held[- ]out|test set|training set|"
                r"validation|filtered|deduplicat\w+|contains?|consists? of)\b",
            ),
            (1, r"\b(?:we use|we collect|we evaluate on|comes? from|drawn from|taken from)\b"),
        ),
        {
            "data": 2,
            "experiments": 1,
            "abstract": -0.5,
            "related": _OUT,
            "appendix": -0.5,
            "conclusion": -1,
            "limitations": -1,
        },
        least=3,
    ),
    FindingKind.LIMITATION: Cues(
        _cues(
            (
                3,
                r"\blimitations?\b|\bour (?:method|approach|model|study|evaluation|analysis) (?:is|"
                r"are|was) (?:limited|restricted)|\bshortcoming|\bdrawback|\bweakness",
            ),
            (
                3,
                r"\bwe (?:do|did|have|could|can) ?not (?:yet )?(?:test|evaluate|study|consider|"
                r"measure|explore|know|claim|show|rule out|compare)\w*",
            ),
            (
                2,
                r"\bfail(?:s|ed|ure)?\b|\bdoes not (?:generali[sz]e|hold|scale|help|transfer)|"
                r"\bdegrad\w+|\bbreaks? down|\bis (?:unclear|unknown)|\bremains? (?:unclear|unknown)",
            ),
            (
                1.5,
                r"\bonly (?:one|two|a single|on|for|in|English)\b|\blimited to\b|\bat the cost of|"
                r"\bcannot\b|\bassum\w+|\bmay not\b|\bworse\b",
            ),
        ),
        {
            "limitations": 3,
            "discussion": 1,
            "conclusion": 0.5,
            "abstract": -1,
            "related": _OUT,
            "introduction": -2,
            "method": -1,
        },
        least=2.5,
    ),
    FindingKind.FUTURE_WORK: Cues(
        _cues(
            (3, r"\bfuture (?:work|research|studies|directions?)\b|\bin (?:the )?future\b"),
            (
                3,
                r"\bwe (?:plan|leave|hope|intend|aim) (?:to|for|this|the|open)\b|\bleft (?:for|"
                r"to) (?:future|later)|\bnext step\b",
            ),
            (
                2,
                r"\bremains (?:to be|an? open)|\bopen (?:question|problem)\b|"
                r"\bwould be (?:interesting|worth\w*|natural)\b|\bpromising direction",
            ),
        ),
        {
            "future": 2,
            "conclusion": 1,
            "discussion": 0.5,
            "limitations": 0.5,
            "related": _OUT,
            "introduction": -1,
        },
        least=2.5,
    ),
    FindingKind.COMPUTE: Cues(
        _cues(
            (
                3,
                r"\b(?:GPUs?|TPUs?|A100s?|V100s?|H100s?|RTX|T4|GPU[- ]hours?|FLOPs?|CPU cores?|CPUs?|"
                r"accelerators?)\b",
            ),
            (
                2,
                r"\btrain(?:ed|ing)? (?:\w+ ){0,4}(?:takes?|took|for|in)\b.{0,40}\b(?:hours?|days?|"
                r"minutes)\b|\bwall[- ]clock\b",
            ),
            (1, r"\d"),
        ),
        {"compute": 2, "experiments": 1, "related": _OUT},
        least=3,
    ),
    FindingKind.REPRODUCIBILITY: Cues(
        _cues(
            (
                3,
                r"\b(?:code|data|models?|weights|checkpoints|scripts|"
                r"implementation)\b.{0,60}\b(?:available|released?|public\w*|open[- ]sourced?|shared|"
                r"github|repository)\b",
            ),
            (
                3,
                r"\bwe (?:will )?(?:release|publish|share|open-source|provide)\b.{0,60}\b(?:code|data|"
                r"models?|weights|scripts|configurations?|seeds)\b",
            ),
            (3, r"\breproducib\w+|\breplicat(?:e|ed|ion|ing)\b|\breproduc(?:e|ed|ing) (?:our|the|all)"),
            (
                2.5,
                r"\b(?:random )?seeds?\b|\bhyper-?parameters (?:are|is) (?:listed|given|in|reported)|"
                r"\bpinned\b|\bversions? of\b",
            ),
        ),
        {"reproducibility": 2, "related": _OUT, "abstract": -0.5},
        least=2.5,
    ),
}


def first_cue(kind: FindingKind, words: str) -> int:
    """Where in a sentence its strongest cue of a kind begins, 0 where it has none."""
    found = [(-cue.weight, match.start()) for cue in CUES[kind].cues if (match := cue.pattern.search(words))]
    return min(found)[1] if found else 0
