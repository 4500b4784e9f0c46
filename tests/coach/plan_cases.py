"""Roles, CVs and a paper to plan for, and the use case over the real content."""

from functools import cache

from rolecall.coach.preparing import Preparing
from rolecall.coach.reading import Reading
from rolecall.domain.plans.values import Plan, PlanRequest
from rolecall.domain.progress import Progress
from rolecall.domain.roles import Source, SourceKind
from rolecall.wiring import build_preparing, build_reading

ENGINEER = """Machine Learning Engineer, Brightloop
Your responsibilities
- Deploy and monitor models on Kubernetes
- Own the serving latency of our ranking service
- Write tested Python and review code
- Run the training pipelines and be on call for them
Requirements
- 4+ years with PyTorch
- Experience with C++ or CUDA kernels
"""
RESEARCHER = """Research Scientist, Lantern Lab
What you will do
- Propose and pursue your own research agenda on sparse retrieval
- Design new methods and run careful ablations against strong baselines
- Publish at NeurIPS, ICML and SIGIR and release code
- Present your results to other researchers
What you bring
- A PhD and first-author publications
- Experience with language models
"""
FUZZY = (
    "Hi Noor, I'm Dana from Orbit. I loved your paper! We are hiring ML people for a research team. "
    "Would you be open to a quick chat? Best, Dana"
)
NAMED = """Hi Noor,
thanks for your questions. The loop has three rounds: a research talk of 45 minutes, a project deep dive with
two scientists, and a values interview. There is no coding round.
Best, Dana"""
CODING_REPLY = """Hi Noor,
happy to help. The interview has two coding rounds of 60 minutes, and one system design round of 45 minutes.
Best, Dana"""
REPORT = """How it went at Brightloop: I interviewed for the post in May.
They asked two LeetCode questions, then a system design of a feed. My papers were never mentioned."""
CV = """Noor Haddad
noor@example.org  +49 170 1234567
Born 3 May 1990, Beirut

Experience
2021 - present  ML engineer, Koppel
- Built a ranking service in TensorFlow that cut latency by 40%
- Mentored two juniors and reviewed code
2016 - 2019  Analyst, Ruta
- Reported churn in SQL

Skills
Python, SQL, Docker

References
Prof. Ada Lindqvist, +46 8 123 456 78, supervised my work in PyTorch
"""


@cache
def reading() -> Reading:
    return build_reading()


@cache
def preparing() -> Preparing:
    return build_preparing()


def source(text: str, kind: SourceKind = SourceKind.AD) -> Source:
    return Source(id=f"{kind}-{abs(hash(text)) % 10**8}", kind=kind, text=text)


def role(*texts: str) -> tuple[Source, ...]:
    """Sources whose kinds are found by themselves."""
    return tuple(source(text, reading().kind_of(text)) for text in texts)


def planned(
    sources: tuple[Source, ...],
    hours: float = 10,
    days: int | None = 5,
    progress: Progress | None = None,
    **more: object,
) -> Plan:
    request = PlanRequest.model_validate({"hours": hours, "days": days, **more})
    return preparing().plan(sources, request, progress=progress)
