"""What holds of a role's profile whatever sources it is read from, and in whatever order."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecall.content.files import ROOT, load_yaml
from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import read_role
from rolecall.domain.roles import RoleReading, Source, SourceKind
from rolecall.evals.promises import CASES, Cases
from tests.domain.unrelated import UNRELATED

SHARED = ROOT.parent / "shared" / "data"
MOVES = 0.02
KINDS = (SourceKind.AD, SourceKind.MESSAGE, SourceKind.REPLY, SourceKind.NOTE)
OWN = tuple(
    Source(id=case.id, kind=case.kind, text=case.text)
    for case in load_yaml(CASES, Cases).cases
    if case.kind in KINDS
)


@cache
def read(sources: tuple[Source, ...]) -> RoleReading:
    return read_role(sources, load_patterns(ROOT / "knowledge"))


def profile(*sources: Source) -> tuple[object, ...]:
    seen = read(sources)
    return seen.shares, seen.track, seen.confidence, seen.title_suggests, seen.title_duty_mismatch


def moved(before: RoleReading, after: RoleReading) -> float:
    pairs = zip(before.shares.model_dump().values(), after.shares.model_dump().values(), strict=True)
    return max((abs(was - now) for was, now in pairs), default=0.0)


def unrelated() -> st.SearchStrategy[Source]:
    kinds = st.sampled_from([*KINDS, SourceKind.REPORT])
    texts = st.sampled_from(UNRELATED)
    return st.builds(lambda kind, text: Source(id="unrelated", kind=kind, text=text), kinds, texts)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(st.sampled_from(OWN), min_size=2, max_size=4, unique=True), unrelated())
def test_the_order_of_the_sources_does_not_change_the_profile(
    data: st.DataObject, sources: list[Source], beside: Source
) -> None:
    some = [*sources, beside]
    assert profile(*data.draw(st.permutations(some))) == profile(*some)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(OWN), min_size=1, max_size=3, unique=True), unrelated(), st.booleans())
def test_an_unrelated_text_does_not_move_the_profile(
    sources: list[Source], beside: Source, first: bool
) -> None:
    before = read(tuple(sources))
    after = read((beside, *sources) if first else (*sources, beside))
    assert moved(before, after) <= MOVES
    assert after.confidence is before.confidence
    assert after.title == before.title
    if before.signals:
        assert after.track == before.track


@pytest.mark.parametrize("kind", KINDS)
def test_a_source_alone_weighs_what_it_weighs_beside_one_that_tells_nothing(kind: SourceKind) -> None:
    """A lone message once counted twice what it counted beside any other text."""
    text = (
        "You will design new architectures, run experiments and publish the results. Our research team"
        " trains language models. You deploy some of them as services."
    )
    one = Source(id="one", kind=kind, text=text)
    nothing = Source(id="two", kind=SourceKind.MESSAGE, text=UNRELATED[2])
    assert read((one,)).shares.unknown < 0.7
    assert read((one, nothing)).shares == read((one,)).shares


def test_an_ad_outweighs_the_courtship_of_a_message() -> None:
    ad = Source(
        id="ad",
        kind=SourceKind.AD,
        text="What you will do\nDeploy models to production.\nBuild data pipelines.\nOperate the services.",
    )
    mail = Source(
        id="mail",
        kind=SourceKind.MESSAGE,
        text="You would set your own research agenda. You publish papers at NeurIPS. You invent new methods.",
    )
    shares = read((mail, ad)).shares
    assert shares.engineering > shares.research > 0


def test_a_cv_and_a_paper_tell_nothing_of_a_role() -> None:
    ad = OWN[0]
    own = [
        Source(id=kind, kind=kind, text="I published five papers and deployed models to production.")
        for kind in (SourceKind.CV, SourceKind.PAPER)
    ]
    assert profile(ad, *own) == profile(ad)


def _shared(name: str, kind: SourceKind) -> list[Source]:
    path: Path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is no part of this repository")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Source(id=f"{name}-{n}", kind=kind, text=row["text"]) for n, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("job_ads.jsonl", SourceKind.AD), ("recruiter_messages.jsonl", SourceKind.MESSAGE)],
)
def test_neither_order_nor_an_unrelated_text_moves_what_real_texts_say(name: str, kind: SourceKind) -> None:
    for n, one in enumerate(_shared(name, kind)[::8]):
        beside = Source(id="unrelated", kind=KINDS[n % len(KINDS)], text=UNRELATED[n % len(UNRELATED)])
        assert moved(read((one,)), read((one, beside))) <= MOVES, one.id
        assert profile(one, OWN[n % len(OWN)]) == profile(OWN[n % len(OWN)], one), one.id
